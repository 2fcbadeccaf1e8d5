// The report in three depths: the verdict, a table of all checks, and the evidence of each.

import type { AuditReport, CheckReport, CheckVerdict } from "answers";
import type { ManifestTexts } from "worker/first-line";
import { codeText, save } from "kit/code-text";
import { type Child, details, element, facts, notice, paragraph, replace, secondary } from "kit/dom";
import { phaseName } from "kit/elections";
import { number, say } from "kit/language";
import { boardAt } from "kit/link";
import { collusion } from "kit/standing";
import { english } from "kit/trouble-notice";
import type { Audited } from "worker/requests";
import { totals } from "./totals";

/** The groups of the catalogue, in the order of reports. */
const GROUPS: Record<string, string> = {
  ENC: "group-enc",
  LOG: "group-log",
  MAN: "group-man",
  KEY: "group-key",
  ROL: "group-rol",
  BAL: "group-bal",
  PRF: "group-prf",
  TAL: "group-tal",
  DEC: "group-dec",
  RES: "group-res",
  RCP: "group-rcp",
  REP: "group-rep",
};
const OTHER = "group-other";
/** Of the culprits of one check so many are shown; the saved report has all. */
const SHOWN_CULPRITS = 20;

type Filter = "all" | CheckVerdict;

export class ReportView {
  private readonly report: AuditReport;
  private readonly texts: ManifestTexts | null;
  private readonly trust: string;
  /** Address of the election in the board's interface; null for a record from files. */
  private readonly origin: string | null;
  private readonly effort: { entries: number; seconds: number };
  private filter: Filter = "all";
  private readonly table = element("div", { id: "checks" });

  constructor(
    { report, texts }: Audited,
    trust: string,
    origin: string | null,
    effort: { entries: number; seconds: number },
  ) {
    this.report = report;
    this.texts = texts;
    this.trust = trust;
    this.origin = origin;
    this.effort = effort;
  }

  view(): Child {
    const { report } = this;
    this.writeTable();
    return [
      this.verdict(),
      totals(report, this.texts),
      this.remarks(),
      element("h2", {}, say("checks-title")),
      this.filters(),
      this.table,
      this.basis(),
    ];
  }

  private verdict(): Child {
    const { report, effort } = this;
    const of = (verdict: CheckVerdict) => report.checks.filter((check) => check.verdict === verdict).length;
    const counts = say("verdict-counts", {
      passed: of("passed"),
      failed: of("failed") + of("blocked"),
      none: of("not-applicable"),
      entries: number(effort.entries),
      seconds: Math.max(1, Math.round(effort.seconds)),
    });
    if (report.verdict === "rejected") {
      const first = report.checks.filter(({ verdict }) => verdict === "failed").map(({ id }) => id);
      return notice(
        "bad",
        null,
        paragraph(say("verdict-rejected-text")),
        first.length > 0 &&
          element(
            "p",
            {},
            say("verdict-rejected-first"),
            " ",
            element("code", { translate: "no" }, first.join(", ")),
          ),
        paragraph(say("verdict-rejected-do")),
        paragraph(counts),
      );
    }
    const meaning =
      report.phase === "finished" ? say("verdict-accepted-final") : say("verdict-accepted-so-far");
    const alone = report.unwitnessed && [paragraph(say("verdict-unwitnessed")), collusion(report.colluding)];
    return notice("ok", null, paragraph(meaning), alone, paragraph(counts));
  }

  /** Remarks that a reader should know, and that fail nothing. */
  private remarks(): Child {
    const { look_alikes: alike, notes } = this.report;
    if (alike.length === 0 && notes.length === 0) return null;
    const name = (text: string) => element("bdi", { translate: "no" }, text);
    const pair = ([one, other]: [string, string]) => element("li", {}, name(one), " / ", name(other));
    return element(
      "section",
      { id: "remarks" },
      element("h2", {}, say("remarks-title")),
      paragraph(say("remarks-text")),
      alike.length > 0 && [paragraph(say("look-alikes")), element("ul", {}, alike.map(pair))],
      notes.length > 0 &&
        element(
          "ul",
          {},
          notes.map((note) => element("li", {}, english(note))),
        ),
    );
  }

  private filters(): Child {
    const options: [Filter, string][] = [
      ["all", say("filter-all")],
      ["failed", say("verdict-failed")],
      ["blocked", say("verdict-blocked")],
      ["passed", say("verdict-passed")],
      ["not-applicable", say("verdict-not-applicable")],
    ];
    const select = element(
      "select",
      {
        id: "filter",
        change: (event) => {
          this.filter = (event.target as HTMLSelectElement).value as Filter;
          this.writeTable();
        },
      },
      options.map(([value, name]) => element("option", { value, selected: value === this.filter }, name)),
    );
    return [
      paragraph(say("checks-english"), "muted"),
      element("p", { class: "filter" }, element("label", { for: "filter" }, say("filter")), " ", select),
    ];
  }

