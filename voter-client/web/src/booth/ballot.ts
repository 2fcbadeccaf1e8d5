// The ballot: contests one under the other. Nothing leaves the page, and nothing is ever unchecked behind the
// voter's back.

import type { ContestView } from "answers";
import { type Child, element, paragraph, replace, secondary } from "kit/dom";
import { say, sayAround } from "kit/language";
import { inLanguage } from "kit/page";
import { Trouble } from "kit/trouble";
import { troubleNotice } from "kit/trouble-notice";
import { showReview } from "./review";
import { BLANK, type Obstacle, isSingle, obstacle, stateOf } from "./rule";
import { electionTitle, stages } from "./stages";
import type { Steps } from "./steps";
import { type Booth, type Choosing, chosen } from "./visit";

/** Shows the ballot; `at` is the contest that the voter wants to change. */
export function showBallot(booth: Booth, visit: Choosing, at?: string): void {
  const { page, steps } = booth;
  booth.visit = visit;
  steps.enter("ballot", () => showBallot(booth, visit));
  const broken = new Set<string>();
  let trouble: Trouble | null = null;

  const review = async () => {
    broken.clear();
    for (const contest of contests(visit)) {
      if (stateOf(contest, chosen(visit, contest.id)) === "broken") broken.add(contest.id);
    }
    trouble = null;
    if (broken.size === 0) {
      try {
        return await showReview(booth, visit);
      } catch (thrown) {
        trouble = Trouble.of(thrown);
      }
    }
    page.refresh();
    document.getElementById("errors")?.focus();
  };

  page.show(() => ({
    title: say("ballot-title"),
    above: [stages("choose"), electionTitle(visit)],
    content: [
      paragraph(say("ballot-help")),
      broken.size > 0 && errorSummary(visit, broken),
      trouble && element("div", { id: "errors", tabindex: -1 }, troubleNotice(trouble, say("ballot-trouble"))),
      element(
        "form",
        {
          novalidate: true,
          submit: (event) => {
            event.preventDefault();
            void review();
          },
        },
        contests(visit).map((contest, number) => question(steps, visit, contest, number, broken)),
        element(
          "p",
          { class: "actions" },
          element("button", { type: "submit", id: "review" }, say("ballot-review")),
        ),
        paragraph(say("ballot-not-sent"), "muted"),
      ),
    ],
  }));
  const index = contests(visit).findIndex(({ id }) => id === at);
  if (index >= 0) focusContest(index);
}

function contests({ loaded }: Choosing): ContestView[] {
  return loaded.paper.contests;
}

function focusContest(index: number): void {
  const first = document.querySelector<HTMLElement>(`#contest-${index} input:checked, #contest-${index} input`);
  document.getElementById(`contest-${index}`)?.scrollIntoView();
  first?.focus({ preventScroll: true });
}

function errorSummary(visit: Choosing, broken: Set<string>): HTMLElement {
  const items = contests(visit).flatMap((contest, index) => {
    if (!broken.has(contest.id)) return [];
    const go = (event: Event) => {
      event.preventDefault();
      focusContest(index);
    };
    const own = inLanguage(visit.loaded.overview.language);
    const link = element("a", { href: `#contest-${index}`, click: go, ...own }, contest.title);
    // After the language was switched the list is drawn again: what was put right meanwhile stays out of it.
    const hidden = stateOf(contest, chosen(visit, contest.id)) !== "broken";
    return [element("li", { id: `contest-${index}-missing`, hidden }, link, ": ", ruleBroken(contest))];
  });
  const hidden = items.every((item) => item.hidden);
  return element(
    "div",
    { id: "errors", tabindex: -1, role: "alert", class: "notice notice-bad", hidden },
    element("h2", {}, say("ballot-errors")),
    element("ul", {}, items),
  );
}

/** A contest that was put right leaves the summary; the last one takes the summary with it. */
function showMissing(index: number, missing: boolean): void {
  const item = document.getElementById(`contest-${index}-missing`);
  const summary = item?.closest<HTMLElement>("#errors");
  if (!item || !summary) return;
  item.hidden = !missing;
  summary.hidden = !summary.querySelector("li:not([hidden])");
}

