// The worker's end: starts the WebAssembly module, then answers one call after the other.

import type { Answered, Call, Given, Method, Progress, Reply } from "./calls";
import { Trouble } from "./trouble";

export type Handlers<R> = {
  [M in Method<R>]: (
    given: Given<R, M>,
    progress: (progress: Progress) => void,
  ) => Answered<R, M> | Promise<Answered<R, M>>;
};

type Handler = (given: unknown[], progress: (progress: Progress) => void) => unknown;

/** The first message brings the bytes of the module, which `init` starts; every other one is a call. */
export function serve<R>(init: (module: ArrayBuffer) => Promise<unknown>, handlers: Handlers<R>): void {
  let queue: Promise<void> = Promise.resolve();
  addEventListener("message", ({ data }: MessageEvent<{ wasm: ArrayBuffer } | Call>) => {
    if ("wasm" in data) void begin(init(data.wasm));
    else queue = queue.then(() => answer(data, handlers[data.method as Method<R>] as Handler));
  });
}

const send = (reply: Reply) => postMessage(reply);

async function begin(started: Promise<unknown>): Promise<void> {
  try {
    await started;
    send({ started: true });
  } catch (thrown) {
    send({ started: Trouble.of(thrown).reason });
  }
}

async function answer({ id, given }: Call, handler: Handler): Promise<void> {
  try {
    send({ id, answer: await handler(given, (progress) => send({ id, progress })) });
  } catch (thrown) {
    send({ id, trouble: Trouble.of(thrown).reason });
  }
}
