// A cache that keeps an older state of the log than one that was seen before: it is asked past, and no one is
// accused.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Device, PHONE } from "./browser.mjs";
import { browser, council, stage } from "./setting.mjs";
import { votingLink } from "./stage.mjs";
import { vote } from "./voting.mjs";

const checkpoint = async () => (await fetch(`${stage.address}/elections/${council.id}/checkpoint`)).text();

/** From now on a cache gives this checkpoint: for the address of the checkpoint only, or whatever is behind
 * it. */
const keep = ({ context }, body, path) =>
  context.route(path, (route) => route.fulfill({ contentType: "text/plain", body }));
const ITS_ADDRESS = /\/checkpoint$/;
const WHATEVER = /\/checkpoint/;

const afresh = ({ requests }) => requests.filter((request) => /\/checkpoint\?afresh=\d+$/.test(request)).length;

/** Asks what is in the fields; the heading of the answer, and its words. */
async function asked({ page }) {
  await page.locator("#answer").evaluate((answer) => answer.replaceChildren());
  await page.click("#submit");
  await page.waitForSelector("#answer h2");
  return [await page.locator("#answer h2").first().textContent(), await page.textContent("#answer")];
}

test("an older state than one that this page has seen is asked for again, and called older where it stays", async () => {
  const old = await checkpoint();
  await stage.play("cast council 0 [[0],[1],[0]]");
  const device = await Device.open(browser, PHONE);
  await device.go(`${stage.address}/check/${council.id}?lang=en`);
  await device.page.click("#task-2");
  await device.page.fill("#credential", council.letters[0].credential);
  assert.equal((await asked(device))[0], "A ballot with your code is in the box");
  assert.equal(afresh(device), 0);
  await keep(device, old, ITS_ADDRESS);
  assert.equal((await asked(device))[0], "A ballot with your code is in the box", "the cache was asked past");
  assert.equal(afresh(device), 1);
  await keep(device, old, WHATEVER);
  // Whatever is asked for: the page remembers what it has seen of this election.
  await device.page.fill("#credential", council.letters[1].credential);
  for (let time = 0; time < 2; time++) {
    const [heading, words] = await asked(device);
    assert.equal(heading, "This could not be checked");
    assert.match(words, /an older state of the ballot box than before. That is not evidence against anyone/);
    assert.doesNotMatch(words, /LOG-\d\d|must never happen|inconsistent/);
  }
  await device.context.unrouteAll();
  assert.equal((await asked(device))[0], "No ballot was cast with your code");
  await device.close();
});

test("a receipt that is newer than the state that is shown has the state asked for again", async () => {
  const old = await checkpoint();
  const device = await Device.open(browser, PHONE);
  await vote(device, votingLink(stage.address, council, council.letters[2]), [["li-na"], [], []]);
  const { text } = await device.saved("#save-receipt");
  const check = async () => {
    await device.go("about:blank");
    await device.go(`${stage.address}/check/${council.id}?lang=en`);
    await device.page.click("#task-0");
    await device.page.fill("#tracker", text);
    return (await asked(device))[0];
  };
  await keep(device, old, ITS_ADDRESS);
  assert.equal(await check(), "Your ballot is in the box");
  await keep(device, old, WHATEVER);
  assert.equal(await check(), "This page is shown an older state of the box");
  await device.close();
});
