// Every screen of the audit page and every public page, as those of the voters; and every text of all of them.

import { test } from "node:test";
import { Device, PHONE } from "./browser.mjs";
import { PSEUDO, assertNothing, inspect, inspectInPlace, translatable, untranslated } from "./inspection.mjs";
import { browser, stage } from "./setting.mjs";
import {
  publicPages,
  throughTheAudit,
  throughTheBooth,
  throughTheCheckPage,
  throughTheFile,
} from "./walks.mjs";

test("every screen of the audit page is accessible in every language", async () => {
  const wrong = [];
  const device = await Device.open(browser, PHONE);
  await throughTheAudit(stage, device, "en", inspectInPlace(device, wrong));
  assertNothing(wrong);
  await device.close();
});

test("every public page is accessible in every language", async () => {
  const wrong = [];
  const device = await Device.open(browser, PHONE);
  for (const [name, path] of Object.entries(await publicPages(stage))) {
    const address = new URL(path, stage.address);
    const turn = (language) => {
      address.searchParams.set("lang", language);
      return device.go(address.href);
    };
    await inspect(device, `public ${name}`, turn, wrong);
  }
  assertNothing(wrong);
  await device.close();
});

test("every public page can be read without JavaScript", async () => {
  const wrong = [];
  const device = await Device.open(browser, PHONE, { javaScriptEnabled: false });
  for (const [name, path] of Object.entries(await publicPages(stage))) {
    await device.go(stage.address + path);
    const heading = await device.page.textContent("h1");
    if (!heading.trim()) wrong.push(`${name} has no heading`);
  }
  assertNothing(wrong);
  await device.close();
});

test("every text on every screen comes from a catalogue, or from the election, which no browser translates", async () => {
  const wrong = [];
  const device = await Device.open(browser, PHONE);
  // What elections and people are called is said in their own words.
  const names = [...(await namesIn("council")), ...(await namesIn("hostile"))];
  const look = async (name) => {
    await untranslated(device, name, ["tabella-check.html", ...names], wrong);
    await translatable(device, name, names, wrong);
  };
  const opened = await throughTheBooth(stage, device, PSEUDO, 1, look);
  await throughTheCheckPage(stage, device, PSEUDO, opened, 1, look);
  await throughTheAudit(stage, device, PSEUDO, look);
  await throughTheFile(stage, device, PSEUDO, look);
  for (const [name, path] of Object.entries(await publicPages(stage))) {
    const address = new URL(path, stage.address);
    address.searchParams.set("lang", PSEUDO);
    await device.go(address.href);
    await look(`public ${name}`);
  }
  assertNothing(wrong);
  await device.close();
});

/** The texts and names in a manifest. */
async function namesIn(election) {
  const [{ body }] = await stage.log(election);
  const { title, description, contests, board, officials, registrars, trustees } = body;
  const texts = [
    title,
    ...contests.flatMap(({ title, options }) => [title, ...options.map(({ label }) => label)]),
  ];
  const names = [board, ...officials, ...registrars, ...trustees].map(({ name }) => name);
  return [...texts.map(({ en }) => en), ...description.en.split("\n"), ...names].toSorted(
    (a, b) => b.length - a.length,
  );
}
