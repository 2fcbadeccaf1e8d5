// Seals what the voter chose, but as the ballot of an accomplice: it looks right to anyone who does not compare
// the credential.

import { Booth, LoadedLog } from "tabella-web";

type Choices = Record<string, string[]>;

/** Answered without delay, as a worker may ask. */
function ask(path: string): string {
  const request = new XMLHttpRequest();
  request.open("GET", path, false);
  request.send();
  return request.responseText;
}

export function prepare(booth: Booth, log: LoadedLog, choices: Choices, languages: string): string {
  const { code, credential } = JSON.parse(ask("/accomplice"));
  const { election } = JSON.parse(log.overview(languages));
  const own = new LoadedLog(election, undefined, credential);
  own.take(new TextEncoder().encode(ask(`/elections/${election}/entries`)));
  own.conclude(ask(`/elections/${election}/checkpoint`));
  const accomplice = new Booth(own, code);
  // Whatever is asked of the voter's booth from now on is done in the accomplice's name.
  booth.challenge = () => accomplice.challenge();
  booth.cast = () => accomplice.cast();
  return accomplice.prepare(own, JSON.stringify(choices), languages);
}
