// The booth: one visit of one voter, from the link in their letter to "your vote is in the box".

import { paragraph } from "kit/dom";
import { say } from "kit/language";
import { boardOfPage, readLink } from "kit/link";
import { Page } from "kit/page";
import { Engine } from "worker/engine";
import { showEnd } from "./end";
import { type KeptVisit, keep, kept } from "./kept";
import { start } from "./start";
import { Steps } from "./steps";
import { type Booth, hasChoices, starting, translate } from "./visit";

const booth: Booth = {
  page: new Page({
    name: () => say("booth-name"),
    links: () => [],
    footer: () => [paragraph(say("booth-footer"))],
  }),
  engine: new Engine(),
  steps: new Steps(),
  board: boardOfPage(location.href) ?? "",
  visit: starting({ election: "", code: "", trust: undefined }),
};

booth.page.onLanguage = () => {
  const leave = () => {};
  void translate(booth).then(() => booth.page.refresh(), leave);
};

// A link that is pasted into this window again changes the fragment only.
addEventListener("hashchange", () => {
  if (!location.hash) return;
  if (booth.visit.at === "sending") return hideCode();
  if (!hasChoices(booth.visit) || confirm(say("link-again"))) return begin();
  // Back to the entry of the screen that is shown; the code does not stay in the history.
  hideCode();
  history.back();
});

// What was chosen is not thrown away without a question; nor is the window, as long as it is unknown whether
// the ballot arrived.
addEventListener("beforeunload", (event) => {
  if (booth.visit.at === "sending" || hasChoices(booth.visit)) event.preventDefault();
});

begin();

function begin(): void {
  const { election = "", code = "", trust } = readLink(location.href) ?? {};
  // An entry of the history with which a visit had begun: it was loaded again, or someone came back to it.
  const { step = 0, given = false } = (history.state ?? {}) as { step?: number; given?: boolean };
  const nothing: KeptVisit = { election, trust: undefined, code: true };
  const before = !code && (step > 0 || given) ? (kept(election) ?? nothing) : null;
  hideCode({ step, given: given || !!code || !!trust });
  if (code || trust) keep({ election, trust }, { code: !!code });
  booth.steps.begin();
  const letter = { election, code, trust: trust ?? before?.trust };
  if (!before?.end) {
    const reloaded = before?.code ? { trust: !!letter.trust, sending: before.sending } : null;
    return void start(booth, starting(letter, {}, reloaded));
  }
  const { overview, receipt, cast } = before.end;
  booth.steps.close();
  showEnd(booth, { at: "done", letter, loaded: { overview }, receipt, cast, reloaded: true });
}

/** Anyone who looks at the screen or at the history must not find the code. */
function hideCode(state: unknown = history.state): void {
  history.replaceState(state, "", location.pathname + location.search);
}
