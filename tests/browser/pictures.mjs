// The two pictures of README: node tests/browser/pictures.mjs, after scripts/browser-tests. They go into
// docs/pictures.

import { join, resolve } from "node:path";
import { Device, openBrowser } from "./browser.mjs";
import { openStage, votingLink } from "./stage.mjs";
import { choose, enter } from "./voting.mjs";

const folder = resolve(import.meta.dirname, "../../docs/pictures");
const [browser, stage] = await Promise.all([openBrowser(), openStage()]);
const device = await Device.open(browser, { width: 760, height: 940 });
const { page } = device;
const { council, finished } = stage.elections;

/** What is seen of the top of a page. */
async function photograph(name) {
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: join(folder, `${name}.png`), caret: "initial" });
}

await enter(device, votingLink(stage.address, council, council.letters[1]));
await choose(device, [["amara-diallo"], ["carlos-ruiz", "elif-kaya"]]);
await photograph("booth");

await device.go(`${stage.address}/audit/${finished.id}?lang=en`);
await page.click("#begin");
await page.waitForSelector("#checks table");
await photograph("audit");

await browser.close();
stage.close();
