// One visit to the booth: what is known, and what the voter has chosen so far.

import type { CastReceipt, ElectionSummary, Overview, PaperView, PreparedView } from "answers";
import { preferred } from "kit/language";
import { Page } from "kit/page";
import type { Choices } from "worker/encrypt";
import { Engine } from "worker/engine";
import type { Steps } from "./steps";

export interface Visit {
  page: Page;
  engine: Engine;
  /** Where Back and Forward lead. */
  steps: Steps;
  board: string;
  election: string;
  code: string;
  trust: string | undefined;
  /** What the board says before anything is verified. */
  summary: ElectionSummary | null;
  /** What the verified log says. */
  overview: Overview | null;
  paper: PaperView | null;
  choices: Choices;
  prepared: PreparedView | null;
  /** It is unknown whether the ballot has arrived. */
  sending: boolean;
  /** The page was loaded again, and the code went with it: whether the letter's trust hash is still there, and
   * the tracker of a ballot that was on its way. */
  reloaded: { trust: boolean; sending: string | undefined } | null;
  receipt: string;
  cast: CastReceipt | null;
}

/** Loads the texts of the election in the language of the page. */
export async function readTexts(visit: Visit): Promise<void> {
  visit.overview = await visit.engine.call("overview", preferred());
  // Once the ballot is cast there is nothing more to choose.
  if (!visit.cast) visit.paper = await visit.engine.call("paper", preferred());
}

export function chosen(visit: Visit, contest: string): string[] {
  return visit.choices[contest] ?? [];
}

/** Whether anything would be lost with the page. */
export function hasChoices(visit: Visit): boolean {
  return !visit.cast && Object.values(visit.choices).some((options) => options.length > 0);
}

/** The steps of a visit, so that nobody takes a ballot that is only prepared for one that is cast. */
export type Stage = "choose" | "review" | "cast";
