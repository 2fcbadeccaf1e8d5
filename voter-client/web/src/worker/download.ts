// A log while it is downloaded, verified entry by entry.

import { LoadedLog } from "tabella-web";
import type { Progress } from "kit/calls";
import { Trouble } from "kit/trouble";
import * as board from "./board";
import type { Source } from "./requests";

/** After so many entries the page hears how far it is. */
const REPORT_ENTRIES = 50;

export class Download {
  readonly source: Source;
  readonly log: LoadedLog;
  private readonly own: string | undefined;
  private checkpoint: string | null = null;
  private complete = false;
  private bytes = 0;
  /** The whole log that this page saw before, until it is clear that what is shown now is not older. */
  private former: Download | null = null;
  /** The last checkpoint that this page has seen hold. */
  private seen: string | null = null;

  /** `own` is a credential or a tracker: the ballots of its voter are verified in full. `former` is what this
   * page loaded before. */
  constructor(source: Source, own?: string, former?: Download | null) {
    this.source = source;
    this.own = own;
    this.log = new LoadedLog(source.election, source.trust, own);
    if (!former || former.source.board !== source.board || former.source.election !== source.election) return;
    this.former = former.complete ? former : former.former;
    this.seen = former.complete ? former.checkpoint : former.seen;
  }

  /** True if this download broke off and is of the same log. */
  mayContinue(source: Source, own?: string): boolean {
    const same = JSON.stringify([source, own]) === JSON.stringify([this.source, this.own]);
    return same && !this.complete;
  }

  /** `known`: how many entries the log is known to have, from a receipt; an older state is asked for again. */
  async run(progress: (progress: Progress) => void, known = 0): Promise<void> {
    const { board: from, election } = this.source;
    this.checkpoint ??= await this.newest(known);
    const all = sizeIn(this.checkpoint);
    let reported = 0;
    const begun = this.log.resume();
    if (begun < all) {
      for await (const piece of board.entries(from, election, begun, all)) {
        this.log.take(piece);
        this.bytes += piece.length;
        const done = this.log.size();
        if (done - reported >= REPORT_ENTRIES || done === all)
          progress({ done: (reported = done), all, bytes: this.bytes });
      }
    }
    if (this.log.size() < all) throw new Trouble({ kind: "connection" });
    this.log.conclude(this.checkpoint);
    // LOG-08
    if (this.seen) this.log.extends(this.seen);
    this.complete = true;
  }

  /** The checkpoint that is shown now. One that is older than what this page has seen may come from a cache:
   * it speaks against someone only where it contradicts what was seen (LOG-08). */
  private async newest(known: number): Promise<string> {
    const { board: from, election } = this.source;
    const seen = this.seen ? sizeIn(this.seen) : 0;
    let shown = await board.checkpoint(from, election);
    if (sizeIn(shown) < Math.max(seen, known)) shown = await board.checkpointAfresh(from, election);
    if (sizeIn(shown) < seen) {
      this.former?.log.extends(shown);
      throw new Trouble({ kind: "older-view", detail: `${sizeIn(shown)} of at least ${seen} entries` });
    }
    this.former?.log.free();
    this.former = null;
    return shown;
  }

  /** Only the first entry: enough to make the trust file. */
  async takeManifest(): Promise<void> {
    const { board: from, election } = this.source;
    for await (const piece of board.entries(from, election, 0, 1)) this.log.take(piece);
  }
}

/** The size that a checkpoint states, before anything of it is verified. */
export function sizeIn(checkpoint: string): number {
  return Number(checkpoint.split("\n")[1]) || 0;
}
