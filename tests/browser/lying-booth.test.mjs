// A booth that encrypts something else than the voter chose, caught by a second device.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { join } from "node:path";
import { Device, PHONE, openBrowser } from "./browser.mjs";
import { lyingWeb, web } from "./places.mjs";
import { openStage, votingLink } from "./stage.mjs";
import { challenge, choose, enter, review, reviewed } from "./voting.mjs";

let browser, stage, council;

before(async () => {
  [browser, stage] = await Promise.all([openBrowser(), openStage(lyingWeb)]);
  council = stage.elections.council;
});

after(async () => {
  await browser?.close();
  stage?.close();
});

test("a booth that lies shows the voter her choices, and the second device shows what it has really encrypted", async () => {
  const [device, second] = [await Device.open(browser, PHONE), await Device.open(browser, PHONE)];
  await enter(device, votingLink(stage.address, council, council.letters[0]));
  await choose(device, [["li-na"], ["wang-fang"], ["trees"]]);
  await review(device);
  assert.deepEqual(await reviewed(device), [["Li Na"], ["Wang Fang"], ["Forty new trees"]], "so far it looks right");
  const found = await challenge(device, second);
  assert.deepEqual(found["Chair of the council"], ["Jonas Weber"]);
  await second.page.click("#no");
  await second.page.waitForSelector("#judgement .notice-bad");
  await device.close();
  await second.close();
});

test("so does the check page that the second device has from elsewhere", async () => {
  const [device, second] = [await Device.open(browser, PHONE), await Device.open(browser, PHONE)];
  await enter(device, votingLink(stage.address, council, council.letters[1]));
  await choose(device, [["amara-diallo"], [], []]);
  await review(device);
  await device.page.click("#test");
  const first = await device.scan();
  await device.page.click("#open-test");
  await device.page.waitForSelector("#back-to-ballot");
  const opened = await device.scan();
  // The page on her own disk cannot be opened by a code that the device shows: she pastes what she scanned.
  const { page } = second;
  await second.go(`file://${join(web, "tabella-check.html")}?lang=en`);
  const paste = async (link) => {
    await page.fill("#board", link);
    await page.click("button[type=submit]");
  };
  await paste(first);
  await page.waitForSelector("#paste");
  await second.page.reload();
  await paste(opened);
  await page.click("#submit");
  await page.waitForSelector("#yes");
  assert.equal(await page.locator("section.answer").first().locator("li").textContent(), "Jonas Weber");
  await device.close();
  await second.close();
});
