// Voters whose connection breaks, at each step of a visit: each of them votes exactly once.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Device, PHONE } from "./browser.mjs";
import { browser, council, stage } from "./setting.mjs";
import { votingLink } from "./stage.mjs";
import { cast, choose, enter, receiptOf, review } from "./voting.mjs";
import { openWire } from "./wire.mjs";

let next = 0;

/** How many ballots of a voter are in the log. */
async function ballotsOf({ author }) {
  const log = await stage.log("council");
  return log.filter((statement) => statement.kind === "ballot" && statement.author === author).length;
}

/** A voter with a letter of their own votes over a bad connection; asserts that one ballot comes of it. */
async function votes(visit) {
  const wire = await openWire(stage.address);
  const device = await Device.open(browser, PHONE);
  const letter = council.letters[next++];
  await visit({ device, wire, link: votingLink(wire.address, council, letter) });
  await receiptOf(device);
  assert.ok(wire.spent(), "the connection was lost as it should be");
  const posts = wire.seen.filter(({ method }) => method === "POST").length;
  await device.close();
  wire.close();
  assert.equal(await ballotsOf(letter), 1);
  return posts;
}

const choices = [["li-na"], ["wang-fang"], ["trees"]];

async function visit({ device, link }) {
  await enter(device, link);
  await choose(device, choices);
  await review(device);
  await cast(device);
}

const broken = [
  ["before the page has its program", "unsent", "GET", /tabella\.wasm$/],
  ["while the program is loaded", "cut", "GET", /tabella\.wasm$/],
  ["when the page asks for the election", "unsent", "GET", /\/elections\/[\w-]{43}$/],
  ["when the page asks for the signed state", "unsent", "GET", /\/checkpoint$/],
  ["in the middle of the log", "cut", "GET", /\/entries/],
  ["before the ballot arrives", "unsent", "POST", /\/statements$/],
  ["after the ballot has arrived, before the answer", "unanswered", "POST", /\/statements$/],
  ["in the middle of the answer", "cut", "POST", /\/statements$/],
  ["when the page compares the log with the one it began with", "unsent", "GET", /\/consistency/],
];

for (const [when, kind, method, path] of broken) {
  test(`a voter who loses the connection ${when} votes exactly once`, async () => {
    const posts = await votes(async (voter) => {
      voter.wire.fail(kind, method, path);
      await visit(voter);
    });
    assert.equal(posts, method === "POST" ? 2 : 1);
  });
}

test("a voter whose connection is gone while they choose and review casts when it is back, exactly once", async () => {
  await votes(async ({ device, link }) => {
    await enter(device, link);
    await device.context.setOffline(true);
    await choose(device, choices);
    await review(device);
    await device.page.click("#cast");
    await device.page.waitForSelector("#try-now");
    await device.context.setOffline(false);
  });
});

test("a voter who reloads the page after the answer was lost is told of the ballot that is in the box", async () => {
  const wire = await openWire(stage.address);
  const device = await Device.open(browser, PHONE);
  const letter = council.letters[next++];
  const link = votingLink(wire.address, council, letter);
  await enter(device, link);
  await choose(device, choices);
  await review(device);
  wire.fail("unanswered", "POST", /\/statements$/, 1_000);
  await device.page.click("#cast");
  await device.page.waitForSelector("#try-now");
  const [dialog] = await Promise.all([
    device.page.waitForEvent("dialog"),
    device.page.evaluate(() => setTimeout(() => location.reload())),
  ]);
  assert.equal(dialog.type(), "beforeunload", "the page asks before it is left");
  await dialog.accept();
  await device.page.waitForSelector("#code");
  await device.go(link);
  await device.page.waitForSelector("#begin");
  assert.match(await device.page.textContent("main"), /already in the box/);
  await device.close();
  wire.close();
  assert.equal(await ballotsOf(letter), 1);
});
