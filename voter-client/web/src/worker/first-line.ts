// The first line of a record, its manifest: the texts of the election in all languages.

/** The texts of a manifest, in each of its languages. */
export interface ManifestTexts {
  languages: string[];
  title: Record<string, string>;
  contests: {
    id: string;
    title: Record<string, string>;
    options: { id: string; label: Record<string, string> }[];
  }[];
}

const NEWLINE = 10;

export class FirstLine {
  private text = "";
  private ended = false;
  private readonly decoder = new TextDecoder();

  /** Takes a piece of the record, cut anywhere. */
  take(piece: Uint8Array): void {
    if (this.ended) return;
    const end = piece.indexOf(NEWLINE);
    this.ended = end >= 0;
    this.text += this.decoder.decode(this.ended ? piece.subarray(0, end) : piece, { stream: true });
  }

  /** The texts, unverified: the audit says whether they can be relied on. */
  texts(): ManifestTexts | null {
    try {
      const { kind, body } = JSON.parse(this.text).statement;
      return kind === "manifest" ? (body as ManifestTexts) : null;
    } catch {
      return null;
    }
  }
}
