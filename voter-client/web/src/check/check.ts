// The check page: three questions about ballots, answered from a log that this page verifies itself.

import type { ElectionSummary } from "answers";
import { untilDone } from "kit/attempts";
import { type Child, button, details, element, paragraph } from "kit/dom";
import { electionList, when } from "kit/elections";
import { lineField, valueField } from "kit/fields";
import { say, time } from "kit/language";
import { type Link, boardAt, boardOfPage, readLink, viewPath } from "kit/link";
import { Page } from "kit/page";
import { Trouble } from "kit/trouble";
import { troubleNotice } from "kit/trouble-notice";
import { Waiting } from "kit/waiting";
import { Engine } from "worker/engine";
import { selfContained } from "worker/files";
import { showBallotTask } from "./ballot";
import { type Checking, foreignNotice, readTexts } from "./checking";
import { showCredentialTask } from "./credential";
import { showDeviceTask } from "./device";
import { noted } from "./noted";
import { showServedTask } from "./served";

const link: Link = readLink(location.href) ?? {};
const checking: Checking = {
  page: new Page({ name: () => say("check-name"), links, footer: () => [paragraph(say("check-footer"))] }),
  engine: new Engine(),
  source: {
    board: boardOf(link) ?? "",
    election: link.election ?? "",
    trust: link.trust,
  },
  link,
  overview: null,
  menu: () => void menu(),
};

checking.page.onLanguage = () => {
  // While the log is being read again it has no texts; they come with it.
  const keep = () => {};
  if (checking.overview) void readTexts(checking).then(() => checking.page.refresh(), keep);
};

// A link may be opened in the window of an earlier one.
addEventListener("hashchange", () => {
  take(readLink(location.href) ?? {});
  begin();
});

begin();

function begin(): void {
  if (!checking.source.election || !checking.source.board) void chooseElection();
  else void menu();
}

/** Takes over what a link says. A page of a board reads that board only. */
function take(given: Link): void {
  checking.link = given;
  const { election, trust } = given;
  checking.source = {
    board: boardOf(given) ?? checking.source.board,
    election: election ?? checking.source.election,
    trust: trust ?? checking.source.trust,
  };
}

/** A page of a board reads that board; a page from elsewhere reads the one that a link names. */
function boardOf({ board }: Link): string | undefined {
  if (!selfContained) return boardOfPage(location.href) ?? undefined;
  return board === boardAt(location.href) ? undefined : board;
}

function links() {
  const { election } = checking.source;
  if (selfContained) return [];
  return [
    { text: say("link-elections"), address: "../" },
    ...(election ? [{ text: say("link-view"), address: viewPath(election) }] : []),
  ];
}

function menu(): void {
  const before = noted(checking.source.election);
  const tasks = (): [string, string[], () => void][] => [
    [say("ballot-task"), [say("ballot-task-about")], () => showBallotTask(checking)],
    [
      say("device-task"),
      [say("device-task-about"), ...(before ? [say("device-task-noted", { time: time(before.at) })] : [])],
      () => showDeviceTask(checking),
    ],
    [say("used-task"), [say("used-task-about")], () => showCredentialTask(checking)],
    // A page of the board would judge itself.
    ...(selfContained ? [served()] : []),
  ];
  const served = (): [string, string[], () => void] => [
    say("served-task"),
    [say("served-task-about")],
    () => showServedTask(checking),
  ];
  checking.page.show(() => ({
    title: say("check-title"),
    content: [
      foreignNotice(checking),
      paragraph(say("check-help")),
      tasks().map(([title, about, go], index) =>
        element(
          "section",
          { class: "card" },
          element("h2", {}, title),
          about.map((text) => paragraph(text)),
          button(say("check-begin"), go, {
            id: `task-${index}`,
            "aria-label": `${say("check-begin")}: ${title}`,
          }),
        ),
      ),
      settings(),
      !selfContained && takeAway(),
    ],
  }));
}

/** The value from the letter, which makes sure that this is the election that it is about. */
function settings(): Child {
  const trust = (typed: string) => (checking.source.trust = typed.trim() || undefined);
  return details(
    say("check-settings"),
    valueField({
      id: "trust",
      label: say("check-trust"),
      help: say("check-trust-help"),
      value: checking.source.trust ?? "",
      input: trust,
    }),
    button(say("check-other"), () => void chooseElection(), { class: "button-secondary" }),
  );
}

/** This page as one file: who does not want to believe the board's copy can get it elsewhere. */
function takeAway(): Child {
  return details(
    say("take-away"),
    paragraph(say("take-away-text")),
    element(
      "p",
      {},
      element(
        "a",
        { href: "../web/tabella-check.html", download: "tabella-check.html", translate: "no" },
        "tabella-check.html",
      ),
    ),
  );
}

/** Which board, for the self-contained page; which election. */
async function chooseElection(): Promise<void> {
  if (selfContained && !checking.source.board) return askBoard();
  const { page, engine, source } = checking;
  const waiting = new Waiting(() => say("start-looking"));
  page.show(() => ({ title: say("check-which"), content: [waiting.view()] }));
  let all: ElectionSummary[];
  try {
    all = await untilDone(() => engine.call("elections", source.board), waiting.onPause);
  } catch (thrown) {
    const trouble = Trouble.of(thrown);
    page.show(() => ({
      title: say("check-which"),
      content: [troubleNotice(trouble, say("check-failed")), otherBoard()],
    }));
    return;
  }
  const choose = (election: string) => {
    source.election = election;
    if (!selfContained) history.replaceState(null, "", `${election}${location.search}${location.hash}`);
    begin();
  };
  page.show(() => ({ title: say("check-which"), content: [electionList(all, when, choose), otherBoard()] }));
}

function otherBoard(): Child {
  return selfContained && button(say("check-other-board"), askBoard, { class: "button-secondary" });
}

function askBoard(): void {
  let typed = checking.source.board;
  let wrong = false;
  const submit = (event: Event) => {
    event.preventDefault();
    const given = readLink(typed);
    const board = given?.board ?? boardAt(`https://${typed}`);
    wrong = board === null || given?.foreign === true;
    if (board === null || wrong) {
      checking.page.refresh();
      document.getElementById("board")?.focus();
      return;
    }
    checking.source.election = "";
    take({ ...given, board });
    begin();
  };
  checking.page.show(() => ({
    title: say("board-title"),
    content: [
      paragraph(say("board-help")),
      element(
        "form",
        { submit, novalidate: true, class: "card" },
        lineField({
          id: "board",
          label: say("board-label"),
          help: say("board-field-help"),
          value: typed,
          input: (text) => (typed = text),
          error: wrong ? say("board-wrong") : null,
        }),
        element("button", { type: "submit" }, say("code-continue")),
      ),
    ],
  }));
}
