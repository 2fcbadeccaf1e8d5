// The values that the WebAssembly module and a board answer with, as JSON. Times are Unix seconds; hashes and keys are
// base64url, but for those that people read.
//
// Written by the tests of the crate tabella-web (wasm/src/typescript.rs): change the types in Rust.

export type Phase = "setup" | "open" | "closed" | "finished" | "void";

export type Standing = "recorded" | "unwitnessed" | "received";

export type Status = "not-in-roll" | "absent" | "not-yet-counted" | "counted" | "superseded" | "missing" | "older-view";

/**
 * A check that refused.
 */
export type Fault = {
/**
 * The id, such as ROL-07.
 */
check: string,
/**
 * Whose fault it is; empty when it is a typing error.
 */
culprit: string,
/**
 * What is wrong, in English.
 */
reason: string, };

/**
 * What kind of refusal it is. A page has words of its own for each.
 */
export type RefusalKind = "faults" | "machine" | "too-large";

/**
 * Everything that refused. Without faults no check has spoken: a download that broke off, or wrong use.
 */
export type Refusal = {
/**
 * The checks that refused.
 */
faults: Array<Fault>,
/**
 * Which kind it is.
 */
kind: RefusalKind,
/**
 * All of it as one English text.
 */
message: string, };

/**
 * `GET /elections`.
 */
export type Elections = {
/**
 * Every election on the board.
 */
elections: Array<ElectionSummary>, };

/**
 * `GET /elections/{election}`.
 */
export type ElectionSummary = {
/**
 * Closing time, Unix seconds.
 */
closing: number,
/**
 * Credentials that have voted.
 */
counted: number,
/**
 * phi, once the election is open.
 */
fingerprint: string | null,
/**
 * The election id.
 */
id: string,
/**
 * Opening time, Unix seconds.
 */
opening: number,
/**
 * The name of the phase: setup, open, closed, finished or void (see [`Phase::name`](crate::rulebook::Phase::name)).
 */
phase: Phase,
/**
 * Number of entries.
 */
size: number,
/**
 * The title in each language.
 */
title: Record<string, string>, };

/**
 * `GET /elections/{election}/consistency`.
 */
export type Consistency = {
/**
 * (A.5) The path of the consistency proof.
 */
proof: Array<string>, };

/**
 * Problem details (RFC 9457): every answer that is not a success. A proxy may answer too, in its own way; so a reader
 * takes a field that is missing or of another type as empty.
 */
export type Problem = {
/**
 * The check that refused first, if one did and this program knows it.
 */
check?: string,
/**
 * The one at fault, for people.
 */
culprit: string | null,
/**
 * The fault, for people.
 */
detail: string,
/**
 * Every check that refused.
 */
rejections: Array<RejectionText>,
/**
 * The HTTP status.
 */
status: number,
/**
 * The usual name of the status.
 */
title: string,
/**
 * A URI that names the sort of problem; `about:blank` says that the status does.
 */
type: string, };

/**
 * A [`Rejection`] for people.
 */
export type RejectionText = {
/**
 * The check that refused, if this program knows it.
 */
check?: string,
/**
 * The one at fault.
 */
culprit: string,
/**
 * The fault, in words.
 */
reason: string, };

/**
 * What a page says of an election before anything else.
 */
export type Overview = { board: LogKey, closing: number,
/**
 * Without witnesses.
 */
colluding: Collusion | null, counted: number, description: string, election: string, election_text: string, fingerprint: string | null, fingerprint_text: string | null,
/**
 * That of the texts here.
 */
language: string, languages: Array<string>, opening: number, phase: Phase, size: number, title: string, trust_text: string, unwitnessed: boolean, };

/**
 * A board or witness: an Ed25519 key (C2SP signed notes) and its name.
 */
export type LogKey = {
/**
 * The Ed25519 public key, in its canonical encoding.
 */
key: string,
/**
 * The name, such as `board.example` or `witness.example/w1`; see [`check_name`].
 */
name: string, };

/**
 * (MAN-09) How many of all trustees could read single ballots, together with the board and an official.
 */
export type Collusion = { all: number, some: number, };

/**
 * A file of the web client.
 */
export type ClientFile = {
/**
 * Its path on the board.
 */
path: string,
/**
 * SHA-256 of its bytes.
 */
sha256: string, };

/**
 * The ballot paper.
 */
export type PaperView = { contests: Array<ContestView>, earlier: LatestBallot | null,
/**
 * That of the texts here.
 */
language: string, style: string, };

/**
 * A contest on the ballot paper: `min` to `max` options, or a blank vote where there is one.
 */
export type ContestView = { blank: boolean, id: string, max: number, min: number, options: Array<OptionView>, title: string, };

/**
 * One of its options.
 */
export type OptionView = { id: string, label: string, };

/**
 * The last ballot of a credential.
 */
export type LatestBallot = { at: number, index: number, sequence: number, tracker: string, };

/**
 * A ballot that is encrypted and not yet sent.
 */
export type PreparedView = { choices: Array<ChoiceView>, credential: string, sequence: number, tracker: string, };

/**
 * What is selected in one contest: `blank` among the options is the blank vote.
 */
export type ChoiceView = { contest: string, labels: Array<string>, options: Array<string>, title: string, };

/**
 * A ballot that is in a log that the board has signed.
 */
export type CastReceipt = { at: number, credential: string,
/**
 * The size of the log that was loaded.
 */
from: number, index: number, sequence: number, standing: Standing,
/**
 * The size of the log that the receipt is about. When it is larger, [`Booth::compare`] needs the
 * consistency proof between both.
 */
to: number, tracker: string, };

/**
 * What became of one ballot.
 */
