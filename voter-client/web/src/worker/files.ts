// The worker's program and its module: files of the board that serves the page.

import { servedFiles } from "kit/worker-files";

export const files = servedFiles("../web/worker.js", "../web/tabella.wasm");

/** True if this page is one file that stands for itself, and can read any board. */
export const selfContained = false;
