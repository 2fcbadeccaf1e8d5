// The second device reads the codes on the voting device with its camera, or from a picture; without either,
// the voter types.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PNG } from "pngjs";
import { Device, PHONE, openBrowser } from "./browser.mjs";
import { web } from "./places.mjs";
import { checkLink, openStage, votingLink } from "./stage.mjs";
import { choose, enter, found, review } from "./voting.mjs";

/** What the camera sees: a film of one picture. */
const [WIDTH, HEIGHT] = [1280, 720];
let folder, film, browser, stage, council;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "tabella-"));
  film = join(folder, "film.y4m");
  await writeFile(film, filmOf(null));
  const camera = ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${film}`];
  [browser, stage] = await Promise.all([openBrowser(camera), openStage()]);
  council = stage.elections.council;
});

after(async () => {
  await browser?.close();
  stage?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A voting device at the review. */
async function votingDevice(letter) {
  const device = await Device.open(browser, PHONE);
  await enter(device, votingLink(stage.address, council, council.letters[letter]));
  await choose(device, [["li-na"], [], ["trees"]]);
  await review(device);
  return device;
}

/** Holds the code on the screen of the voting device in front of the camera. */
async function hold(device) {
  await writeFile(film, filmOf(PNG.sync.read(await picture(device))));
}

function picture(device) {
  return device.page.locator("svg.qr").screenshot({ caret: "initial" });
}

/** A grey picture in the middle of the film, as YUV4MPEG2. */
function filmOf(png) {
  const light = Buffer.alloc(WIDTH * HEIGHT, 200);
  for (let y = 0; png && y < png.height; y++) {
    for (let x = 0; x < png.width; x++) {
      const at = (((HEIGHT - png.height) / 2 + y) | 0) * WIDTH + (((WIDTH - png.width) / 2 + x) | 0);
      light[at] = 16 + png.data[4 * (y * png.width + x)] * 0.8;
    }
  }
  const frame = Buffer.concat([Buffer.from("FRAME\n"), light, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip C420jpeg\n`), frame, frame]);
}

for (const [name, page] of [
  ["of the board", null],
  ["on a disk", `file://${join(web, "tabella-check.html")}?lang=en`],
]) {
  test(`the check page ${name} notes the tracker with the camera, and looks into the opened ballot`, async () => {
    const device = await votingDevice(page ? 1 : 0);
    const second = await Device.open(browser, PHONE, { permissions: ["camera"] });
    const link = checkLink(stage.address, council, council.letters[page ? 1 : 0]);
    await second.go(page ?? link);
    if (page) {
      await second.page.fill("#board", link);
      await second.page.click("button[type=submit]");
    }
    await second.page.click("#task-1");
    await hold(device);
    await second.page.click("#scan");
    await second.page.waitForSelector("#opening");
    const noted = await second.page.locator("code.tracker").first().textContent();
    assert.equal(noted, await device.page.locator("code.tracker").textContent());
    await device.page.click("#test");
    await device.page.waitForSelector("#back-to-ballot");
    await hold(device);
    await second.page.click("#scan");
    await second.page.waitForFunction(() => document.getElementById("opening").value.startsWith("{"));
    await second.page.click("#submit");
    assert.deepEqual((await found(second))["Chair of the council"], ["Li Na"]);
    await device.close();
    await second.close();
  });
}

test("a picture of the code does as well, and one without a code does no harm", async () => {
  const device = await votingDevice(2);
  const second = await Device.open(browser, PHONE);
  const { page } = second;
  await second.go(checkLink(stage.address, council, council.letters[2]));
  await page.click("#task-1");
  const blank = PNG.sync.write(new PNG({ width: 200, height: 200 }));
  for (const buffer of [blank, Buffer.from("no picture")]) {
    await page.setInputFiles("#scan-picture", { name: "photo.png", mimeType: "image/png", buffer });
    await page.waitForFunction(() =>
      document.querySelector(".card .notice-warn")?.textContent.includes("No QR code can be read"),
    );
  }
  await page.setInputFiles("#scan-picture", {
    name: "photo.png",
    mimeType: "image/png",
    buffer: await picture(device),
  });
  await page.waitForSelector("#opening");
  assert.equal(
    await page.locator("code.tracker").first().textContent(),
    await device.page.locator("code.tracker").textContent(),
  );
  await device.close();
  await second.close();
});

test("where the camera is refused, the page says so, and the voter types", async () => {
  const second = await Device.open(browser, PHONE, { permissions: [] });
  await second.go(checkLink(stage.address, council, council.letters[3]));
  await second.page.click("#task-1");
  await second.page.click("#scan");
  await second.page.waitForSelector(".card .notice-warn");
  assert.match(
    await second.page.locator(".card .notice-warn").textContent(),
    /does not let this page use the camera.*type or paste/,
  );
  assert.ok(await second.page.isVisible("#tracker"));
  await second.close();
});

test("where there is no camera, the page says so, and the voter types", async () => {
  const without = await openBrowser();
  const second = await Device.open(without, PHONE, { permissions: ["camera"] });
  await second.go(checkLink(stage.address, council, council.letters[3]));
  await second.page.click("#task-1");
  await second.page.click("#scan");
  await second.page.waitForSelector(".card .notice-warn");
  assert.match(
    await second.page.locator(".card .notice-warn").textContent(),
    /cannot use a camera here.*type or paste/,
  );
  await second.close();
  await without.close();
});

test("no other page of the board may use the camera", async () => {
  const device = await Device.open(browser, PHONE, { permissions: ["camera"] });
  for (const path of [`/vote/${council.id}`, `/audit/${council.id}`, `/view/${council.id}`, "/"]) {
    await device.page.goto(stage.address + path);
    const refused = await device.page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ video: true }).catch(({ name }) => name),
    );
    assert.equal(refused, "NotAllowedError", path);
  }
  // The browser notes each refusal.
  device.faults.splice(
    0,
    device.faults.length,
    ...device.faults.filter((fault) => !/Permissions policy/i.test(fault)),
  );
  await device.close();
});
