// What every screen must be: accessible in every language, readable on a narrow window, translated, and
// photographed.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { DESKTOP, PHONE } from "./browser.mjs";
import { screenshots } from "./places.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** English with an accent on every letter. */
export const PSEUDO = "en-XA";
const LANGUAGES = ["en", "zh-Hans", "de", "fr", "es", "ar"];
const NARROW = { width: 320, height: 640 };

/**
 * Inspects the screen that a device shows, in every language; `turn(language)` brings it into one.
 *
 * Whatever is wrong is added to `wrong`, so that one run tells everything.
 */
export async function inspect({ page }, name, turn, wrong) {
  const viewport = page.viewportSize();
  for (const language of LANGUAGES) {
    await turn(language);
    const shown = await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
    if (shown.join() !== [language, language === "ar" ? "rtl" : "ltr"].join())
      wrong.push(`${name}: is in ${shown}, not in ${language}`);
    await page.setViewportSize(PHONE);
    if (["en", "de", "ar"].includes(language)) await photograph(page, `${name} phone ${language}`);
    await violations(page, `${name} ${language}`, wrong);
    await page.setViewportSize(NARROW);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > NARROW.width)
      wrong.push(`${name} ${language}: is ${width} px wide on a window of ${NARROW.width} px`);
  }
  await page.setViewportSize(DESKTOP);
  await turn("zh-Hans");
  await page.emulateMedia({ colorScheme: "dark" });
  await photograph(page, `${name} desktop dark zh-Hans`);
  await violations(page, `${name} dark`, wrong, { type: "rule", values: ["color-contrast"] });
  await turn("en");
  await page.emulateMedia({ colorScheme: "light" });
  await photograph(page, `${name} desktop en`);
  await page.setViewportSize(viewport);
}

/** As a `look` of walks: inspects a screen of a program, which changes its language in place. */
export const inspectInPlace = (device, wrong) => (name) =>
  inspect(
    device,
    name,
    (language) => device.page.evaluate((id) => document.getElementById(id).click(), `lang-${language}`),
    wrong,
  );

/** The whole screen, under a name that says what it shows. */
async function photograph(page, name) {
  // Playwright would hide the caret with a style of its own, which the policy of the pages forbids.
  await page.screenshot({
    path: join(screenshots, `${name.replaceAll(" ", "-")}.png`),
    fullPage: true,
    caret: "initial",
  });
}

async function violations(page, name, wrong, runOnly = { type: "tag", values: RULES }) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const found = await page.evaluate(async (runOnly) => {
    const { violations } = await window.axe.run(document, { runOnly, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target}: ${failureSummary}`),
    );
  }, runOnly);
  wrong.push(...found.map((violation) => `${name}: ${violation}`));
}

/** Whatever a reader sees that does not come from a catalogue: in the pseudo-language, a text without
 * accents. */
export async function untranslated({ page }, name, own, wrong) {
  const texts = await page.evaluate(() => {
    const apart = '[translate="no"], [lang]:not(html), noscript, script, style';
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement, textContent } = walker.currentNode;
      if (!parentElement.closest(apart)) texts.push(textContent);
    }
    const attributes = ["aria-label", "placeholder", "title", "alt"];
    for (const element of document.querySelectorAll(attributes.map((attribute) => `[${attribute}]`).join())) {
      if (!element.closest(apart))
        texts.push(...attributes.map((attribute) => element.getAttribute(attribute) ?? ""));
    }
    return texts;
  });
  for (const text of texts) {
    const rest = own
      .reduce((rest, known) => rest.replaceAll(known, ""), text)
      .replaceAll(/\b[A-Z]{3}-\d{2}\b/g, "");
    if (/[A-Za-z]{2}/.test(rest)) wrong.push(`${name}: not translated: ${text.trim()}`);
  }
}

/** Whatever of the election's texts and names a browser would translate. */
export async function translatable({ page }, name, own, wrong) {
  const texts = await page.evaluate(() => {
    const texts = [document.querySelector("title[translate=no]") ? "" : document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement, textContent } = walker.currentNode;
      if (!parentElement.closest('[translate="no"].notranslate, bdi[translate="no"], noscript, script'))
        texts.push(textContent);
    }
    return texts;
  });
  for (const text of own) {
    if (texts.some((shown) => shown.includes(text))) wrong.push(`${name}: would be translated: ${text}`);
  }
}

/** Fails with everything that is wrong. */
export function assertNothing(wrong) {
  assert.equal(wrong.length, 0, `${wrong.length}:\n${wrong.join("\n")}`);
}
