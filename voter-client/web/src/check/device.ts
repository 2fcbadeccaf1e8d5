// Test of a voting device: what did it really put into the ballot that it then had to open?

import type { Choice } from "../answers";
import { codeText } from "../code-text";
import { type Child, button, details, element, notice, paragraph, secondary } from "../dom";
import { troubleSentence } from "../faults";
import { fileField, valueField } from "../fields";
import { preferred, say } from "../language";
import { grouped, readLink, readOpening } from "../link";
import { inLanguage } from "../page";
import { Trouble } from "../trouble";
import { type Checking, load, showTask } from "./checking";
import { forget, note, noted } from "./noted";

export function showDeviceTask(checking: Checking): void {
  const { link, source, page } = checking;
  if (link.tracker && link.credential && !link.opening) {
    note(source.election, { tracker: link.tracker, credential: link.credential });
    return showNoted(checking, link.tracker, link.credential);
  }
  // Only what was noted before the ballot was opened says that the device had committed itself.
  const before = noted(source.election);
  let opening = link.opening ?? "";
  let tracker = before?.tracker ?? "";
  let credential = grouped(link.credential ?? before?.credential ?? "");
  let mistyped = "credential";
  let agreed: boolean | null = null;

  const take = (text: string) => {
    const pasted = readLink(text);
    opening = pasted?.opening ?? text;
    if (pasted?.credential && !credential) credential = grouped(pasted.credential);
  };
  const open = (text: string) => {
    take(text);
    page.refresh();
  };
  const judge = (yes: boolean) => () => {
    agreed = yes;
    forget(source.election);
    page.refresh();
    document.getElementById("judgement")?.focus();
  };

  showTask<{ choices: Choice[]; language: string | undefined }>(checking, {
    title: () => say("device-task"),
    help: () => [paragraph(say("device-help")), opening === "" && paragraph(say("device-scan"))],
    field: () => mistyped,
    fields: (error) => [
      link.opening ? paragraph(say("device-opening-there")) : openingFields(opening, take, open),
      valueField({
        id: "credential",
        label: say("device-credential"),
        help: say("device-credential-help"),
        value: credential,
        input: (typed) => (credential = typed),
        error: error && mistyped === "credential" ? troubleSentence(error) : null,
      }),
      before
        ? [paragraph(say("device-noted")), codeText(grouped(before.tracker))]
        : [
            valueField({
              id: "noted",
              label: say("device-tracker"),
              help: say("device-tracker-help"),
              value: tracker,
              input: (typed) => (tracker = typed),
              error: error && mistyped === "noted" ? troubleSentence(error) : null,
            }),
            link.tracker &&
              details(
                say("device-tracker-link"),
                paragraph(say("device-tracker-link-help")),
                codeText(grouped(link.tracker)),
              ),
          ],
    ],
    submit: () => say("device-submit"),
    ask: async (waiting) => {
      agreed = null;
      const line = readOpening(opening);
      if (!line) throw unreadable();
      mistyped = "credential";
      await load(checking, waiting, credential);
      mistyped = "noted";
      const { choices } = await checking.engine.call("checkOpening", line, credential, tracker, preferred());
      return { choices, language: checking.overview?.language };
    },
    answer: ({ choices, language }) => [
      element("h2", {}, say("device-choices")),
      paragraph(say("device-choices-text")),
      choices.map((choice) =>
        element(
          "section",
          { class: "card answer" },
          element("h3", inLanguage(language), choice.title),
          element("ul", { class: "chosen" }, labels(choice.options, choice.labels, language)),
        ),
      ),
      element("h2", {}, say("device-yours")),
      element(
        "p",
        { class: "actions" },
        button(say("device-yes"), judge(true), { id: "yes" }),
        secondary(say("device-no"), judge(false), { id: "no" }),
      ),
      element("div", { id: "judgement", tabindex: -1, role: "status" }, agreed !== null && judgement(agreed)),
    ],
  });
}

function openingFields(opening: string, take: (text: string) => void, open: (text: string) => void): Child {
  return [
    valueField({
      id: "opening",
      label: say("device-opening"),
      help: say("device-opening-help"),
      value: opening,
      input: take,
    }),
    fileField("opening-file", say("device-opening-file"), (file) => void file.text().then(open)),
  ];
}

function labels(options: string[], words: string[], language: string | undefined): Child {
  if (options.length === 0) return element("li", { class: "nothing" }, say("device-nothing"));
  return options.map((option, index) => {
    const isBlank = option === "blank";
    return element("li", isBlank ? {} : inLanguage(language), isBlank ? say("blank-vote") : words[index]);
  });
}

function judgement(agreed: boolean): HTMLElement {
  if (agreed) return notice("ok", say("device-good"), paragraph(say("device-good-text")));
  return notice("bad", say("device-bad"), paragraph(say("device-bad-text")), paragraph(say("device-bad-do")));
}

function unreadable(): Trouble {
  const reason = "this is neither the line of an opened test ballot nor a link with one";
  return new Trouble({ kind: "faults", faults: [{ check: "RCP-07", culprit: "file opening", reason }] });
}

/** After the first scan: the tracker is noted, now the voting device may open the ballot. */
function showNoted(checking: Checking, tracker: string, credential: string): void {
  const goOn = () => {
    checking.link = { ...checking.link, tracker: "", credential };
    showDeviceTask(checking);
  };
  checking.page.show(() => ({
    title: say("noted-title"),
    content: [
      notice("ok", null, paragraph(say("noted-text"))),
      element("h2", {}, say("tracker-title")),
      paragraph(say("noted-tracker")),
      codeText(grouped(tracker)),
      element("h2", {}, say("noted-credential-title")),
      paragraph(say("noted-credential")),
      codeText(grouped(credential)),
      paragraph(say("noted-next")),
      element("p", { class: "actions" }, secondary(say("noted-paste"), goOn, { id: "paste" })),
    ],
  }));
}
