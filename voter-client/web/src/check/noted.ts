// What the first scan left in this browser, so that the second one can be held against it.

export interface Noted {
  tracker: string;
  credential: string;
}

const key = (election: string) => `tabella-check:${election}`;

export function note(election: string, noted: Noted): void {
  try {
    localStorage.setItem(key(election), JSON.stringify(noted));
  } catch {
    // A browser that keeps nothing: the voter compares the tracker herself.
  }
}

export function noted(election: string): Noted | null {
  try {
    return JSON.parse(localStorage.getItem(key(election)) ?? "null") as Noted | null;
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
