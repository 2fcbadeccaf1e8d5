// What most files of tests begin with: a browser, and a stage with its elections. Each file has its own.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { openBrowser } from "./browser.mjs";
import { openStage } from "./stage.mjs";

/** Whoever imports these sees them from the first test on. `council` is the election that is open; `folder` is gone
 * after the last test. */
export let browser, stage, council, folder;

before(async () => {
  [browser, stage, folder] = await Promise.all([openBrowser(), openStage(), mkdtemp(join(tmpdir(), "tabella-"))]);
  council = stage.elections.council;
});

after(async () => {
  await browser?.close();
  stage?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});
