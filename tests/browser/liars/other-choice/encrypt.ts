// A booth that lies: it shows what the voter chose, and encrypts something else.

import type { Booth, LoadedLog } from "tabella-web";

type Choices = Record<string, string[]>;

/** As the honest one, but the chair goes to Jonas Weber. */
export function prepare(booth: Booth, log: LoadedLog, choices: Choices, languages: string): string {
  return booth.prepare(log, JSON.stringify({ ...choices, chair: ["jonas-weber"] }), languages);
}
