// What ./demo says at its end is true.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { promisify } from "node:util";
import { Device, DESKTOP, PHONE, openBrowser } from "./browser.mjs";
import { programs, web } from "./places.mjs";
import { assertTracker, vote } from "./voting.mjs";

const run = promisify(execFile);

test("the demo ends with an open election, in which its links let you vote", async () => {
  const demo = spawn(join(programs, "demo"), ["--web", web], { stdio: ["ignore", "pipe", "inherit"] });
  const folder = await mkdtemp(join(tmpdir(), "tabella-"));
  const browser = await openBrowser();
  try {
    const said = [];
    for await (const line of createInterface({ input: demo.stdout })) {
      said.push(line.trim());
      if (line.includes("Press Ctrl-C")) break;
    }
    const links = said.filter((line) => /^http.*\/vote\//.test(line));
    assert.equal(links.length, 2);
    for (const [link, viewport] of [
      [links[0], PHONE],
      [links[1], DESKTOP],
    ]) {
      const device = await Device.open(browser, viewport);
      assertTracker(await vote(device, link, [["emily-buss", "tynley-bean"]]));
      await device.close();
    }
    const [, address, election] = links[0].match(/^(.*)\/vote\/([\w-]{43})/);
    const { phase, counted } = await (await fetch(`${address}/elections/${election}`)).json();
    assert.deepEqual([phase, counted], ["open", 102]);

    // The manifest names the pages that the board serves.
    const [auditor, trust] = [join(programs, "tabella-audit"), join(folder, "trust.json")];
    await run(auditor, ["trust", address, "--election", election, "--out", trust]);
    await run(auditor, ["client", address, "--trust", trust]);
  } finally {
    demo.kill("SIGINT");
    await Promise.all([browser.close(), rm(folder, { recursive: true })]);
  }
});
