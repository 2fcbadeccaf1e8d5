// Choosing one of the elections of a board, where the address of the page names none.

import type { ElectionSummary } from "answers";
import { button, element, paragraph, type Child } from "./dom";
import { preferred, say, time } from "./language";
import { best } from "./languages";
import { inLanguage } from "./page";

/** The title in the language that suits the reader. */
export function titleOf({ title }: ElectionSummary): { title: string; language: string } {
  const language = best(preferred(), Object.keys(title));
  return { title: title[language] ?? "", language };
}

/** A button for each election, and a line about it. */
export function electionList(
  all: ElectionSummary[],
  about: (summary: ElectionSummary) => string,
  take: (id: string) => void,
): Child {
  const line = (summary: ElectionSummary) => {
    const { title, language } = titleOf(summary);
    const choose = () => take(summary.id);
    const named = button(title, choose, { class: "button-secondary", ...inLanguage(language) });
    return element("li", {}, named, paragraph(about(summary), "muted"));
  };
  return all.length > 0 ? element("ul", { class: "plain" }, all.map(line)) : paragraph(say("elections-none"));
}

/** The state of an election and its dates. */
export function when(summary: ElectionSummary): string {
  const dates = { opening: time(summary.opening), closing: time(summary.closing) };
  return say("elections-when", { phase: phaseName(summary), ...dates });
}

export function phaseName({ phase }: Pick<ElectionSummary, "phase">): string {
  return {
    setup: say("phase-setup"),
    open: say("phase-open"),
    closed: say("phase-closed"),
    finished: say("phase-finished"),
    void: say("phase-void"),
  }[phase];
}
