// The first screen: which election, which code, and getting everything that is needed before the voter begins.

import type { ElectionSummary } from "answers";
import { untilDone } from "kit/attempts";
import { codeText } from "kit/code-text";
import { type Child, button, details, element, facts, notice, paragraph, paragraphs, verbatim } from "kit/dom";
import { electionList, titleOf } from "kit/elections";
import { lineField } from "kit/fields";
import { number, say, time } from "kit/language";
import { checkPath, viewPath } from "kit/link";
import { inLanguage } from "kit/page";
import { collusion } from "kit/standing";
import { Trouble } from "kit/trouble";
import { troubleNotice, troubleSentence } from "kit/trouble-notice";
import { Waiting } from "kit/waiting";
import { showBallot } from "./ballot";
import { keep } from "./kept";
import { type Visit, readTexts } from "./visit";

export async function start(visit: Visit): Promise<void> {
  visit.steps.begin();
  if (!visit.election) return chooseElection(visit);
  const waiting = new Waiting(() => say("start-looking"));
  visit.page.show(() => ({ title: say("start-title"), content: [waiting.view()] }));
  try {
    visit.summary = await untilDone(
      () => visit.engine.call("summary", visit.board, visit.election),
      waiting.onPause,
    );
  } catch (thrown) {
    return showTrouble(visit, Trouble.of(thrown));
  }
  const { phase, opening, closing } = visit.summary;
  const now = Date.now() / 1000;
  // The phase is the board's word; the times are only held against the clock of this device, which may be
  // wrong.
  if (phase !== "open")
    return showNotOpen(visit, phase === "setup" ? "early" : phase === "void" ? "void" : "late");
  if (now < opening) return showNotOpen(visit, "early", () => welcome(visit));
  if (now >= closing) return showNotOpen(visit, "late", () => welcome(visit));
  welcome(visit);
}

/** The link names no election: those of this board. */
async function chooseElection(visit: Visit): Promise<void> {
  const waiting = new Waiting(() => say("start-looking"));
  visit.page.show(() => ({ title: say("start-title"), content: [waiting.view()] }));
  try {
    const all = await untilDone(() => visit.engine.call("elections", visit.board), waiting.onPause);
    visit.page.show(() => ({
      title: say("start-which"),
      content: [paragraph(say("start-which-help")), list(visit, all)],
    }));
  } catch (thrown) {
    showTrouble(visit, Trouble.of(thrown));
  }
}

function list(visit: Visit, all: ElectionSummary[]): Child {
  const open = all.filter(({ phase }) => phase === "open");
  const take = (id: string) => {
    visit.election = id;
    history.replaceState(history.state, "", `${id}${location.search}`);
    void start(visit);
  };
  if (open.length === 0) return notice("", null, paragraph(say("start-none-open")));
  return electionList(open, ({ closing }) => say("open-until", { time: time(closing) }), take);
}

