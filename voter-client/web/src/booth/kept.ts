// The memory of the tab over a reload: nothing that is secret, and nothing of what the voter chose.
//
// The code and the choices are not kept: on a shared computer the next person at this tab could find them.

import type { CastReceipt, Overview } from "answers";

export interface KeptVisit {
  election: string;
  /** The check value that the link of the letter brought. */
  trust: string | undefined;
  /** A code had been given. */
  code: boolean;
  /** The tracker of a ballot that was on its way. */
  sending?: string | undefined;
  /** The vote that was cast: all of it is public. */
  end?: { cast: CastReceipt; receipt: string; overview: Overview } | undefined;
}

const KEY = "tabella-booth";

export function keep(
  { election, trust }: Pick<KeptVisit, "election" | "trust">,
  state: Omit<KeptVisit, "election" | "trust">,
): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ election, trust, ...state } satisfies KeptVisit));
  } catch {
    // A browser that keeps nothing: after a reload the page says that it no longer compares.
  }
}

/** The visit that was kept for an election. */
export function kept(election: string): KeptVisit | null {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as KeptVisit | null;
    return found?.election === election ? found : null;
  } catch {
    return null;
  }
}
