// The tracker that was noted before the voter chose between casting and testing.

export interface NotedTracker {
  /** As people see it. */
  tracker: string;
  /** The time of noting, Unix seconds. */
  at: number;
}

const key = (election: string) => `tabella-check:${election}`;
/** The notes of this page, even where the browser keeps nothing. */
const here = new Map<string, NotedTracker>();

/** Notes a tracker. The caller has asked before another one is forgotten. */
export function note(election: string, tracker: string): NotedTracker {
  const noted = { tracker, at: Math.floor(Date.now() / 1000) };
  here.set(election, noted);
  try {
    localStorage.setItem(key(election), JSON.stringify(noted));
  } catch {
    // A browser that keeps nothing: `isKept` says it.
  }
  return noted;
}

export function noted(election: string): NotedTracker | null {
  return kept(election) ?? here.get(election) ?? null;
}

/** True if the note is still there after this page is closed. */
export function isKept(election: string): boolean {
  return kept(election) !== null;
}

export function forget(election: string): void {
  here.delete(election);
  try {
    localStorage.removeItem(key(election));
  } catch {
    // Nothing was kept.
  }
}

function kept(election: string): NotedTracker | null {
  try {
    const { tracker, at } = JSON.parse(localStorage.getItem(key(election)) ?? "null") as NotedTracker;
    return typeof tracker === "string" && typeof at === "number" ? { tracker, at } : null;
  } catch {
    return null;
  }
}
