/** The kernel as the scanner uses it: its memory, and its functions over addresses in that memory. */
import wasm from './kernel.wat';

/** See kernel.wat for what each of them does. */
export interface Kernel {
  /** The whole memory. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly find: (from: number, to: number, out: number) => number;
  readonly lineEnds: (from: number, to: number) => number;
}

/** What is used of WebAssembly: Node has it, but its types do not tell. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

/** The kernel searches in blocks of so many bytes, which begin at multiples of it. */
export const BLOCK = 16;

const PAGE = 65_536;
let compiled: object | undefined;

/** A kernel with a memory of at least so many bytes. */
export function createKernel(size: number): Kernel {
  compiled ??= new WebAssembly.Module(wasm);
  const memory = new WebAssembly.Memory({ initial: Math.ceil(size / PAGE) });
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- kernel.wat exports just these
  const { find, lineEnds } = exports as Kernel;
  return { bytes: new Uint8Array(memory.buffer), find, lineEnds };
}
