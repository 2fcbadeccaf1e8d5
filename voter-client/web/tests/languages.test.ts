import assert from "node:assert/strict";
import { test } from "node:test";
import { NAMES, best, direction } from "kit/languages";

const OWN = Object.keys(NAMES);

test("a reader gets their language, or the nearest one that they can read", () => {
  const rows: [string[], string][] = [
    [["de-AT", "en"], "de"],
    [["zh-CN"], "zh-Hans"],
    [["zh"], "zh-Hans"],
    [["ZH-hans"], "zh-Hans"],
    [["pt-BR", "es"], "es"],
    [["pt-BR"], "en"],
    [[], "en"],
    [["not a tag", "fr"], "fr"],
  ];
  for (const [wanted, expected] of rows) assert.equal(best(wanted, OWN), expected, wanted.join());
});

test("a reader of traditional characters is not given simplified ones before their next language", () => {
  assert.equal(best(["zh-Hant", "fr"], OWN), "fr");
});

test("Arabic is written from right to left", () => {
  assert.deepEqual([...OWN, "ar-EG", "en-XA"].map(direction), [
    "ltr",
    "ltr",
    "ltr",
    "ltr",
    "ltr",
    "rtl",
    "rtl",
    "ltr",
  ]);
});
