// The values that the Rust code answers with, as JSON. Times are Unix seconds.

export interface Fault {
  check: string;
  culprit: string;
  reason: string;
}

/** Without faults no check has spoken: wrong use, or the machine. */
export interface Refusal {
  faults: Fault[];
  kind: "faults" | "machine" | "too-large";
  message: string;
}

export type Phase = "setup" | "open" | "closed" | "finished" | "void";
export type Standing = "recorded" | "unwitnessed" | "received";

export interface Overview {
  title: string;
  /** Of the texts here. */
  language: string;
  description: string;
  phase: Phase;
  opening: number;
  closing: number;
  counted: number;
  size: number;
  election: string;
  election_text: string;
  fingerprint: string | null;
  fingerprint_text: string | null;
  trust_text: string;
  board: { name: string; key: string };
  unwitnessed: boolean;
  colluding: Colluding | null;
  languages: string[];
}

/** Without witnesses: how many of all trustees could read single ballots, together with the board and an
 * official. */
export interface Colluding {
  some: number;
  all: number;
}

export interface Latest {
  index: number;
  at: number;
  sequence: number;
  tracker: string;
}

export interface Contest {
  id: string;
  title: string;
  options: { id: string; label: string }[];
  min: number;
  max: number;
  blank: boolean;
}

export interface Paper {
  style: string;
  language: string;
  earlier: Latest | null;
  contests: Contest[];
}

/** What is selected in one contest, in words; the option "blank" is the blank vote. */
export interface Choice {
  contest: string;
  title: string;
  options: string[];
  labels: string[];
}

export interface Prepared {
  tracker: string;
  credential: string;
  sequence: number;
  choices: Choice[];
}

export interface Cast {
  at: number;
  index: number;
  tracker: string;
  credential: string;
  sequence: number;
  standing: Standing;
  from: number;
  to: number;
}

/** "older-view": the log that is shown is older than the receipt, and says nothing about it. */
export type Status = "counted" | "not-yet-counted" | "superseded" | "missing" | "older-view";

export interface BallotStatus {
  index: number;
  at: number;
  tracker: string;
  credential: string;
  standing: Standing;
  status: Status;
  latest: Latest | null;
  /** What speaks against the board. */
  faults: Fault[];
}

export type TrackerStatus = { found: false } | ({ found: true } & BallotStatus);

export interface CredentialStatus {
  credential: string;
  standing: Standing;
  status: "not-in-roll" | "absent" | "counted" | "not-yet-counted";
  latest: Latest | null;
}

export interface Opened {
  choices: Choice[];
  tracker: string;
}

/** A file of the voting page, as the manifest names it. */
export interface ClientFile {
  path: string;
  /** In base64url. */
  sha256: string;
}

export type Verdict = "passed" | "failed" | "blocked" | "not-applicable";

export interface CheckReport {
  id: string;
  says: string;
  verdict: Verdict;
  objects: number;
  culprits: string[];
  reason: string;
}

export interface Report {
  checks: CheckReport[];
  contests: {
    id: string;
    title: string;
    withheld: boolean;
    withheld_because: "few-ballots" | "rare-weight" | null;
    blank: number | null;
    options: { id: string; label: string; total: number | null }[];
  }[];
  counted: number;
  weight: number;
  election: string;
  phase: Phase;
  size: number;
  verdict: "accepted" | "rejected";
  version: string;
  unwitnessed: boolean;
  colluding: Colluding | null;
  /** Pairs of labels or names that differ and look alike. */
  look_alikes: [string, string][];
  /** What else a reader should know and what fails nothing, in English. */
  notes: string[];
  last_line: string;
  /** The hash of the trust file, as it stands on letters. */
  trust_text: string;
}

/** The texts of a manifest, in each of its languages. */
export interface ManifestTexts {
  languages: string[];
  title: Record<string, string>;
  contests: {
    id: string;
    title: Record<string, string>;
    options: { id: string; label: Record<string, string> }[];
  }[];
}

/** One line of the board's list of elections (`GET /elections`); nothing in it is proven. */
export interface Summary {
  id: string;
  title: Record<string, string>;
  phase: Phase;
  opening: number;
  closing: number;
  counted: number;
  size: number;
  fingerprint: string | null;
}
