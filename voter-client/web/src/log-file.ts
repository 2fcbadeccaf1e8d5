// A log while and after it is downloaded: verified entry by entry, and kept so that it can be folded again.

import { Log } from "tabella-web";
import * as board from "./board";
import type { Progress, Source } from "./requests";
import { Trouble } from "./trouble";

const NEWLINE = 10;
/** After so many entries the page hears how far it is. */
const REPORT_ENTRIES = 50;

export class LogFile {
  readonly source: Source;
  log: Log;
  private credential: string | undefined;
  private checkpoint: string | null = null;
  private lines: Uint8Array[] = [];
  private complete = false;

  constructor(source: Source, credential?: string) {
    this.source = source;
    this.credential = credential;
    this.log = this.empty();
  }

  /** The election id as paths of the board have it. */
  id(): string {
    return this.source.election;
  }

  /** Whether this download broke off and is of the same log. */
  mayContinue(source: Source, credential?: string): boolean {
    const same = JSON.stringify([source, credential]) === JSON.stringify([this.source, this.credential]);
    return same && !this.complete;
  }

  async download(progress: (progress: Progress) => void): Promise<void> {
    const { board: from } = this.source;
    this.checkpoint ??= await board.checkpoint(from, this.id());
    const all = Number(this.checkpoint.split("\n")[1]) || 0;
    let reported = 0;
    for await (const lines of this.wholeLines(this.log.size(), all)) {
      this.log.take(lines);
      this.lines.push(lines);
      const done = this.log.size();
      if (done - reported >= REPORT_ENTRIES || done === all) {
        progress({ done, all });
        reported = done;
      }
    }
    if (this.log.size() < all) throw new Trouble({ kind: "connection" });
    this.log.conclude(this.checkpoint);
    this.complete = true;
  }

  /** Only the first entry: enough to make the trust file. */
  async downloadManifest(): Promise<void> {
    for await (const lines of this.wholeLines(0, 1)) this.log.take(lines);
  }

  knows(credential: string): boolean {
    return this.credential === credential;
  }

  /** Verifies the same log again, now with every ballot of `credential` in full. */
  foldAgain(credential: string): void {
    this.credential = credential;
    this.log.free();
    this.log = this.empty();
    for (const lines of this.lines) this.log.take(lines);
    if (this.checkpoint) this.log.conclude(this.checkpoint);
  }

  private empty(): Log {
    return new Log(this.source.election, this.source.trust, this.credential);
  }

  /** Only whole lines are taken, so that a broken download goes on with the next one. */
  private async *wholeLines(from: number, to: number): AsyncGenerator<Uint8Array> {
    if (from >= to) return;
    let rest = new Uint8Array();
    for await (const piece of board.entries(this.source.board, this.id(), from, to)) {
      const bytes = new Uint8Array(rest.length + piece.length);
      bytes.set(rest);
      bytes.set(piece, rest.length);
      const end = bytes.lastIndexOf(NEWLINE) + 1;
      rest = bytes.slice(end);
      if (end > 0) yield bytes.subarray(0, end);
    }
  }
}
