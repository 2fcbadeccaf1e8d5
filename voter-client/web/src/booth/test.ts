// The test of the device (challenge): the prepared ballot is opened instead of cast, and a second device, which
// noted its tracker before, looks into it.

import { copyButton, save } from "kit/code-text";
import { button, element, notice, paragraph, secondary } from "kit/dom";
import { say } from "kit/language";
import { showBallot } from "./ballot";
import { qr } from "./qr";
import type { Visit } from "./visit";

/** Opens the prepared ballot, which can then never be cast. */
export async function test(visit: Visit): Promise<void> {
  const opening = await visit.engine.call("challenge");
  visit.prepared = null;
  showOpened(visit, opening);
}

/** The tracker is not repeated here: one that is read now proves nothing. */
function showOpened(visit: Visit, opening: string): void {
  visit.steps.forget("review");
  visit.steps.enter("test", () => showOpened(visit, opening));
  const keep = () => save("tabella-test-ballot.json", opening, "application/json");
  visit.page.show(() => {
    const code = qr(opening, say("opened-qr"));
    return {
      title: say("opened-title"),
      content: [
        notice("", null, paragraph(say("opened-not-cast"))),
        paragraph(say("opened-scan")),
        code ? element("figure", { class: "qr-figure" }, code) : paragraph(say("qr-too-long")),
        copyButton(say("opened-copy"), opening, "copy-opening"),
        secondary(say("opened-save"), keep, { id: "save-opening" }),
        element("h2", {}, say("opened-compare")),
        element(
          "ol",
          { class: "steps" },
          [say("opened-tracker"), say("opened-credential"), say("opened-choices")].map((line) =>
            element("li", {}, line),
          ),
        ),
        paragraph(say("opened-wrong")),
        notice("warn", null, paragraph(say("opened-late"))),
        element(
          "p",
          { class: "actions" },
          button(say("opened-back"), () => showBallot(visit), { id: "back-to-ballot" }),
        ),
        paragraph(say("opened-fresh"), "muted"),
      ],
    };
  });
}
