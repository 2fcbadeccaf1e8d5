// A whole election in which voters vote through the booth.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { DESKTOP, Device, PHONE } from "./browser.mjs";
import { programs } from "./places.mjs";
import { browser, council, folder, stage } from "./setting.mjs";
import { checkLink, plain, votingLink } from "./stage.mjs";
import {
  assertTracker,
  cast,
  challenge,
  checkBallot,
  checkCredential,
  choose,
  enter,
  receiptOf,
  review,
  reviewed,
  vote,
} from "./voting.mjs";

const run = promisify(execFile);

const link = (letter, language) => votingLink(stage.address, council, council.letters[letter], language);
const trackers = {};
const receipts = {};

test("a voter with a phone chooses, reviews, casts, and keeps their receipt", async () => {
  const phone = await Device.open(browser, PHONE);
  await enter(phone, link(0));
  await choose(phone, [["li-na"], ["wang-fang", "elif-kaya", "greta-holm"], ["trees"]]);
  await review(phone);
  assert.deepEqual(await reviewed(phone), [
    ["Li Na"],
    ["Elif Kaya", "Greta Holm", "Wang Fang"],
    ["Forty new trees"],
  ]);
  trackers.phone = await cast(phone);
  assertTracker(trackers.phone);
  const { name, text } = await phone.saved("#save-receipt");
  assert.match(name, /\.tlog-proof$/);
  receipts.phone = text;
  assert.doesNotMatch(
    await phone.page.locator("main").textContent(),
    /Li Na|Wang Fang/,
    "the end shows no choices",
  );
  await phone.close();
});

test("a voter at a desk uses nothing but the keyboard", async () => {
  const desk = await Device.open(browser, DESKTOP);
  const { keyboard } = desk.page;
  await desk.go(link(1));
  await desk.page.waitForSelector("#begin");
  await desk.tabTo("#begin");
  await keyboard.press("Enter");
  await desk.tabTo("#contest-0 input");
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowDown");
  await desk.tabTo('#contest-1 input[value="carlos-ruiz"]');
  await keyboard.press("Space");
  await desk.tabTo('#contest-2 input[value="library"]');
  await keyboard.press("Space");
  await desk.tabTo("#review");
  await keyboard.press("Enter");
  await desk.page.waitForSelector("#cast");
  assert.deepEqual(await reviewed(desk), [["Li Na"], ["Carlos Ruiz"], ["Longer hours of the library"]]);
  await desk.tabTo("#cast");
  await keyboard.press("Enter");
  trackers.desk = await receiptOf(desk);
  await desk.close();
});

test("a voter tests their device with a second one, which notes the tracker and finds their choices; then they vote", async () => {
  const [device, second] = [await Device.open(browser, PHONE), await Device.open(browser, PHONE)];
  await enter(device, link(2));
  await choose(device, [["blank"], [], ["benches", "crossing"]]);
  await review(device);
  assert.deepEqual(await challenge(device, second, checkLink(stage.address, council, council.letters[2])), {
    "Chair of the council": ["Blank vote: none of these"],
    "Members of the council": ["Nothing chosen"],
    "Which projects should be paid for this year?": ["Benches in the park", "A safer crossing at the school"],
  });
  trackers.tested = await second.page.locator("code.tracker").first().textContent();
  await device.page.click("#back-to-ballot");
  await review(device);
  assert.deepEqual(await reviewed(device), [
    ["Blank vote: none of these"],
    [],
    ["Benches in the park", "A safer crossing at the school"],
  ]);
  trackers.afterTest = await cast(device);
  assert.notEqual(trackers.afterTest, trackers.tested, "the encryption is fresh");
  await device.close();
  await second.close();
});

test("a voter votes again, and is told that their first ballot is replaced", async () => {
  const first = await Device.open(browser, DESKTOP);
  trackers.replaced = await vote(first, link(3), [["amara-diallo"], ["ivan-petrov"], []]);
  receipts.replaced = (await first.saved("#save-receipt")).text;
  await first.close();
  const second = await Device.open(browser, PHONE);
  await enter(second, link(3, "zh-Hans"));
  await choose(second, [["samira-haddad"], ["marie-laurent"], ["workshop"]]);
  await review(second);
  assert.deepEqual(await reviewed(second), [["萨米拉·哈达德"], ["玛丽·洛朗"], ["维修工坊"]]);
  trackers.again = await cast(second);
  await second.close();
});

test("an owner who lives elsewhere gets the paper of their style", async () => {
  const device = await Device.open(browser, DESKTOP);
  await enter(device, link(24, "ar"));
  assert.equal(await device.page.locator("fieldset").count(), 1);
  await choose(device, [["trees", "workshop"]]);
  await review(device);
  await cast(device);
  await device.close();
});

