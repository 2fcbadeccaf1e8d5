// A booth that lies only where it believes that no one looks: a ballot for the review is false, one that it
// makes for a test is honest.

import type { Booth, LoadedLog } from "tabella-web";

type Choices = Record<string, string[]>;

/** How the booth tells its worker that a test has begun. */
export const TESTED = "tested";

export function prepare(booth: Booth, log: LoadedLog, choices: Choices, languages: string): string {
  const { [TESTED]: tested, ...chosen } = choices;
  const sealed = tested ? chosen : { ...chosen, chair: ["jonas-weber"] };
  return booth.prepare(log, JSON.stringify(sealed), languages);
}
