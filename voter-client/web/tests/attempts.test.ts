import assert from "node:assert/strict";
import { test } from "node:test";
import { type Pause, untilDone } from "kit/attempts";
import { Trouble } from "kit/trouble";

// What the module uses of a browser window.
Object.assign(globalThis, { addEventListener: () => {}, removeEventListener: () => {} });

/** Ends every pause at once, and keeps how long it would have been. */
function impatient(seconds: number[]): (pause: Pause | null) => void {
  return (pause) => {
    if (!pause) return;
    seconds.push(pause.seconds);
    setImmediate(pause.end);
  };
}

test("a lost connection is tried again with growing pauses, and the answer arrives", async () => {
  const seconds: number[] = [];
  let left = 8;
  const attempt = async () => {
    if (left-- > 0) throw new Trouble({ kind: "connection" });
    return "answer";
  };
  assert.equal(await untilDone(attempt, impatient(seconds)), "answer");
  assert.deepEqual(seconds, [1, 2, 4, 8, 15, 30, 30, 30]);
});

test("a busy board is asked again when it says", async () => {
  const seconds: number[] = [];
  let left = 1;
  const attempt = async () => {
    if (left-- > 0) throw new Trouble({ kind: "busy", seconds: 700, why: "often" });
    return "answer";
  };
  assert.equal(await untilDone(attempt, impatient(seconds)), "answer");
  assert.deepEqual(seconds, [700]);
});

test("a refusal is not tried again", async () => {
  const refused = new Trouble({ kind: "refused", status: 422, faults: [], detail: "" });
  let attempts = 0;
  const attempt = async () => {
    attempts++;
    throw refused;
  };
  await assert.rejects(untilDone(attempt, impatient([])), refused);
  assert.equal(attempts, 1);
});