test("after closing, the public page shows exactly what was cast", async () => {
  for (const act of ["close", "decrypt", "result"]) await stage.play(`${act} council`);
  const totals = await (await fetch(`${stage.address}/view/${council.id}/results.json`)).json();
  // The ballots of the stage, and the five that were cast above.
  const expected = {
    chair: { "amara-diallo": 3, "jonas-weber": 2, "li-na": 3, "samira-haddad": 2, blank: 2 },
    members: {
      "carlos-ruiz": 3,
      "elif-kaya": 4,
      "greta-holm": 3,
      "ivan-petrov": 1,
      "marie-laurent": 4,
      "wang-fang": 4,
    },
    projects: { benches: 5, crossing: 6, library: 5, trees: 5, workshop: 5 },
  };
  assert.deepEqual(inShort(totals), expected);
  const device = await Device.open(browser, DESKTOP);
  await device.go(`${stage.address}/view/${council.id}?lang=en`);
  const rows = await device.page
    .locator("table tr")
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll("th, td")].map((cell) => cell.textContent.trim())),
    );
  const shown = (label) => rows.find(([first]) => first === label)?.[1];
  assert.equal(shown("Li Na"), "3");
  assert.equal(shown("Wang Fang"), "4");
  assert.equal(shown("A safer crossing at the school"), "6");
  await device.close();
});

test("the audit program accepts the record", async () => {
  const trust = join(folder, "trust.json");
  const auditor = join(programs, "tabella-audit");
  const made = await run(auditor, ["trust", stage.address, "--election", council.id, "--out", trust]);
  assert.ok(plain(made.stdout).includes(plain(council.trust)), "the trust file is the one of the letters");
  const { stdout } = await run(auditor, ["verify", stage.address, "--trust", trust, "--json"]);
  const report = JSON.parse(stdout);
  assert.deepEqual([report.verdict, report.phase, report.counted], ["accepted", "finished", 16]);
});

test("the audit in the browser accepts the record, and a record with one changed bit it does not", async () => {
  const device = await Device.open(browser, DESKTOP);
  const { page } = device;
  await device.go(`${stage.address}/audit/${council.id}?lang=en`);
  await page.click("#begin");
  await page.waitForSelector("#checks table");
  assert.equal(await page.locator(".notice-ok").count(), 1);

  const path = `${stage.address}/elections/${council.id}`;
  const entries = Buffer.from(await (await fetch(`${path}/entries`)).arrayBuffer());
  entries[entries.length >> 1] ^= 1;
  const files = {
    entries: join(folder, "entries.jsonl"),
    checkpoint: join(folder, "checkpoint"),
    "record-trust": join(folder, "trust.json"),
  };
  await writeFile(files.entries, entries);
  await writeFile(files.checkpoint, await (await fetch(`${path}/checkpoint`)).text());
  await device.go(`${stage.address}/audit/${council.id}?lang=en`);
  await page.click("details:has(#entries) summary");
  for (const [field, file] of Object.entries(files)) await page.setInputFiles(`#${field}`, file);
  await page.click("#begin-files");
  await page.waitForSelector("#checks table");
  assert.equal(await page.locator(".notice-bad").count(), 1);
  await device.close();
});

test("the check page says: counted, replaced, not in the box, code not used", async () => {
  const device = await Device.open(browser, PHONE);
  const ballot = (text) => checkBallot(device, stage.address, council, text);
  const code = (letter) => checkCredential(device, stage.address, council, council.letters[letter].credential);
  assert.equal(await ballot(trackers.phone), "Your ballot is in the box and is counted");
  assert.equal(await ballot(receipts.phone), "Your ballot is in the box and is counted");
  assert.equal(await ballot(trackers.again), "Your ballot is in the box and is counted");
  assert.equal(await ballot(trackers.replaced), "A later ballot has replaced this one");
  assert.equal(await ballot(receipts.replaced), "A later ballot has replaced this one");
  assert.equal(await ballot(trackers.tested), "There is no ballot with this tracker in the box");
  assert.equal(await code(0), "A ballot with your code is in the box and is counted");
  assert.equal(await code(5), "No ballot was cast with your code");
  await device.close();
});

test("the check page as a file of its own finds a ballot on the board", async () => {
  const device = await Device.open(browser, DESKTOP);
  const { page } = device;
  const file = join(folder, "tabella-check.html");
  await writeFile(file, await (await fetch(`${stage.address}/web/tabella-check.html`)).text());
  assert.doesNotMatch(await readFile(file, "utf8"), /(src|href)="\/(?!\/)/, "nothing is loaded from beside it");
  await device.go(`file://${file}?lang=en`);
  await page.fill("#board", `${stage.address}/check/${council.id}`);
  await page.click("button[type=submit]");
  await page.click("#task-0");
  await page.fill("#tracker", trackers.desk);
  await page.click("#submit");
  await page.waitForSelector("#answer .notice-ok");
  await device.close();
});

/** Totals by contest and option. */
function inShort({ contests }) {
  const options = ({ options, blank }) => ({
    ...Object.fromEntries(options.map(({ id, total }) => [id, total])),
    ...(blank === null || blank === undefined ? {} : { blank }),
  });
  return Object.fromEntries(contests.map((contest) => [contest.id, options(contest)]));
}
