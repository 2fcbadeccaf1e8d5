import assert from "node:assert/strict";
import { test } from "node:test";
import { Trouble } from "kit/trouble";
import { post } from "worker/board";

/** What the page makes of a refusal of the board. */
async function refused(status: number, body: string, headers: Record<string, string> = {}) {
  globalThis.fetch = async () => new Response(body, { status, headers });
  try {
    await post("https://board.example", "election", "{}");
  } catch (thrown) {
    return Trouble.of(thrown).reason;
  }
  return assert.fail("the board refused");
}

const problem = (check: string) =>
  JSON.stringify({ check, detail: "…", status: 503, title: "…", type: "about:blank" });

test("a board that cannot write or doubts its clock is not called busy", async () => {
  const after = { "retry-after": "60" };
  assert.deepEqual(await refused(503, problem("SRV-12"), after), { kind: "busy", seconds: 60, why: "storage" });
  assert.deepEqual(await refused(503, problem("SRV-14"), after), { kind: "busy", seconds: 60, why: "clock" });
  assert.deepEqual(await refused(503, problem("SRV-08"), { "retry-after": "2" }), {
    kind: "busy",
    seconds: 2,
    why: "busy",
  });
  assert.deepEqual(await refused(429, problem("SRV-08"), after), { kind: "busy", seconds: 60, why: "often" });
});

test("a proxy that answers 503 without a problem is busy", async () => {
  for (const body of ["<p>Service unavailable</p>", "", "null", "[]", '"SRV-12"']) {
    assert.deepEqual(await refused(503, body), { kind: "busy", seconds: 5, why: "busy" }, body);
  }
});
