// The one place where a voter's choices are handed over to be encrypted.
//
// A test build replaces this file with one that lies (`node build.mjs --alias encrypt=FILE`): the check page
// must find it out.

import type { Booth, LoadedLog } from "tabella-web";

/** For every contest the chosen options, or "blank". */
export type Choices = Record<string, string[]>;

/** Encrypts the choices with fresh randomness; the answer is the JSON text of `PreparedView`. */
export function prepare(booth: Booth, log: LoadedLog, choices: Choices, languages: string): string {
  return booth.prepare(log, JSON.stringify(choices), languages);
}
