// A board, or a proxy before it, that redirects to another place: nothing is taken from there, and no
// ballot goes there.

import assert from "node:assert/strict";
import { createServer, request } from "node:http";
import { test } from "node:test";
import { Device, PHONE } from "./browser.mjs";
import { web } from "./places.mjs";
import { browser, council, stage } from "./setting.mjs";
import { votingLink } from "./stage.mjs";
import { choose, enter, review } from "./voting.mjs";

/** Passes everything on to the board, but what fits is redirected by `turn(asked)`; what was asked. */
async function openProxy(turn) {
  const seen = [];
  const server = createServer((asked, answered) => {
    const { method, url, headers } = asked;
    seen.push(`${method} ${url}`);
    const location = turn(asked);
    if (location) return answered.writeHead(307, { location, "access-control-allow-origin": "*" }).end();
    const passed = request(new URL(url, stage.address), { method, headers }, (answer) => {
      answered.writeHead(answer.statusCode, { ...answer.headers, "access-control-allow-origin": "*" });
      answer.pipe(answered);
    });
    asked.pipe(passed);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  server.unref();
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    seen,
    close: () => server.closeAllConnections(),
  };
}

test("a ballot is never sent on to another address, and the page says so", async () => {
  const elsewhere = await openProxy(() => null);
  const proxy = await openProxy(({ method, url }) => method === "POST" && elsewhere.address + url);
  const device = await Device.open(browser, PHONE);
  await enter(device, votingLink(proxy.address, council, council.letters[0]));
  await choose(device, [["li-na"], ["wang-fang"], ["trees"]]);
  await review(device);
  await device.page.click("#cast");
  await device.page.waitForSelector(".notice-bad");
  assert.match(await device.page.textContent(".notice-bad"), /sends this page on to another address/);
  assert.deepEqual(elsewhere.seen, []);
  assert.equal(
    (await stage.log("council")).filter(({ author }) => author === council.letters[0].author).length,
    0,
  );
  // Chromium names the request that the redirect would have led to, and does not make it.
  device.faults = device.faults.filter((fault) => fault !== `asks ${elsewhere.address}`);
  await device.close();
  for (const server of [proxy, elsewhere]) server.close();
});

test("a log is taken from the host that was asked, after a redirect there too, and from no other", async () => {
  const device = await Device.open(browser, PHONE);
  // The policy of the board's pages stops this by itself; the page on a disk may ask any board.
  const check = async (proxy) => {
    await device.go("about:blank");
    const fragment = new URLSearchParams({ board: proxy.address, election: council.id });
    await device.go(`file://${web}/tabella-check.html?lang=en#${fragment}`);
    await device.page.click("#task-2");
    await device.page.fill("#credential", council.letters[1].credential);
    await device.page.click("#submit");
    await device.page.waitForSelector("#answer h2");
    return device.page.textContent("#answer");
  };
  const within = await openProxy(({ url }) => /\/checkpoint$/.test(url) && `${url}?again`);
  assert.match(await check(within), /No ballot was cast with your code/);
  const elsewhere = await openProxy(() => null);
  const without = await openProxy(({ url }) => /\/checkpoint$/.test(url) && elsewhere.address + url);
  const said = await check(without);
  assert.match(said, /sends this page on to another address/);
  assert.ok(said.includes(elsewhere.address), "the address is named");
  await device.close();
  for (const server of [within, without, elsewhere]) server.close();
});
