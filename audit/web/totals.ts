// The totals that the audit has recomputed, as tables with bars.

import type { AuditReport } from "answers";
import type { ManifestTexts } from "worker/first-line";
import { type Child, element, paragraph } from "kit/dom";
import { number, preferred, say } from "kit/language";
import { best } from "kit/languages";
import { inLanguage } from "kit/page";

interface Line {
  name: string;
  /** Of the name, if it is a text of the election. */
  language: string | undefined;
  total: number;
}

export function totals({ contests, counted, verdict, phase }: AuditReport, texts: ManifestTexts | null): Child {
  if (verdict !== "accepted" || phase !== "finished" || !texts) return null;
  const language = best(preferred(), texts.languages);
  return [
    element("h2", {}, say("totals-title")),
    paragraph(say("totals-counted", { count: counted })),
    contests.map(({ id, title, withheld_because, blank, options }) => {
      const own = texts.contests.find((contest) => contest.id === id);
      const name = own?.title[language] ?? title;
      if (withheld_because) {
        const why = withheld_because === "rare-weight" ? say("totals-withheld-weight") : say("totals-withheld");
        return [element("h3", inLanguage(language), name), paragraph(why)];
      }
      const label = (option: string) => own?.options.find(({ id }) => id === option)?.label[language];
      const lines: Line[] = options.map((option) => ({
        name: label(option.id) ?? option.label,
        language,
        total: option.total ?? 0,
      }));
      if (blank !== null) lines.push({ name: say("blank-vote"), language: undefined, total: blank });
      return table(element("caption", inLanguage(language), name), lines);
    }),
  ];
}

function table(caption: HTMLElement, lines: Line[]): HTMLElement {
  const most = Math.max(1, ...lines.map(({ total }) => total));
  const row = ({ name, language, total }: Line) => {
    const bar = element("meter", { min: 0, max: most, value: total, "aria-hidden": "true" });
    const head = element("th", { scope: "row" }, element("span", inLanguage(language), name), bar);
    return element("tr", {}, head, element("td", { class: "number" }, number(total)));
  };
  const columns = element(
    "tr",
    {},
    element("th", { scope: "col" }, say("column-option")),
    element("th", { scope: "col", class: "number" }, say("column-votes")),
  );
  const whole = element(
    "table",
    {},
    caption,
    element("thead", {}, columns),
    element("tbody", {}, lines.map(row)),
  );
  return element("div", { class: "table-wrap" }, whole);
}
