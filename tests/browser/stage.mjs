// The stage: a board with elections in every phase, and someone who holds all keys
// (tests/src/bin/browser-stage).

import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { programs, web } from "./places.mjs";

/** Starts a board that serves a web client; `elections` is by name. */
export async function openStage(client = web) {
  const stage = spawn(join(programs, "browser-stage"), ["--web", client], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: stage.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error("the stage has ended");
    return JSON.parse(value);
  };
  const bill = await next();
  const elections = Object.fromEntries(bill.elections.map((election) => [election.name, election]));
  return {
    address: bill.address,
    elections,
    /** Plays one act, such as "close council". */
    async play(act) {
      stage.stdin.write(`${act}\n`);
      return next();
    },
    /** The statements of the log, in order. */
    async log(name) {
      const answer = await fetch(`${bill.address}/elections/${elections[name].id}/entries`);
      return (await answer.text())
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).statement);
    },
    close() {
      stage.stdin.end();
    },
  };
}

/** The address of the letter's QR code. */
export function votingLink(address, { id, trust }, { code }, language = "en") {
  const fragment = new URLSearchParams({ code: plain(code), trust: plain(trust) });
  return `${address}/vote/${id}?lang=${language}#${fragment}`;
}

/** The address of the check page, as it stands on a letter. */
export function checkLink(address, { id, trust }, { credential }, language = "en") {
  const fragment = new URLSearchParams({ credential: plain(credential), trust: plain(trust) });
  return `${address}/check/${id}?lang=${language}#${fragment}`;
}

export function plain(text) {
  return text.replaceAll(" ", "");
}
