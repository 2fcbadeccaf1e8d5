// Where the worker and its WebAssembly module come from: files of the board that serves the page.

import { scriptAddress } from "./trusted";

export function startWorker(): Worker {
  return new Worker(scriptAddress("../web/worker.js"));
}

export async function wasm(): Promise<ArrayBuffer> {
  const answer = await fetch("../web/tabella.wasm");
  if (!answer.ok) throw new Error(`tabella.wasm: ${answer.status}`);
  return answer.arrayBuffer();
}

/** Whether this page is one file that stands for itself, and can read any board. */
export const selfContained = false;
