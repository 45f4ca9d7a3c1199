/** WebAssembly text, as the build and the tests give it: assembled. */
declare module '*.wat' {
  const wasm: Uint8Array<ArrayBuffer>;
  export default wasm;
}
