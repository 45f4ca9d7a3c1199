/**
 * A small assembler for WebAssembly: one instruction after the other, as the text format writes them unfolded.
 * It lets the kernel live as readable source instead of bytes nobody can review, and needs no build step; it
 * knows only the instructions the kernel uses.
 *
 * `func name` · `param a b` (i32) · `result` (i32) · `local i32|v128 x y` · instructions · `endfunc`.
 * Labels of `block` and `loop` are names. `;;` begins a comment.
 */

type Immediate = 'none' | 'local' | 'label' | 'number' | 'memory' | 'memory1' | 'byte' | 'bytes';

const SIMD = 0xfd;
const OPCODES: Readonly<Record<string, readonly [Immediate, ...number[]]>> = {
  br: ['label', 0x0c],
  br_if: ['label', 0x0d],
  'local.get': ['local', 0x20],
  'local.set': ['local', 0x21],
  'local.tee': ['local', 0x22],
  'i32.load8_u': ['memory1', 0x2d],
  'i32.store': ['memory', 0x36],
  'i32.const': ['number', 0x41],
  'i32.eqz': ['none', 0x45],
  'i32.eq': ['none', 0x46],
  'i32.ne': ['none', 0x47],
  'i32.lt_u': ['none', 0x49],
  'i32.gt_u': ['none', 0x4b],
  'i32.ge_u': ['none', 0x4f],
  'i32.popcnt': ['none', 0x69],
  'i32.add': ['none', 0x6a],
  'i32.sub': ['none', 0x6b],
  'i32.and': ['none', 0x71],
  'i32.or': ['none', 0x72],
  'i32.shl': ['none', 0x74],
  'v128.load': ['memory', SIMD, 0],
  'v128.const': ['bytes', SIMD, 12],
  'i8x16.shuffle': ['bytes', SIMD, 13],
  'i8x16.swizzle': ['none', SIMD, 14],
  'i8x16.relaxed_swizzle': ['none', SIMD, 256],
  'i8x16.shr_u': ['none', SIMD, 109],
  'i8x16.splat': ['none', SIMD, 15],
  'i8x16.eq': ['none', SIMD, 35],
  'i8x16.ne': ['none', SIMD, 36],
  'i8x16.lt_u': ['none', SIMD, 38],
  'i8x16.gt_u': ['none', SIMD, 40],
  'i8x16.ge_u': ['none', SIMD, 44],
  'v128.andnot': ['none', SIMD, 79],
  'v128.and': ['none', SIMD, 78],
  'v128.or': ['none', SIMD, 80],
  'v128.any_true': ['none', SIMD, 83],
  'i8x16.all_true': ['none', SIMD, 99],
  'i8x16.bitmask': ['none', SIMD, 100],
  'i8x16.add': ['none', SIMD, 110],
  'i8x16.sub': ['none', SIMD, 113],
  'i64x2.eq': ['none', SIMD, 214],
  'i16x8.extadd_pairwise_i8x16_u': ['none', SIMD, 125],
  'i32x4.extadd_pairwise_i16x8_u': ['none', SIMD, 127],
  'i32x4.extract_lane': ['byte', SIMD, 27],
};
const I32 = 0x7f;
const V128 = 0x7b;
const VOID = 0x40;
const BLOCKS: Readonly<Record<string, number>> = { block: 0x02, loop: 0x03, if: 0x04 };

interface Func {
  readonly name: string;
  params: number;
  result: boolean;
  /** Value types of the locals after the parameters. */
  readonly locals: number[];
  readonly names: Map<string, number>;
  readonly body: number[];
  readonly labels: (string | undefined)[];
}

