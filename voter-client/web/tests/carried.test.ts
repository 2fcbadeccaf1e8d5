import assert from "node:assert/strict";
import { test } from "node:test";
import { letters, repaired } from "kit/carried";
import { readLink } from "kit/link";

const CODE = "9mfulf8ymm0xxqjm33lwn46nlkuppa2d";
const TRUST = "trust1g4ddmg25lh9u98nmemjtuazgs6pyxpcj8zywsudkpv94jkjdxz2sarw5tq";
const LINK = `https://vote.example/vote/TRSQmFqimU_vkZ4K_NLGK4_XIxo0zKMn9IHd6RSV_Qc#code=${CODE}&trust=${TRUST}`;

test("a link is the same whatever mail programs and people do to it", () => {
  const wrapped = LINK.replace(CODE, `${CODE.slice(0, 12)}\n${CODE.slice(12)}`);
  const encoded = LINK.replace("#", "%23").replaceAll("=", "%3D").replace("&", "%26");
  const journeys = [
    LINK,
    LINK.replace("&", "&amp;"),
    `${LINK}.`,
    `${LINK})`,
    `<${LINK}>`,
    `“${LINK}”,`,
    ` ${LINK}\r\n`,
    `\ufeff${LINK}\u200b`,
    `Your link: ${LINK}`,
    wrapped,
    wrapped.replace("\n", "\r\n  "),
    LINK.replace(TRUST, `${TRUST.slice(0, 30)}\n${TRUST.slice(30)}`),
    LINK.replaceAll("=", "=3D"),
    LINK.replaceAll("=", "=3D").replace(CODE, `${CODE.slice(0, 12)}=\n${CODE.slice(12)}`),
    LINK.replace("#", "/#"),
    LINK.replace("#", "%23"),
    encoded,
    `https://eur01.safelinks.example/?url=${encodeURIComponent(LINK)}&data=05%7C02`,
  ];
  for (const journey of journeys) {
    const { board, election, code, trust } = readLink(journey) ?? {};
    assert.deepEqual({ board, election, code, trust }, { ...readLink(LINK) }, journey);
  }
  assert.equal(readLink(LINK)?.code, CODE);
});

test("a code that begins with 3d keeps its beginning", () => {
  assert.equal(readLink(LINK.replace(CODE, `3d${CODE.slice(2)}`))?.code, `3d${CODE.slice(2)}`);
});

test("what is no link is changed in nothing but blanks and what stands at its end", () => {
  assert.equal(repaired("tracker1 2rv9"), "tracker12rv9");
  assert.equal(repaired(""), "");
  assert.equal(readLink("tracker1 2rv9 3cyc."), null);
});

test("a value is the same however it is typed", () => {
  const typed = [
    "hma6 s6hf 0qpz",
    "HMA6-S6HF-0QPZ",
    "hma6–s6hf—0qpz.",
    "“hma6\u00a0s6hf\r\n0qpz”,",
    "ｈｍａ６　ｓ６ｈｆ　０ｑｐｚ",
    "\ufeffhma6\u200bs6hf\u00ad0qpz",
    "hma6%20s6hf%200qpz",
    "hma6&nbsp;s6hf 0qpz",
    "hma٦ s۶hf ०qpz",
  ];
  for (const value of typed) assert.equal(letters(value), "hma6s6hf0qpz", value);
});
