// As worker-source.ts, for the self-contained check page: both are parts of the page itself.

import base64 from "inlined:wasm";
import program from "inlined:worker";
import type { Reason } from "./trouble";
import { scriptAddress } from "./trusted";

export function startWorker(): Worker {
  const file = new Blob([program], { type: "text/javascript" });
  return new Worker(scriptAddress(URL.createObjectURL(file)));
}

export async function whyNoWorker(message: string): Promise<Reason> {
  return { kind: "machine", detail: message };
}

export async function wasm(): Promise<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)).buffer;
}

export const selfContained = true;
