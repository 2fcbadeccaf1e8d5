// Is the voting page that a board serves to this browser the one that the manifest names?
//
// The page fetches the files itself, and no worker: a worker's requests look less like those of a page that is
// opened.

import type { ClientFile } from "answers";
import { Trouble } from "kit/trouble";
import type { Source } from "worker/requests";

export interface FileComparison {
  path: string;
  verdict: "same" | "different" | "missing" | "unnamed";
}

/** After so long without an answer a request counts as lost. */
const PATIENCE_MS = 20_000;
/** The wait when a busy board names none. */
const BUSY_SECONDS = 5;
/** The pages that people open, the file that each must be, and what a browser then asks for, in this order. The
 * voting page comes first, as with a voter. */
const PAGES = [
  {
    page: "vote",
    file: "web/booth.html",
    files: ["web/style.css", "web/booth.js", "web/worker.js", "web/tabella.wasm"],
  },
  { page: "check", file: "web/check.html", files: ["web/check.js"] },
  { page: "audit", file: "web/audit.html", files: ["web/audit.js"] },
];

/** `named` asks for the manifest, as no voting page does; so it comes when the pages are there. */
export async function compareFiles(
  { board, election }: Source,
  named: () => Promise<ClientFile[]>,
): Promise<FileComparison[]> {
  const served = new Map<string, string | null>();
  const ask = async (path: string) => {
    if (!served.has(path)) {
      const bytes = await get(`${board}/${path}`);
      served.set(path, bytes && (await sha256(bytes)));
    }
    return served.get(path) ?? null;
  };
  for (const { page, files } of PAGES) for (const path of [`${page}/${election}`, ...files]) await ask(path);
  const hashes = new Map((await named()).map(({ path, sha256 }) => [path, sha256]));
  const pages = PAGES.map(({ page, file }) => [`${page}/${election}`, hashes.get(file)] as const);
  const compared: FileComparison[] = [];
  for (const [path, expected] of hashes.size > 0 ? [...hashes, ...pages] : []) {
    const hash = await ask(path);
    compared.push({ path, verdict: hash === null ? "missing" : compare(hash, expected) });
  }
  return compared;
}

function compare(hash: string, expected: string | undefined): FileComparison["verdict"] {
  if (expected === undefined) return "unnamed";
  return hash === expected ? "same" : "different";
}

/** Null when nothing is served there, or another address is named instead. A board that is busy or broken has
 * not said that. */
async function get(address: string): Promise<ArrayBuffer | null> {
  let answer: Response;
  try {
    answer = await fetch(address, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.ok) return await answer.arrayBuffer();
  } catch {
    throw new Trouble({ kind: "connection" });
  }
  const { status } = answer;
  const seconds = Number(answer.headers.get("retry-after")) || BUSY_SECONDS;
  if (status === 429 || status === 503) throw new Trouble({ kind: "busy", seconds, why: "busy" });
  if (status >= 500) throw new Trouble({ kind: "connection" });
  return null;
}

/** In base64url. */
async function sha256(bytes: ArrayBuffer): Promise<string> {
  const hash = String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
  return btoa(hash).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
