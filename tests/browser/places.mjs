// Where things are. scripts/browser-tests builds them.

import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/** The folder of the release programs. */
export const programs = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "release");
/** The built web client. */
export const web = join(root, "target/web");
/** The same with a booth that encrypts something else than the voter chose. */
export const lyingWeb = join(root, "target/web-lying");
/** Pictures of every screen, for people to look at. */
export const screenshots = join(root, "target/screenshots");

mkdirSync(screenshots, { recursive: true });