export type BallotStatus = { at: number, credential: string,
/**
 * What speaks against the board: RCP-04 for a missing ballot, LOG-08 for another log.
 */
faults: Array<Fault>, index: number,
/**
 * The last ballot of the credential.
 */
latest: LatestBallot | null, standing: Standing, status: Exclude<Status, "absent" | "not-in-roll">, tracker: string, };

/**
 * Whether a ballot is in the log, and what became of it.
 */
export type TrackerStatus = { found: false } | ({ found: true } & BallotStatus);

/**
 * What became of the ballots of a credential.
 */
export type CredentialStatus = { credential: string, latest: LatestBallot | null, standing: Standing, status: Exclude<Status, "missing" | "older-view" | "superseded">, };

/**
 * What a challenged ballot really encrypts.
 */
export type OpenedBallot = { choices: Array<ChoiceView>, tracker: string, };

/**
 * What a receipt says that it is about. Nothing of it is verified.
 */
export type ReceiptContents = { board: string, credential: string, election: string, index: number,
/**
 * How many entries the log had when the board signed it.
 */
size: number, tracker: string, };

/**
 * The report, as `tabella-audit verify --json` prints it, and what a page says in words of its own.
 */
export type AuditReport = {
/**
 * Without witnesses.
 */
colluding: Collusion | null,
/**
 * The last line of the report's text.
 */
last_line: string,
/**
 * Pairs of labels or names that differ and look alike.
 */
look_alikes: Array<[string, string]>,
/**
 * The other remarks of the report.
 */
notes: Array<string>,
/**
 * The hash of the trust file as people compare it.
 */
trust_text: string,
/**
 * Every check, in the order of the catalogue.
 */
checks: Array<CheckReport>,
/**
 * The totals; null until they are announced, and in a record that is rejected.
 */
contests: Array<ContestReport>,
/**
 * Number of counted ballots.
 */
counted: number,
/**
 * The election id.
 */
election: string,
/**
 * phi, once the election is open.
 */
fingerprint: string | null,
/**
 * setup, open, closed, finished or void.
 */
phase: Phase,
/**
 * SHA-256 of the record file.
 */
record: string,
/**
 * Number of entries.
 */
size: number,
/**
 * SHA-256 of the trust file's canonical line.
 */
trust: string,
/**
 * accepted when every check that applies has passed.
 */
verdict: RecordVerdict,
/**
 * The version of the auditor.
 */
version: string,
/**
 * Total weight of the counted ballots.
 */
weight: number,
/**
 * True if the manifest says that no independent witness watched the board.
 */
unwitnessed: boolean,
/**
 * (MAN-09) The consequence of that, in words.
 */
collusion: string | null,
/**
 * Remarks that a reader should know, and that fail nothing.
 */
remarks: Array<string>,
/**
 * (6.1) tau, once the election is closed and what it is over can be read.
 */
tally: string | null, };

/**
 * (REP-09) The auditor's report on a record. Fields in canonical order; the keys are stable.
 */
export type Report = {
/**
 * Every check, in the order of the catalogue.
 */
checks: Array<CheckReport>,
/**
 * The totals; null until they are announced, and in a record that is rejected.
 */
contests: Array<ContestReport>,
/**
 * Number of counted ballots.
 */
counted: number,
/**
 * The election id.
 */
election: string,
/**
 * phi, once the election is open.
 */
fingerprint: string | null,
/**
 * setup, open, closed, finished or void.
 */
phase: Phase,
/**
 * SHA-256 of the record file.
 */
record: string,
/**
 * Number of entries.
 */
size: number,
/**
 * SHA-256 of the trust file's canonical line.
 */
trust: string,
/**
 * accepted when every check that applies has passed.
 */
verdict: RecordVerdict,
/**
 * The version of the auditor.
 */
version: string,
/**
 * Total weight of the counted ballots.
 */
weight: number,
/**
 * True if the manifest says that no independent witness watched the board.
 */
unwitnessed: boolean,
/**
 * (MAN-09) The consequence of that, in words.
 */
collusion: string | null,
/**
 * Remarks that a reader should know, and that fail nothing.
 */
remarks: Array<string>,
/**
 * (6.1) tau, once the election is closed and what it is over can be read.
 */
tally: string | null, };

/**
 * The verdict on a record.
 */
export type RecordVerdict = "accepted" | "rejected";

/**
 * The verdict of one check.
 */
export type CheckReport = {
/**
 * Whose fault it is.
 */
culprits: Array<string>,
/**
 * The id.
 */
id: string,
/**
 * How many objects were checked.
 */
objects: number,
/**
 * The reason, for people.
 */
reason: string,
/**
 * passed, failed, blocked or not-applicable.
 */
verdict: CheckVerdict,
/**
 * The sentence that is true when the check passes.
 */
says: string, };

/**
 * passed, failed, blocked or not-applicable.
 */
export type CheckVerdict = "passed" | "failed" | "blocked" | "not-applicable";

/**
 * One contest of the result.
 */
export type ContestReport = {
/**
 * Blank votes; null without a blank vote or before the result.
 */
blank: number | null,
/**
 * The contest's id.
 */
id: string,
/**
 * Its options.
 */
options: Array<OptionReport>,
/**
 * The contest's title.
 */
title: string,
/**
 * True if its totals are withheld.
 */
withheld: boolean,
/**
 * The reason; null unless they are withheld.
 */
withheld_because: Withheld | null, };

/**
 * One option of the result.
 */
export type OptionReport = {
/**
 * The option's id.
 */
id: string,
/**
 * The label that people read.
 */
label: string,
/**
 * Its total; null until it is announced and is right.
 */
total: number | null, };

/**
 * The reason that the totals of a contest are not opened.
 */
export type Withheld = "few-ballots" | "rare-weight";
