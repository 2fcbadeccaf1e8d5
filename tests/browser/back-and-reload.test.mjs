// Back, Forward, reload and closing the tab: nothing is lost unasked, and what is gone is said.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Device, PHONE } from "./browser.mjs";
import { browser, council, stage } from "./setting.mjs";
import { plain, votingLink } from "./stage.mjs";
import { cast, choose, enter, receiptOf, review, reviewed, vote } from "./voting.mjs";

let next = 0;

const choices = [["li-na"], ["wang-fang"], ["trees"]];
const labels = [["Li Na"], ["Wang Fang"], ["Forty new trees"]];

/** A device that has come from another page of the board to the link of a letter that no one has used. */
async function arrived() {
  const letter = council.letters[next++];
  const device = await Device.open(browser, PHONE);
  await device.go(`${stage.address}/view/${council.id}?lang=en`);
  await enter(device, votingLink(stage.address, council, letter));
  return { device, page: device.page, letter };
}

const back = (page) => page.evaluate(() => history.back());
const forward = (page) => page.evaluate(() => history.forward());
const main = (page) => page.textContent("main");
const checked = (page) => page.locator("input:checked").count();

/** Leaves the page in some way, and says whether it asked first. */
async function leave(page, how) {
  let asked = false;
  const answer = (dialog) => {
    asked = dialog.type() === "beforeunload";
    return dialog.accept();
  };
  page.once("dialog", answer);
  await how();
  page.off("dialog", answer);
  return asked;
}

const reload = (page) => leave(page, () => page.reload());

test("Back goes one screen back and Forward one forward, and the choices stay", async () => {
  const { device, page } = await arrived();
  await choose(device, choices);
  await review(device);
  const tracker = await page.locator("code.tracker").first().textContent();
  await back(page);
  await page.waitForSelector("#review");
  assert.equal(await checked(page), 3);
  await back(page);
  await page.waitForSelector("#begin");
  await forward(page);
  await page.waitForSelector("#review");
  assert.equal(await checked(page), 3);
  await forward(page);
  await page.waitForSelector("#cast");
  assert.deepEqual(await reviewed(device), labels);
  assert.equal(
    await page.locator("code.tracker").first().textContent(),
    tracker,
    "it is the ballot that was prepared",
  );
  await cast(device);
  await device.close();
});

test("Forward never comes to a ballot of other choices than those that are shown", async () => {
  const { device, page } = await arrived();
  await choose(device, choices);
  await review(device);
  await back(page);
  await choose(device, [["amara-diallo"]]);
  await forward(page);
  // The review of the former choices is gone: the ballot stays on the screen.
  await page.waitForFunction(() => history.state.step === 1);
  assert.equal(await page.locator("#cast").count(), 0);
  await review(device);
  assert.deepEqual(await reviewed(device), [["Amara Diallo"], ...labels.slice(1)]);
  await cast(device);
  await device.close();
});

