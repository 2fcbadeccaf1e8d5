// The files of a worker: its program and its WebAssembly module.

import { type Reason, Trouble } from "./trouble";
import { scriptAddress } from "./trusted";

export interface WorkerFiles {
  start(): Worker;
  /** The reason why a worker that was started has failed. */
  whyNot(message: string): Promise<Reason>;
  /** The bytes of the module. */
  module(): Promise<ArrayBuffer>;
}

/** A download from which nothing has come for so long is broken off. */
const PATIENCE_MS = 20_000;

/** Files of the board that serves the page, by their addresses. */
export function servedFiles(program: string, module: string): WorkerFiles {
  return {
    start: () => new Worker(scriptAddress(program)),
    whyNot: (message) => whyNot(program, message),
    module: () => download(module),
  };
}

/** The browser does not say whether a program that failed had arrived: asks for it once more, and looks. */
async function whyNot(program: string, message: string): Promise<Reason> {
  try {
    const { status, headers } = await fetch(program, { cache: "no-store" });
    const type = headers.get("content-type") ?? "";
    if (status === 200 && type.includes("javascript")) return { kind: "machine", detail: message };
    return { kind: "blocked", detail: `${program}: the answer has status ${status} and type ${type}` };
  } catch {
    return { kind: "connection" };
  }
}

/** The bytes of the module, however slowly they arrive. */
async function download(module: string): Promise<ArrayBuffer> {
  const patience = new AbortController();
  let timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  const goOn = () => {
    clearTimeout(timer);
    timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  };
  const answer = await unbroken(fetch(module, { signal: patience.signal }));
  const type = answer.headers.get("content-type") ?? "";
  if (!answer.ok || type.startsWith("text/"))
    throw new Trouble({
      kind: "blocked",
      detail: `${module}: the answer has status ${answer.status} and type ${type}`,
    });
  const pieces: BlobPart[] = [];
  const reader = answer.body?.getReader();
  for (let piece = await next(); piece; piece = await next()) pieces.push(piece);
  clearTimeout(timer);
  return new Blob(pieces).arrayBuffer();

  async function next(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    goOn();
    return (await unbroken(reader?.read() ?? Promise.resolve(undefined)))?.value;
  }
}

async function unbroken<T>(action: Promise<T>): Promise<T> {
  try {
    return await action;
  } catch {
    throw new Trouble({ kind: "connection" });
  }
}
