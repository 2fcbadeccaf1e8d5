// Every screen of the booth and of the check page: in every language, on a narrow window, light and dark.

import { after, before, test } from "node:test";
import { Device, PHONE, openBrowser } from "./browser.mjs";
import { assertNothing, inspectInPlace } from "./inspection.mjs";
import { openStage } from "./stage.mjs";
import { throughTheBooth, throughTheCheckPage, throughTheFile } from "./walks.mjs";

let browser, stage;

before(async () => {
  [browser, stage] = await Promise.all([openBrowser(), openStage()]);
});

after(async () => {
  await browser?.close();
  stage?.close();
});

test("every screen of the booth and of the check page is accessible in every language", async () => {
  const wrong = [];
  const [device, second, elsewhere] = await Promise.all([PHONE, PHONE, PHONE].map((size) => Device.open(browser, size)));
  const opened = await throughTheBooth(stage, device, "en", 0, inspectInPlace(device, wrong));
  await throughTheCheckPage(stage, second, "en", opened, 0, inspectInPlace(second, wrong));
  await throughTheFile(stage, elsewhere, "en", inspectInPlace(elsewhere, wrong));
  assertNothing(wrong);
  await elsewhere.close();
  await device.close();
  await second.close();
});
