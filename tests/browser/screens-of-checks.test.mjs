// Every screen of the check page, of the board and on a disk: in every language, on a narrow window, light and
// dark.

import { test } from "node:test";
import { Device, PHONE } from "./browser.mjs";
import { assertNothing, inspectInPlace } from "./inspection.mjs";
import { browser, stage } from "./setting.mjs";
import { votingLink } from "./stage.mjs";
import { cast, choose, enter, openBallot, review } from "./voting.mjs";
import { throughTheCheckPage, throughTheFile } from "./walks.mjs";

test("every screen of the check page is accessible in every language", async () => {
  const { address, elections } = stage;
  const [device, second] = [await Device.open(browser, PHONE), await Device.open(browser, PHONE)];
  await enter(device, votingLink(address, elections.council, elections.council.letters[0]));
  await choose(device, [["li-na"], [], ["trees"]]);
  await review(device);
  const tracker = await device.scan();
  const opening = await openBallot(device);
  await device.page.click("#back-to-ballot");
  await review(device);
  await cast(device);
  const wrong = [];
  await throughTheCheckPage(stage, second, "en", { tracker, opening }, 0, inspectInPlace(second, wrong));
  assertNothing(wrong);
  await device.close();
  await second.close();
});

test("so is every screen that only the check page on a disk has", async () => {
  const wrong = [];
  const device = await Device.open(browser, PHONE);
  await throughTheFile(stage, device, "en", inspectInPlace(device, wrong));
  assertNothing(wrong);
  await device.close();
});
