// Every screen of the booth: in every language, on a narrow window, light and dark.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Device, PHONE } from "./browser.mjs";
import { assertNothing, inspectInPlace } from "./inspection.mjs";
import { browser, council, stage } from "./setting.mjs";
import { votingLink } from "./stage.mjs";
import { throughTheBooth } from "./walks.mjs";

test("every screen of the booth is accessible in every language", async () => {
  const wrong = [];
  const device = await Device.open(browser, PHONE);
  await throughTheBooth(stage, device, "en", 0, inspectInPlace(device, wrong));
  assertNothing(wrong);
  await device.close();
});

test("a description is shown paragraph by paragraph, in the booth and on the public page", async () => {
  const [{ body }] = await stage.log("council");
  const paragraphs = body.description.en.split("\n");
  assert.equal(paragraphs.length, 2);
  const device = await Device.open(browser, PHONE);
  for (const address of [
    votingLink(stage.address, council, council.letters[1]),
    `${stage.address}/view/${council.id}?lang=en`,
  ]) {
    await device.go(address);
    await device.page.getByText(paragraphs[1]).waitFor();
    const shown = await device.page.locator("main p").allTextContents();
    assert.deepEqual(
      shown.filter((text) => paragraphs.some((paragraph) => text.includes(paragraph))),
      paragraphs,
      address,
    );
  }
  await device.close();
});
