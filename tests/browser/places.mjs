// Where things are. scripts/browser-tests builds them.

import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

const target = resolve(import.meta.dirname, "../..", process.env.CARGO_TARGET_DIR ?? "target");

/** The folder of the release programs. */
export const programs = join(target, "release");
/** The built web client. */
export const web = join(target, "web");
/** The same with one of the booths of liars/. */
export const lyingWeb = (liar) => join(target, "web-lying", liar);
/** Pictures of every screen, for people to look at. */
export const screenshots = join(target, "screenshots");

mkdirSync(screenshots, { recursive: true });
