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
import { stages } from "./stages";
import { test } from "./test";
import { trackerToKeep } from "./tracker";
import { type Visit, chosen } from "./visit";

/** Prepares a ballot of the choices, with fresh randomness, and shows it. */
export async function showReview(visit: Visit): Promise<void> {
  const { paper } = visit;
  const choices = Object.fromEntries(paper?.contests.map(({ id }) => [id, chosen(visit, id)]) ?? []);
  visit.prepared = await visit.engine.call("prepare", choices, preferred());
  showPrepared(visit);
}

/** Shows the ballot that is prepared. The tracker stands before both choices, so that the device is bound to
 * the ballot before it learns which of them the voter makes. */
function showPrepared(visit: Visit): void {
  visit.steps.enter("review", () => showPrepared(visit));
  let trouble: Trouble | null = null;
  const testIt = async () => {
    try {
      await test(visit);
    } catch (thrown) {
      trouble = Trouble.of(thrown);
      visit.page.refresh();
    }
  };
  visit.page.show(() => ({
    title: say("review-title"),
    above: [
      stages("review"),
      element("p", { class: "muted", ...inLanguage(visit.overview?.language) }, visit.overview?.title),
    ],
    content: [
      visit.paper?.contests.map((contest) => answered(visit, contest)),
      trackerToKeep(visit.prepared?.tracker ?? ""),
      notice("warn", say("review-not-sent"), paragraph(say("review-not-sent-text"))),
      element(
        "p",
        { class: "actions" },
        button(say("review-cast"), () => void send(visit), { id: "cast", class: "big" }),
        secondary(say("review-back"), () => showBallot(visit), { id: "back" }),
      ),
      element("h2", {}, say("test-offer-title")),
      paragraph(say("test-offer-text")),
      secondary(say("test-offer"), () => void testIt(), { id: "test" }),
      trouble && troubleNotice(trouble, say("test-trouble")),
    ],
  }));
}

function answered(visit: Visit, contest: ContestView): Child {
  const own = inLanguage(visit.overview?.language);
  const options = chosen(visit, contest.id);
  const labels = options.includes(BLANK)
    ? [element("li", {}, say("blank-vote"))]
    : contest.options.filter(({ id }) => options.includes(id)).map(({ label }) => element("li", own, label));
  const state = stateOf(contest, options);
  const change = (event: Event) => {
    event.preventDefault();
    showBallot(visit, contest.id);
  };
  const title = element("h2", { id: `review-${contest.id}`, ...own }, contest.title);
  const attributes = { href: "#", class: "change", click: change, "aria-describedby": `review-${contest.id}` };
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