  private writeTable(): void {
    const shown = this.report.checks.filter(({ verdict }) => this.filter === "all" || verdict === this.filter);
    const groups = new Map<string, CheckReport[]>();
    for (const check of shown) {
      const group = GROUPS[check.id.slice(0, 3)] ?? OTHER;
      groups.set(group, [...(groups.get(group) ?? []), check]);
    }
    const tables = [...groups].map(([group, checks]) => this.group(say(group), checks));
    replace(this.table, tables.length > 0 ? tables : element("p", { role: "status" }, say("filter-none")));
  }

  private group(name: string, checks: CheckReport[]): HTMLElement {
    const passed = checks.filter(({ verdict }) => verdict === "passed").length;
    const head = [say("column-check"), say("column-says")];
    const caption = `${name} (${say("group-passed", { passed: number(passed), all: number(checks.length) })})`;
    return element(
      "div",
      { class: "table-wrap", role: "region", "aria-label": name, tabindex: 0 },
      element(
        "table",
        { class: "checks" },
        element("caption", {}, caption),
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            head.map((text) => element("th", { scope: "col" }, text)),
            element("th", { scope: "col", class: "number" }, say("column-objects")),
          ),
        ),
        element(
          "tbody",
          {},
          checks.map((check) => this.row(check)),
        ),
      ),
    );
  }

  private row(check: CheckReport): HTMLElement {
    const kind = { passed: "ok", failed: "bad", blocked: "bad", "not-applicable": "warn" }[check.verdict];
    const badge = check.verdict === "not-applicable" ? "badge" : `badge badge-${kind}`;
    return element(
      "tr",
      {},
      element(
        "th",
        { scope: "row" },
        element("code", { translate: "no" }, check.id),
        " ",
        element("span", { class: badge }, verdictName(check.verdict)),
      ),
      element("td", {}, english(check.says), this.evidence(check)),
      element("td", { class: "number" }, number(check.objects)),
    );
  }

  /** The reason and the culprits; entries can be looked at as the board serves them. */
  private evidence({ id, reason, culprits }: CheckReport): Child {
    if (!reason && culprits.length === 0) return null;
    const more = culprits.length - SHOWN_CULPRITS;
    const box = details(
      say("evidence"),
      reason && element("p", {}, english(reason)),
      culprits.length > 0 &&
        element(
          "ul",
          {},
          culprits.slice(0, SHOWN_CULPRITS).map((culprit) => this.culprit(culprit)),
        ),
      more > 0 && paragraph(say("evidence-more", { count: more })),
    );
    // A listener to the list of all such buttons hears which check each of them is about.
    box
      .querySelector("summary")
      ?.append(element("code", { class: "visually-hidden", translate: "no" }, ` ${id}`));
    return box;
  }

  private culprit(culprit: string): HTMLElement {
    const index = /^entry (\d+)/.exec(culprit)?.[1];
    const address = index && this.origin && `${this.origin}/entries?from=${index}&to=${Number(index) + 1}`;
    return element(
      "li",
      {},
      english(culprit),
      address && [" ", element("a", { href: address }, say("evidence-entry"))],
    );
  }

  /** The basis of the verdict, and how to get it without this page. */
  private basis(): Child {
    const { report, trust } = this;
    const keep = () => save("report.json", `${JSON.stringify(report, null, 2)}\n`, "application/json");
    const keepTrust = () => save("trust.json", trust, "application/json");
    return [
      element("h2", {}, say("basis-title")),
      paragraph(say("basis-text")),
      element("pre", { translate: "no" }, trust.trim()),
      paragraph(say("basis-value")),
      codeText(report.trust_text),
      paragraph(say("basis-independent")),
      element("pre", { translate: "no" }, this.command()),
      paragraph(say("basis-last-line")),
      codeText(report.last_line),
      element(
        "p",
        { class: "actions no-print" },
        secondary(say("report-save"), keep, { id: "save-report" }),
        secondary(say("trust-save"), keepTrust),
      ),
      details(
        say("details"),
        facts(
          [say("fact-phase"), phaseName(report)],
          [say("fact-size"), number(report.size)],
          [say("fact-counted"), number(report.counted)],
          [say("fact-election"), element("code", { translate: "no" }, report.election)],
          [say("fact-auditor"), element("code", { translate: "no" }, `tabella-audit ${report.version}`)],
        ),
      ),
    ];
  }

  private command(): string {
    const where = (this.origin && boardAt(this.origin)) || "RECORD";
    return `tabella-audit verify ${where} --trust trust.json`;
  }
}

function verdictName(verdict: CheckVerdict): string {
  return {
    passed: say("verdict-passed"),
    failed: say("verdict-failed"),
    blocked: say("verdict-blocked"),
    "not-applicable": say("verdict-not-applicable"),
  }[verdict];
}
