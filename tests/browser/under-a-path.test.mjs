// A board under a path: behind a proxy that takes the path away, everything is found as without it. It may be
// called like a page of the board.

import assert from "node:assert/strict";
import { createServer, request } from "node:http";
import { after, before, test } from "node:test";
import { Device, PHONE } from "./browser.mjs";
import { browser, council, stage } from "./setting.mjs";
import { plain, votingLink } from "./stage.mjs";
import { checkBallot, checkCredential, vote } from "./voting.mjs";

const PATHS = ["/voting", "/vote", "/elections"];
let proxy, origin;
/** What was asked outside the paths. */
const strayed = [];

before(async () => {
  const board = new URL(stage.address);
  proxy = createServer((asked, answer) => {
    const under = PATHS.find((path) => asked.url.startsWith(`${path}/`));
    if (!under) {
      strayed.push(asked.url);
      answer.writeHead(404).end("not under the path");
      return;
    }
    const { method, headers } = asked;
    const path = asked.url.slice(under.length);
    const passed = request({ host: board.hostname, port: board.port, method, path, headers }, (answered) => {
      answer.writeHead(answered.statusCode, answered.headers);
      answered.pipe(answer);
    });
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  });
  await new Promise((listening) => proxy.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${proxy.address().port}`;
});

after(() => {
  proxy?.closeAllConnections();
  proxy?.close();
});

for (const [number, path] of PATHS.entries()) {
  test(`a voter votes by the link of the letter and finds the ballot on the check page, under ${path}`, async () => {
    const address = origin + path;
    const device = await Device.open(browser, PHONE);
    const letter = council.letters[number];
    const tracker = await vote(device, votingLink(address, council, letter), [
      ["li-na"],
      ["wang-fang"],
      ["trees"],
    ]);
    assert.equal(await checkBallot(device, address, council, tracker), "Your ballot is in the box");
    await checkCredential(device, address, council, letter.credential);
    assert.ok(
      (await device.page.locator("code.tracker").allTextContents()).map(plain).includes(plain(tracker)),
    );
    await device.go(`${address}/audit/${council.id}?lang=en`);
    await device.page.click("#begin");
    await device.page.waitForSelector("#save-report");
    const command = `tabella-audit verify ${address} --trust trust.json`;
    assert.ok(
      (await device.page.locator("pre").allTextContents()).includes(command),
      "the command names the board",
    );
    await device.close();
    assert.deepEqual(strayed, []);
  });
}

test("without an election in its address, a page still reads the board that it comes from", async () => {
  const device = await Device.open(browser, PHONE);
  for (const path of PATHS) {
    await device.go(`${origin}${path}/check/?lang=en`);
    await device.page.waitForSelector("main ul.plain button");
  }
  await device.close();
  assert.deepEqual(strayed, []);
});

test("the links of the public pages stay under the path, page after page, but for the check pages of others", async () => {
  const address = origin + PATHS[0];
  const [{ body }] = await stage.log("council");
  const named = body.check_pages;
  const device = await Device.open(browser, PHONE);
  await device.go(`${address}/?lang=en`);
  const seen = new Set();
  const open = [device.page.url()];
  while (open.length > 0) {
    const url = open.pop();
    const short = url.split(/[?#]/)[0];
    if (seen.has(short) || seen.size > 30) continue;
    seen.add(short);
    const answer = await device.page.goto(url);
    assert.equal(answer.status(), 200, url);
    const links = await device.page.locator("a[href]").evaluateAll((all) => all.map((link) => link.href));
    const pages = links.filter((link) => /\/(view\/[^?]*|)(\?|$)/.test(link) && !/results\./.test(link));
    const own = links.filter((link) => !named.some((page) => link.startsWith(page)));
    for (const link of own) assert.ok(link.startsWith(address), `${link} on ${url}`);
    open.push(...pages);
  }
  assert.ok(seen.size > 5, [...seen].join(" "));
  // The short address of the check page leads to the page, with what stands behind the number sign.
  await device.page.goto(`${address}/check#tracker=x`);
  await device.page.waitForSelector("main h1");
  assert.ok(device.page.url().startsWith(`${address}/check/`), device.page.url());
  await device.close();
  assert.deepEqual(strayed, []);
});
