// Which folder may import from which: the kit knows no page, and no page knows another one.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";

/** Each room: its folder, seen from this package, and what its files may import besides those of the same
 * room. */
const ROOMS: Record<string, { folder: string; may: string[] }> = {
  kit: { folder: "kit", may: ["answers", "locales"] },
  answers: { folder: "src/generated", may: [] },
  worker: { folder: "src/worker", may: ["kit", "answers"] },
  booth: { folder: "src/booth", may: ["kit", "answers", "worker"] },
  check: { folder: "src/check", may: ["kit", "answers", "worker"] },
  audit: { folder: "../../audit/web", may: ["kit", "answers", "worker"] },
  locales: { folder: "locales", may: [] },
};
/** Packages, and what the build puts in the place of a name. */
const ELSEWHERE = /^(@fluent\/bundle|qr(\/.*)?|tabella-web|inlined:.*)$/;

/** The room of a file: that of the deepest folder which holds it. */
function roomOf(path: string): string | undefined {
  const holds = Object.entries(ROOMS).filter(([, { folder }]) => path.startsWith(`${folder}/`));
  return holds.sort(([, one], [, other]) => other.folder.length - one.folder.length)[0]?.[0];
}

function target(path: string, named: string): string {
  if (named.startsWith(".")) return normalize(join(dirname(path), named));
  return named.replace(/^worker\b/, "src/worker").replace(/^answers$/, "src/generated/answers");
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name));
}

function imports(path: string): string[] {
  const source = readFileSync(path, "utf8");
  return [...source.matchAll(/^(?:import|export|}).* from "([^"]+)";$/gm)].map((match) => match[1] ?? "");
}

/** Every import that crosses a border which it may not cross. */
function trespasses(path: string): string[] {
  const room = roomOf(path) ?? "";
  return imports(path).flatMap((named) => {
    if (ELSEWHERE.test(named)) return [];
    const other = roomOf(target(path, named)) ?? "none";
    return other === room || ROOMS[room]?.may.includes(other)
      ? []
      : [`${path} (${room}) imports ${named} (${other})`];
  });
}

test("the kit imports no page, and pages do not import each other", () => {
  // Tests are run from the package's folder.
  const all = ["kit", "src", "../../audit/web"].flatMap(files);
  const importing = new Set(all.filter((path) => imports(path).length > 0).map(roomOf));
  assert.deepEqual([...importing].sort(), ["audit", "booth", "check", "kit", "worker"]);
  assert.deepEqual(all.flatMap(trespasses), []);
});

test("no page makes up a rejection: check ids in them come from a verifier", () => {
  const all = ["kit", "src", "../../audit/web"].flatMap(files);
  assert.deepEqual(
    all.filter((path) => /\bcheck: "[A-Z]{3}-\d\d"/.test(readFileSync(path, "utf8"))),
    [],
  );
});
