// The audit page: the whole record of an election, verified in this tab by the same Rust code as the program's.

import type { ElectionSummary } from "answers";
import { untilDone } from "kit/attempts";
import type { Progress } from "kit/calls";
import { type Child, button, details, element, notice, paragraph, secondary } from "kit/dom";
import { electionList, titleOf, when } from "kit/elections";
import { fileField, textOf, valueField } from "kit/fields";
import { number, say } from "kit/language";
import { boardOfPage, checkPath, readLink, viewPath } from "kit/link";
import { Page, inLanguage } from "kit/page";
import { Trouble } from "kit/trouble";
import { troubleNotice } from "kit/trouble-notice";
import { Waiting } from "kit/waiting";
import { Engine } from "worker/engine";
import type { Audited, RecordFiles, Source } from "worker/requests";
import { ReportView } from "./report";

const given = readLink(location.href) ?? {};
const source: Source = {
  board: boardOfPage(location.href) ?? "",
  election: given.election ?? "",
  trust: given.trust,
};
/** Texts of files that the observer brings: a trust file of their own, a record that was saved. */
const files: { trust?: string; entries?: Blob; checkpoint?: string } = {};

let named: ElectionSummary | null = null;

const engine = new Engine();
const page = new Page({ name: () => say("audit-name"), links, footer: () => [paragraph(say("audit-footer"))] });

begin();

function begin(): void {
  void (source.election ? look() : chooseElection());
}

function links() {
  const { election } = source;
  const about = election
    ? [
        { text: say("link-view"), address: viewPath(election) },
        { text: say("link-check"), address: checkPath(election) },
      ]
    : [];
  return [{ text: say("link-elections"), address: "../" }, ...about];
}

async function chooseElection(): Promise<void> {
  const waiting = new Waiting(() => say("start-looking"));
  page.show(() => ({ title: say("audit-which"), content: [waiting.view()] }));
  try {
    const all = await untilDone(() => engine.call("elections", source.board), waiting.onPause);
    const take = (id: string) => {
      source.election = id;
      history.replaceState(null, "", `${id}${location.search}`);
      void look();
    };
    page.show(() => ({ title: say("audit-which"), content: [electionList(all, when, take), savedRecord()] }));
  } catch (thrown) {
    const trouble = Trouble.of(thrown);
    page.show(() => ({
      title: say("audit-which"),
      content: [troubleNotice(trouble, say("audit-failed")), savedRecord()],
    }));
  }
}

/** Asks the board for the name of the election, so that the reader knows which one it is. */
async function look(): Promise<void> {
  const waiting = new Waiting(() => say("start-looking"));
  page.show(() => ({ title: say("audit-title"), content: [waiting.view()] }));
  try {
    named = await untilDone(() => engine.call("summary", source.board, source.election), waiting.onPause);
    showStart();
  } catch (thrown) {
    const trouble = Trouble.of(thrown);
    page.show(() => ({
      title: say("audit-failed"),
      content: [troubleNotice(trouble, say("audit-no-verdict"))],
    }));
  }
}

function name(): Child {
  if (!named) return null;
  const { title, language } = titleOf(named);
  return element("p", { class: "muted", ...inLanguage(language) }, title);
}

function showStart(): void {
  page.show(() => ({
    title: say("audit-title"),
    above: name(),
    content: [
      paragraph(say("audit-help")),
      element(
        "p",
        { class: "actions" },
        button(say("audit-begin"), () => void audit(source), { id: "begin" }),
      ),
      notice("", say("audit-relies"), paragraph(say("audit-relies-text")), paragraph(say("audit-relies-page"))),
      ownTrust(),
      savedRecord(),
    ],
  }));
}

/** The observer's own knowledge: the hash on a letter, or a whole trust file. */
function ownTrust(): Child {
  return details(
    say("audit-trust"),
    paragraph(say("audit-trust-text")),
    valueField({
      id: "trust",
      label: say("check-trust"),
      help: say("check-trust-help"),
      value: source.trust ?? "",
      input: (typed) => (source.trust = typed.trim() || undefined),
    }),
    fileField("trust-file", say("audit-trust-file"), keepTrust),
  );
}

async function keepTrust(file: File): Promise<void> {
  files.trust = await textOf(file);
}

function savedRecord(): Child {
  const error = element("p", { class: "error", role: "alert" });
  const begin = () => {
    const { trust, entries, checkpoint } = files;
    if (trust && entries && checkpoint !== undefined) void audit({ entries, checkpoint });
    else error.textContent = say("audit-files-missing");
  };
  return details(
    say("audit-files"),
    paragraph(say("audit-files-text")),
    fileField("entries", say("audit-files-entries"), (file) => void (files.entries = file)),
    fileField("checkpoint", say("audit-files-checkpoint"), async (file) => {
      files.checkpoint = await textOf(file);
    }),
    fileField("record-trust", say("audit-files-trust"), keepTrust),
    error,
    secondary(say("audit-files-begin"), begin, { id: "begin-files" }),
  );
}

async function audit(record: Source | RecordFiles): Promise<void> {
  const began = performance.now();
  let progress: Progress = { done: 0, all: 0, bytes: 0 };
  const waiting = new Waiting(() => say("audit-working"));
  const speed = element("p", { class: "muted" });
  const follow = (now: Progress) => {
    progress = now;
    waiting.at(now);
    speed.textContent = pace(now, (performance.now() - began) / 1000);
  };
  page.show(() => ({
    title: say("audit-working"),
    content: [paragraph(say("audit-working-text")), waiting.view(), speed],
  }));
  try {
    await untilDone(() => engine.start(), waiting.onPause);
    const trust = files.trust ?? (await untilDone(() => engine.call("trust", source), waiting.onPause));
    const audited = await untilDone(() => engine.follow(follow, "audit", trust, record), waiting.onPause);
    showReport(audited, trust, record, progress.all, (performance.now() - began) / 1000);
  } catch (thrown) {
    const trouble = Trouble.of(thrown);
    page.show(() => ({
      title: say("audit-failed"),
      content: [
        troubleNotice(trouble, say("audit-no-verdict")),
        element("p", { class: "actions" }, button(say("try-again"), begin)),
      ],
    }));
  }
}

/** Entries, entries per second, time left. */
function pace({ done, all }: Progress, seconds: number): string {
  if (done === 0 || seconds < 1) return say("audit-entries", { done: number(done), all: number(all) });
  const speed = done / seconds;
  const left = Math.ceil((all - done) / speed);
  return say("audit-pace", { done: number(done), all: number(all), speed: number(Math.round(speed)), left });
}

function showReport(
  audited: Audited,
  trust: string,
  record: Source | RecordFiles,
  entries: number,
  seconds: number,
): void {
  const origin = "board" in record ? `${record.board}/elections/${record.election}` : null;
  const view = new ReportView(audited, trust, origin, { entries, seconds });
  page.show(() => ({
    title: audited.report.verdict === "accepted" ? say("verdict-accepted") : say("verdict-rejected"),
    above: "board" in record && name(),
    content: [
      view.view(),
      element("p", { class: "actions" }, secondary(say("audit-again"), begin, { id: "again" })),
    ],
  }));
}
