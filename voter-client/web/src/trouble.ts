// Why something did not work, in the kinds that a page answers differently.

import type { Fault, Refusal } from "./answers";

export type Reason =
  /** No answer from the board, or one that broke off: the same may be tried again. */
  | { kind: "connection" }
  /** The board answered that it is busy: the same may be tried again after a while. */
  | { kind: "busy"; seconds: number; often: boolean }
  /** The board refused; `check` ids say why. */
  | { kind: "refused"; status: number; faults: Fault[]; detail: string }
  /** What was read or typed does not hold. */
  | { kind: "faults"; faults: Fault[] }
  /** A file that somebody chose cannot be read. */
  | { kind: "file" }
  /** What somebody brought is not what was written: it was cut, or changed on its way. */
  | { kind: "changed"; detail: string }
  /** The board sends whoever asks to another place: nothing is taken from there, and no ballot is sent on. */
  | { kind: "moved"; detail: string }
  /** A part of the page did not arrive, though the server can be reached: something on the way held it back. */
  | { kind: "blocked"; detail: string }
  /** The browser has no WebAssembly, or it is switched off. */
  | { kind: "no-webassembly" }
  /** This program or the browser failed. */
  | { kind: "machine"; detail: string };

export class Trouble extends Error {
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(describe(reason));
    this.reason = reason;
  }

  /** What the WebAssembly module threw: the JSON text of a refusal, or a failure of the machine. */
  static of(thrown: unknown): Trouble {
    if (thrown instanceof Trouble) return thrown;
    const text = typeof thrown === "string" ? thrown : thrown instanceof Error ? thrown.message : String(thrown);
    const { faults, message } = readRefusal(text);
    return new Trouble(faults.length > 0 ? { kind: "faults", faults } : { kind: "machine", detail: message });
  }

  /** The faults of whoever refused, empty for a lost connection or a failing machine. */
  get faults(): Fault[] {
    return "faults" in this.reason ? this.reason.faults : [];
  }

  has(...checks: string[]): boolean {
    return this.faults.some((fault) => checks.includes(fault.check));
  }
}

function readRefusal(text: string): Refusal {
  try {
    const refusal = JSON.parse(text) as Refusal;
    return Array.isArray(refusal.faults) ? refusal : { faults: [], message: text };
  } catch {
    return { faults: [], message: text };
  }
}

function describe(reason: Reason): string {
  if ("faults" in reason) return reason.faults.map((fault) => `${fault.check}: ${fault.reason}`).join("; ");
  return "detail" in reason ? reason.detail : reason.kind;
}