/** The bytes of a module that imports its memory as `env.memory` and exports every function of the source. */
export function assemble(source: string): Uint8Array<ArrayBuffer> {
  const words = source.replaceAll(/;;.*$/gm, '').split(/\s+/).filter(Boolean);
  const funcs: Func[] = [];
  for (let at = 0; at < words.length;) {
    if (words[at] !== 'func') throw new Error(`Expected func, not ${words[at]}`);
    const end = words.indexOf('endfunc', at);
    funcs.push(assembleFunc(words.slice(at + 1, end)));
    at = end + 1;
  }
  return new Uint8Array([
    0x00,
    0x61,
    0x73,
    0x6d,
    1,
    0,
    0,
    0,
    ...section(1, funcs.map(signature)),
    ...section(2, [[...spelt('env'), ...spelt('memory'), 0x02, 0x00, 1]]),
    ...section(
      3,
      funcs.map((_, index) => [index]),
    ),
    ...section(
      7,
      funcs.map((func, index) => [...spelt(func.name), 0x00, index]),
    ),
    ...section(10, funcs.map(code)),
  ]);
}

function assembleFunc([name = '', ...words]: readonly string[]): Func {
  const func: Func = {
    name,
    params: 0,
    result: false,
    locals: [],
    names: new Map(),
    body: [],
    labels: [],
  };
  const queue = [...words];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word === 'param') declare(func, queue, undefined);
    else if (word === 'local') declare(func, queue, queue.shift() === 'v128' ? V128 : I32);
    else if (word === 'result') func.result = true;
    else instruction(func, word, queue);
  }
  return func;
}

/** Takes names up to a full stop: `param from to .` */
function declare(func: Func, queue: string[], type: number | undefined): void {
  for (let word = queue.shift(); word !== undefined && word !== '.'; word = queue.shift()) {
    func.names.set(word, func.names.size);
    if (type === undefined) func.params += 1;
    else func.locals.push(type);
  }
}

function instruction({ names, body, labels }: Func, word: string, queue: string[]): void {
  const blockCode = BLOCKS[word];
  if (blockCode !== undefined) {
    labels.push(word === 'if' ? undefined : queue.shift());
    body.push(blockCode, VOID);
    return;
  }
  if (word === 'end') {
    labels.pop();
    body.push(0x0b);
    return;
  }
  const [immediate, ...codes] = OPCODES[word] ?? unknown(word);
  body.push(...(codes[0] === SIMD ? [SIMD, ...unsigned(codes[1] ?? 0)] : codes));
  if (immediate === 'none') return;
  const operand = queue.shift() ?? '';
  if (immediate === 'local') body.push(...unsigned(names.get(operand) ?? unknown(operand)));
  else if (immediate === 'label') {
    const at = labels.lastIndexOf(operand);
    body.push(...unsigned(at < 0 ? unknown(operand) : labels.length - 1 - at));
  } else if (immediate === 'number') body.push(...signed(Number(operand)));
  else if (immediate === 'byte') body.push(Number(operand));
  else if (immediate === 'bytes') body.push(Number(operand), ...queue.splice(0, 15).map(Number));
  // Alignment is a hint; none is promised.
  else body.push(0, ...unsigned(Number(operand)));
}

function unknown(word: string): never {
  throw new Error(`The assembler does not know ${word}`);
}

/** A text as a module spells it. */
function spelt(text: string): number[] {
  return vector(Array.from(Buffer.from(text)));
}

function signature({ params, result }: Func): number[] {
  return [0x60, ...vector(Array.from({ length: params }, () => I32)), ...vector(result ? [I32] : [])];
}

function code({ locals, body }: Func): number[] {
  const content = [...unsigned(locals.length), ...locals.flatMap((type) => [1, type]), ...body, 0x0b];
  return [...unsigned(content.length), ...content];
}

function section(id: number, items: readonly (readonly number[])[]): number[] {
  const content = [...unsigned(items.length), ...items.flat()];
  return [id, ...unsigned(content.length), ...content];
}

function vector(bytes: readonly number[]): number[] {
  return [...unsigned(bytes.length), ...bytes];
}

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): number[] {
  const low = value & 0x7f;
  const rest = value >> 7;
  const last = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
  return last ? [low] : [low | 0x80, ...signed(rest)];
}
