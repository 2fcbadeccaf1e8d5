// Files that a voter or an observer chooses: those that cannot be read, and those that came through mail and editors.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Device, PHONE, openBrowser } from "./browser.mjs";
import { openStage, votingLink } from "./stage.mjs";
import { vote } from "./voting.mjs";

let browser, stage, council, folder;

before(async () => {
  [browser, stage, folder] = await Promise.all([openBrowser(), openStage(), mkdtemp(join(tmpdir(), "tabella-"))]);
  council = stage.elections.council;
});

after(async () => {
  await browser?.close();
  stage?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Chooses a file that is deleted before the page reads it. */
async function chooseDeleted({ page }, selector) {
  const file = join(folder, `deleted-${Date.now()}`);
  await writeFile(file, "soon gone");
  // Takes the page's listener away for as long as the file still exists.
  await page.evaluate((selector) => {
    const hold = (event) => event.stopImmediatePropagation();
    window.release = () => document.removeEventListener("change", hold, true);
    document.addEventListener("change", hold, true);
  }, selector);
  await page.setInputFiles(selector, file);
  await rm(file);
  await page.evaluate((selector) => {
    window.release();
    document.querySelector(selector).dispatchEvent(new Event("change", { bubbles: true }));
  }, selector);
  await page.waitForFunction((selector) => document.querySelector(selector)?.closest(".file")?.querySelector(".error")?.textContent, selector);
}

/** The message beside a file field. */
const message = ({ page }, selector) => page.locator(`.file:has(${selector}) .error`).textContent();

test("a receipt that cannot be read any longer is called so, and another one can be chosen", async () => {
  const device = await Device.open(browser, PHONE);
  await vote(device, votingLink(stage.address, council, council.letters[0]), [["li-na"], ["wang-fang"], ["trees"]]);
  const { text } = await device.saved("#save-receipt");
  await device.go(`${stage.address}/check/${council.id}?lang=en`);
  await device.page.click("#task-0");
  await chooseDeleted(device, "#receipt");
  assert.match(await message(device, "#receipt"), /cannot be read/);
  const good = join(folder, "receipt.tlog-proof");
  await writeFile(good, text);
  await device.page.setInputFiles("#receipt", good);
  await device.page.waitForFunction(() => document.getElementById("tracker").value !== "");
  await device.page.click("#submit");
  assert.equal(await device.page.locator("#answer h2").first().textContent(), "Your ballot is in the box");
  await device.close();
});

/** A receipt as it comes out of mail programs and editors. */
const carried = (receipt) => ({
  "with the line ends of Windows": receipt.replaceAll("\n", "\r\n"),
  "without its last newline": receipt.trimEnd(),
  "with blank lines around it": `\n\n${receipt}\n\n`,
  "with a byte order mark": `\ufeff${receipt}`,
  "with blanks at the ends of its lines": receipt.replaceAll("\n", " \n"),
  "quoted in an answer": receipt.trimEnd().replaceAll(/^/gm, "> "),
});

/** Asks the check page about what is in its field; the heading of the answer. */
async function asked({ page }) {
  await page.click("#submit");
  await page.waitForSelector("#answer h2");
  return page.locator("#answer h2").first().textContent();
}

test("a receipt that went through mail and editors is read, pasted or from a file; a damaged one is called changed", async () => {
  const device = await Device.open(browser, PHONE);
  const { page } = device;
  await vote(device, votingLink(stage.address, council, council.letters[1]), [["li-na"], [], []]);
  const { text } = await device.saved("#save-receipt");
  const open = async () => {
    await device.go(`${stage.address}/check/${council.id}?lang=en`);
    await page.click("#task-0");
  };
  for (const [how, receipt] of Object.entries(carried(text))) {
    await open();
    await page.fill("#tracker", receipt);
    assert.equal(await asked(device), "Your ballot is in the box", `pasted ${how}`);
  }
  const { "with the line ends of Windows": windows, "with a byte order mark": marked } = carried(text);
  for (const [how, receipt] of Object.entries({ windows, marked })) {
    const file = join(folder, "carried.tlog-proof");
    await writeFile(file, receipt);
    await open();
    await page.setInputFiles("#receipt", file);
    await page.waitForFunction(() => document.getElementById("tracker").value !== "");
    assert.equal(await asked(device), "Your ballot is in the box", `a file ${how}`);
  }
  const utf16 = join(folder, "utf16.tlog-proof");
  await writeFile(utf16, Buffer.from(`\ufeff${text}`, "utf16le"));
  await open();
  await page.setInputFiles("#receipt", utf16);
  await page.waitForFunction(() => document.getElementById("tracker").value !== "");
  assert.equal(await asked(device), "Your ballot is in the box", "a file in UTF-16");
  for (const damaged of [text.slice(0, text.length / 2), text.replace("index ", "indx "), text.replaceAll(/.{76}/g, "$&|")]) {
    await open();
    await page.fill("#tracker", damaged);
    assert.equal(await asked(device), "This could not be checked");
    const words = await page.textContent("#answer");
    assert.match(words, /changed on its way/);
    assert.doesNotMatch(words, /evidence against/);
  }
  await device.close();
});

test("files of a record that cannot be read are called so, each beside its button", async () => {
  const device = await Device.open(browser, PHONE);
  await device.go(`${stage.address}/audit/${stage.elections.finished.id}?lang=en`);
  await device.page.waitForSelector("#begin");
  await device.page.locator("details").evaluateAll((all) => all.forEach((details) => (details.open = true)));
  for (const field of ["#trust-file", "#entries", "#checkpoint", "#record-trust"]) {
    await chooseDeleted(device, field);
    assert.match(await message(device, field), /cannot be read/, field);
  }
  await device.close();
});
