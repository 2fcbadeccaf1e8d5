// Is my ballot in the box? From a tracker, or from a receipt.

import type { BallotStatus, TrackerStatus } from "answers";
import { codeText, save } from "kit/code-text";
import { type Child, details, element, facts, notice, paragraph, replace, secondary, verbatim } from "kit/dom";
import { fileField, textOf, valueField } from "kit/fields";
import { number, say, time } from "kit/language";
import { collusion, standing } from "kit/standing";
import { Trouble } from "kit/trouble";
import { troubleDetails, troubleNotice } from "kit/trouble-notice";
import { type Checking, errorAt, load, showTask, typedIn } from "./checking";
import { noted } from "./noted";

export function showBallotTask(checking: Checking): void {
  const before = noted(checking.source.election);
  let typed = before?.tracker ?? "";
  const take = async (file: File) => {
    typed = await textOf(file);
    checking.page.refresh();
    document.getElementById("submit")?.focus();
  };
  showTask<TrackerStatus>(checking, {
    title: () => say("ballot-task"),
    help: () => [
      paragraph(say("ballot-task-help")),
      before && paragraph(say("ballot-task-noted", { time: time(before.at) })),
    ],
    fields: (error) => [
      valueField({
        id: "tracker",
        label: say("ballot-task-label"),
        help: say("ballot-task-field-help"),
        value: typed,
        input: (text) => (typed = text),
        error: errorAt("tracker", error),
      }),
      fileField("receipt", say("ballot-task-file"), take),
    ],
    submit: () => say("ballot-task-submit"),
    ask: async (waiting) => {
      const { engine } = checking;
      if (!isReceipt(typed)) {
        await load(checking, waiting, typed).catch(typedIn("tracker"));
        return engine.call("checkTracker", typed).catch(typedIn("tracker"));
      }
      const { election, credential, size } = await engine.call("readReceipt", typed).catch(changed);
      if (election !== checking.source.election) throw otherElection();
      await load(checking, waiting, credential, size);
      return { found: true, ...(await engine.call("checkReceipt", typed).catch(changed)) };
    },
    answer: (status) =>
      status.found
        ? [
            verdict(status),
            faults(status),
            proof(checking, status),
            !isReceipt(typed) && receiptOf(checking, status),
          ]
        : notFound(),
  });
}

function isReceipt(text: string): boolean {
  return text.includes("tlog-proof") || text.trim().split("\n").length > 2;
}

/** It is not a receipt, or not one that the board has signed: texts are cut and changed on their way, and whose
 * fault that is cannot be known. */
function changed(thrown: unknown): never {
  const trouble = Trouble.of(thrown);
  throw trouble.reason.kind === "faults" ? new Trouble({ kind: "changed", detail: trouble.message }) : trouble;
}

function otherElection(): Trouble {
  const reason = "the receipt is about another election than this page";
  return new Trouble({ kind: "other-election", detail: reason });
}

function verdict(status: BallotStatus): Child {
  switch (status.status) {
    case "counted":
      return notice("ok", say("ballot-counted"), paragraph(say("ballot-counted-text")));
    case "not-yet-counted":
      return notice("ok", say("ballot-in"), paragraph(say("ballot-in-text")));
    case "superseded":
      return notice(
        "warn",
        say("ballot-replaced"),
        paragraph(say("ballot-replaced-text", { time: status.latest ? time(status.latest.at) : "" })),
        status.latest && codeText(status.latest.tracker),
        paragraph(say("not-you")),
      );
    case "older-view":
      return notice(
        "warn",
        say("ballot-older"),
        paragraph(say("ballot-older-text")),
        paragraph(say("ballot-older-do")),
      );
    case "missing":
      return notice(
        "bad",
        say("ballot-missing"),
        paragraph(say("ballot-missing-text")),
        paragraph(say("ballot-missing-do")),
      );
  }
}

function notFound(): Child {
  const reasons = [
    say("ballot-unknown-typed"),
    say("ballot-unknown-test"),
    say("ballot-unknown-other"),
    say("ballot-unknown-receipt"),
  ];
  return notice(
    "warn",
    say("ballot-unknown"),
    paragraph(say("ballot-unknown-text")),
    element(
      "ul",
      {},
      reasons.map((reason) => element("li", {}, reason)),
    ),
  );
}

/** The receipt is about another log than the one that the board shows now. */
function faults({ faults, status }: BallotStatus): Child {
  if (faults.length === 0) return null;
  const trouble = new Trouble({ kind: "faults", faults });
  return status === "missing" ? troubleDetails(trouble) : troubleNotice(trouble, say("check-failed"));
}

/** Only when it is asked for: the request tells the board which ballot is looked at. */
function receiptOf({ engine, page }: Checking, { index }: BallotStatus): Child {
  const failed = element("div");
  const get = async () => {
    try {
      save(`tabella-${index}.tlog-proof`, await engine.call("receipt", index));
      replace(failed);
    } catch (thrown) {
      replace(failed, troubleNotice(Trouble.of(thrown), say("check-failed")));
    }
    page.announce(failed.textContent ?? "");
  };
  return [
    paragraph(say("ballot-receipt-about")),
    element(
      "p",
      { class: "actions no-print" },
      secondary(say("ballot-receipt"), () => void get(), { id: "get-receipt" }),
    ),
    failed,
  ];
}

function proof({ overview }: Checking, status: BallotStatus): Child {
  return [
    facts(
      [say("fact-tracker"), codeText(status.tracker)],
      [say("fact-cast"), time(status.at)],
      [say("fact-signed"), standing(status.standing)],
    ),
    collusion(overview?.colluding),
    details(
      say("details"),
      paragraph(say("proof-text")),
      facts(
        [say("fact-index"), number(status.index)],
        [say("fact-size"), overview && number(overview.size)],
        [say("fact-board"), overview && verbatim(overview.board.name)],
        [say("fact-credential"), codeText(status.credential)],
        [say("fact-fingerprint"), overview?.fingerprint_text && codeText(overview.fingerprint_text)],
      ),
    ),
  ];
}
