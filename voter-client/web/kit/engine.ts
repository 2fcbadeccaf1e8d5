// The page's end of the worker: one call, one answer. A worker that does not start, or is lost, ends every call
// with a trouble.

import type { Answered, Call, Given, Method, Progress, Reply } from "./calls";
import { Trouble } from "./trouble";
import type { WorkerFiles } from "./worker-files";

/** Once it has its module, a worker that is silent for so long has not started. Slow phones need some
 * seconds. */
const PATIENCE_MS = 30_000;

interface Pending {
  resolve(answer: unknown): void;
  reject(trouble: Trouble): void;
  progress?: ((progress: Progress) => void) | undefined;
}

/** `R` lists the requests of the worker. */
export class Engine<R> {
  private readonly files: WorkerFiles;
  private worker: Promise<Worker> | null = null;
  private readonly waiting = new Map<number, Pending>();
  private next = 0;

  constructor(files: WorkerFiles) {
    this.files = files;
  }

  /** Starts the worker with its WebAssembly module; after a failure it may be called again. */
  async start(): Promise<void> {
    await this.ready();
  }

  async call<M extends Method<R>>(method: M, ...given: Given<R, M>): Promise<Answered<R, M>> {
    return this.follow(undefined, method, ...given);
  }

  /** As `call`, and reports how far a long work is. */
  async follow<M extends Method<R>>(
    progress: ((progress: Progress) => void) | undefined,
    method: M,
    ...given: Given<R, M>
  ): Promise<Answered<R, M>> {
    const worker = await this.ready();
    const id = this.next++;
    return new Promise<Answered<R, M>>((resolve, reject) => {
      this.waiting.set(id, { resolve: (answer) => resolve(answer as Answered<R, M>), reject, progress });
      worker.postMessage({ id, method, given } satisfies Call);
    });
  }

  private ready(): Promise<Worker> {
    this.worker ??= this.begin().catch((thrown) => {
      this.worker = null;
      throw Trouble.of(thrown);
    });
    return this.worker;
  }

  private async begin(): Promise<Worker> {
    // Some browsers are set to do without: a phone in Lockdown Mode, Tor in its safer modes.
    if (typeof WebAssembly === "undefined") throw new Trouble({ kind: "no-webassembly" });
    const worker = this.files.start();
    const starting = new AbortController();
    try {
      await new Promise<void>((started, failed) => {
        worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => {
          if ("started" in data) data.started === true ? started() : failed(new Trouble(data.started));
          else this.hear(data);
        });
        const onError = ({ message }: ErrorEvent) =>
          void this.files
            .whyNot(message || "the worker did not start")
            .then((reason) => failed(new Trouble(reason)));
        worker.addEventListener("error", onError, { signal: starting.signal });
        const silent = new Trouble({ kind: "machine", detail: "the worker does not answer" });
        const hand = (bytes: ArrayBuffer) => {
          worker.postMessage({ wasm: bytes }, [bytes]);
          setTimeout(() => failed(silent), PATIENCE_MS);
        };
        this.files.module().then(hand).catch(failed);
      });
    } catch (thrown) {
      worker.terminate();
      throw thrown;
    }
    starting.abort();
    worker.addEventListener("error", ({ message }) => this.lose(message));
    return worker;
  }

  private hear(message: Exclude<Reply, { started: unknown }>): void {
    const waiting = this.waiting.get(message.id);
    if (!waiting) return;
    if ("progress" in message) {
      waiting.progress?.(message.progress);
      return;
    }
    this.waiting.delete(message.id);
    if ("trouble" in message) waiting.reject(new Trouble(message.trouble));
    else waiting.resolve(message.answer);
  }

  /** The worker has failed at work: no one waits for it any longer, and the next call starts another. */
  private lose(detail: string): void {
    const trouble = new Trouble({ kind: "machine", detail: detail || "the worker has failed" });
    for (const { reject } of this.waiting.values()) reject(trouble);
    this.waiting.clear();
    this.worker = null;
  }
}
