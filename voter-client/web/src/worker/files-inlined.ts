// As files.ts, for the self-contained check page: both are parts of the page itself.

import base64 from "inlined:wasm";
import program from "inlined:worker";
import { scriptAddress } from "kit/trusted";
import type { WorkerFiles } from "kit/worker-files";

export const files: WorkerFiles = {
  start() {
    const file = new Blob([program], { type: "text/javascript" });
    return new Worker(scriptAddress(URL.createObjectURL(file)));
  },
  async whyNot(message) {
    return { kind: "machine", detail: message };
  },
  async module() {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)).buffer;
  },
};

export const selfContained = true;
