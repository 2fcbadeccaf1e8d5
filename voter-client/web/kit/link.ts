// Links of voters: which election, and what stands in the fragment, which no server ever sees.

import { letters, repaired } from "./carried";

export interface Link {
  /** Address of the board that the link names: the origin, and the path that the board is under if there is
   * one. */
  board?: string;
  /** Election id in base64url. */
  election?: string;
  code?: string;
  trust?: string;
  credential?: string;
  /** It carries a tracker or an opened ballot, as no letter does; a voting device that cheats could show it.
   * Nothing that such a link says is taken over. */
  foreign?: true;
}

/** The pages of a board: the part of a path behind which an election or a file is named. The programs have the
 * same table (`bulletin-board/log/src/address.rs`). */
const PAGE = "(?:vote|view|check|audit|elections|web)";
/** A board may be under a path that is called like a page, such as `/vote`: the last page behind which an
 * election id is named is the one that is meant; else the check page, which has an address without; else the
 * last behind which anything is named. What is before the page, and the election. */
const PATHS = [
  new RegExp(`^(.*)/${PAGE}/([A-Za-z0-9_-]{43})(?:/.*)?$`),
  /^(.*)\/check\/*$/,
  new RegExp(`^(.*)/${PAGE}/[^/]`),
];
const NAMES = ["code", "trust", "credential"] as const;
/** Of an election id in base64url. */
const ELECTION = /^[A-Za-z0-9_-]{43}$/;

/** Reads the address of a page, or one that someone pasted. */
export function readLink(address: string): Link | null {
  let url: URL;
  try {
    url = new URL(repaired(address));
  } catch {
    return null;
  }
  const fragment = new URLSearchParams(url.hash.slice(1));
  const foreign = fragment.has("tracker") || fragment.has("opening");
  const said = (name: string) => (foreign ? undefined : fragment.get(name)?.trim());
  const link: Link = foreign ? { foreign } : {};
  // The address of a check page that is hosted elsewhere names the election behind the number sign.
  const named = onPage(url.pathname)?.[2] ?? "";
  const election = ELECTION.test(named) ? named : (said("election") ?? "");
  if (ELECTION.test(election)) link.election = election;
  for (const name of NAMES) {
    const value = said(name);
    if (value) link[name] = value;
  }
  const board = boardAt(said("board") ?? url.href);
  if (board) link.board = board;
  return link;
}

/** The address of the board from an http address of it or of one of its pages, or null. */
export function boardAt(address: string): string | null {
  try {
    const { origin, pathname, protocol } = new URL(repaired(address));
    const path = onPage(pathname)?.[1] ?? pathname.replace(/\/+$/, "");
    return /^https?:$/.test(protocol) ? origin + path : null;
  } catch {
    return null;
  }
}

/** The board that a page of this client comes from. Its address always names a page, though perhaps no
 * election. */
export function boardOfPage(address: string): string | null {
  const { origin, pathname } = new URL(address);
  return boardAt(origin + pathname.replace(/\/$/, "/-"));
}

function onPage(path: string): RegExpExecArray | null {
  for (const pattern of PATHS) {
    const found = pattern.exec(path);
    if (found) return found;
  }
  return null;
}

/** Without what does not matter to people: spaces, hyphens, case. */
export const plain = letters;

/** A value as people see it: the prefix, then groups of four. */
export function grouped(text: string): string {
  const [, prefix = "", groups = ""] = /^([a-z]+1)?(.*)$/.exec(plain(text)) ?? [];
  return [prefix, ...(groups.match(/.{1,4}/g) ?? [])].filter(Boolean).join(" ");
}

/** The election's own page and the pages about it, seen from a page of this client, whatever path the board is
 * under. */
export const viewPath = (election: string) => `../view/${election}`;
export const checkPath = (election: string) => `../check/${election}`;
