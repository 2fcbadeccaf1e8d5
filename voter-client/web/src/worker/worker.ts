// The worker: owns the WebAssembly module, the log, the visit, and all traffic with the board.
//
// Between `load` and `post` it sends nothing.

import init, {
  Audit,
  Booth,
  check_credential,
  check_opening,
  check_receipt,
  check_tracker,
  credential,
  read_receipt,
  show_tracker,
} from "tabella-web";
import type { Progress } from "kit/calls";
import { serve } from "kit/serve";
import { Trouble } from "kit/trouble";
import * as board from "./board";
import { prepare } from "./encrypt";
import { FirstLine } from "./first-line";
import { Download, sizeIn } from "./download";
import type { Audited, RecordFiles, Requests, Source } from "./requests";

let download: Download | null = null;
let booth: Booth | null = null;
let statement: string | null = null;

const loaded = (): Download => download ?? fail("no log is loaded");
const visit = (): Booth => booth ?? fail("no visit has begun");

serve<Requests>((module) => init({ module_or_path: module }), {
  elections: ([from]) => board.elections(from),
  summary: ([from, election]) => board.summary(from, election),
  credential: ([code, election]) => credential(code, election),

  load: async ([source, own, known], progress) => {
    if (!download?.mayContinue(source, own)) download = new Download(source, own, download);
    await download.run(progress, known);
  },
  overview: ([languages]) => JSON.parse(loaded().log.overview(languages.join())),

  admit: ([code]) => {
    booth?.free();
    booth = new Booth(loaded().log, code);
  },
  paper: ([languages]) => JSON.parse(visit().paper(languages.join())),
  prepare: ([choices, languages]) => JSON.parse(prepare(visit(), loaded().log, choices, languages.join())),
  cast: () => {
    statement = visit().cast();
  },
  challenge: () => visit().challenge(),
  post: () =>
    board.post(loaded().source.board, loaded().source.election, statement ?? fail("no ballot was cast")),
  answer: ([receipt]) => JSON.parse(visit().answer(receipt)),
  compare: async ([from, to]) => {
    if (from >= to) return;
    const { source } = loaded();
    visit().compare(await board.consistency(source.board, source.election, from, to));
  },
  leave: () => {
    booth?.free();
    booth = null;
    statement = null;
  },

  readReceipt: ([receipt]) => JSON.parse(read_receipt(receipt)),
  checkReceipt: ([receipt]) => JSON.parse(check_receipt(loaded().log, receipt)),
  checkTracker: ([tracker]) => JSON.parse(check_tracker(loaded().log, tracker)),
  tracker: ([typed]) => show_tracker(typed),
  receipt: async ([index]) => {
    const { source, log } = loaded();
    const receipt = await board.receipt(source.board, source.election, index);
    check_receipt(log, receipt);
    return receipt;
  },
  checkCredential: ([own]) => JSON.parse(check_credential(loaded().log, own)),
  checkOpening: ([opening, own, tracker, languages]) =>
    JSON.parse(check_opening(loaded().log, opening, own, tracker, languages.join())),

  client: async ([source]) => {
    const first = new Download(source);
    await first.takeManifest();
    return JSON.parse(first.log.client());
  },
  trust: async ([source]) => {
    const first = new Download(source);
    await first.takeManifest();
    return first.log.trust();
  },
  audit: ([trust, record], progress) => audit(trust, record, progress),
});

async function audit(
  trust: string,
  record: Source | RecordFiles,
  report: (progress: Progress) => void,
): Promise<Audited> {
  const fromFiles = "entries" in record;
  const auditor = beginAudit(trust, !fromFiles);
  const checkpoint = fromFiles ? record.checkpoint : await board.checkpoint(record.board, record.election);
  const all = sizeIn(checkpoint);
  const pieces = fromFiles
    ? board.pieces(record.entries.stream(), { kind: "file" })
    : board.entries(record.board, record.election, 0, all);
  const manifest = new FirstLine();
  let bytes = 0;
  for await (const piece of pieces) {
    auditor.take(piece);
    manifest.take(piece);
    bytes += piece.length;
    report({ done: auditor.lines(), all, bytes });
  }
  return { report: JSON.parse(auditor.finish(checkpoint)), texts: manifest.texts() };
}

/** A trust file that cannot be read speaks against no one. */
function beginAudit(trust: string, downloaded: boolean): Audit {
  try {
    return new Audit(trust, downloaded);
  } catch (thrown) {
    const trouble = Trouble.of(thrown);
    throw trouble.faults.length > 0 ? new Trouble({ kind: "trust-file", detail: trouble.message }) : trouble;
  }
}

function fail(what: string): never {
  throw new Trouble({ kind: "machine", detail: what });
}
