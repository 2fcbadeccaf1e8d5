// What `wasm-bindgen --target web` makes of the crate `tabella-web` (folder wasm/). Structured values are JSON
// texts, described in answers.ts, `languages` are tags with commas between them; whatever does not hold is
// thrown as the JSON text of `Refusal`.

declare module "tabella-web" {
  export default function init(source: { module_or_path: BufferSource }): Promise<unknown>;

  /** The verified copy of one election's log. */
  export class Log {
    /** `own`: credentials and trackers that will be looked up, with commas between them. */
    constructor(election: string, trust?: string, own?: string);
    take(bytes: Uint8Array): void;
    size(): number;
    /** After a download that broke off: the entry with which the next one begins. */
    resume(): number;
    conclude(checkpoint: string): void;
    /** Whether a checkpoint that was shown before is a prefix of this log; false where this log is older. */
    extends(checkpoint: string): boolean;
    overview(languages: string): string;
    client(): string;
    trust(): string;
    free(): void;
  }

  /** One visit of one voter. */
  export class Booth {
    constructor(log: Log, code: string);
    paper(languages: string): string;
    prepare(log: Log, choices: string, languages: string): string;
    cast(): string;
    challenge(): string;
    answer(receipt: string): string;
    compare(proof: string): void;
    free(): void;
  }

  /** The whole verifier, by pieces. */
  export class Audit {
    /** What is downloaded has a limit; a file that the reader has does not. */
    constructor(trust: string, downloaded: boolean);
    take(bytes: Uint8Array): void;
    lines(): number;
    finish(checkpoint: string): string;
    free(): void;
  }

  export function credential(code: string, election: string): string;
  export function check_receipt(log: Log, receipt: string): string;
  export function check_tracker(log: Log, tracker: string): string;
  export function check_credential(log: Log, credential: string): string;
  export function show_tracker(typed: string): string;
  export function check_opening(
    log: Log,
    opening: string,
    credential: string,
    tracker: string,
    languages: string,
  ): string;
  export function read_receipt(receipt: string): string;
}

declare module "*.ftl" {
  const source: string;
  export default source;
}

/** In the self-contained check page: the worker's program and the bytes of the WebAssembly module in base64. */
declare module "inlined:worker" {
  const source: string;
  export default source;
}
declare module "inlined:wasm" {
  const base64: string;
  export default base64;
}
