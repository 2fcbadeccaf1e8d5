// Links of voters: which election, and what stands in the fragment, which no server ever sees.

export interface Link {
  /** Origin of the board that the link names. */
  board?: string;
  /** Election id in base64url. */
  election?: string;
  code?: string;
  trust?: string;
  tracker?: string;
  credential?: string;
  /** The opening of a test ballot, one JSON line. */
  opening?: string;
}

const PAGES = /^\/(?:vote|view|check|audit|elections)\/([A-Za-z0-9_-]{43})(?:\/|$)/;
const NAMES = ["code", "trust", "tracker", "credential"] as const;

/** Reads the address of a page, or one that somebody pasted. */
export function readLink(address: string): Link | null {
  let url: URL;
  try {
    url = new URL(address.trim());
  } catch {
    return null;
  }
  const link: Link = {};
  const election = PAGES.exec(url.pathname)?.[1];
  if (election) link.election = election;
  const fragment = new URLSearchParams(url.hash.slice(1));
  for (const name of NAMES) {
    const value = fragment.get(name)?.trim();
    if (value) link[name] = value;
  }
  const opening = fragment.get("opening");
  if (opening) link.opening = readOpening(opening) ?? opening;
  const board = originOf(fragment.get("board") ?? (/^https?:$/.test(url.protocol) ? url.origin : ""));
  if (board) link.board = board;
  return link;
}

/** The origin of an http address, or null. */
export function originOf(address: string): string | null {
  try {
    const { origin, protocol } = new URL(address.trim());
    return /^https?:$/.test(protocol) ? origin : null;
  } catch {
    return null;
  }
}

/** The link that a voting device shows as QR: first with the tracker, then with the opening besides. */
export function checkLink(
  board: string,
  election: string,
  tracker: string,
  credential: string,
  opening?: string,
): string {
  const fragment = new URLSearchParams({ tracker: plain(tracker), credential: plain(credential), board });
  if (opening) fragment.set("opening", base64url(opening));
  return `${board}/check/${election}#${fragment}`;
}

/** An opening as JSON line, from the line itself or from base64url; null when it is neither. */
export function readOpening(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.startsWith("{")) return trimmed;
  try {
    const bytes = atob(trimmed.replaceAll("-", "+").replaceAll("_", "/"));
    const line = new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes, (b) => b.charCodeAt(0)));
    return line.trimStart().startsWith("{") ? line.trim() : null;
  } catch {
    return null;
  }
}

/** Without what does not matter to people: spaces, hyphens, case. */
export function plain(text: string): string {
  return text.replace(/[\s-]/g, "").toLowerCase();
}

/** A value as people see it: the prefix, then groups of four. */
export function grouped(text: string): string {
  const [, prefix = "", groups = ""] = /^([a-z]+1)?(.*)$/.exec(plain(text)) ?? [];
  return [prefix, ...(groups.match(/.{1,4}/g) ?? [])].filter(Boolean).join(" ");
}

/** The election's own page and the pages about it. */
export const viewPath = (election: string) => `/view/${election}`;
export const checkPath = (election: string) => `/check/${election}`;

function base64url(text: string): string {
  const bytes = String.fromCharCode(...new TextEncoder().encode(text));
  return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
