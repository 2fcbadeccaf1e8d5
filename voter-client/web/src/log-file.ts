// A log while it is downloaded, verified entry by entry.

import { Log } from "tabella-web";
import * as board from "./board";
import type { Progress, Source } from "./requests";
import { Trouble } from "./trouble";

/** After so many entries the page hears how far it is. */
const REPORT_ENTRIES = 50;

export class LogFile {
  readonly source: Source;
  readonly log: Log;
  private readonly own: string | undefined;
  private checkpoint: string | null = null;
  private complete = false;
  private bytes = 0;

  /** `own` is a credential or a tracker: the ballots of its voter are verified in full. */
  constructor(source: Source, own?: string) {
    this.source = source;
    this.own = own;
    this.log = new Log(source.election, source.trust, own);
  }

  /** Whether this download broke off and is of the same log. */
  mayContinue(source: Source, own?: string): boolean {
    const same = JSON.stringify([source, own]) === JSON.stringify([this.source, this.own]);
    return same && !this.complete;
  }

  async download(progress: (progress: Progress) => void): Promise<void> {
    const { board: from, election } = this.source;
    this.checkpoint ??= await board.checkpoint(from, election);
    const all = sizeIn(this.checkpoint);
    let reported = 0;
    const begun = this.log.resume();
    if (begun < all) {
      for await (const piece of board.entries(from, election, begun, all)) {
        this.log.take(piece);
        this.bytes += piece.length;
        const done = this.log.size();
        if (done - reported >= REPORT_ENTRIES || done === all) progress({ done: (reported = done), all, bytes: this.bytes });
      }
    }
    if (this.log.size() < all) throw new Trouble({ kind: "connection" });
    this.log.conclude(this.checkpoint);
    this.complete = true;
  }

  /** Only the first entry: enough to make the trust file. */
  async downloadManifest(): Promise<void> {
    const { board: from, election } = this.source;
    for await (const piece of board.entries(from, election, 0, 1)) this.log.take(piece);
  }
}

/** The size that a checkpoint states, before anything of it is verified. */
export function sizeIn(checkpoint: string): number {
  return Number(checkpoint.split("\n")[1]) || 0;
}
