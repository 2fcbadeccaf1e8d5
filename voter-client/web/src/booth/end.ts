// The end: the ballot is in the box. Nothing here shows what the voter chose.

import { copyable, save } from "kit/code-text";
import { type Child, button, details, element, facts, notice, paragraph, secondary, verbatim } from "kit/dom";
import { number, say, time } from "kit/language";
import { checkPath, viewPath } from "kit/link";
import { inLanguage } from "kit/page";
import { collusion, standing } from "kit/standing";
import { keep } from "./kept";
import { stages } from "./stages";
import { start } from "./start";
import { type Booth, type Done, type Letter, starting } from "./visit";

export function showEnd(booth: Booth, visit: Done): void {
  booth.visit = visit;
  visit.letter.code = "";
  const { cast, letter } = visit;
  booth.page.show(() => {
    const { overview } = visit.loaded;
    return {
      title: say("end-title"),
      above: stages("cast"),
      content: [
        visit.reloaded && anotherVoter(booth, letter),
        notice(
          "ok",
          null,
          paragraph(say("end-accepted", { time: time(cast.at) })),
          paragraph(standing(cast.standing)),
          collusion(overview.colluding),
        ),
        facts(
          [say("fact-election"), element("span", inLanguage(overview.language), overview.title)],
          [
            say("fact-number"),
            cast.sequence > 0 && say("fact-number-again", { number: number(cast.sequence + 1) }),
          ],
        ),
        element("h2", {}, say("tracker-title")),
        paragraph(say("end-tracker")),
        copyable(cast.tracker, "copy-tracker"),
        element(
          "p",
          { class: "actions no-print" },
          button(say("end-save"), () => keepReceipt(visit), { id: "save-receipt" }),
          secondary(say("end-print"), () => print(), { id: "print" }),
        ),
        proves(),
        again(overview.closing),
        later(letter),
        element("h2", { class: "no-print" }, say("end-close")),
        element("p", { class: "no-print" }, say("end-close-text")),
        details(
          say("details"),
          facts(
            [say("fact-index"), number(cast.index)],
            [say("fact-size"), number(cast.to)],
            [say("fact-board"), verbatim(overview.board.name)],
            [say("fact-credential"), element("code", { translate: "no" }, cast.credential)],
            [say("fact-fingerprint"), element("code", { translate: "no" }, overview.fingerprint_text)],
          ),
        ),
      ],
    };
  });
}

/** After a reload another voter may sit at this window. */
function anotherVoter(booth: Booth, letter: Letter): Child {
  const begin = () => {
    keep(letter, { code: false });
    void start(booth, starting(letter));
  };
  return notice(
    "",
    null,
    paragraph(say("end-reloaded")),
    secondary(say("end-begin"), begin, { id: "begin-anew", class: "button-secondary no-print" }),
  );
}

/** The file carries the first groups of the tracker, so that several receipts can be told apart. */
function keepReceipt({ cast, receipt }: Done): void {
  const name = cast.tracker.split(" ").slice(1, 3).join("-");
  save(`tabella-${name}.tlog-proof`, receipt);
}

function proves(): Child {
  return [
    element("h2", {}, say("receipt-title")),
    element(
      "ul",
      {},
      [say("receipt-proves"), say("receipt-hides"), say("receipt-not")].map((line) => element("li", {}, line)),
    ),
  ];
}

function again(closing: number): Child {
  return [element("h2", {}, say("again-title")), paragraph(say("again-text", { time: time(closing) }))];
}

function later({ election }: Letter): Child {
  return [
    element("h2", { class: "no-print" }, say("later-title")),
    element("p", { class: "no-print" }, say("later-text")),
    element(
      "ul",
      { class: "no-print" },
      element("li", {}, element("a", { href: checkPath(election) }, say("link-check"))),
      element("li", {}, element("a", { href: viewPath(election) }, say("link-view"))),
    ),
  ];
}
