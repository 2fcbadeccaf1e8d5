// The booth: one visit of one voter, from the link in their letter to "your vote is in the box".

import { paragraph } from "kit/dom";
import { say } from "kit/language";
import { boardOfPage, readLink } from "kit/link";
import { Page } from "kit/page";
import { Engine } from "worker/engine";
import { showEnd } from "./end";
import { type Kept, keep, kept } from "./kept";
import { start } from "./start";
import { Steps } from "./steps";
import { type Visit, hasChoices, readTexts } from "./visit";

const visit: Visit = {
  page: new Page({
    name: () => say("booth-name"),
    links: () => [],
    footer: () => [paragraph(say("booth-footer"))],
  }),
  engine: new Engine(),
  steps: new Steps(),
  board: boardOfPage(location.href) ?? "",
  election: "",
  code: "",
  trust: undefined,
  summary: null,
  overview: null,
  paper: null,
  choices: {},
  prepared: null,
  sending: false,
  reloaded: null,
  receipt: "",
  cast: null,
};

visit.page.onLanguage = () => {
  // While the log is being read again it has no texts; they come with it.
  const leave = () => {};
  if (visit.paper) void readTexts(visit).then(() => visit.page.refresh(), leave);
};

// A link that is pasted into this window again changes the fragment only.
addEventListener("hashchange", () => {
  if (!location.hash) return;
  if (visit.sending) return hideCode();
  if (!hasChoices(visit) || confirm(say("link-again"))) return begin();
  // Back to the entry of the screen that is shown; the code does not stay in the history.
  hideCode();
  history.back();
});

// What was chosen is not thrown away without a question; nor is the window, as long as it is unknown whether
// the ballot arrived.
addEventListener("beforeunload", (event) => {
  if (visit.sending || hasChoices(visit)) event.preventDefault();
});

begin();

function begin(): void {
  const { election = "", code = "", trust } = readLink(location.href) ?? {};
  // An entry of the history with which a visit had begun: it was loaded again, or somebody came back to it.
  const { step = 0, given = false } = (history.state ?? {}) as { step?: number; given?: boolean };
  const nothing: Kept = { election, trust: undefined, code: true };
  const before = !code && (step > 0 || given) ? (kept(election) ?? nothing) : null;
  hideCode({ step, given: given || !!code || !!trust });
  if (code || trust) keep({ election, trust, code: !!code });
  visit.steps.begin();
  Object.assign(visit, {
    election,
    code,
    trust: trust ?? before?.trust,
    reloaded: before?.code ? { trust: !!(trust ?? before.trust), sending: before.sending } : null,
    overview: null,
    paper: null,
    choices: {},
    prepared: null,
    receipt: "",
    cast: null,
  });
  if (!before?.end) return void start(visit);
  Object.assign(visit, before.end);
  visit.steps.close();
  showEnd(visit);
}

/** Whoever looks at the screen or at the history shall not find the code. */
function hideCode(state: unknown = history.state): void {
  history.replaceState(state, "", location.pathname + location.search);
}
