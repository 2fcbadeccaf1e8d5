// Every screen of the booth: in every language, on a narrow window, light and dark.

import { after, before, test } from "node:test";
import { Device, PHONE, openBrowser } from "./browser.mjs";
import { assertNothing, inspectInPlace } from "./inspection.mjs";
import { openStage } from "./stage.mjs";
import { throughTheBooth } from "./walks.mjs";

let browser, stage;

before(async () => {
  [browser, stage] = await Promise.all([openBrowser(), openStage()]);
});

after(async () => {
  await browser?.close();
  stage?.close();
});

test("every screen of the booth is accessible in every language", async () => {
  const wrong = [];
  const device = await Device.open(browser, PHONE);
  await throughTheBooth(stage, device, "en", 0, inspectInPlace(device, wrong));
  assertNothing(wrong);
  await device.close();
});
