// The booth: one visit of one voter, from the link in her letter to "your vote is in the box".

import { Engine } from "./engine";
import { paragraph } from "./dom";
import { say } from "./language";
import { readLink } from "./link";
import { Page } from "./page";
import { start } from "./booth/start";
import { type Visit, readTexts } from "./booth/visit";

const link = readLink(location.href) ?? {};
// Whoever looks at the screen or at the history shall not find the code.
history.replaceState(null, "", location.pathname + location.search);

const visit: Visit = {
  page: new Page({ name: () => say("booth-name"), links: () => [], footer: () => [paragraph(say("booth-footer"))] }),
  engine: new Engine(),
  board: location.origin,
  election: link.election ?? "",
  code: link.code ?? "",
  trust: link.trust,
  summary: null,
  overview: null,
  paper: null,
  choices: {},
  prepared: null,
  receipt: "",
  cast: null,
};

visit.page.onLanguage = () => {
  // After casting only the page's own words are left to change.
  if (visit.paper && !visit.cast) void readTexts(visit).then(() => visit.page.refresh());
};

void start(visit);
