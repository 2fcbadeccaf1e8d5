// The page's end of the worker: one call, one answer.

import type { Answer, Call, Method, Progress, Requests } from "./requests";
import { Trouble } from "./trouble";
import { startWorker, wasm } from "./worker-source";

interface Waiting {
  resolve(answer: unknown): void;
  reject(trouble: Trouble): void;
  progress?: ((progress: Progress) => void) | undefined;
}

export class Engine {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private next = 0;
  private fetched: Promise<void> | null = null;

  constructor() {
    this.worker = startWorker();
    this.worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => this.hear(data));
    this.worker.addEventListener("error", (event) => {
      const trouble = new Trouble({ kind: "machine", detail: event.message || "the worker did not start" });
      for (const { reject } of this.waiting.values()) reject(trouble);
      this.waiting.clear();
    });
  }

  /** Fetches the WebAssembly module; after a lost connection it may be called again. */
  async start(): Promise<void> {
    this.fetched ??= wasm().then((bytes) => this.worker.postMessage({ wasm: bytes }, [bytes]));
    try {
      await this.fetched;
    } catch {
      this.fetched = null;
      throw new Trouble({ kind: "connection" });
    }
  }

  async call<M extends Method>(method: M, ...given: Parameters<Requests[M]>): Promise<ReturnType<Requests[M]>> {
    return this.follow(undefined, method, ...given);
  }

  /** As `call`, and reports how far a long work is. */
  async follow<M extends Method>(
    progress: ((progress: Progress) => void) | undefined,
    method: M,
    ...given: Parameters<Requests[M]>
  ): Promise<ReturnType<Requests[M]>> {
    await this.start();
    const id = this.next++;
    return new Promise<ReturnType<Requests[M]>>((resolve, reject) => {
      this.waiting.set(id, { resolve: (answer) => resolve(answer as ReturnType<Requests[M]>), reject, progress });
      this.worker.postMessage({ id, method, given } satisfies Call);
    });
  }

  private hear(message: Answer): void {
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
}
