// Texts of long unbroken words in every field: no page is wider than the screen.

import { before, test } from "node:test";
import { Device, PHONE } from "./browser.mjs";
import { assertNothing } from "./inspection.mjs";
import { browser, stage } from "./setting.mjs";
import { checkLink, votingLink } from "./stage.mjs";
import { challenge, choose, enter, review, vote } from "./voting.mjs";

let hostile;

before(() => {
  hostile = stage.elections.hostile;
});

/** Adds to `wrong` what is wider than the window, at the width of a small phone, of a phone and of a desk. */
const measure = (wrong) => async (device, name) => {
  const { page } = device;
  const before = page.viewportSize();
  for (const width of [320, 390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const [shown, wide] = await page.evaluate(() => {
      const beyond = [...document.querySelectorAll("main *, header *, footer *")].filter((element) => {
        const { right, left, width } = element.getBoundingClientRect();
        // What lies in a box that scrolls by itself widens that box only.
        return (
          width > 1 &&
          (right > innerWidth + 1 || left < -1) &&
          !element.closest(".table-wrap, .visually-hidden")
        );
      });
      return [
        document.documentElement.scrollWidth,
        beyond.map(({ tagName, className }) => `${tagName}.${className}`),
      ];
    });
    if (shown > width) wrong.push(`${name}: is ${shown} px wide on a window of ${width} px`);
    if (wide.length > 0) wrong.push(`${name}: beyond a window of ${width} px: ${wide.slice(0, 3)}`);
  }
  await page.setViewportSize(before);
};

test("no screen of booth and check page is wider than the window", async () => {
  const wrong = [];
  const look = measure(wrong);
  const [device, second] = [await Device.open(browser, PHONE), await Device.open(browser, PHONE)];
  await device.go(votingLink(stage.address, hostile, hostile.letters[0]));
  await device.page.waitForSelector("#begin");
  await look(device, "begin");
  await enter(device, votingLink(stage.address, hostile, hostile.letters[1]));
  await look(device, "ballot");
  await choose(device, [["o0", "o4"]]);
  await device.page.click('#contest-0 input[value="o1"]', { force: true });
  await look(device, "ballot with a hint");
  await review(device);
  await look(device, "review");
  await challenge(device, second, checkLink(stage.address, hostile, hostile.letters[1]));
  await look(device, "test");
  await look(second, "opened ballot");
  await device.go("about:blank"); // another voter comes
  await vote(device, votingLink(stage.address, hostile, hostile.letters[2]), [["o0", "o4"]]);
  await look(device, "end");
  await device.go(`${stage.address}/check`);
  await device.page.waitForSelector("main ul.plain");
  await look(device, "list of elections");
  assertNothing(wrong);
  await device.close();
  await second.close();
});

test("no public page and no audit is wider than the window, when it runs and when it is over", async () => {
  const wrong = [];
  const look = measure(wrong);
  const device = await Device.open(browser, PHONE);
  const { id } = hostile;
  const walk = async (when) => {
    for (const path of ["/", `/view/${id}`, `/view/${id}/ballots`]) {
      await device.go(stage.address + path);
      await device.page
        .locator("details")
        .evaluateAll((all) => all.forEach((details) => (details.open = true)));
      await look(device, `${path} ${when}`);
    }
    await device.page.click("table.ballots a");
    await look(device, `a ballot ${when}`);
    await device.go(`${stage.address}/audit/${id}`);
    await device.page.click("#begin");
    await device.page.waitForSelector("#checks table");
    await look(device, `audit ${when}`);
  };
  await walk("open");
  for (const voter of [1, 2, 3]) await stage.play(`cast hostile ${voter} [[0]]`);
  for (const act of ["close", "decrypt", "result"]) await stage.play(`${act} hostile`);
  await walk("finished");
  assertNothing(wrong);
  await device.close();
});

test("on a phone every tracker in the list of ballots can be read without scrolling sideways", async () => {
  const wrong = [];
  const device = await Device.open(browser, { width: 390, height: 844 });
  for (const language of ["en", "de", "ar"]) {
    await device.go(`${stage.address}/view/${stage.elections.finished.id}/ballots?lang=${language}`);
    const [wide, narrow] = await device.page
      .locator(".table-wrap:has(.ballots)")
      .evaluate(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]);
    const caption = await device.page.locator(".ballots caption").evaluate(({ clientWidth }) => clientWidth);
    if (caption < narrow / 2) wrong.push(`${language}: the caption is ${caption} px wide in ${narrow} px`);
    if (wide > narrow) wrong.push(`${language}: the list is ${wide} px wide in ${narrow} px`);
  }
  assertNothing(wrong);
  await device.close();
});
