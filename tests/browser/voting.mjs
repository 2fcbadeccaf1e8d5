// What voters do, step by step.

import assert from "node:assert/strict";
import { plain } from "./stage.mjs";

/** Opens the link of a letter and begins. */
export async function enter(device, link) {
  await device.go(link);
  await device.page.click("#begin");
}

/** Chooses on the paper: for each contest on it, by position, the ids of the options. */
export async function choose({ page }, choices) {
  for (const [contest, options] of choices.entries()) {
    for (const option of options) await page.check(`#contest-${contest} input[value="${option}"]`);
  }
}

/** From the paper to the review. */
export async function review({ page }) {
  await page.click("#review");
  await page.waitForSelector("#cast");
}

/** What the review shows as chosen, in words. */
export function reviewed({ page }) {
  return page.locator(".answer").evaluateAll((answers) =>
    answers.map((answer) => [...answer.querySelectorAll(".chosen li")].map((option) => option.textContent)),
  );
}

/** The one act; the tracker of the ballot that is in the box. */
export async function cast(device) {
  await device.page.click("#cast");
  return receiptOf(device);
}

/** Waits for the end page; the tracker that it shows. */
export async function receiptOf({ page }) {
  await page.waitForSelector("#save-receipt");
  return page.locator("code.tracker").first().textContent();
}

/** A whole visit. */
export async function vote(device, link, choices) {
  await enter(device, link);
  await choose(device, choices);
  await review(device);
  return cast(device);
}

/** Tests the device from the review on: two scans with a second one. What the second one says is in the ballot. */
export async function challenge(device, second, from = (address) => address) {
  await device.page.click("#test");
  await second.go(from(await device.scan()));
  await second.page.waitForSelector("code.tracker");
  await device.page.click("#open-test");
  await device.page.waitForSelector("#back-to-ballot");
  await second.go(from(await device.scan()));
  await second.page.click("#submit");
  await second.page.waitForSelector("#yes");
  return second.page.locator("section.answer").evaluateAll((answers) =>
    Object.fromEntries(
      answers.map((answer) => [
        answer.querySelector("h3").textContent,
        [...answer.querySelectorAll(".chosen li")].map((option) => option.textContent),
      ]),
    ),
  );
}

/** Asks the check page about a tracker or receipt; which kind of answer it gives, and its heading. */
export async function checkBallot(device, address, { id }, text) {
  await device.go(`${address}/check/${id}?lang=en`);
  await device.page.click("#task-0");
  await device.page.fill("#tracker", text);
  return answer(device);
}

/** Asks the check page whether a code was used, by its credential. */
export async function checkCredential(device, address, { id }, credential) {
  await device.go(`${address}/check/${id}?lang=en`);
  await device.page.click("#task-2");
  await device.page.fill("#credential", credential);
  return answer(device);
}

async function answer({ page }) {
  await page.click("#submit");
  await page.waitForSelector("#answer h2");
  return page.locator("#answer h2").first().textContent();
}


/** Asserts that a tracker is shown in full. */
export function assertTracker(tracker) {
  assert.match(plain(tracker), /^tracker1[a-z0-9]{58}$/);
}
