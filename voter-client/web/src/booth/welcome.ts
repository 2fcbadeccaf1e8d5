// The first screen: the code, if the link did not bring it, and everything else that is needed before the voter
// begins.

import type { ElectionSummary } from "answers";
import { untilDone } from "kit/attempts";
import { codeText } from "kit/code-text";
import { type Child, button, details, element, facts, notice, paragraph, paragraphs, verbatim } from "kit/dom";
import { titleOf } from "kit/elections";
import { lineField } from "kit/fields";
import { number, say, time } from "kit/language";
import { inLanguage } from "kit/page";
import { collusion } from "kit/standing";
import { Trouble } from "kit/trouble";
import { troubleSentence } from "kit/trouble-notice";
import { Waiting } from "kit/waiting";
import { showBallot } from "./ballot";
import { keep } from "./kept";
import {
  type Booth,
  type Choosing,
  type Letter,
  type Loaded,
  type Reloaded,
  type Starting,
  load,
} from "./visit";

/** Asks for the code if need be, and loads the log; `failed` is called when the visit cannot go on. */
export function welcome(
  booth: Booth,
  visit: Starting,
  summary: ElectionSummary,
  failed: (trouble: Trouble) => void,
): void {
  const { page, steps } = booth;
  const { letter, choices, reloaded } = visit;
  const waiting = new Waiting(() => say("start-getting"));
  let typed = letter.code;
  let error: Trouble | null = null;
  let state: "code" | "loading" = letter.code ? "loading" : "code";

  const enter = async () => {
    [state, error] = ["loading", null];
    page.refresh();
    page.announce(say("start-getting"));
    let loaded: Loaded;
    try {
      loaded = await loadAll(booth, letter, waiting);
    } catch (thrown) {
      const trouble = Trouble.of(thrown);
      if (!trouble.has("ROL-07")) return failed(trouble);
      [state, error] = ["code", trouble];
      page.refresh();
      document.getElementById("code")?.focus();
      return;
    }
    keep(letter, { code: true });
    showReady(booth, { at: "choosing", letter, loaded, choices });
  };

  const form = (): Child => {
    const submit = (event: Event) => {
      event.preventDefault();
      letter.code = typed;
      void enter();
    };
    return element(
      "form",
      { class: "card", submit, novalidate: true },
      lineField({
        id: "code",
        label: say("code-label"),
        help: say("code-help"),
        value: typed,
        input: (code) => (typed = code),
        error: error && troubleSentence(error),
      }),
      element("button", { type: "submit" }, say("code-continue")),
    );
  };

  const show = () => {
    steps.enter("start", show);
    page.show(() => ({
      ...titleOf(summary),
      content: [
        paragraph(say("open-until", { time: time(summary.closing) })),
        state === "code" && reloaded && lost(reloaded),
        state === "code" ? form() : waiting.view(),
        overviewOfSteps(),
      ],
    }));
  };
  show();
  if (state === "loading") void enter();
}

/** After a reload: what is gone, what to do, and whether the letter's value is still compared. */
function lost({ trust, sending }: Reloaded): Child {
  return notice(
    "warn",
    say("lost-title"),
    paragraph(sending ? say("lost-sending") : say("lost-code")),
    sending && codeText(sending),
    paragraph(trust ? say("lost-trust-kept") : say("lost-trust-gone")),
  );
}

async function loadAll({ engine, board }: Booth, letter: Letter, waiting: Waiting): Promise<Loaded> {
  const { election, trust, code } = letter;
  await untilDone(() => engine.start(), waiting.onPause);
  const credential = await engine.call("credential", code, election);
  const source = { board, election, trust };
  const follow = () => engine.follow((progress) => waiting.at(progress), "load", source, credential);
  await untilDone(follow, waiting.onPause);
  await engine.call("admit", code);
  return load(engine);
}

function showReady(booth: Booth, visit: Choosing): void {
  const { page, steps } = booth;
  const { loaded, letter } = visit;
  booth.visit = visit;
  steps.enter("start", () => showReady(booth, visit));
  page.show(() => {
    const { title, language, description, closing } = loaded.overview;
    return {
      title,
      language,
      content: [
        description && paragraphs(description, inLanguage(language)),
        paragraph(say("open-until", { time: time(closing) })),
        earlier(loaded),
        element(
          "p",
          { class: "actions" },
          button(say("start-begin"), () => showBallot(booth, visit), { id: "begin" }),
        ),
        overviewOfSteps(),
        unwitnessed(loaded),
        identity(loaded, letter),
      ],
    };
  });
}

function earlier({ paper: { earlier } }: Loaded): Child {
  return (
    earlier &&
    notice(
      "",
      say("earlier-title"),
      paragraph(say("earlier-text", { time: time(earlier.at) })),
      paragraph(say("earlier-not-you")),
      details(say("earlier-tracker"), codeText(earlier.tracker)),
    )
  );
}

function overviewOfSteps(): Child {
  const lines = [say("step-choose"), say("step-review"), say("step-cast"), say("step-receipt")];
  return [
    element("h2", {}, say("steps-title")),
    element(
      "ol",
      { class: "steps" },
      lines.map((line) => element("li", {}, line)),
    ),
  ];
}

/** Before anyone votes: that no one watches the board, and what that makes possible. */
function unwitnessed({ overview }: Loaded): Child {
  return (
    overview.unwitnessed &&
    notice("", null, paragraph(say("verdict-unwitnessed")), collusion(overview.colluding))
  );
}

/** For voters who compare: what stands on the letter. */
function identity({ overview }: Loaded, { trust }: Letter): Child {
  return details(
    say("identity-title"),
    paragraph(trust ? say("identity-compared") : say("identity-compare")),
    facts(
      [say("fact-trust"), codeText(overview.trust_text)],
      [say("fact-fingerprint"), overview.fingerprint_text && codeText(overview.fingerprint_text)],
      [say("fact-board"), verbatim(overview.board.name)],
      [say("fact-size"), number(overview.size)],
    ),
  );
}
