// The rule of a contest, and what the choices so far make of it.

import type { ContestView } from "answers";

/** Among the options of a contest, the blank vote. */
export const BLANK = "blank";

/** One option is chosen with radio buttons, several with check boxes. */
export function isSingle(contest: ContestView): boolean {
  return contest.max === 1;
}

export type State =
  /** The ballot cannot be prepared like this: too few, too many, or a blank vote with choices beside it. */
  | "broken"
  /** Allowed, but less than the voter may give. */
  | "empty"
  | "fewer"
  | "complete";

export function stateOf(contest: ContestView, options: readonly string[]): State {
  const blank = options.includes(BLANK);
  if (blank) return contest.blank && options.length === 1 ? "complete" : "broken";
  if (options.length < contest.min || options.length > contest.max) return "broken";
  if (options.length === 0) return "empty";
  return options.length < contest.max ? "fewer" : "complete";
}

/** The reason why one more option cannot be chosen now. */
export type Obstacle = "full" | "blank-chosen" | "options-chosen";

/** For check boxes: what stands in the way of choosing `option`, null for nothing. Radio buttons replace each
 * other. */
export function obstacle(contest: ContestView, options: readonly string[], option: string): Obstacle | null {
  if (isSingle(contest) || options.includes(option)) return null;
  if (option === BLANK) return options.length > 0 ? "options-chosen" : null;
  if (options.includes(BLANK)) return "blank-chosen";
  return options.length >= contest.max ? "full" : null;
}
