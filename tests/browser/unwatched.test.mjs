// What readers should know of an election that fails no check: that no witness watches the board, and what that
// makes possible, in numbers; names that look alike; and how much is downloaded.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Device, PHONE } from "./browser.mjs";
import { browser, council, stage } from "./setting.mjs";
import { votingLink } from "./stage.mjs";
import { checkBallot, checkCredential, vote } from "./voting.mjs";

const NUMBERS = {
  en: /together with 1 of the 3 trustees, could .* read single ballots/,
  "zh-Hans": /3 位受托人中的 1 位联手/,
  de: /zusammen mit 1 der 3 Treuhänder/,
  fr: /avec 1 des 3 dépositaires/,
  es: /junto con 1 de los 3 (depositarios|custodios)/,
  // Marks of direction stand around the numbers.
  ar: /مع \p{Cf}*[1١]\p{Cf}* من أصل \p{Cf}*[3٣]\p{Cf}* من الأمناء/u,
};

const main = ({ page }) => page.textContent("main");

/** In every language of a page that changes it in place. */
async function inEveryLanguage(device) {
  for (const [language, expected] of Object.entries(NUMBERS)) {
    await device.page.click(`#lang-${language}`);
    await device.page.waitForFunction((tag) => document.documentElement.lang === tag, language);
    assert.match(await main(device), expected, language);
  }
}

async function audit(device, { id }) {
  await device.go(`${stage.address}/audit/${id}?lang=en`);
  await device.page.click("#begin");
  await device.page.waitForSelector("#save-report");
}

test("booth, check page and audit page say in numbers who could read ballots together", async () => {
  const device = await Device.open(browser, PHONE);
  const { page } = device;
  await device.go(votingLink(stage.address, council, council.letters[0]));
  await page.waitForSelector("#begin");
  await inEveryLanguage(device);
  const tracker = await vote(device, votingLink(stage.address, council, council.letters[1]), [
    ["li-na"],
    [],
    [],
  ]);
  await inEveryLanguage(device);
  await checkBallot(device, stage.address, council, tracker);
  assert.match(await main(device), NUMBERS.en);
  await checkCredential(device, stage.address, council, council.letters[0].credential);
  assert.match(await main(device), NUMBERS.en);
  await audit(device, stage.elections.finished);
  await inEveryLanguage(device);
  await device.close();
});

test("names that look alike are named on the audit page and on the public page, letter for letter", async () => {
  const device = await Device.open(browser, PHONE);
  const { page } = device;
  await audit(device, stage.elections.finished);
  assert.equal(await page.locator("#remarks").count(), 0, "there is nothing to remark");
  await audit(device, stage.elections.hostile);
  const names = (selector) => page.locator(`${selector} bdi[translate=no]`).allTextContents();
  const pair = await names("#remarks");
  assert.equal(pair.length, 2);
  assert.ok(
    pair.some((name) => name.includes("\u0430")) && pair.some((name) => !name.includes("\u0430")),
    pair.join(),
  );
  await device.go(`${stage.address}/view/${stage.elections.hostile.id}?lang=en`);
  assert.deepEqual(await names("#look-alikes"), pair);
  await device.go(`${stage.address}/view/${council.id}?lang=en`);
  assert.equal(await page.locator("#look-alikes").count(), 0);
  await device.close();
});

test("a reader who waits for the log sees how many megabytes have come", async () => {
  const device = await Device.open(browser, PHONE);
  await device.page.addInitScript(() => {
    window.shown = [];
    const note = () => window.shown.push(document.querySelector(".waiting p")?.textContent ?? "");
    addEventListener("DOMContentLoaded", () =>
      new MutationObserver(note).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
      }),
    );
  });
  await device.go(votingLink(stage.address, council, council.letters[2]));
  await device.page.waitForSelector("#begin");
  const shown = await device.page.evaluate(() => window.shown);
  assert.ok(
    shown.some((text) => /100%.*\([\d.]+ MB\)/.test(text)),
    [...new Set(shown)].join("\n"),
  );
  await device.close();
});
