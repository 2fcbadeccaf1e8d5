// The booth: one visit of one voter, from the link in her letter to "your vote is in the box".

import { Engine } from "./engine";
import { paragraph } from "./dom";
import { say } from "./language";
import { boardAt, readLink } from "./link";
import { Page } from "./page";
import { start } from "./booth/start";
import { type Visit, readTexts } from "./booth/visit";

const visit: Visit = {
  page: new Page({ name: () => say("booth-name"), links: () => [], footer: () => [paragraph(say("booth-footer"))] }),
  engine: new Engine(),
  board: boardAt(location.href) ?? "",
  election: "",
  code: "",
  trust: undefined,
  summary: null,
  overview: null,
  paper: null,
  choices: {},
  prepared: null,
  sending: false,
  receipt: "",
  cast: null,
};

visit.page.onLanguage = () => {
  // While the log is being read again it has no texts; they come with it.
  const keep = () => {};
  if (visit.paper) void readTexts(visit).then(() => visit.page.refresh(), keep);
};

// A link that is pasted into this window again changes the fragment only.
addEventListener("hashchange", () => {
  if (!location.hash) return;
  if (visit.sending) hideCode();
  else begin();
});

begin();

function begin(): void {
  const { election = "", code = "", trust } = readLink(location.href) ?? {};
  hideCode();
  Object.assign(visit, {
    election,
    code,
    trust,
    overview: null,
    paper: null,
    choices: {},
    prepared: null,
    receipt: "",
    cast: null,
  });
  void start(visit);
}

/** Whoever looks at the screen or at the history shall not find the code. */
function hideCode(): void {
  history.replaceState(null, "", location.pathname + location.search);
}
