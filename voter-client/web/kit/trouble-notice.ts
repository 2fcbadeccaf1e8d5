// The reason why something did not work, first in plain words, then in the words of the checks.

import type { Fault } from "answers";
import { type Child, details, element, notice, paragraph } from "./dom";
import { say } from "./language";
import type { Trouble } from "./trouble";
import { pauseHeading } from "./waiting";

/** The plain sentence for a check; what is not named here speaks against the record of the board. */
const SENTENCES: [RegExp, string][] = [
  [/^ROL-07$/, "fault-code"],
  [/^RCP-13$/, "fault-typing"],
  [/^(MAN-02|MAN-03|REP-03)$/, "fault-other-election"],
  [/^(LOG-11|LOG-16|BAL-07)$/, "fault-not-open"],
  [/^(BAL-04|BAL-05|LOG-15)$/, "fault-meanwhile"],
  [/^(RCP-01|RCP-02)$/, "fault-receipt"],
  [/^RCP-04$/, "fault-missing"],
  [/^RCP-07$/, "fault-device"],
  [/^RCP-08$/, "fault-other-voter"],
  [/^RCP-09$/, "fault-cast-anyway"],
  [/^RCP-12$/, "fault-randomness"],
  [/^LOG-08$/, "fault-two-logs"],
];

export function sentence(faults: Fault[]): string {
  for (const [pattern, message] of SENTENCES) {
    if (faults.some(({ check }) => pattern.test(check))) return say(message);
  }
  return say("fault-record");
}

/** Kinds that speak against no one and are not shown in red. */
const HARMLESS = ["changed", "other-election", "trust-file", "older-view"];

/** A box with the sentence and the details. */
export function troubleNotice(trouble: Trouble, heading: string, ...more: Child[]): HTMLElement {
  const kind = HARMLESS.includes(trouble.reason.kind) ? "warn" : "bad";
  const box = notice(kind, heading, paragraph(troubleSentence(trouble)), more, troubleDetails(trouble));
  box.setAttribute("role", "alert");
  return box;
}

export function troubleSentence(trouble: Trouble): string {
  switch (trouble.reason.kind) {
    case "connection":
      return say("trouble-connection");
    case "busy":
      return pauseHeading(trouble.reason.why);
    case "mistyped":
      return say(trouble.reason.message);
    case "file":
      return say("trouble-file");
    case "changed":
      return say("trouble-changed");
    case "moved":
      return say("trouble-moved");
    case "other-election":
      return say("trouble-other-election");
    case "trust-file":
      return say("trouble-trust-file");
    case "too-large":
      return say("trouble-too-large");
    case "older-view":
      return say("trouble-older");
    case "blocked":
      return say("trouble-blocked");
    case "no-webassembly":
      return say("trouble-webassembly");
    case "machine":
      return say("trouble-machine");
    case "refused":
      if (trouble.reason.status === 404) return say("trouble-no-election");
      return trouble.faults.length > 0 ? sentence(trouble.faults) : say("trouble-refused");
    case "faults":
      return sentence(trouble.faults);
  }
}

/** The checks and their reasons, as the Rust code writes them, in English. */
export function troubleDetails(trouble: Trouble): Child {
  const detail = "detail" in trouble.reason ? trouble.reason.detail : "";
  const lines = trouble.faults.map(({ check, culprit, reason }) =>
    element("li", {}, element("code", { translate: "no" }, check), " ", english(`${reason} (${culprit})`)),
  );
  if (lines.length === 0 && !detail) return null;
  return details(
    say("details"),
    lines.length > 0 ? element("ul", {}, lines) : element("p", {}, english(detail)),
  );
}

/** A sentence that exists in English only. */
export function english(text: string): HTMLElement {
  return element("span", { lang: "en", dir: "ltr" }, text);
}
