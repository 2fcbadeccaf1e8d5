// Files that a voter or an observer chooses: those that cannot be read, and those that came through mail and
// editors.

import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { Device, PHONE } from "./browser.mjs";
import { browser, council, folder, stage } from "./setting.mjs";
import { votingLink } from "./stage.mjs";
import { vote } from "./voting.mjs";

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
  await page.waitForFunction(
    (selector) => document.querySelector(selector)?.closest(".file")?.querySelector(".error")?.textContent,
    selector,
  );
}

/** The message beside a file field. */
const message = ({ page }, selector) => page.locator(`.file:has(${selector}) .error`).textContent();

test("a receipt that cannot be read any longer is called so, and another one can be chosen", async () => {
  const device = await Device.open(browser, PHONE);
  await vote(device, votingLink(stage.address, council, council.letters[0]), [
    ["li-na"],
    ["wang-fang"],
    ["trees"],
  ]);
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

/** A receipt that was cut or changed: some can no longer be read, the others are no longer what the board
 * signed. */
function damages(receipt) {
  const lines = receipt.split("\n");
  /** The same with one character changed in the middle of a line. */
  const flipped = (number) => {
    const line = lines[number];
    const middle = line.length >> 1;
    const other = line[middle] === "A" ? "B" : "A";
    return lines.with(number, line.slice(0, middle) + other + line.slice(middle + 1)).join("\n");
  };
  const checkpoint = lines.indexOf("") + 1;
  return {
    cut: receipt.slice(0, receipt.length / 2),
    "a field renamed": receipt.replace("index ", "indx "),
    "broken by a bar": receipt.replaceAll(/.{76}/g, "$&|"),
    "another index": receipt.replace(/^index \d+$/m, "index 1"),
    "a character of the entry": flipped(1),
    "a character of the path": flipped(3),
    "another size": lines.with(checkpoint + 1, `${Number(lines[checkpoint + 1]) + 1}`).join("\n"),
    "a character of the root": flipped(checkpoint + 2),
    "a character of the signature": flipped(checkpoint + 4),
  };
}

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
  for (const [how, damaged] of Object.entries(damages(text))) {
    await open();
    await page.fill("#tracker", damaged);
    assert.equal(await asked(device), "This could not be checked", how);
    const words = await page.locator("#answer .notice > p").allTextContents();
    assert.match(words.join(), /changed on its way.*nothing about anyone.*Ask for the file again/, how);
    assert.doesNotMatch(words.join(), /evidence|not valid|Do not rely|must never happen/, how);
  }
  await open();
  await page.fill("#tracker", text.replaceAll(council.id, stage.elections.finished.id));
  await asked(device);
  assert.match(await page.textContent("#answer"), /about another election, or was changed on its way/);
  await device.close();
});

test("a trust file that was changed on its way is called so, and nothing is said of the election", async () => {
  const { finished } = stage.elections;
  const device = await Device.open(browser, PHONE);
  const damaged = join(folder, "trust.json");
  await writeFile(damaged, '{"board":');
  await device.go(`${stage.address}/audit/${finished.id}?lang=en`);
  await device.page.locator("details:has(#trust-file) summary").click();
  await device.page.setInputFiles("#trust-file", damaged);
  await device.page.waitForFunction(
    () => document.querySelector(".file:has(#trust-file) [role=status]").textContent !== "",
  );
  await device.page.click("#begin");
  await device.page.waitForSelector(".notice-warn[role=alert]");
  const words = await device.page.locator(".notice-warn[role=alert] > p").allTextContents();
  assert.match(words.join(), /not a trust file, or it was changed on its way.*nothing is said against anyone/);
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
