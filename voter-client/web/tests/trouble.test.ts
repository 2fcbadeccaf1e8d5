import assert from "node:assert/strict";
import { test } from "node:test";
import { Trouble } from "kit/trouble";

const of = (thrown: unknown) => Trouble.of(thrown).reason;

test("what the module throws keeps its kind", () => {
  const faults = [{ check: "RCP-13", culprit: "", reason: "a typing error" }];
  assert.deepEqual(of(JSON.stringify({ faults, kind: "faults", message: "RCP-13: a typing error" })), {
    kind: "faults",
    faults,
  });
  const large = { faults: [], kind: "too-large", message: "more than 8 bytes came" };
  assert.deepEqual(of(JSON.stringify(large)), { kind: "too-large", detail: "more than 8 bytes came" });
  const failed = { faults: [], kind: "machine", message: "no ballot is prepared" };
  assert.deepEqual(of(JSON.stringify(failed)), { kind: "machine", detail: "no ballot is prepared" });
});

test("what anything else throws is a failure of the machine", () => {
  for (const thrown of ["unreachable", "null", "{}", new Error("unreachable")])
    assert.equal(of(thrown).kind, "machine");
});
