// Is the voting page that a board serves to this browser the one that the manifest names?
//
// The page fetches the files itself, and no worker: a worker's requests look less like those of a page that is opened.

import type { ClientFile } from "./answers";
import type { Source } from "./requests";
import { Trouble } from "./trouble";

export interface Served {
  path: string;
  verdict: "same" | "different" | "missing" | "unnamed";
}

/** After so long without an answer a request counts as lost. */
const PATIENCE_MS = 20_000;
/** How long to wait when a busy board does not say it. */
const BUSY_SECONDS = 5;
/** The pages that people open, and the file that each must be. */
const PAGES = { vote: "web/booth.html", check: "web/check.html", audit: "web/audit.html" };

export async function compareServed({ board, election }: Source, named: ClientFile[]): Promise<Served[]> {
  const hashes = new Map(named.map(({ path, sha256 }) => [path, sha256]));
  const pages = Object.entries(PAGES).map(([page, file]) => [`${page}/${election}`, hashes.get(file)] as const);
  const served: Served[] = [];
  for (const [path, expected] of named.length > 0 ? [...hashes, ...pages] : []) {
    const bytes = await get(`${board}/${path}`);
    served.push({ path, verdict: bytes ? compare(await sha256(bytes), expected) : "missing" });
  }
  return served;
}

function compare(hash: string, expected: string | undefined): Served["verdict"] {
  if (expected === undefined) return "unnamed";
  return hash === expected ? "same" : "different";
}

/** Null when nothing is served there. A board that is busy or broken has not said that. */
async function get(address: string): Promise<ArrayBuffer | null> {
  let answer: Response;
  try {
    answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) });
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