function question(
  steps: Steps,
  visit: Choosing,
  contest: ContestView,
  index: number,
  broken: Set<string>,
): HTMLElement {
  const own = inLanguage(visit.loaded.overview.language);
  const name = `contest-${index}`;
  const isBroken = broken.has(contest.id);
  const described = [`${name}-limit`, isBroken && `${name}-error`].filter(Boolean).join(" ");
  const status = element("span", { id: `${name}-status`, role: "status" });
  const hint = element("p", { id: `${name}-hint`, role: "alert", class: "hint" });
  const clear = secondary(say("ballot-clear"), () => clearAll(), { id: `${name}-clear` });
  const error = element("p", { id: `${name}-error`, class: "error" }, isBroken && ruleBroken(contest));
  const inputs = new Map<string, HTMLInputElement>();

  const update = () => {
    const options = chosen(visit, contest.id);
    for (const [option, input] of inputs) {
      input.checked = options.includes(option);
      // Not disabled: a voter who comes by with the keyboard should hear why not.
      if (obstacle(contest, options, option)) input.setAttribute("aria-disabled", "true");
      else input.removeAttribute("aria-disabled");
    }
    const count = options.filter((option) => option !== BLANK).length;
    status.textContent = options.includes(BLANK) ? say("chosen-blank") : say("chosen-count", { count });
    clear.hidden = options.length === 0;
    const missing = isBroken && stateOf(contest, options) === "broken";
    error.hidden = !missing;
    showMissing(index, missing);
  };
  // A ballot that was prepared before is not the one of these choices.
  const changed = () => {
    steps.forget("review");
    update();
  };
  const clearAll = () => {
    delete visit.choices[contest.id];
    hint.textContent = "";
    changed();
    inputs.values().next().value?.focus();
  };
  const toggle = (event: Event, option: string, label: string) => {
    const input = event.target as HTMLInputElement;
    const options = chosen(visit, contest.id);
    const why = obstacle(contest, options, option);
    hint.textContent = "";
    if (why) {
      input.checked = false;
      replace(hint, explain(contest, why, element("span", own, label)));
      return update();
    }
    if (isSingle(contest)) visit.choices[contest.id] = [option];
    else
      visit.choices[contest.id] = input.checked
        ? [...options, option]
        : options.filter((other) => other !== option);
    changed();
  };
  const line = (option: string, label: string, attributes: Record<string, string>): Child => {
    const id = `${name}-${inputs.size}`;
    const type = isSingle(contest) ? "radio" : "checkbox";
    const input = element("input", {
      type,
      id,
      name,
      value: option,
      change: (event) => toggle(event, option, label),
    });
    inputs.set(option, input);
    return element("label", { class: "option", for: id }, input, element("span", attributes, label));
  };

  const fieldset = element(
    "fieldset",
    { id: name, "aria-describedby": described },
    element("legend", own, contest.title),
    element("p", { class: "limit" }, element("span", { id: `${name}-limit` }, limit(contest)), " ", status),
    error,
    contest.options.map(({ id, label }) => line(id, label, own)),
    contest.blank && element("div", { class: "blank" }, line(BLANK, say("blank-vote"), {})),
    hint,
    element("p", { class: "clear" }, clear),
  );
  update();
  return fieldset;
}

/** The rule of a contest as a sentence. */
export function limit({ min, max, blank }: ContestView): string {
  if (max === 1) return blank || min === 0 ? say("limit-one-optional") : say("limit-one");
  if (min === max) return say("limit-exactly", { max });
  return min > 1 ? say("limit-between", { min, max }) : say("limit-up-to", { max });
}

function ruleBroken(contest: ContestView): string {
  const { min, blank } = contest;
  return blank ? say("broken-or-blank", { min }) : say("broken", { min });
}

function explain(contest: ContestView, why: Obstacle, option: Child): Child[] {
  if (why === "options-chosen") return [say("full-not-blank")];
  const [before, after] =
    why === "full" ? sayAround("full", "option", { max: contest.max }) : sayAround("full-blank", "option");
  return [before, option, after];
}
