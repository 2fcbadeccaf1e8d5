// The test of the device (challenge): the prepared ballot is opened instead of cast, and a second device, which
// noted its tracker before, looks into it.

import { copyButton, save } from "kit/code-text";
import { button, element, notice, paragraph, secondary } from "kit/dom";
import { say } from "kit/language";
import { showBallot } from "./ballot";
import { qr } from "./qr";
import { type Booth, type Choosing, type Reviewing, choosing } from "./visit";

/** Opens the prepared ballot, which can then never be cast. */
export async function test(booth: Booth, visit: Reviewing): Promise<void> {
  const opening = await booth.engine.call("challenge");
  showOpened(booth, choosing(visit), opening);
}

/** The tracker is not repeated here: one that is read now proves nothing. */
function showOpened(booth: Booth, visit: Choosing, opening: string): void {
  booth.visit = visit;
  booth.steps.forget("review");
  booth.steps.enter("test", () => showOpened(booth, visit, opening));
  const keep = () => save("tabella-test-ballot.json", opening, "application/json");
  booth.page.show(() => {
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
          button(say("opened-back"), () => showBallot(booth, visit), { id: "back-to-ballot" }),
        ),
        paragraph(say("opened-fresh"), "muted"),
      ],
    };
  });
}
