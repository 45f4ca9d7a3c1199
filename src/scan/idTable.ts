/**
 * The ids of a file and where they stand, in typed arrays: a Map of strings takes a third more of the whole scan's
 * time, and its objects more memory.
 */
import { type Columns, CUT_OFF } from './model.ts';

/** Where the id being recorded stands. Columns and offsets are asked for only when an id is new: they cost time. */
export interface Whereabouts {
  readonly line: number;
  column(): number;
  offset(): number;
}

/** How many different ids are listed: more than anyone can go through, and their table stays under 60 MB. */
export const MAX_IDS = 250_000;

/** For how many ids there is room at first. */
const FIRST_SIZE = 1_024;
const FIRST_BYTES = 65_536;
/** Whoever writes a log should not be able to choose ids whose hashes are the same. */
const SEED = Math.floor(Math.random() * 0xffffffff);

/** Counts places of ids. Lines are kept as 32-bit numbers: a file has at most 4,294,967,295 of them. */
export class IdTable {
  readonly #limit: number;
  #size = 0;
  #unlistedPlaces = 0;
  /** Open addressing: an id's index + 1, 0 where free. At most half full. */
  #slots = new Uint32Array(FIRST_SIZE * 2);
  #hashes = new Uint32Array(FIRST_SIZE);
  #bytes = new Uint8Array(FIRST_BYTES);
  #ends = new Uint32Array(FIRST_SIZE);
  #counts = new Uint32Array(FIRST_SIZE);
  #firstLines = new Uint32Array(FIRST_SIZE);
  #lastLines = new Uint32Array(FIRST_SIZE);
  #firstColumns = new Uint32Array(FIRST_SIZE);
  #firstOffsets = new Float64Array(FIRST_SIZE);
  #forms = new Uint8Array(FIRST_SIZE);

  constructor(limit = MAX_IDS) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#size;
  }

  /** Counts one place of the id that is `bytes[from..to)`. */
  record(bytes: Uint8Array, from: number, to: number, form: number, where: Whereabouts): void {
    const hash = hashOf(bytes, from, to);
    const slot = this.#slotOf(bytes, from, to, hash);
    const known = (this.#slots[slot] ?? 0) - 1;
    if (known >= 0) {
      this.#counts[known] = (this.#counts[known] ?? 0) + 1;
      this.#lastLines[known] = where.line;
      // What a mark follows in one place and stands whole in another is whole.
      if (form < CUT_OFF && (this.#forms[known] ?? 0) >= CUT_OFF) this.#forms[known] = form;
      return;
    }
    if (this.#size >= this.#limit) {
      this.#unlistedPlaces += 1;
      return;
    }
    const index = this.#size;
    this.#size += 1;
    this.#slots[slot] = this.#size;
    if (this.#size > this.#ends.length) this.#grow();
    this.#hashes[index] = hash;
    this.#append(bytes, from, to, index);
    this.#counts[index] = 1;
    this.#firstLines[index] = where.line;
    this.#lastLines[index] = where.line;
    this.#firstColumns[index] = where.column();
    this.#firstOffsets[index] = where.offset();
    this.#forms[index] = form;
    if (this.#size * 2 > this.#slots.length) this.#rehash();
  }

  /** The table as it leaves the worker: its own arrays, so nothing more may be recorded. */
  columns(): Columns {
    const size = this.#size;
    return {
      size,
      unlistedPlaces: this.#unlistedPlaces,
      bytes: this.#bytes.subarray(0, this.#ends[size - 1] ?? 0),
      ends: this.#ends.subarray(0, size),
      counts: this.#counts.subarray(0, size),
      firstLines: this.#firstLines.subarray(0, size),
      lastLines: this.#lastLines.subarray(0, size),
      firstColumns: this.#firstColumns.subarray(0, size),
      firstOffsets: this.#firstOffsets.subarray(0, size),
      forms: this.#forms.subarray(0, size),
    };
  }

  /** The slot of an id, or the free slot where it would go. */
  #slotOf(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const index = (this.#slots[slot] ?? 0) - 1;
      if (index < 0 || (this.#hashes[index] === hash && this.#isAt(index, bytes, from, to))) return slot;
    }
  }

  #isAt(index: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = index === 0 ? 0 : (this.#ends[index - 1] ?? 0);
    if ((this.#ends[index] ?? 0) - start !== to - from) return false;
    const mine = this.#bytes;
    for (let at = from, own = start; at < to; at += 1, own += 1) if (mine[own] !== bytes[at]) return false;
    return true;
  }

  #append(bytes: Uint8Array, from: number, to: number, index: number): void {
    const start = this.#ends[index - 1] ?? 0;
    const end = start + to - from;
    if (end > this.#bytes.length) this.#bytes = grown(this.#bytes, Math.max(end, this.#bytes.length * 2));
    const mine = this.#bytes;
    for (let at = from, own = start; at < to; at += 1, own += 1) mine[own] = bytes[at] ?? 0;
    this.#ends[index] = end;
  }

  #grow(): void {
    const length = this.#ends.length * 2;
    this.#hashes = grown(this.#hashes, length);
    this.#ends = grown(this.#ends, length);
    this.#counts = grown(this.#counts, length);
    this.#firstLines = grown(this.#firstLines, length);
    this.#lastLines = grown(this.#lastLines, length);
    this.#firstColumns = grown(this.#firstColumns, length);
    this.#firstOffsets = grown(this.#firstOffsets, length);
    this.#forms = grown(this.#forms, length);
  }

  #rehash(): void {
    const slots = new Uint32Array(this.#slots.length * 4);
    const mask = slots.length - 1;
    for (let index = 0; index < this.#size; index += 1) {
      let slot = (this.#hashes[index] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = index + 1;
    }
    this.#slots = slots;
  }
}

/** A longer copy of an array. */
function grown<T extends Uint8Array | Uint32Array | Float64Array>(array: T, length: number): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the constructor of an array makes arrays of its type
  const copy = new (array.constructor as new (length: number) => T)(length);
  copy.set(array);
  return copy;
}

/** Four bytes a step: one at a time, each step would wait for the multiplication before it. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = SEED ^ (to - from);
  let at = from;
  for (; at + 4 <= to; at += 4) {
    const word =
      (bytes[at] ?? 0) |
      ((bytes[at + 1] ?? 0) << 8) |
      ((bytes[at + 2] ?? 0) << 16) |
      ((bytes[at + 3] ?? 0) << 24);
    hash = Math.imul(hash ^ word, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  for (; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** What moves with columns when they go from one thread to another. */
export function buffersOf(columns: Columns): ArrayBuffer[] {
  const { bytes, ends, counts, firstLines, lastLines, firstColumns, firstOffsets, forms } = columns;
  return [bytes, ends, counts, firstLines, lastLines, firstColumns, firstOffsets, forms].map(
    ({ buffer }) => buffer,
  );
}
