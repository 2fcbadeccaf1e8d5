// The review: everything the voter has chosen, the tracker to be kept, and then the choice: cast it, or test
// the device.

import type { ContestView } from "answers";
import { type Child, button, element, notice, paragraph, secondary } from "kit/dom";
import { number, preferred, say } from "kit/language";
import { inLanguage } from "kit/page";
import { Trouble } from "kit/trouble";
import { troubleNotice } from "kit/trouble-notice";
import { showBallot } from "./ballot";
import { BLANK, stateOf } from "./rule";
import { send } from "./sending";
import { electionTitle, stages } from "./stages";
import { test } from "./test";
import { trackerToKeep } from "./tracker";
import { type Booth, type Choosing, type Reviewing, choosing, chosen } from "./visit";

/** Prepares a ballot of the choices, with fresh randomness, and shows it. */
export async function showReview(booth: Booth, visit: Choosing): Promise<void> {
  const { contests } = visit.loaded.paper;
  const choices = Object.fromEntries(contests.map(({ id }) => [id, chosen(visit, id)]));
  const prepared = await booth.engine.call("prepare", choices, preferred());
  showPrepared(booth, { ...visit, at: "reviewing", prepared });
}

/** Shows the ballot that is prepared. The tracker stands before both choices, so that the device is bound to
 * the ballot before it learns which of them the voter makes. */
function showPrepared(booth: Booth, visit: Reviewing): void {
  const { page, steps } = booth;
  booth.visit = visit;
  steps.enter("review", () => showPrepared(booth, visit));
  const change = (contest?: string) => showBallot(booth, choosing(visit), contest);
  let trouble: Trouble | null = null;
  const testIt = async () => {
    try {
      await test(booth, visit);
    } catch (thrown) {
      trouble = Trouble.of(thrown);
      page.refresh();
    }
  };
  page.show(() => ({
    title: say("review-title"),
    above: [stages("review"), electionTitle(visit)],
    content: [
      visit.loaded.paper.contests.map((contest) => answered(visit, contest, change)),
      trackerToKeep(visit.prepared.tracker),
      notice("warn", say("review-not-sent"), paragraph(say("review-not-sent-text"))),
      element(
        "p",
        { class: "actions" },
        button(say("review-cast"), () => void send(booth, visit), { id: "cast", class: "big" }),
        secondary(say("review-back"), () => change(), { id: "back" }),
      ),
      element("h2", {}, say("test-offer-title")),
      paragraph(say("test-offer-text")),
      secondary(say("test-offer"), () => void testIt(), { id: "test" }),
      trouble && troubleNotice(trouble, say("test-trouble")),
    ],
  }));
}

function answered(visit: Reviewing, contest: ContestView, change: (contest: string) => void): Child {
  const own = inLanguage(visit.loaded.overview.language);
  const options = chosen(visit, contest.id);
  const labels = options.includes(BLANK)
    ? [element("li", {}, say("blank-vote"))]
    : contest.options.filter(({ id }) => options.includes(id)).map(({ label }) => element("li", own, label));
  const state = stateOf(contest, options);
  const click = (event: Event) => {
    event.preventDefault();
    change(contest.id);
  };
  const title = element("h2", { id: `review-${contest.id}`, ...own }, contest.title);
  const attributes = { href: "#", class: "change", click, "aria-describedby": `review-${contest.id}` };
  return element(
    "section",
    { class: "card answer" },
    element("div", { class: "answer-head" }, title, element("a", attributes, say("review-change"))),
    labels.length > 0 && element("ul", { class: "chosen" }, labels),
    state === "empty" && warning(say("review-empty")),
    state === "fewer" && warning(say("review-fewer", { count: options.length, max: number(contest.max) })),
  );
}

function warning(text: string): Child {
  return notice("warn", null, paragraph(text));
}
