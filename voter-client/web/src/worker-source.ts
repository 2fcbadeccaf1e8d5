// Where the worker and its WebAssembly module come from: files of the board that serves the page.

import { type Reason, Trouble } from "./trouble";
import { scriptAddress } from "./trusted";

const PROGRAM = "../web/worker.js";
const MODULE = "../web/tabella.wasm";
/** A download from which nothing has come for so long is broken off. */
const PATIENCE_MS = 20_000;

export function startWorker(): Worker {
  return new Worker(scriptAddress(PROGRAM));
}

/** The browser does not say whether a program that failed had arrived: asks for it once more, and looks. */
export async function whyNoWorker(message: string): Promise<Reason> {
  try {
    const { status, headers } = await fetch(PROGRAM, { cache: "no-store" });
    const type = headers.get("content-type") ?? "";
    if (status === 200 && type.includes("javascript")) return { kind: "machine", detail: message };
    return { kind: "blocked", detail: `${PROGRAM}: the answer has status ${status} and type ${type}` };
  } catch {
    return { kind: "connection" };
  }
}

/** The bytes of the module, however slowly they arrive. */
export async function wasm(): Promise<ArrayBuffer> {
  const patience = new AbortController();
  let timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  const goOn = () => {
    clearTimeout(timer);
    timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  };
  const answer = await unbroken(fetch(MODULE, { signal: patience.signal }));
  const type = answer.headers.get("content-type") ?? "";
  if (!answer.ok || type.startsWith("text/"))
    throw new Trouble({ kind: "blocked", detail: `${MODULE}: the answer has status ${answer.status} and type ${type}` });
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

/** Whether this page is one file that stands for itself, and can read any board. */
export const selfContained = false;
