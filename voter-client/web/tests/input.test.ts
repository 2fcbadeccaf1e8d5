import assert from "node:assert/strict";
import { test } from "node:test";
import { classify } from "../src/check/input";

test("a tracker is one however it is written, and nothing that only mentions one", () => {
  for (const text of ["tracker1 2rv9 3cyc", "TRACKER12RV9", "  tracker1-2rv9\n"]) {
    assert.deepEqual(classify(text), { kind: "tracker" }, text);
  }
  for (const text of ["credential1 2rv9", "2rv9 tracker1", ""])
    assert.deepEqual(classify(text), { kind: "unknown" }, text);
});

test("an opened ballot is a line of JSON", () => {
  assert.deepEqual(classify(' {"author":"A"}\n'), { kind: "opening", line: '{"author":"A"}' });
});

test("whatever could be opened as an address is called one, also when it carries a tracker", () => {
  for (const text of [
    "https://vote.example/check/x#tracker=tracker12rv9",
    "HTTP://1.2.3.4",
    "javascript:alert(1)",
    "file:///a",
    "tel:1",
  ]) {
    assert.deepEqual(classify(text), { kind: "address" }, text);
  }
});
