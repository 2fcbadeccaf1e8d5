// One visit to the booth, from the letter to the receipt. Each state has what is known in it, and no more: a
// ballot that is prepared and one that is cast are different things.

import type { CastReceipt, Overview, PaperView, PreparedView } from "answers";
import { preferred } from "kit/language";
import type { Page } from "kit/page";
import type { Choices } from "worker/encrypt";
import type { Engine } from "worker/engine";
import type { Steps } from "./steps";

/** The page, and who visits it now. */
export interface Booth {
  page: Page;
  engine: Engine;
  /** The screens to which Back and Forward lead. */
  steps: Steps;
  board: string;
  visit: Visit;
}

export type Visit = Starting | Choosing | Reviewing | Sending | Done;

/** The values that the voter brought: by link, typed, or kept over a reload. */
export interface Letter {
  election: string;
  code: string;
  trust: string | undefined;
}

/** The election as the verified log has it. The texts change with the language of the page. */
export interface Loaded {
  overview: Overview;
  paper: PaperView;
}

/** The page was loaded again, and the code went with it. */
export interface Reloaded {
  /** The letter's trust hash is still there. */
  trust: boolean;
  /** The tracker of a ballot that was on its way. */
  sending: string | undefined;
}

/** The log is not loaded yet, or must be loaded again. */
export interface Starting {
  at: "starting";
  letter: Letter;
  /** The choices from before a ballot was refused. */
  choices: Choices;
  reloaded: Reloaded | null;
}

/** The voter may vote; nothing is prepared. */
export interface Choosing {
  at: "choosing";
  letter: Letter;
  loaded: Loaded;
  choices: Choices;
}

/** A ballot of the choices is prepared, and can be cast or opened. */
export interface Reviewing {
  at: "reviewing";
  letter: Letter;
  loaded: Loaded;
  choices: Choices;
  prepared: PreparedView;
}

/** It is unknown whether the ballot has arrived. */
export interface Sending {
  at: "sending";
  letter: Letter;
  loaded: Loaded;
  choices: Choices;
  prepared: PreparedView;
}

/** The ballot is in the box; what the voter chose is forgotten. */
export interface Done {
  at: "done";
  letter: Letter;
  loaded: Pick<Loaded, "overview">;
  receipt: string;
  cast: CastReceipt;
  /** The page was loaded again since, without the log. */
  reloaded: boolean;
}

export function starting(letter: Letter, choices: Choices = {}, reloaded: Reloaded | null = null): Starting {
  return { at: "starting", letter, choices, reloaded };
}

export function choosing({ letter, loaded, choices }: Choosing | Reviewing): Choosing {
  return { at: "choosing", letter, loaded, choices };
}

/** The texts of the election in the language of the page. */
export async function load(engine: Engine): Promise<Loaded> {
  const overview = await engine.call("overview", preferred());
  return { overview, paper: await engine.call("paper", preferred()) };
}

/** The same again, after the reader has chosen another language. */
export async function translate({ engine, visit }: Booth): Promise<void> {
  // Without the log there are no texts; they come with it.
  if (visit.at === "starting" || (visit.at === "done" && visit.reloaded)) return;
  // Once the ballot is sent there is nothing more to choose.
  if (visit.at === "choosing" || visit.at === "reviewing") Object.assign(visit.loaded, await load(engine));
  else visit.loaded.overview = await engine.call("overview", preferred());
}

export function chosen({ choices }: Choosing | Reviewing, contest: string): string[] {
  return choices[contest] ?? [];
}

/** True if choices would be lost with the page. */
export function hasChoices(visit: Visit): boolean {
  return visit.at !== "done" && Object.values(visit.choices).some((options) => options.length > 0);
}
