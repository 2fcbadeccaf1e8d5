// A part of a page that does not arrive, is broken, or does not suit the browser: every page says so.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Device, PHONE } from "./browser.mjs";
import { browser, council, stage } from "./setting.mjs";
import { votingLink } from "./stage.mjs";
import { enter } from "./voting.mjs";

const html = { contentType: "text/html", body: "<!doctype html><p>This page was blocked.</p>" };
const blocked = /A part of this page did not arrive/;
const failed = /This page did not work as it should/;

/** What comes in place of a file, and what the page says of it. */
const parts = [
  ["a worker that a filter answers with 403", /worker\.js$/, { status: 403, ...html }, blocked],
  ["a worker that is missing", /worker\.js$/, { status: 404, body: "" }, blocked],
  [
    "a worker that a sign-in page of a network takes the place of",
    /worker\.js$/,
    { status: 200, ...html },
    blocked,
  ],
  [
    "a worker that this browser cannot parse",
    /worker\.js$/,
    { contentType: "text/javascript", body: "let ;;= 1" },
    failed,
  ],
  ["a module that a filter answers with 403", /tabella\.wasm$/, { status: 403, ...html }, blocked],
  [
    "a module that a sign-in page of a network takes the place of",
    /tabella\.wasm$/,
    { status: 200, ...html },
    blocked,
  ],
];

/** What each page does first that needs the worker. */
const pages = () => [`/vote/${council.id}`, "/check", `/audit/${council.id}`];

/** What a page says when something is wrong. */
async function said(device, path) {
  await device.go(`${stage.address}${path}?lang=en`);
  return device.page.locator(".notice-bad").textContent();
}

for (const [what, path, answer, message] of parts) {
  test(`${what} ends in a message, on every page`, async () => {
    for (const page of pages()) {
      const device = await Device.open(browser, PHONE);
      await device.page.route(path, (route) => route.fulfill(answer));
      assert.match(await said(device, page), message, page);
      await device.context.close();
    }
  });
}

test("a worker that never answers ends in a message after a while, on every page", async () => {
  for (const path of pages()) {
    const device = await Device.open(browser, PHONE);
    await device.page.clock.install();
    await device.page.route(/worker\.js$/, (route) =>
      route.fulfill({ contentType: "text/javascript", body: "" }),
    );
    const module = device.page.waitForResponse(/tabella\.wasm$/);
    await device.go(`${stage.address}${path}?lang=en`);
    await (await module).finished();
    const notice = device.page.locator(".notice-bad");
    while ((await notice.count()) === 0) await device.page.clock.runFor(5_000);
    assert.match(await notice.textContent(), failed, path);
    await device.close();
  }
});

test("a worker whose connection was lost once is asked for again, and the visit begins", async () => {
  const device = await Device.open(browser, PHONE);
  let left = 2;
  await device.page.route(/worker\.js$/, (route) => (left-- > 0 ? route.abort() : route.continue()));
  await enter(device, votingLink(stage.address, council, council.letters[0]));
  await device.page.waitForSelector("#review");
  await device.close();
});

test("a browser without WebAssembly is told so, and what to do, on every page", async () => {
  for (const path of pages()) {
    const device = await Device.open(browser, PHONE);
    await device.page.addInitScript(() => delete globalThis.WebAssembly);
    const words = await said(device, path);
    for (const name of ["WebAssembly", "Lockdown Mode", "another browser", "tabella-vote"])
      assert.ok(words.includes(name), `${path}: ${name}`);
    await device.close();
  }
});

for (const page of ["booth", "check", "audit"]) {
  test(`where the program of the ${page} page does not arrive, its document says so`, async () => {
    const device = await Device.open(browser, PHONE);
    await device.page.route(/web\/\w+\.js$/, (route) => route.fulfill({ status: 403, ...html }));
    await device.go(
      stage.address + { booth: `/vote/${council.id}`, check: "/check", audit: `/audit/${council.id}` }[page],
    );
    const text = device.page.locator("#nothing-else [lang=en]");
    assert.equal(await text.isVisible(), false, "not while the program may still come");
    await device.page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
    assert.equal(await text.isVisible(), true);
    await device.context.close();
  });
}

test("an election with dates that no calendar has leaves the lists of all elections as they are", async () => {
  const device = await Device.open(browser, PHONE);
  await device.context.route(/\/elections$/, async (route) => {
    const answer = await route.fetch();
    const { elections } = await answer.json();
    elections.forEach(
      (election, index) => (election.closing = [2 ** 53 - 1, 8.64e12 + 1, -1e300][index] ?? election.closing),
    );
    await route.fulfill({ response: answer, json: { elections } });
  });
  for (const path of ["/check"]) {
    await device.go(`${stage.address}${path}?lang=en`);
    await device.page.waitForSelector("main ul.plain");
    const titles = await device.page.locator("main ul.plain button").count();
    assert.ok(titles >= 2, path);
    assert.match(await device.page.textContent("main"), /no valid date/, path);
  }
  await device.close();
});
