// Booths that lie, each at another moment, and a second device that finds it out (liars/).

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { join } from "node:path";
import { Device, PHONE, openBrowser } from "./browser.mjs";
import { lyingWeb, web } from "./places.mjs";
import { checkLink, openStage, votingLink } from "./stage.mjs";
import {
  cast,
  challenge,
  checkBallot,
  choose,
  enter,
  failed,
  found,
  lookInto,
  noteTracker,
  openBallot,
  review,
  reviewed,
} from "./voting.mjs";

const NOT_PASSED = "The voting device did not pass this test";
const NOT_COMMITTED = "the voting device did not commit itself to it";

let browser;
const stages = {};

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  for (const stage of Object.values(stages)) stage.close();
});

/** A board that serves one of the liars, for as long as the tests run. */
async function boardOf(liar) {
  stages[liar] ??= await openStage(lyingWeb(liar));
  const { address, elections } = stages[liar];
  const { council } = elections;
  return {
    stage: stages[liar],
    council,
    address,
    link: (letter) => votingLink(address, council, council.letters[letter]),
    check: (letter) => checkLink(address, council, council.letters[letter]),
  };
}

/** Two devices; the voting one has come as far as the review, which shows what the voter chose. */
async function atTheReview(link) {
  const [device, second] = [await Device.open(browser, PHONE), await Device.open(browser, PHONE)];
  await enter(device, link);
  await choose(device, [["li-na"], ["wang-fang"], ["trees"]]);
  await review(device);
  assert.deepEqual(
    await reviewed(device),
    [["Li Na"], ["Wang Fang"], ["Forty new trees"]],
    "so far it looks right",
  );
  return [device, second];
}

async function close(...devices) {
  for (const device of devices) await device.close();
}

test("a booth that encrypts something else shows the voter's choices, and the second device what is really in the ballot", async () => {
  const { link, check } = await boardOf("other-choice");
  const [device, second] = await atTheReview(link(0));
  const inside = await challenge(device, second, check(0));
  assert.deepEqual(inside["Chair of the council"], ["Jonas Weber"]);
  await second.page.click("#no");
  await second.page.waitForSelector("#judgement .notice-bad");
  await close(device, second);
});

test("so does the check page that the second device has from elsewhere", async () => {
  const { link, check } = await boardOf("other-choice");
  const [device, second] = await atTheReview(link(1));
  const { page } = second;
  await second.go(`file://${join(web, "tabella-check.html")}?lang=en`);
  await page.fill("#board", check(1));
  await page.click("button[type=submit]");
  await page.click("#task-1");
  await page.fill("#tracker", await device.scan());
  await page.click("#submit");
  await lookInto(second, await openBallot(device));
  assert.deepEqual((await found(second))["Chair of the council"], ["Jonas Weber"]);
  await close(device, second);
});

test("a booth that makes an honest ballot once it knows of the test passes no test by anyone, and cheats only those who do not", async () => {
  const { stage, link, check } = await boardOf("late");
  for (const letter of [0, 1, 2]) {
    const [device, second] = await atTheReview(link(letter));
    await noteTracker(second, check(letter), await device.scan());
    await lookInto(second, await openBallot(device));
    const words = await failed(second);
    assert.ok(words.includes(NOT_PASSED) && words.includes(NOT_COMMITTED), words);
    assert.equal(
      await second.page.locator("#yes").count(),
      0,
      "the page does not ask about choices that prove nothing",
    );
    await close(device, second);
  }
  for (const letter of [3, 4, 5]) {
    const device = await Device.open(browser, PHONE);
    await enter(device, link(letter));
    await choose(device, [["li-na"], [], []]);
    await review(device);
    await cast(device);
    await device.close();
  }
  for (const act of ["close", "decrypt", "result"]) await stage.play(`${act} council`);
  const { options } = (await stage.log("council"))
    .at(-1)
    .body.totals.find(({ contest }) => contest === "chair");
  const total = (id) => options.find(({ option }) => option === id).total;
  assert.deepEqual([total("li-na"), total("jonas-weber")], [1, 2 + 3], "the three votes went to someone else");
});

test("a tracker that is read after the test began is refused, with the reason", async () => {
  const { link, check } = await boardOf("second-tracker");
  const [device, second] = await atTheReview(link(0));
  const opened = await openBallot(device);
  assert.equal(await device.page.locator("code.tracker").count(), 0, "and the test shows none");
  await second.go(check(0));
  await second.page.click("#task-1");
  assert.match(
    await second.page.locator("main").textContent(),
    /read after pressing “Test this device” proves nothing/,
  );
  await second.page.fill("#tracker", opened);
  await second.page.click("#submit");
  assert.match(
    await second.page.locator("#refused").textContent(),
    /No tracker was noted.*this test proves nothing/,
  );
  assert.equal(await second.page.locator("#opening").count(), 0);
  await close(device, second);
});

