// How fast the WebAssembly module is, in the engine of Node, which is that of Chromium:
//   node web.mjs BINDINGS RECORD     (scripts/bench-web calls it)

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const [bindings, record] = process.argv.slice(2);
const tabella = await import(resolve(bindings, "tabella.js"));
tabella.initSync({ module: readFileSync(join(bindings, "tabella_bg.wasm")) });
const read = (name) => readFileSync(join(record, name));
const [entries, checkpoint, trust, code] = [
  read("entries.jsonl"),
  ...["checkpoint", "trust.json", "code"].map((name) => read(name).toString()),
];
const { election } = JSON.parse(trust);
const PIECE_BYTES = 1 << 16;

/** Of processor time, which does not depend on what else the machine does. */
function seconds(work) {
  const start = process.cpuUsage();
  const value = work();
  return [process.cpuUsage(start).user / 1e6, value];
}

/** Feeds the record as a download would. */
function feed(reader) {
  for (let start = 0; start < entries.length; start += PIECE_BYTES)
    reader.take(entries.subarray(start, start + PIECE_BYTES));
}

const own = tabella.credential(code, election);
const [loading, log] = seconds(() => {
  const log = new tabella.Log(election, undefined, own);
  feed(log);
  log.conclude(checkpoint);
  return log;
});
const { counted } = JSON.parse(log.overview("en"));

const booth = new tabella.Booth(log, code);
const encrypt = () => booth.prepare(log, '{"question":["option-7"]}', "en");
const [first] = seconds(encrypt);
const ROUNDS = 50;
const [rounds] = seconds(() => {
  for (let round = 0; round < ROUNDS; round += 1) encrypt();
});

const [auditing, report] = seconds(() => {
  const audit = new tabella.Audit(trust, false);
  feed(audit);
  return JSON.parse(audit.finish(checkpoint));
});
if (report.verdict !== "accepted") throw new Error(report.last_line);

console.log(
  `one contest, 1 of 10 options, ${counted} ballots of ${Math.round(entries.length / counted)} bytes, one thread`,
);
console.log(
  `encrypt, prove and sign a ballot: ${(first * 1000).toFixed(0)} ms the first time, then ${((rounds / ROUNDS) * 1000).toFixed(1)} ms`,
);
console.log(`load the log for a booth: ${(counted / loading).toFixed(0)} ballots per second`);
console.log(`audit the whole record: ${(counted / auditing).toFixed(0)} ballots per second`);
