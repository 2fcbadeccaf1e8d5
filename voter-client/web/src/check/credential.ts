// Was my code used? From the credential on the letter; a proof of not having voted, too.

import type { CredentialStatus } from "answers";
import { codeText } from "kit/code-text";
import { type Child, details, facts, notice, paragraph, verbatim } from "kit/dom";
import { valueField } from "kit/fields";
import { number, say, time } from "kit/language";
import { grouped, plain } from "kit/link";
import { collusion } from "kit/standing";
import { Trouble } from "kit/trouble";
import { type Checking, errorAt, load, showTask, typedIn } from "./checking";

/** Length of a code without separators. */
const CODE_LENGTH = 32;

export function showCredentialTask(checking: Checking): void {
  let typed = grouped(checking.link.credential ?? "");
  showTask<CredentialStatus>(checking, {
    title: () => say("used-task"),
    help: () => paragraph(say("used-help")),
    fields: (error) =>
      valueField({
        id: "credential",
        label: say("used-label"),
        help: say("used-field-help"),
        value: typed,
        input: (text) => (typed = text),
        error: errorAt("credential", error),
      }),
    submit: () => say("used-submit"),
    ask: async (waiting) => {
      refuseCode(typed);
      await load(checking, waiting, typed).catch(typedIn("credential"));
      return checking.engine.call("checkCredential", typed).catch(typedIn("credential"));
    },
    answer: (status) => [verdict(status), proof(checking, status)],
  });
}

/** Someone is about to give away the secret of the letter in the field for the credential. */
export function refuseCode(text: string): void {
  if (plain(text).length !== CODE_LENGTH) return;
  throw new Trouble({ kind: "mistyped", field: "credential", message: "used-secret" });
}

function verdict({ status, latest }: CredentialStatus): Child {
  const when = latest ? time(latest.at) : "";
  switch (status) {
    case "not-in-roll":
      return notice("warn", say("used-not-in-roll"), paragraph(say("used-not-in-roll-text")));
    case "absent":
      return notice("", say("used-absent"), paragraph(say("used-absent-text")));
    case "counted":
      return notice(
        "ok",
        say("used-counted"),
        paragraph(say("used-counted-text", { time: when })),
        paragraph(say("not-you")),
      );
    case "not-yet-counted":
      return notice(
        "ok",
        say("used-in"),
        paragraph(say("used-in-text", { time: when })),
        paragraph(say("not-you")),
      );
  }
}

function proof({ overview }: Checking, { latest }: CredentialStatus): Child {
  return [
    latest && facts([say("fact-tracker"), codeText(latest.tracker)], [say("fact-cast"), time(latest.at)]),
    collusion(overview?.colluding),
    details(
      say("details"),
      paragraph(say("used-proof")),
      facts(
        [say("fact-index"), latest && number(latest.index)],
        [say("fact-size"), overview && number(overview.size)],
        [say("fact-board"), overview && verbatim(overview.board.name)],
        [say("fact-fingerprint"), overview?.fingerprint_text && codeText(overview.fingerprint_text)],
      ),
    ),
  ];
}
