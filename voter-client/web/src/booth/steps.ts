// Back and Forward of the browser move between the screens of a visit: each has its entry in the history of the
// tab.
//
// The entries hold a number only. What a screen shows stays in the memory of the page, and goes with it.

const ORDER = ["start", "ballot", "review", "test"] as const;
export type Step = (typeof ORDER)[number];

export class Steps {
  /** The functions that show each screen again, as long as it is true. */
  private readonly screens = new Map<number, () => void>();
  private now = 0;
  /** The page itself is on its way to another entry. */
  private moving = false;
  /** Since the voter has cast, Back and Forward change nothing on the screen. */
  private closed = false;

  constructor() {
    addEventListener("popstate", () => this.moved());
  }

  /** A new visit, of which nothing was shown yet. */
  begin(): void {
    this.screens.clear();
    this.closed = false;
  }

  /** Every screen says here that it is shown, and how to show it again. */
  enter(step: Step, show: () => void): void {
    this.now = ORDER.indexOf(step);
    this.screens.set(this.now, show);
    if (!this.moving) this.align();
  }

  /** This screen and the ones after it are no longer true: another choice was made, or the ballot was
   * opened. */
  forget(step: Step): void {
    for (const later of ORDER.keys()) if (later >= ORDER.indexOf(step)) this.screens.delete(later);
  }

  /** From the act that casts on, choices are not shown again. */
  close(): void {
    this.closed = true;
    this.screens.clear();
  }

  private moved(): void {
    if (this.moving) {
      this.moving = false;
      return this.align();
    }
    // A link was pasted: the booth decides whether a visit begins again.
    if (this.closed || location.hash || at() === this.now) return;
    // Where the screen of the entry is no longer true, the next one in the same direction is shown.
    const shown = [...this.screens.keys()].sort();
    const before = shown.findLast((step) => step <= at());
    const next = at() > this.now ? (shown.find((step) => step >= at()) ?? before) : before;
    if (next !== undefined) this.screens.get(next)?.();
  }

  /** Brings the history of the tab to where the voter is. */
  private align(): void {
    for (let next = at() + 1; next <= this.now; next++) history.pushState({ step: next }, "");
    if (at() === this.now) return;
    this.moving = true;
    history.go(this.now - at());
  }
}

/** The entry at which the tab is. */
function at(): number {
  return (history.state as { step?: number } | null)?.step ?? 0;
}
