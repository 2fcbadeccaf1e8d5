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
  return page
    .locator(".answer")
    .evaluateAll((answers) =>
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

/** On the second device, in the check page that the letter's address opens: notes what the voting device
 * shows. */
export async function noteTracker(second, check, shown) {
  await second.go(check);
  await second.page.click("#task-1");
  await second.page.fill("#tracker", shown);
  await second.page.click("#submit");
  await second.page.waitForSelector("#opening");
}

/** Has the ballot of the review opened: the opening that the voting device shows. */
export async function openBallot(device) {
  await device.page.click("#test");
  await device.page.waitForSelector("#back-to-ballot");
  return device.scan();
}

/** Shows the second device an opened ballot. */
export async function lookInto({ page }, opened) {
  await page.fill("#opening", opened);
  await page.click("#submit");
}

/** Tests the device from the review on: what the second device says is in the ballot. */
export async function challenge(device, second, check) {
  await noteTracker(second, check, await device.scan());
  await lookInto(second, await openBallot(device));
  return found(second);
}

/** What the second device says is in the opened ballot. */
export async function found({ page }) {
  await page.waitForSelector("#yes");
  return page
    .locator("section.answer")
    .evaluateAll((answers) =>
      Object.fromEntries(
        answers.map((answer) => [
          answer.querySelector("h3").textContent,
          [...answer.querySelectorAll(".chosen li")].map((option) => option.textContent),
        ]),
      ),
    );
}

/** What the second device says when the voting device has not passed. */
export async function failed({ page }) {
  await page.waitForSelector("#answer .notice-bad");
  return page.locator("#answer .notice-bad").textContent();
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
