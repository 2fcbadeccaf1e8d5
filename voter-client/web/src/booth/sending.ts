// Casting: the same statement is sent until the board has answered, however often the connection is lost.

import { type Pause, untilDone } from "kit/attempts";
import { codeText, save } from "kit/code-text";
import { type Child, button, element, paragraph, secondary } from "kit/dom";
import { say } from "kit/language";
import { Trouble } from "kit/trouble";
import { troubleNotice } from "kit/trouble-notice";
import { pauseNotice } from "kit/waiting";
import { showEnd } from "./end";
import { keep } from "./kept";
import { stages } from "./stages";
import { start } from "./start";
import { type Booth, type Reviewing, type Sending, starting } from "./visit";

export async function send(booth: Booth, reviewed: Reviewing): Promise<void> {
  const { engine, page, steps } = booth;
  const visit: Sending = { ...reviewed, at: "sending" };
  const { letter, loaded, prepared } = visit;
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
      codeText(prepared.tracker),
    ],
  }));

  booth.visit = visit;
  steps.close();
  keep(letter, { code: true, sending: prepared.tracker });
  let receipt: string | null = null;
  try {
    await engine.call("cast");
    receipt = await untilDone(() => engine.call("post"), onPause);
    const cast = await engine.call("answer", receipt);
    await untilDone(() => engine.call("compare", cast.from, cast.to), onPause);
    await engine.call("leave");
    // Tracker and receipt are public; a voter who loads the page again finds them as long as the tab is open.
    keep(letter, { code: true, end: { cast, receipt, overview: loaded.overview } });
    showEnd(booth, { at: "done", letter, loaded, receipt, cast, reloaded: false });
  } catch (thrown) {
    showRefused(booth, visit, receipt, Trouble.of(thrown));
  }
}

/** The board refused the ballot, or its answer is not valid. */
function showRefused(
  booth: Booth,
  { letter, choices, prepared }: Sending,
  receipt: string | null,
  trouble: Trouble,
): void {
  // The visit begins again, with the log as it is now; what the voter chose is still there.
  const again = starting(letter, choices);
  booth.visit = again;
  const refused = trouble.reason.kind === "refused" || trouble.reason.kind === "moved";
  if (refused) keep(letter, { code: true });
  booth.page.show(() => ({
    title: refused ? say("refused-title") : say("answer-wrong-title"),
    above: stages("cast"),
    content: [
      troubleNotice(trouble, refused ? say("refused-heading") : say("answer-wrong-heading")),
      paragraph(refused ? say("refused-help") : say("answer-wrong-help")),
      codeText(prepared.tracker),
      element(
        "p",
        { class: "actions" },
        button(say("refused-again"), () => void start(booth, again), { id: "again" }),
        receipt !== null && answerButton(letter.election, receipt),
      ),
    ],
  }));
}

function answerButton(election: string, receipt: string): Child {
  return secondary(say("answer-save"), () => save(`${election}.tlog-proof`, receipt), { id: "save-answer" });
}
