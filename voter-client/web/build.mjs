// Builds the web client: pages, programs, style sheet, WebAssembly module, and the check page as one file.
//
//   node build.mjs --out DIR [--bindings DIR] [--alias NAME=FILE]
//
// The bindings are what scripts/build-web made of the crate in wasm/; it puts them into target/web-bindings.
// `--alias encrypt=FILE` puts FILE in the place of src/worker/encrypt.ts: for test builds only. The same inputs
// give the same bytes: nothing here depends on time or place.

import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const { values } = parseArgs({
  options: {
    bindings: { type: "string", default: join(here, "../../target/web-bindings") },
    out: { type: "string" },
    alias: { type: "string", multiple: true, default: [] },
  },
});
if (!values.out) {
  console.error("usage: node build.mjs --out DIR [--bindings DIR] [--alias NAME=FILE]");
  process.exit(2);
}
const bindings = resolve(values.bindings);
const out = resolve(values.out);
const replaced = new Map(
  values.alias.map((alias) => alias.split("=")).map(([name, file]) => [name, resolve(file)]),
);

/** What the sources import and is no file beside them. */
const inputs = {
  name: "inputs",
  setup(plugin) {
    plugin.onResolve({ filter: /^tabella-web$/ }, () => ({ path: join(bindings, "tabella.js") }));
    plugin.onResolve({ filter: /^\.{1,2}\// }, ({ path, importer }) => {
      const file = replaced.get(basename(path));
      return file && importer !== file ? { path: file } : null;
    });
  },
};

const settings = {
  absWorkingDir: here,
  // For sources outside of this folder, too.
  tsconfig: join(here, "tsconfig.json"),
  bundle: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  minify: true,
  legalComments: "none",
  loader: { ".ftl": "text" },
  define: { "import.meta.url": '"tabella:"' },
  write: false,
  logLevel: "warning",
};

const text = (result) => result.outputFiles[0].text;
const program = async (entry, ...plugins) =>
  text(await build({ ...settings, entryPoints: [entry], plugins: [...plugins, inputs] }));

const wasm = await readFile(join(bindings, "tabella_bg.wasm"));
const worker = await program("src/worker/worker.ts");
const style = (
  await Promise.all(
    ["../../bulletin-board/server/pages/style.css", "web.css"].map((file) =>
      readFile(join(here, file), "utf8"),
    ),
  )
).join("\n");

await mkdir(out, { recursive: true });
const write = (name, bytes) => writeFile(join(out, name), bytes);
await write("tabella.wasm", wasm);
await write("worker.js", worker);
await write("style.css", style);
const pages = { booth: "src/booth/booth.ts", check: "src/check/check.ts", audit: "../../audit/web/audit.ts" };
for (const [page, entry] of Object.entries(pages)) {
  await write(`${page}.js`, await program(entry));
  await write(`${page}.html`, await document(page));
}
await write("tabella-check.html", await selfContainedCheck());

/** The document of a page: all are the same but for the program. */
async function document(page) {
  return (await readFile(join(here, "page.html"), "utf8")).replace("PROGRAM", page);
}

/** The check page with everything in it, which works from a disk and reads any board. */
async function selfContainedCheck() {
  const inlined = {
    name: "inlined",
    setup(plugin) {
      plugin.onResolve({ filter: /^inlined:/ }, ({ path }) => ({
        path: path.slice("inlined:".length),
        namespace: "inlined",
      }));
      plugin.onLoad({ filter: /^worker$/, namespace: "inlined" }, () => ({ contents: worker, loader: "text" }));
      plugin.onLoad({ filter: /^wasm$/, namespace: "inlined" }, () => ({
        contents: wasm.toString("base64"),
        loader: "text",
      }));
      plugin.onResolve({ filter: /^(worker|\.)\/files$/ }, () => ({
        path: join(here, "src/worker/files-inlined.ts"),
      }));
    },
  };
  const script = (await program(pages.check, inlined))
    .replaceAll("</script", "<\\/script")
    .replaceAll("<!--", "<\\!--");
  const page = await document("check");
  const policy = [
    "default-src 'none'",
    `script-src ${hash(script)} 'wasm-unsafe-eval'`,
    `style-src ${hash(style)}`,
    "worker-src blob:",
    "connect-src *",
    "img-src data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return page
    .replace(
      '<meta name="viewport"',
      () => `<meta http-equiv="Content-Security-Policy" content="${policy}">\n<meta name="viewport"`,
    )
    .replace('<link rel="stylesheet" href="../web/style.css">', () => `<style>${style}</style>`)
    .replace('\n<script src="../web/check.js" defer></script>', "")
    .replace("</body>", () => `<script>${script}</script>\n</body>`);
}

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest();
}

function hash(source) {
  return `'sha256-${sha256(source).toString("base64")}'`;
}
