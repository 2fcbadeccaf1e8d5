// The test of the device (challenge): the prepared ballot is opened instead of cast, and a second device looks into it.

import { codeText, copyButton, save } from "../code-text";
import { type Child, button, element, notice, paragraph, secondary } from "../dom";
import { troubleNotice } from "../faults";
import { say } from "../language";
import { checkLink } from "../link";
import { qr } from "../qr";
import { Trouble } from "../trouble";
import { showBallot } from "./ballot";
import { showPrepared } from "./review";
import type { Visit } from "./visit";

export function showTest(visit: Visit): void {
  const { prepared, board, election } = visit;
  if (!prepared) return;
  const { tracker, credential } = prepared;
  let trouble: Trouble | null = null;

  const open = async () => {
    try {
      const opening = await visit.engine.call("challenge");
      visit.prepared = null;
      showOpened(visit, tracker, credential, opening);
    } catch (thrown) {
      trouble = Trouble.of(thrown);
      visit.page.refresh();
    }
  };

  const link = checkLink(board, election, tracker, credential);
  visit.page.show(() => ({
    title: say("test-title"),
    content: [
      paragraph(say("test-why")),
      paragraph(say("test-how")),
      element("h2", {}, say("test-first")),
      paragraph(say("test-first-text")),
      code(link, say("test-first-qr"), "copy-first"),
      element("h3", {}, say("test-by-hand")),
      paragraph(say("test-tracker")),
      codeText(tracker),
      paragraph(say("test-credential")),
      codeText(credential),
      element("h2", {}, say("test-second")),
      paragraph(say("test-second-text")),
      trouble && troubleNotice(trouble, say("test-trouble")),
      element(
        "p",
        { class: "actions" },
        button(say("test-open"), () => void open(), { id: "open-test" }),
        secondary(say("test-leave"), () => showPrepared(visit), { id: "leave-test" }),
      ),
    ],
  }));
}

function showOpened(visit: Visit, tracker: string, credential: string, opening: string): void {
  const link = checkLink(visit.board, visit.election, tracker, credential, opening);
  const keep = () => save("tabella-test-ballot.json", opening, "application/json");
  visit.page.show(() => ({
    title: say("opened-title"),
    content: [
      notice("", null, paragraph(say("opened-not-cast"))),
      paragraph(say("opened-scan")),
      code(link, say("opened-qr"), "copy-opening"),
      secondary(say("opened-save"), keep, { id: "save-opening" }),
      element("h2", {}, say("opened-compare")),
      element(
        "ol",
        { class: "steps" },
        [say("opened-choices"), say("opened-tracker")].map((line) => element("li", {}, line)),
      ),
      codeText(tracker),
      paragraph(say("opened-wrong")),
      element(
        "p",
        { class: "actions" },
        button(say("opened-back"), () => showBallot(visit), { id: "back-to-ballot" }),
      ),
      paragraph(say("opened-fresh"), "muted"),
    ],
  }));
}

function code(link: string, label: string, id: string): Child {
  const drawing = qr(link, label);
  return [
    drawing ? element("figure", { class: "qr-figure" }, drawing) : paragraph(say("qr-too-long")),
    copyButton(say("copy-link"), link, id),
  ];
}
