// Noting the tracker, before the voting device knows whether it will be tested.

import { codeText } from "kit/code-text";
import { type Child, button, element, notice, paragraph, secondary } from "kit/dom";
import { valueField } from "kit/fields";
import { say, time } from "kit/language";
import { Trouble } from "kit/trouble";
import { troubleNotice } from "kit/trouble-notice";
import { type Checking, foreignNotice } from "./checking";
import { showDeviceTask } from "./device";
import { type Input, classify } from "./input";
import { type NotedTracker, note, noted } from "./noted";
import { Scanner } from "./scanner";

/** The reason why what was shown is not noted. */
type Refused = "opening" | "address" | "mistyped";

export function showNoting(checking: Checking): void {
  const { page, engine } = checking;
  let typed = "";
  let refused: Refused | null = null;
  let trouble: Trouble | null = null;

  const offer = async (text: string) => {
    [typed, refused, trouble] = [text, null, null];
    const { kind } = classify(text);
    if (kind === "opening" || kind === "address") refused = kind;
    else {
      try {
        return take(checking, await engine.call("tracker", text));
      } catch (thrown) {
        trouble = Trouble.of(thrown);
        if (trouble.has("RCP-13")) refused = "mistyped";
      }
    }
    page.refresh();
    document.getElementById(refused === "mistyped" ? "tracker" : "refused")?.focus();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    void offer(typed);
  };
  const scanner = new Scanner(page, (text) => void offer(text));

  page.show(() => ({
    title: say("note-title"),
    content: [
      foreignNotice(checking),
      paragraph(say("note-help")),
      notice("warn", say("note-before"), paragraph(say("note-before-text"))),
      element(
        "form",
        { submit, novalidate: true, class: "card" },
        scanner.view(),
        valueField({
          id: "tracker",
          label: say("note-label"),
          help: say("note-field-help"),
          value: typed,
          input: (text) => (typed = text),
          error: refused === "mistyped" ? say("fault-typing") : null,
        }),
        element("button", { type: "submit", id: "submit" }, say("note-submit")),
      ),
      refused !== null && refused !== "mistyped" && notTaken(refused),
      trouble && refused === null && troubleNotice(trouble, say("check-failed")),
      paragraph(say("note-letter"), "muted"),
      element("p", {}, secondary(say("check-back"), checking.menu, { id: "menu" })),
    ],
  }));
}

/** Says why something that was read is of no use here. */
export function notTaken(kind: Exclude<Input["kind"], "tracker">): Child {
  const box = {
    opening: () => notice("bad", say("given-late"), paragraph(say("given-late-text"))),
    address: () => notice("bad", say("given-address"), paragraph(say("given-address-text"))),
    unknown: () => notice("warn", null, paragraph(say("given-unknown"))),
  }[kind]();
  return element("div", { id: "refused", tabindex: -1, role: "alert" }, box);
}

/** Notes a tracker that can be read, and asks before it forgets another one. */
export function take(checking: Checking, tracker: string): void {
  const { election } = checking.source;
  const before = noted(election);
  if (before && before.tracker !== tracker) return showReplacing(checking, before, tracker);
  if (!before) note(election, tracker);
  showDeviceTask(checking);
}

function showReplacing(checking: Checking, before: NotedTracker, tracker: string): void {
  const replace = () => {
    note(checking.source.election, tracker);
    showDeviceTask(checking);
  };
  checking.page.show(() => ({
    title: say("replace-title"),
    content: [
      foreignNotice(checking),
      paragraph(say("replace-before", { time: time(before.at) })),
      codeText(before.tracker),
      paragraph(say("replace-now")),
      codeText(tracker),
      paragraph(say("replace-text")),
      notice("bad", say("replace-warning"), paragraph(say("replace-warning-text"))),
      element(
        "p",
        { class: "actions" },
        button(say("replace-keep"), () => showDeviceTask(checking), { id: "keep" }),
        secondary(say("replace-take"), replace, { id: "replace" }),
      ),
    ],
  }));
}
