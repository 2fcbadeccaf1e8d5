// A board that serves a changed voting page: the program and the check page from elsewhere compare it with the
// manifest.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { before, test } from "node:test";
import { DESKTOP, Device } from "./browser.mjs";
import { lyingWeb, programs, web } from "./places.mjs";
import { browser, folder, stage } from "./setting.mjs";

let lie;

before(async () => {
  lie = await readFile(join(lyingWeb("late"), "booth.js"));
});

/** Stands before the honest board, and gives the lying booth to those whose headers fit; `before` is what was
 * asked until then, from the same address. */
async function openMask(isVictim) {
  const before = [];
  const server = createServer(async (asked, answered) => {
    const answer = await fetch(stage.address + asked.url);
    const lies = asked.url === "/web/booth.js" && isVictim(asked.headers, before);
    before.push({ url: asked.url, agent: asked.headers["user-agent"] });
    const body = lies ? lie : Buffer.from(await answer.arrayBuffer());
    const kept = [
      "content-type",
      "content-security-policy",
      "access-control-allow-origin",
      "cross-origin-resource-policy",
    ];
    const headers = Object.fromEntries(
      kept.map((name) => [name, answer.headers.get(name)]).filter(([, value]) => value !== null),
    );
    answered.writeHead(answer.status, headers).end(body);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  server.unref();
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.closeAllConnections() };
}

/** What the program says: exit code and text. */
async function byTheProgram(address) {
  const { council } = stage.elections;
  const [auditor, trust] = [join(programs, "tabella-audit"), join(folder, `${Math.random()}.json`)];
  const run = (...given) =>
    new Promise((ended) =>
      execFile(auditor, given, (error, stdout) => ended({ code: error?.code ?? 0, said: stdout })),
    );
  await run("trust", stage.address, "--election", council.id, "--out", trust);
  return run("client", address, "--trust", trust);
}

/** What the check page on a disk says: the heading of its verdict, and the files that are not as announced. */
async function byTheFile(address) {
  const device = await Device.open(browser, DESKTOP);
  const { page } = device;
  const fragment = new URLSearchParams({ board: address, election: stage.elections.council.id });
  await device.go(`file://${join(web, "tabella-check.html")}?lang=en#${fragment}`);
  await page.click("#task-3");
  assert.match(
    await page.locator("main").textContent(),
    /recognise that its files are being compared.*to one voter only/,
  );
  await page.click("#submit");
  await page.waitForSelector("#answer h2");
  const heading = await page.locator("#answer h2").textContent();
  const lines = await page.locator("#answer li").evaluateAll((lines) => lines.map((line) => line.textContent));
  await device.close();
  return { heading, count: lines.length, different: lines.filter((line) => !line.startsWith("as announced")) };
}

test("the announced client is the same for the program and inside a browser", async () => {
  const { code, said } = await byTheProgram(stage.address);
  assert.equal(code, 0, said);
  assert.match(said, /^SAME: all \d+ files/m);
  const { heading, count, different } = await byTheFile(stage.address);
  assert.deepEqual([heading, different], ["This browser received the announced voting page", []]);
  assert.ok(count > 10, "all files and the three pages");
});

test("a board that lies to everyone but what calls itself tabella is found by both", async () => {
  const mask = await openMask((headers) => !headers["user-agent"].startsWith("tabella/"));
  const { code, said } = await byTheProgram(mask.address);
  assert.equal(code, 1);
  assert.match(said, /DIFFERENT {2}web\/booth\.js/);
  assert.deepEqual((await byTheFile(mask.address)).different, ["different web/booth.js"]);
  mask.close();
});

test("a board that remembers what an address has asked finds nothing that no voter asks before the lie is served", async () => {
  const { id } = stage.elections.council;
  const asks = (before) => before.map(({ url }) => url);
  const byVoter = (headers, before) =>
    before.every(({ agent }) => !agent.startsWith("tabella/")) &&
    asks(before)[0] === `/vote/${id}` &&
    asks(before).every((url) => [`/vote/${id}`, `/elections/${id}`, "/web/style.css"].includes(url));
  for (const compare of [
    async (address) => (await byTheProgram(address)).said,
    async (address) => (await byTheFile(address)).different.join(),
  ]) {
    const mask = await openMask(byVoter);
    assert.match(await compare(mask.address), /different +web\/booth\.js/i);
    mask.close();
  }
});

test("a board that lies to real browsers only is found inside a browser, and the program says that it cannot find it", async () => {
  const mask = await openMask((headers) => "sec-ch-ua" in headers);
  const { code, said } = await byTheProgram(mask.address);
  assert.equal(code, 0);
  assert.match(said, /A board that recognised it all the same.*is not found in this way/s);
  const { heading, different } = await byTheFile(mask.address);
  assert.equal(heading, "The server sends a voting page that differs from the announced one");
  assert.deepEqual(different, ["different web/booth.js"]);
  mask.close();
});
