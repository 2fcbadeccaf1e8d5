// The input of the check page: read from a QR code, pasted or typed.

import { plain } from "kit/link";

export type Input =
  | { kind: "tracker" }
  | { kind: "opening"; line: string }
  /** An address. A voting device has no reason to show one. */
  | { kind: "address" }
  | { kind: "unknown" };

export function classify(text: string): Input {
  const line = text.trim();
  if (line.startsWith("{")) return { kind: "opening", line };
  if (plain(text).startsWith("tracker1")) return { kind: "tracker" };
  if (/^[a-z][a-z0-9+.-]*:/i.test(line)) return { kind: "address" };
  return { kind: "unknown" };
}
