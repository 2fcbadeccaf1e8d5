import assert from "node:assert/strict";
import { test } from "node:test";
import type { ContestView } from "answers";
import { obstacle, stateOf } from "../src/booth/rule";

function contest(min: number, max: number, blank: boolean): ContestView {
  const options = ["a", "b", "c"].map((id) => ({ id, label: id }));
  return { id: "contest", title: "Contest", options, min, max, blank };
}

test("what a contest makes of the choices", () => {
  const rows: [ContestView, string[], string][] = [
    [contest(1, 1, true), [], "broken"],
    [contest(1, 1, true), ["blank"], "complete"],
    [contest(1, 1, true), ["a"], "complete"],
    [contest(1, 1, false), ["blank"], "broken"],
    [contest(0, 2, false), [], "empty"],
    [contest(0, 2, false), ["a"], "fewer"],
    [contest(0, 2, false), ["a", "b"], "complete"],
    [contest(0, 2, false), ["a", "b", "c"], "broken"],
    [contest(0, 2, true), ["a", "blank"], "broken"],
    [contest(2, 3, true), ["a"], "broken"],
    [contest(2, 3, true), ["a", "b"], "fewer"],
  ];
  for (const [rule, options, expected] of rows) {
    assert.equal(stateOf(rule, options), expected, JSON.stringify([rule.min, rule.max, rule.blank, options]));
  }
});

test("one choice too many is prevented with its reason, and nothing is unchecked for it", () => {
  const rows: [ContestView, string[], string, string | null][] = [
    [contest(0, 2, true), ["a"], "b", null],
    [contest(0, 2, true), ["a", "b"], "c", "full"],
    [contest(0, 2, true), ["a", "b"], "b", null],
    [contest(0, 2, true), ["a"], "blank", "options-chosen"],
    [contest(0, 2, true), ["blank"], "a", "blank-chosen"],
    [contest(0, 2, true), [], "blank", null],
    [contest(0, 1, true), ["a"], "b", null],
  ];
  for (const [rule, options, option, expected] of rows) {
    assert.equal(obstacle(rule, options, option), expected, JSON.stringify([options, option]));
  }
});