function showNotOpen(visit: Visit, why: "early" | "late" | "void", goOn?: () => void): void {
  visit.page.show(() => {
    const { summary } = visit;
    if (!summary) return { title: say("start-title"), content: [] };
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

/** The code, if the link did not bring it; then everything is loaded, and the voter may begin. */
function welcome(visit: Visit): void {
  const waiting = new Waiting(() => say("start-getting"));
  let typed = visit.code;
  let error: Trouble | null = null;
  let state: "code" | "loading" | "ready" = visit.code ? "loading" : "code";

  const load = async () => {
    state = "loading";
    error = null;
    visit.page.refresh();
    visit.page.announce(say("start-getting"));
    try {
      await loadAll(visit, waiting);
    } catch (thrown) {
      const trouble = Trouble.of(thrown);
      if (!trouble.has("ROL-07")) return showTrouble(visit, trouble);
      error = trouble;
      state = "code";
      visit.page.refresh();
      document.getElementById("code")?.focus();
      return;
    }
    state = "ready";
    visit.reloaded = null;
    keep({ election: visit.election, trust: visit.trust, code: true });
    show();
  };

  const form = (): Child => {
    const submit = (event: Event) => {
      event.preventDefault();
      visit.code = typed;
      void load();
    };
    const wrong = error && troubleSentence(error);
    return element(
      "form",
      { class: "card", submit, novalidate: true },
      lineField({
        id: "code",
        label: say("code-label"),
        help: say("code-help"),
        value: typed,
        input: (code) => (typed = code),
        error: wrong,
      }),
      element("button", { type: "submit" }, say("code-continue")),
    );
  };

  const view = () => {
    const { summary, overview } = visit;
    const named = overview
      ? { title: overview.title, language: visit.overview?.language }
      : summary && titleOf(summary);
    const closing = overview?.closing ?? summary?.closing ?? 0;
    const body = { code: form, loading: () => waiting.view(), ready: () => ready(visit) }[state];
    return {
      title: named?.title ?? say("start-title"),
      language: named?.language,
      content: [
        overview?.description && paragraphs(overview.description, inLanguage(visit.overview?.language)),
        paragraph(say("open-until", { time: time(closing) })),
        state === "code" && lost(visit),
        body(),
        steps(),
        state === "ready" && [unwitnessed(visit), identity(visit)],
      ],
    };
  };
  const show = () => {
    visit.steps.enter("start", show);
    visit.page.show(view);
  };
  show();
  if (state === "loading") void load();
}

/** After a reload: what is gone, what to do, and whether the letter's value is still compared. */
function lost({ reloaded }: Visit): Child {
  if (!reloaded) return null;
  const { trust, sending } = reloaded;
  return notice(
    "warn",
    say("lost-title"),
    paragraph(sending ? say("lost-sending") : say("lost-code")),
    sending && codeText(sending),
    paragraph(trust ? say("lost-trust-kept") : say("lost-trust-gone")),
  );
}

async function loadAll(visit: Visit, waiting: Waiting): Promise<void> {
  const { engine, board, election, trust, code } = visit;
  const source = { board, election, trust };
  await untilDone(() => engine.start(), waiting.onPause);
  const credential = await engine.call("credential", code, election);
  const follow = () => engine.follow((progress) => waiting.at(progress), "load", source, credential);
  await untilDone(follow, waiting.onPause);
  await engine.call("admit", code);
  await readTexts(visit);
}

function ready(visit: Visit): Child {
  const earlier = visit.paper?.earlier;
  return [
    earlier &&
      notice(
        "",
        say("earlier-title"),
        paragraph(say("earlier-text", { time: time(earlier.at) })),
        paragraph(say("earlier-not-you")),
        details(say("earlier-tracker"), codeText(earlier.tracker)),
      ),
    element(
      "p",
      { class: "actions" },
      button(say("start-begin"), () => showBallot(visit), { id: "begin" }),
    ),
  ];
}

function steps(): Child {
  const lines = [say("step-choose"), say("step-review"), say("step-cast"), say("step-receipt")];
  return [
    element("h2", {}, say("steps-title")),
    element(
      "ol",
      { class: "steps" },
      lines.map((line) => element("li", {}, line)),
    ),
  ];
}

/** Before anybody votes: that nobody watches the board, and what that makes possible. */
function unwitnessed({ overview }: Visit): Child {
  return (
    overview?.unwitnessed &&
    notice("", null, paragraph(say("verdict-unwitnessed")), collusion(overview.colluding))
  );
}

/** For voters who compare: what stands on the letter. */
function identity({ overview, trust }: Visit): Child {
  if (!overview) return null;
  return details(
    say("identity-title"),
    paragraph(trust ? say("identity-compared") : say("identity-compare")),
    facts(
      [say("fact-trust"), codeText(overview.trust_text)],
      [say("fact-fingerprint"), overview.fingerprint_text && codeText(overview.fingerprint_text)],
      [say("fact-board"), verbatim(overview.board.name)],
      [say("fact-size"), number(overview.size)],
    ),
  );
}

function showTrouble(visit: Visit, trouble: Trouble): void {
  if (trouble.has("LOG-11") && visit.summary)
    return showNotOpen(visit, visit.summary.phase === "setup" ? "early" : "late");
  const again = () => void start(visit);
  visit.page.show(() => ({
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
