// Is the voting page that a board serves to this browser the one that the manifest names?

import type { Served } from "./answers";
import * as board from "./board";
import type { Source } from "./requests";

interface Named {
  path: string;
  /** In base64url. */
  sha256: string;
}

/** The pages that people open, and the file that each must be. */
const PAGES = { vote: "web/booth.html", check: "web/check.html", audit: "web/audit.html" };

export async function compareServed({ board: from, election }: Source, named: Named[]): Promise<Served[]> {
  const hashes = new Map(named.map(({ path, sha256 }) => [path, sha256]));
  const pages = Object.entries(PAGES).map(([page, file]) => [`${page}/${election}`, hashes.get(file)] as const);
  const served: Served[] = [];
  for (const [path, expected] of named.length > 0 ? [...hashes, ...pages] : []) {
    const bytes = await board.file(from, path);
    served.push({ path, verdict: bytes ? compare(await sha256(bytes), expected) : "missing" });
  }
  return served;
}

function compare(hash: string, expected: string | undefined): Served["verdict"] {
  if (expected === undefined) return "unnamed";
  return hash === expected ? "same" : "different";
}

/** In base64url. */
async function sha256(bytes: ArrayBuffer): Promise<string> {
  const hash = String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
  return btoa(hash).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
