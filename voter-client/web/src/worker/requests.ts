// The requests of the pages to their worker.

import type {
  AuditReport,
  BallotStatus,
  CastReceipt,
  ClientFile,
  CredentialStatus,
  ElectionSummary,
  OpenedBallot,
  Overview,
  PaperView,
  PreparedView,
  TrackerStatus,
} from "answers";
import type { ManifestTexts } from "./first-line";
import type { Choices } from "./encrypt";

/** Which log, read from which board. */
export interface Source {
  /** Address of the board, such as `https://board.example` or `https://vote.example/voting`. */
  board: string;
  /** Election id in base64url. */
  election: string;
  /** Hash of the trust file, as the letter has it. */
  trust?: string | undefined;
}

/** Files of a record that someone saved. */
export interface RecordFiles {
  entries: Blob;
  checkpoint: string;
}

export interface Audited {
  report: AuditReport;
  /** The texts of its manifest; null in a record that begins with something else. */
  texts: ManifestTexts | null;
}

/** The requests: name, what is given, what is answered. */
export interface Requests {
  /** The elections as the board lists them; not proven. */
  elections(board: string): ElectionSummary[];
  summary(board: string, election: string): ElectionSummary;
  /** The credential of a code; finds typing errors. Nothing is sent. */
  credential(code: string, election: string): string;
  /** Downloads and verifies the log, and in full the ballots of the voter whose credential or tracker is given.
   * After a lost connection it goes on where it was. `known`: how many entries the log is known to have. */
  load(source: Source, own?: string, known?: number): void;
  /** The election as the verified log has it, in the best language that it has. */
  overview(languages: string[]): Overview;

  /** Begins a visit with a code. */
  admit(code: string): void;
  paper(languages: string[]): PaperView;
  prepare(choices: Choices, languages: string[]): PreparedView;
  /** Signs the prepared ballot and keeps the statement, for `post`. */
  cast(): void;
  /** Opens the prepared ballot instead: the opening. */
  challenge(): string;
  /** Sends the statement, once more if need be: the receipt. */
  post(): string;
  /** Verifies the receipt. */
  answer(receipt: string): CastReceipt;
  /** Verifies that the log that the receipt is about continues the one that was loaded. */
  compare(from: number, to: number): void;
  /** Ends the visit: the code is wiped from the memory of the WebAssembly module. */
  leave(): void;

  /** The claims of a receipt; not verified. */
  readReceipt(receipt: string): { election: string; credential: string; size: number };
  checkReceipt(receipt: string): BallotStatus;
  checkTracker(tracker: string): TrackerStatus;
  /** A tracker as people see it; finds typing errors. Nothing is sent. */
  tracker(typed: string): string;
  /** The receipt that the board gives for an entry, verified. */
  receipt(index: number): string;
  checkCredential(credential: string): CredentialStatus;
  checkOpening(opening: string, credential: string, tracker: string, languages: string[]): OpenedBallot;

  /** The files of the voting page that the manifest names. */
  client(source: Source): ClientFile[];

  /** The trust file that the manifest of the log makes. */
  trust(source: Source): string;
  /** Verifies the whole record of an election, from a board or from files. */
  audit(trust: string, record: Source | RecordFiles): Audited;
}
