// The tasks of the check page have in common: which log is read, and how one of them is asked and answered.

import type { Overview } from "answers";
import { untilDone } from "kit/attempts";
import { type Child, button, element, notice, paragraph } from "kit/dom";
import { preferred, say } from "kit/language";
import type { Link } from "kit/link";
import { Page } from "kit/page";
import { type Mistyped, Trouble } from "kit/trouble";
import { troubleNotice } from "kit/trouble-notice";
import { Waiting } from "kit/waiting";
import { Engine } from "worker/engine";
import type { Source } from "worker/requests";

export interface Checking {
  page: Page;
  engine: Engine;
  /** Which log is read; the election is empty until it is known. */
  source: Source;
  link: Link;
  overview: Overview | null;
  /** Back to the choice of the task. */
  menu: () => void;
}

/** Downloads and verifies the log as it is now; `own` is the credential or the tracker that will be asked
 * about, `known` how many entries it is known to have. */
export async function load(checking: Checking, waiting: Waiting, own: string, known = 0): Promise<void> {
  const { engine, source } = checking;
  const follow = () => engine.follow((progress) => waiting.at(progress), "load", source, own, known);
  await untilDone(follow, waiting.onPause);
  await readTexts(checking);
}

export async function readTexts(checking: Checking): Promise<void> {
  checking.overview = await checking.engine.call("overview", preferred());
}

/** Says loudly that a voting device may have opened this page. */
export function foreignNotice({ link }: Checking): Child {
  return link.foreign && notice("bad", say("foreign-title"), paragraph(say("foreign-text")));
}

/** One question: fields, the request, the answer. */
export interface Task<Result> {
  title: () => string;
  help: () => Child;
  /** The fields; `error` is what is wrong with what was typed. */
  fields: (error: Mistyped | null) => Child;
  submit: () => string;
  ask: (waiting: Waiting) => Promise<Result>;
  /** The heading above what did not hold. */
  failed?: (error: Trouble) => string;
  answer: (result: Result) => Child;
}

export function showTask<Result>(checking: Checking, task: Task<Result>): void {
  const { page, menu } = checking;
  let state: "asking" | "loading" | "answered" = "asking";
  let result: Result | null = null;
  let error: Trouble | null = null;
  let waiting = new Waiting(() => say("check-reading"));

  const submit = async (event: Event) => {
    event.preventDefault();
    waiting = new Waiting(() => say("check-reading"));
    [state, result, error] = ["loading", null, null];
    page.refresh();
    page.announce(say("check-reading"));
    try {
      result = await task.ask(waiting);
      state = "answered";
    } catch (thrown) {
      error = Trouble.of(thrown);
      state = "asking";
    }
    page.refresh();
    document.getElementById(error?.mistyped?.field ?? "answer")?.focus();
  };

  page.show(() => ({
    title: task.title(),
    content: [
      foreignNotice(checking),
      task.help(),
      element(
        "form",
        { submit: (event) => void submit(event), novalidate: true, class: "card" },
        task.fields(error?.mistyped ?? null),
        element("button", { type: "submit", id: "submit", disabled: state === "loading" }, task.submit()),
      ),
      state === "loading" && waiting.view(),
      element(
        "div",
        { id: "answer", tabindex: -1 },
        error && !error.mistyped && troubleNotice(error, task.failed?.(error) ?? say("check-failed")),
        state === "answered" && result !== null && task.answer(result),
      ),
      element(
        "p",
        { class: "no-print" },
        button(say("check-back"), menu, { class: "button-secondary", id: "menu" }),
      ),
    ],
  }));
}

/** For `catch` of what the worker does with the text of a field: a typing error that it found (RCP-13) belongs
 * beside the field. */
export function typedIn(
  field: string,
  message: Mistyped["message"] = "fault-typing",
): (thrown: unknown) => never {
  return (thrown) => {
    const trouble = Trouble.of(thrown);
    throw trouble.has("RCP-13") ? new Trouble({ kind: "mistyped", field, message }) : trouble;
  };
}

/** The sentence beside a field. */
export function errorAt(field: string, error: Mistyped | null): string | null {
  return error?.field === field ? say(error.message) : null;
}
