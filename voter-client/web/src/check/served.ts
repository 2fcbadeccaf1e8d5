// Is the voting page the announced one? Compared from inside a browser, by a page that does not come from the
// board.

import { untilDone } from "kit/attempts";
import { type Child, element, notice, paragraph } from "kit/dom";
import { number, say } from "kit/language";
import { type Checking, showTask } from "./checking";
import { type FileComparison, compareFiles } from "./served-files";

export function showServedTask(checking: Checking): void {
  const { engine, source } = checking;
  showTask<FileComparison[]>(checking, {
    title: () => say("served-task"),
    help: () => [
      paragraph(say("served-help")),
      notice("", say("served-limits"), paragraph(say("served-limits-text"))),
    ],
    fields: () => null,
    submit: () => say("served-submit"),
    ask: (waiting) =>
      untilDone(() => compareFiles(source, () => engine.call("client", source)), waiting.onPause),
    answer: (files) => [verdict(files), element("ul", { class: "plain" }, files.map(line))],
  });
}

function verdict(files: FileComparison[]): Child {
  if (files.length === 0) return notice("warn", null, paragraph(say("served-none")));
  if (files.every(({ verdict }) => verdict === "same")) {
    const count = number(files.length);
    return notice("ok", say("served-same"), paragraph(say("served-same-text", { count })));
  }
  return notice("bad", say("served-different"), paragraph(say("served-different-text")));
}

function line({ path, verdict }: FileComparison): Child {
  const words = {
    same: () => say("served-file-same"),
    different: () => say("served-file-different"),
    missing: () => say("served-file-missing"),
    unnamed: () => say("served-file-unnamed"),
  }[verdict]();
  const badge = element("span", { class: `badge badge-${verdict === "same" ? "ok" : "bad"}` }, words);
  return element("li", {}, badge, " ", element("code", { translate: "no", dir: "ltr" }, path));
}
