// The reasons why something did not work, in the kinds that a page answers differently.

import type { Fault, Refusal } from "answers";

export type Reason =
  /** No answer from the board, or one that broke off: the same may be tried again. */
  | { kind: "connection" }
  /** The board takes nothing now, for the reason that it gives: the same may be tried again after a while. */
  | { kind: "busy"; seconds: number; why: Busy }
  /** The board refused; `check` ids say why. */
  | { kind: "refused"; status: number; faults: Fault[]; detail: string }
  /** Checks refused what was read. */
  | { kind: "faults"; faults: Fault[] }
  /** A field contains something other than it asks for. The page says so; no check has spoken. */
  | Mistyped
  /** A file that someone chose cannot be read. */
  | { kind: "file" }
  /** A receipt that someone brought was cut, or changed on its way. */
  | { kind: "changed"; detail: string }
  /** The board redirects to another place: nothing is taken from there, and no ballot is sent there. */
  | { kind: "moved"; detail: string }
  /** A receipt is about another election than the page. */
  | { kind: "other-election"; detail: string }
  /** The file that someone brought is not a trust file, or was changed on its way. */
  | { kind: "trust-file"; detail: string }
  /** More bytes came than are taken: nothing is known of the log. */
  | { kind: "too-large"; detail: string }
  /** A state of the log that is older than one that was seen before, and no contradiction to it. */
  | { kind: "older-view"; detail: string }
  /** A part of the page did not arrive, though the server can be reached: something on the way held it back. */
  | { kind: "blocked"; detail: string }
  /** The browser has no WebAssembly, or it is switched off. */
  | { kind: "no-webassembly" }
  /** This program or the browser failed. */
  | { kind: "machine"; detail: string };

export interface Mistyped {
  kind: "mistyped";
  /** The id of the field. */
  field: string;
  /** The message of the catalogues about it. */
  message: "fault-typing" | "used-secret" | "device-unreadable";
}

/** The reason why the board takes nothing: it has too much to do; there were too many ballots of this
 * credential; it cannot write (SRV-12); its clock is in doubt (SRV-14). */
export type Busy = "busy" | "often" | "storage" | "clock";

export class Trouble extends Error {
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(describe(reason));
    this.reason = reason;
  }

  /** From what the WebAssembly module threw: the JSON text of a refusal, or a failure of the machine. */
  static of(thrown: unknown): Trouble {
    if (thrown instanceof Trouble) return thrown;
    const text =
      typeof thrown === "string" ? thrown : thrown instanceof Error ? thrown.message : String(thrown);
    const { faults, kind, message } = readRefusal(text);
    return new Trouble(kind === "faults" ? { kind, faults } : { kind, detail: message });
  }

  /** The checks that refused; none for a lost connection or a failing machine. */
  get faults(): Fault[] {
    return "faults" in this.reason ? this.reason.faults : [];
  }

  /** The field that was mistyped, if it was. */
  get mistyped(): Mistyped | null {
    return this.reason.kind === "mistyped" ? this.reason : null;
  }

  has(...checks: string[]): boolean {
    return this.faults.some((fault) => checks.includes(fault.check));
  }
}

function readRefusal(text: string): Refusal {
  try {
    const refusal = JSON.parse(text) as Refusal;
    if (Array.isArray(refusal.faults)) return refusal;
  } catch {
    // Not thrown by the module.
  }
  return { faults: [], kind: "machine", message: text };
}

function describe(reason: Reason): string {
  if ("faults" in reason) return reason.faults.map((fault) => `${fault.check}: ${fault.reason}`).join("; ");
  return "detail" in reason ? reason.detail : reason.kind;
}