test("a booth that shows the tracker of another ballot is caught when it opens its own, and when it casts it", async () => {
  const { address, council, link, check } = await boardOf("first-tracker");
  const [device, second] = await atTheReview(link(0));
  const shown = await device.scan();
  await noteTracker(second, check(0), shown);
  await lookInto(second, await openBallot(device));
  const words = await failed(second);
  assert.ok(words.includes(NOT_PASSED) && words.includes(NOT_COMMITTED), words);
  await device.page.click("#back-to-ballot");
  await review(device);
  const kept = await device.scan();
  await cast(device);
  assert.equal(
    await checkBallot(second, address, council, kept),
    "There is no ballot with this tracker in the box",
  );
  await close(device, second);
});

test("a booth that writes the noted tracker into the opening of another ballot is caught", async () => {
  const { link, check } = await boardOf("second-tracker");
  const [device, second] = await atTheReview(link(1));
  await noteTracker(second, check(1), await device.scan());
  await lookInto(second, await openBallot(device));
  const words = await failed(second);
  assert.ok(words.includes(NOT_PASSED) && words.includes(NOT_COMMITTED), words);
  await close(device, second);
});

test("a booth that shows a second tracker once it knows of the test cannot have the first one forgotten unasked", async () => {
  const { link, check } = await boardOf("again");
  const [device, second] = await atTheReview(link(0));
  const { page } = second;
  const first = await device.scan();
  await noteTracker(second, check(0), first);
  await device.page.click("#test");
  await device.page.waitForSelector("#test-again");
  const again = await device.scan();
  assert.notEqual(again, first);
  await lookInto(second, again);
  await page.waitForSelector("#replace");
  const words = await page.locator("main").textContent();
  assert.ok(words.includes(first) && words.includes(again), "both are shown");
  assert.match(words, /Noted on \d+ \w+ \d{4}/);
  assert.match(words, /have already pressed “Test this device” for the first one, keep the first one/);
  await page.click("#keep");
  await device.page.click("#test-again");
  await device.page.waitForSelector("#back-to-ballot");
  await lookInto(second, await device.scan());
  assert.ok((await failed(second)).includes(NOT_COMMITTED));
  await close(device, second);
});

test("a booth that seals the ballot of an accomplice is caught by the credential on the letter", async () => {
  const { council, link, check } = await boardOf("credential");
  const [device, second] = [await Device.open(browser, PHONE), await Device.open(browser, PHONE)];
  await device.context.route("**/accomplice", (route) => route.fulfill({ json: council.letters[9] }));
  await enter(device, link(0));
  await choose(device, [["li-na"], ["wang-fang"], ["trees"]]);
  await review(device);
  await noteTracker(second, check(0), await device.scan());
  const opened = await openBallot(device);
  await lookInto(second, opened);
  const words = await failed(second);
  assert.ok(words.includes(NOT_PASSED), words);
  assert.match(words, /made for another person.*Compare the credential here with your letter/);
  // It is a true ballot with the voter's choices: nothing but the credential is wrong.
  await second.page.fill("#credential", council.letters[9].credential);
  await second.page.click("#submit");
  assert.deepEqual((await found(second))["Chair of the council"], ["Li Na"]);
  await close(device, second);
});

test("a booth that shows a link is refused by the scanner, and what the link says is never taken over", async () => {
  const { link, check } = await boardOf("link");
  const [device, second] = await atTheReview(link(0));
  const { page } = second;
  const shown = await device.page.locator("code.tracker").textContent();
  const scanned = await device.scan();
  assert.match(scanned, /^http/);
  await second.go(check(0));
  await page.click("#task-1");
  await page.fill("#tracker", scanned);
  await page.click("#submit");
  const refused = await page.locator("#refused").textContent();
  assert.match(refused, /This is an address; it was not opened/);
  assert.match(refused, /do not vote with that device/);

  // Another tracker is noted; then someone opens the link with the camera of the phone.
  await page.fill("#tracker", shown);
  await page.click("#submit");
  await page.waitForSelector("#opening");
  const other = new URL(scanned);
  other.hash = "#tracker=tracker1qqqq&credential=credential1";
  await second.go("about:blank");
  await second.go(other.href);
  await page.waitForSelector("#task-1");
  assert.match(
    await page.locator(".notice-bad").first().textContent(),
    /was not opened with the address on your letter.*Nothing in it was used/,
  );
  await page.click("#task-1");
  await page.waitForSelector("#opening");
  assert.equal(await page.locator("code.tracker").first().textContent(), shown, "the note is as it was");
  assert.equal(await page.inputValue("#credential"), "", "the credential is to be typed from the letter");
  await close(device, second);
});
