// What most files of tests begin with: a browser, and a stage with its elections. Each file has its own.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { openBrowser } from "./browser.mjs";
import { openStage } from "./stage.mjs";

/** `folder` is gone after the last test. */
export const [browser, stage, folder] = await Promise.all([
  openBrowser(),
  openStage(),
  mkdtemp(join(tmpdir(), "tabella-")),
]);
/** The election that is open. */
export const { council } = stage.elections;

after(async () => {
  await browser.close();
  stage.close();
  await rm(folder, { recursive: true, force: true });
});