test("the buttons of the page and those of the browser lead over the same entries", async () => {
  const { device, page } = await arrived();
  await choose(device, choices);
  await review(device);
  await page.click("#back");
  await page.waitForFunction(() => history.state.step === 1);
  await review(device);
  await back(page);
  await page.waitForSelector("#review");
  await back(page);
  await page.waitForSelector("#begin");
  assert.ok(
    await leave(page, () => Promise.all([page.waitForURL(/\/view\//), back(page)])),
    "the page asks before it is left",
  );
  await device.close();
});

test("Back from an opened test ballot leads to the ballot, and Forward shows what is to be scanned again", async () => {
  const { device, page } = await arrived();
  await choose(device, choices);
  await review(device);
  await page.click("#test");
  await page.waitForSelector("#back-to-ballot");
  await back(page);
  await page.waitForSelector("#review");
  assert.equal(await checked(page), 3);
  await forward(page);
  await page.waitForSelector("#back-to-ballot");
  await page.click("#back-to-ballot");
  await review(device);
  await cast(device);
  await device.close();
});

test("after casting, Back and Forward show no choices and lose no receipt", async () => {
  const { device, page } = await arrived();
  await choose(device, choices);
  await review(device);
  const tracker = await cast(device);
  for (const step of [1, 0]) {
    await back(page);
    await page.waitForFunction((step) => history.state.step === step, step);
    assert.equal(await receiptOf(device), tracker);
    assert.equal(await page.locator("input").count(), 0);
    assert.doesNotMatch(await main(page), /Li Na|Wang Fang/);
  }
  assert.equal(
    await leave(page, () => Promise.all([page.waitForURL(/\/view\//), back(page)])),
    false,
    "nothing is lost any more",
  );
  await forward(page);
  assert.equal(await receiptOf(device), tracker, "the end page is there after another page");
  await device.close();
});

test("a reload keeps the end page with tracker and receipt, and lets another voter begin", async () => {
  const { device, page } = await arrived();
  await choose(device, choices);
  await review(device);
  const tracker = await cast(device);
  const { text } = await device.saved("#save-receipt");
  assert.equal(await reload(page), false);
  assert.equal(await receiptOf(device), tracker);
  assert.equal((await device.saved("#save-receipt")).text, text);
  await page.click("#begin-anew");
  await page.waitForSelector("#code");
  await page.reload();
  await page.waitForSelector("#code");
  assert.doesNotMatch(await main(page), /tracker1/, "the vote of the one before is gone");
  await device.close();
});

test("a reload asks first, then says what is gone and what to do, and the letter's trust hash is still compared", async () => {
  const { device, page, letter } = await arrived();
  await choose(device, choices);
  assert.equal(await reload(page), true);
  await page.waitForSelector("#code");
  assert.match(
    await main(page),
    /Your code and your choices are gone.*Scan the code on your letter again.*still compared/s,
  );
  await page.fill("#code", letter.code);
  await page.press("#code", "Enter");
  await page.waitForSelector("#begin");
  assert.match(await main(page), /already compared the check value/);
  const storage = await page.evaluate(() =>
    JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state]),
  );
  assert.ok(
    !storage.includes(plain(letter.code)) && !/li-na|Li Na/.test(storage),
    "neither code nor choices are kept",
  );
  await device.close();
});

test("a trust hash that is not that of the election stops the visit after a reload, too", async () => {
  const device = await Device.open(browser, PHONE);
  const { trust } = stage.elections.hostile;
  const letter = council.letters[next++];
  await device.go(votingLink(stage.address, { ...council, trust }, letter));
  await device.page.waitForSelector(".notice-bad");
  await device.page.reload();
  await device.page.fill("#code", letter.code);
  await device.page.press("#code", "Enter");
  await device.page.waitForSelector(".notice-bad");
  assert.equal(await device.page.locator("#begin").count(), 0);
  await device.close();
});

test("where the browser keeps nothing, the page says after a reload that it no longer compares", async () => {
  const device = await Device.open(browser, PHONE);
  const { page } = device;
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException("no storage here", "SecurityError");
    };
    Object.defineProperty(window, "sessionStorage", { get: refuse });
    Object.defineProperty(window, "localStorage", { get: refuse });
  });
  await enter(device, votingLink(stage.address, council, council.letters[next++]));
  await page.reload();
  await page.waitForSelector("#code");
  assert.match(await main(page), /does not compare the check value on your letter now/);
  await device.close();
});

test("the page asks before a tab with choices is closed, and not before or after", async () => {
  const { device, page } = await arrived();
  assert.equal(await reload(page), false, "nothing was chosen yet");
  await device.close();
  const other = await arrived();
  await vote(other.device, votingLink(stage.address, council, other.letter), choices);
  assert.equal(await reload(other.page), false, "the vote is in the box");
  await other.device.close();
});

test("a link that is pasted into a window with choices is asked about, and a no keeps everything", async () => {
  const { device, page, letter } = await arrived();
  const other = council.letters[next++];
  await choose(device, choices);
  const paste = async (link, yes) => {
    const asked = page.waitForEvent("dialog");
    await page.evaluate((link) => setTimeout(() => (location.href = link)), link);
    const dialog = await asked;
    assert.match(dialog.message(), /choices here that have not been sent/);
    await (yes ? dialog.accept() : dialog.dismiss());
  };
  for (const { code } of [letter, other]) {
    await paste(votingLink(stage.address, council, { code }), false);
    await page.waitForFunction(() => !location.hash && history.state?.step === 1);
    assert.equal(await checked(page), 3);
    assert.ok(!page.url().includes(plain(code)), "the code does not stay in the address");
  }
  await review(device);
  assert.deepEqual(await reviewed(device), labels);
  await paste(votingLink(stage.address, council, other), true);
  await page.waitForSelector("#begin");
  await page.click("#begin");
  assert.equal(await checked(page), 0, "another voter finds nothing");
  await vote(device, votingLink(stage.address, council, other), choices);
  await device.close();
});

test("after the language was switched, a contest that was put right is not called missing", async () => {
  const { device, page } = await arrived();
  await page.click("#review");
  await page.waitForSelector("#errors");
  await choose(device, [["li-na"]]);
  assert.equal(await page.isVisible("#errors"), false);
  await page.click("#lang-zh-Hans");
  await page.waitForFunction(() => document.querySelector("legend").textContent === "委员会主任");
  assert.equal(await page.isVisible("#errors"), false);
  assert.equal(await page.locator(".error:visible").count(), 0);
  await device.close();
});
