// What build.mjs puts in the place of a name.

declare module "*.ftl" {
  const source: string;
  export default source;
}

/** In the self-contained check page: the worker's program and the bytes of the WebAssembly module in base64. */
declare module "inlined:worker" {
  const source: string;
  export default source;
}
declare module "inlined:wasm" {
  const base64: string;
  export default base64;
}
