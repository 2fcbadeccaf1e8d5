// What the first scan left in this browser, so that the second one can be held against it.

export interface Noted {
  tracker: string;
  credential: string;
}

/** What was noted longer ago belongs to a test that was given up. */
const LIFETIME_MS = 60 * 60 * 1000;

const key = (election: string) => `tabella-check:${election}`;

export function note(election: string, noted: Noted): void {
  try {
    localStorage.setItem(key(election), JSON.stringify({ ...noted, time: Date.now() }));
  } catch {
    // A browser that keeps nothing: the voter compares the tracker herself.
  }
}

export function noted(election: string): Noted | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key(election)) ?? "null") as (Noted & { time: number }) | null;
    return kept && Date.now() - kept.time < LIFETIME_MS ? kept : null;
  } catch {
    return null;
  }
}

export function forget(election: string): void {
  try {
    localStorage.removeItem(key(election));
  } catch {
    // Nothing was kept.
  }
}
