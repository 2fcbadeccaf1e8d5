// Test of a voting device: what did it really put into the ballot that it then had to open?

import type { ChoiceView } from "answers";
import { codeText } from "kit/code-text";
import { type Child, button, element, facts, notice, paragraph, secondary } from "kit/dom";
import { fileField, textOf, valueField } from "kit/fields";
import { preferred, say, time } from "kit/language";
import { grouped } from "kit/link";
import { inLanguage } from "kit/page";
import { type Mistyped, Trouble } from "kit/trouble";
import { Waiting } from "kit/waiting";
import { showBallotTask } from "./ballot";
import { type Checking, errorAt, load, showTask, typedIn } from "./checking";
import { refuseCode } from "./credential";
import { classify } from "./input";
import { type NotedTracker, forget, isKept, noted } from "./noted";
import { notTaken, showNoting, take } from "./noting";
import { Scanner } from "./scanner";

interface OpenedBallot {
  choices: ChoiceView[];
  language: string | undefined;
}

/** Without a tracker that was noted before there is nothing to compare an opened ballot with. */
export function showDeviceTask(checking: Checking): void {
  const before = noted(checking.source.election);
  if (before) showOpening(checking, before);
  else showNoting(checking);
}

/** The values given so far, and the last input that was not taken. */
interface Typed {
  opening: string;
  credential: string;
  refused: "address" | "unknown" | "again" | null;
}

function showOpening(checking: Checking, before: NotedTracker): void {
  const { page, source, link } = checking;
  const credential = grouped(link.credential ?? "");
  const given: Typed = { opening: "", credential, refused: null };
  const kept = isKept(source.election);
  let agreed: boolean | null = null;

  const offer = async (text: string) => {
    if (await sort(checking, before, given, text)) return;
    page.refresh();
    document.getElementById(given.refused ? "refused" : "submit")?.focus();
  };
  const scanner = new Scanner(page, (text) => void offer(text));
  const judge = (yes: boolean) => () => {
    agreed = yes;
    // A ballot that was tested is never cast: the next one has another tracker.
    if (yes) forget(source.election);
    page.refresh();
    document.getElementById("judgement")?.focus();
  };

  showTask<OpenedBallot>(checking, {
    title: () => say("noted-title"),
    help: () => help(checking, before, kept),
    fields: (error) => [scanner.view(), fields(checking, given, error, offer)],
    submit: () => say("device-submit"),
    ask: async (waiting) => {
      agreed = null;
      return ask(checking, before, given, offer, waiting);
    },
    failed: (error) => (error.has("RCP-07", "RCP-08", "RCP-09") ? say("device-failed") : say("check-failed")),
    answer: (opened) => [
      whatIsInside(opened),
      element("h2", {}, say("device-yours")),
      element(
        "p",
        { class: "actions" },
        button(say("device-yes"), judge(true), { id: "yes" }),
        secondary(say("device-no"), judge(false), { id: "no" }),
      ),
      element("div", { id: "judgement", tabindex: -1, role: "status" }, agreed !== null && judgement(agreed)),
    ],
  });
}

/** Takes what was scanned, pasted or opened for what it is; true when another screen is shown now. */
async function sort(checking: Checking, before: NotedTracker, given: Typed, text: string): Promise<boolean> {
  const shown = classify(text);
  given.refused = null;
  if (shown.kind === "opening") given.opening = shown.line;
  else if (shown.kind === "tracker") {
    const tracker = await checking.engine.call("tracker", text).catch(() => null);
    if (tracker !== null && tracker !== before.tracker) {
      take(checking, tracker);
      return true;
    }
    given.refused = tracker === null ? "unknown" : "again";
  } else given.refused = shown.kind;
  return false;
}

/** The ballot is rebuilt, and compared with the tracker that was noted before it was opened. */
async function ask(
  checking: Checking,
  before: NotedTracker,
  given: Typed,
  offer: (text: string) => Promise<void>,
  waiting: Waiting,
): Promise<OpenedBallot> {
  const shown = classify(given.opening);
  if (shown.kind !== "opening") {
    await offer(given.opening);
    throw new Trouble({ kind: "mistyped", field: "opening", message: "device-unreadable" });
  }
  refuseCode(given.credential);
  await load(checking, waiting, given.credential).catch(typedIn("credential"));
  const own = [shown.line, given.credential, before.tracker] as const;
  const { choices } = await checking.engine
    .call("checkOpening", ...own, preferred())
    .catch(typedIn("opening", "device-unreadable"));
  return { choices, language: checking.overview?.language };
}

function help(checking: Checking, before: NotedTracker, kept: boolean): Child {
  return [
    facts([say("noted-at"), time(before.at)], [say("fact-tracker"), codeText(before.tracker)]),
    !kept && notice("warn", null, paragraph(say("noted-not-kept"))),
    paragraph(say("noted-next")),
    element("h2", {}, say("noted-cast")),
    paragraph(say("noted-cast-text")),
    element(
      "p",
      { class: "actions" },
      secondary(say("ballot-task"), () => showBallotTask(checking), { id: "look-up" }),
      secondary(say("noted-another"), () => showNoting(checking), { id: "another" }),
    ),
    element("h2", {}, say("noted-test")),
    paragraph(say("noted-test-text")),
  ];
}

function fields(
  { link }: Checking,
  given: Typed,
  error: Mistyped | null,
  offer: (text: string) => Promise<void>,
): Child {
  const { refused } = given;
  return [
    refused === "again" ? again() : refused && notTaken(refused),
    valueField({
      id: "opening",
      label: say("device-opening"),
      help: say("device-opening-help"),
      value: given.opening,
      input: (text) => (given.opening = text),
      error: errorAt("opening", error),
    }),
    fileField("opening-file", say("device-opening-file"), (file) => textOf(file).then(offer)),
    valueField({
      id: "credential",
      label: say("device-credential"),
      help: link.credential ? say("device-credential-came") : say("device-credential-help"),
      value: given.credential,
      input: (typed) => (given.credential = typed),
      error: errorAt("credential", error),
    }),
  ];
}

function again(): Child {
  return element("div", { id: "refused", tabindex: -1, role: "alert" }, paragraph(say("given-again")));
}

function whatIsInside({ choices, language }: OpenedBallot): Child {
  return [
    element("h2", {}, say("device-choices")),
    paragraph(say("device-choices-text")),
    choices.map((choice) =>
      element(
        "section",
        { class: "card answer" },
        element("h3", inLanguage(language), choice.title),
        element("ul", { class: "chosen" }, labels(choice.options, choice.labels, language)),
      ),
    ),
  ];
}

function labels(options: string[], words: string[], language: string | undefined): Child {
  if (options.length === 0) return element("li", { class: "nothing" }, say("device-nothing"));
  return options.map((option, index) => {
    const isBlank = option === "blank";
    return element("li", isBlank ? {} : inLanguage(language), isBlank ? say("blank-vote") : words[index]);
  });
}

function judgement(agreed: boolean): HTMLElement {
  if (agreed) return notice("ok", say("device-good"), paragraph(say("device-good-text")));
  return notice("bad", say("device-bad"), paragraph(say("device-bad-text")), paragraph(say("device-bad-do")));
}
