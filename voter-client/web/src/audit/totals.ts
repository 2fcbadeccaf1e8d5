// The totals that the audit has recomputed, as tables with bars.

import type { Report } from "../answers";
import { type Child, element, paragraph } from "../dom";
import { number, say } from "../language";

export function totals({ contests, counted, verdict, phase }: Report): Child {
  if (verdict !== "accepted" || phase !== "finished") return null;
  return [
    element("h2", {}, say("totals-title")),
    paragraph(say("totals-counted", { count: counted })),
    contests.map((contest) => {
      if (contest.withheld) return [element("h3", { translate: "no" }, contest.title), paragraph(say("totals-withheld"))];
      const lines: { name: string; own: boolean; total: number }[] = contest.options.map(({ label, total }) => ({
        name: label,
        own: true,
        total: total ?? 0,
      }));
      if (contest.blank !== null) lines.push({ name: say("blank-vote"), own: false, total: contest.blank });
      const most = Math.max(1, ...lines.map(({ total }) => total));
      return element(
        "div",
        { class: "table-wrap" },
        element(
          "table",
          {},
          element("caption", { translate: "no" }, contest.title),
          element("thead", {}, element("tr", {}, element("th", { scope: "col" }, say("column-option")), element("th", { scope: "col", class: "number" }, say("column-votes")))),
          element(
            "tbody",
            {},
            lines.map(({ name, own, total }) =>
              element(
                "tr",
                {},
                element("th", { scope: "row", ...(own && { translate: "no" }) }, name, element("meter", { min: 0, max: most, value: total, "aria-hidden": "true" })),
                element("td", { class: "number" }, number(total)),
              ),
            ),
          ),
        ),
      );
    }),
  ];
}
