// The beginning of a visit: which election, and whether it is open.

import type { ElectionSummary } from "answers";
import { untilDone } from "kit/attempts";
import { type Child, button, element, notice, paragraph } from "kit/dom";
import { electionList, titleOf } from "kit/elections";
import { say, time } from "kit/language";
import { checkPath, viewPath } from "kit/link";
import { Trouble } from "kit/trouble";
import { troubleNotice } from "kit/trouble-notice";
import { Waiting } from "kit/waiting";
import type { Booth, Starting } from "./visit";
import { welcome } from "./welcome";

export async function start(booth: Booth, visit: Starting): Promise<void> {
  booth.visit = visit;
  booth.steps.begin();
  const { election } = visit.letter;
  if (!election) return chooseElection(booth, visit);
  const waiting = new Waiting(() => say("start-looking"));
  booth.page.show(() => ({ title: say("start-title"), content: [waiting.view()] }));
  let summary: ElectionSummary;
  try {
    summary = await untilDone(() => booth.engine.call("summary", booth.board, election), waiting.onPause);
  } catch (thrown) {
    return showTrouble(booth, visit, Trouble.of(thrown));
  }
  const { phase, opening, closing } = summary;
  const now = Date.now() / 1000;
  const goOn = () => welcome(booth, visit, summary, (trouble) => showTrouble(booth, visit, trouble, summary));
  // The phase is the board's word; the times are only compared with the clock of this device, which may be
  // wrong.
  if (phase !== "open") showNotOpen(booth, summary, phase === "void" ? "void" : earlyOrLate(summary));
  else if (now < opening) showNotOpen(booth, summary, "early", goOn);
  else if (now >= closing) showNotOpen(booth, summary, "late", goOn);
  else goOn();
}

function earlyOrLate({ phase }: ElectionSummary): "early" | "late" {
  return phase === "setup" ? "early" : "late";
}

/** The link names no election: those of this board. */
async function chooseElection(booth: Booth, visit: Starting): Promise<void> {
  const waiting = new Waiting(() => say("start-looking"));
  booth.page.show(() => ({ title: say("start-title"), content: [waiting.view()] }));
  try {
    const all = await untilDone(() => booth.engine.call("elections", booth.board), waiting.onPause);
    booth.page.show(() => ({
      title: say("start-which"),
      content: [paragraph(say("start-which-help")), list(booth, visit, all)],
    }));
  } catch (thrown) {
    showTrouble(booth, visit, Trouble.of(thrown));
  }
}

function list(booth: Booth, visit: Starting, all: ElectionSummary[]): Child {
  const open = all.filter(({ phase }) => phase === "open");
  const take = (id: string) => {
    visit.letter.election = id;
    history.replaceState(history.state, "", `${id}${location.search}`);
    void start(booth, visit);
  };
  if (open.length === 0) return notice("", null, paragraph(say("start-none-open")));
  return electionList(open, ({ closing }) => say("open-until", { time: time(closing) }), take);
}

function showNotOpen(
  { page }: Booth,
  summary: ElectionSummary,
  why: "early" | "late" | "void",
  goOn?: () => void,
): void {
  page.show(() => {
    const { title, language } = titleOf(summary);
    const heading = { early: say("not-open-early"), late: say("not-open-late"), void: say("not-open-void") }[
      why
    ];
    const text = {
      early: say("not-open-early-text", { opening: time(summary.opening), closing: time(summary.closing) }),
      late: say("not-open-late-text", { closing: time(summary.closing) }),
      void: say("not-open-void-text"),
    }[why];
    const links = element(
      "ul",
      {},
      element("li", {}, element("a", { href: viewPath(summary.id) }, say("link-view"))),
      element("li", {}, element("a", { href: checkPath(summary.id) }, say("link-check"))),
    );
    const clock = goOn && [
      paragraph(say("not-open-clock")),
      button(say("not-open-anyway"), goOn, { class: "button-secondary" }),
    ];
    return { title, language, content: [notice("warn", heading, paragraph(text), clock), links] };
  });
}

function showTrouble(booth: Booth, visit: Starting, trouble: Trouble, summary?: ElectionSummary): void {
  if (trouble.has("LOG-11") && summary) return showNotOpen(booth, summary, earlyOrLate(summary));
  const again = () => void start(booth, visit);
  booth.page.show(() => ({
    title: say("start-failed"),
    content: [
      troubleNotice(trouble, say("start-failed-heading")),
      paragraph(say("start-failed-help")),
      element(
        "p",
        { class: "actions" },
        button(say("try-again"), again),
        element("a", { href: "../" }, say("link-elections")),
      ),
    ],
  }));
}
