// Casting: the same statement is sent until the board has answered, however often the connection is lost.

import { type Pause, untilDone } from "kit/attempts";
import { codeText, save } from "kit/code-text";
import { button, element, paragraph, secondary } from "kit/dom";
import { say } from "kit/language";
import { Trouble } from "kit/trouble";
import { troubleNotice } from "kit/trouble-notice";
import { pauseNotice } from "kit/waiting";
import { showEnd } from "./end";
import { keep } from "./kept";
import { stages } from "./stages";
import { start } from "./start";
import type { Visit } from "./visit";

export async function send(visit: Visit): Promise<void> {
  const { engine, page, steps, election, trust } = visit;
  let pause: Pause | null = null;
  const onPause = (now: Pause | null) => {
    pause = now;
    page.refresh();
  };
  page.show(() => ({
    title: say("sending-title"),
    above: stages("cast"),
    content: [
      paragraph(say("sending-text")),
      element("progress", { "aria-label": say("sending-title") }),
      pause && [pauseNotice(pause), paragraph(say("sending-safe"))],
      paragraph(say("tracker-title"), "muted"),
      codeText(visit.prepared?.tracker ?? ""),
    ],
  }));

  steps.close();
  visit.sending = true;
  keep({ election, trust, code: true, sending: visit.prepared?.tracker });
  try {
    await engine.call("cast");
    visit.receipt = await untilDone(() => engine.call("post"), onPause);
    visit.cast = await engine.call("answer", visit.receipt);
    const { from, to } = visit.cast;
    await untilDone(() => engine.call("compare", from, to), onPause);
    await engine.call("leave");
    visit.sending = false;
    keepEnd(visit);
    showEnd(visit);
  } catch (thrown) {
    visit.sending = false;
    showRefused(visit, Trouble.of(thrown));
  }
}

/** Tracker and receipt are public; whoever loads the page again finds them as long as the tab is open. */
function keepEnd({ election, trust, cast, receipt, overview }: Visit): void {
  if (cast && overview) keep({ election, trust, code: true, end: { cast, receipt, overview } });
}

/** The board refused the ballot, or its answer does not hold. */
function showRefused(visit: Visit, trouble: Trouble): void {
  const refused = trouble.reason.kind === "refused" || trouble.reason.kind === "moved";
  if (refused) keep({ election: visit.election, trust: visit.trust, code: true });
  const keepAnswer = () => save(`${visit.election}.tlog-proof`, visit.receipt);
  visit.page.show(() => ({
    title: refused ? say("refused-title") : say("answer-wrong-title"),
    above: stages("cast"),
    content: [
      troubleNotice(trouble, refused ? say("refused-heading") : say("answer-wrong-heading")),
      paragraph(refused ? say("refused-help") : say("answer-wrong-help")),
      codeText(visit.prepared?.tracker ?? ""),
      element(
        "p",
        { class: "actions" },
        // The visit begins anew, with the log as it is now; what the voter chose is still there.
        button(say("refused-again"), () => void start(visit), { id: "again" }),
        visit.receipt && secondary(say("answer-save"), keepAnswer, { id: "save-answer" }),
      ),
    ],
  }));
}
