import assert from "node:assert/strict";
import { test } from "node:test";
import { FirstLine } from "worker/first-line";

const LINE =
  '{"statement":{"kind":"manifest","body":{"languages":["zh"],"title":{"zh":"选举"},"contests":[]}}}';

function read(record: string, cut: number): unknown {
  const bytes = new TextEncoder().encode(record);
  const first = new FirstLine();
  for (let from = 0; from < bytes.length; from += cut) first.take(bytes.subarray(from, from + cut));
  return first.texts();
}

test("the manifest is found however the record is cut", () => {
  for (const cut of [1, 3, 50, 1_000]) {
    assert.deepEqual(read(`${LINE}\n{"statement":{"kind":"roll"}}\n`, cut), JSON.parse(LINE).statement.body);
  }
});

test("a record that begins with something else has no texts", () => {
  for (const record of ["", "no JSON\n", "{}\n", '{"statement":{"kind":"roll","body":{}}}\n'])
    assert.equal(read(record, 7), null);
});
