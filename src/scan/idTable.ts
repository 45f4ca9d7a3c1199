/** The ids of a file and where they stand, in typed arrays: a hundred thousand objects would cost more than the file. */
import type { Columns } from './types.ts';

/** Where the id being recorded stands. Columns and offsets are asked for only when an id is new: they cost time. */
export interface Whereabouts {
  readonly line: number;
  column(): number;
  offset(): number;
}

/** How many different ids are listed: more than anyone can go through, and their table stays under 60 MB. */
export const MAX_IDS = 250_000;

/** Whoever writes a log should not be able to choose ids whose hashes are the same. */
const SEED = Math.floor(Math.random() * 0xffffffff);

const FIRST_SIZE = 1_024;
const FIRST_BYTES = 65_536;

/** Counts places of ids. Lines are kept as 32-bit numbers: a file has at most 4,294,967,295 of them. */
export class IdTable {
  readonly #limit: number;
  #size = 0;
  /** Open addressing: indexes + 1, 0 where free. At most half full. */
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
  #unlistedPlaces = 0;
  #undo: Map<number, Places> | undefined;

  constructor(limit = MAX_IDS) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#size;
  }

  /** On how many places stand ids that are not listed, because the table was full. */
  get unlistedPlaces(): number {
    return this.#unlistedPlaces;
  }

  /** Counts one place of the id that is `bytes[from..to)`. */
  record(bytes: Uint8Array, from: number, to: number, form: number, where: Whereabouts): void {
    const hash = hashOf(bytes, from, to);
    const slot = this.#slotOf(bytes, from, to, hash);
    const index = (this.#slots[slot] ?? 0) - 1;
    if (index >= 0) {
      this.#remember(index);
      this.#counts[index] = (this.#counts[index] ?? 0) + 1;
      this.#lastLines[index] = where.line;
      return;
    }
    if (this.#size >= this.#limit) {
      this.#unlistedPlaces += 1;
      return;
    }
    const added = this.#append(bytes, from, to, hash, slot);
    this.#counts[added] = 1;
    this.#firstLines[added] = where.line;
    this.#lastLines[added] = where.line;
    this.#firstColumns[added] = where.column();
    this.#firstOffsets[added] = where.offset();
    this.#forms[added] = form;
  }

  /** From here on, what is recorded can be taken back: see {@link takeUndo}. */
  startUndo(): void {
    this.#undo = new Map();
  }

  /** What the ids that were there when {@link startUndo} was called had then, where it changed since. */
  takeUndo(): UndoEntry[] {
    return [...(this.#undo ?? [])].map(([index, was]) => ({ index, ...was }));
  }

  #remember(index: number): void {
    if (!this.#undo || this.#undo.has(index)) return;
    this.#undo.set(index, { count: this.#counts[index] ?? 0, lastLine: this.#lastLines[index] ?? 0 });
  }

  /**
   * Counts so many places of an id of a later part of the same file.
   * @param shift by how many line ends, and on its first line by how many columns, that part comes later
   */
  add(later: Columns, index: number, places: Places, shift: Shift): void {
    const from = index === 0 ? 0 : (later.ends[index - 1] ?? 0);
    const to = later.ends[index] ?? 0;
    const hash = hashOf(later.bytes, from, to);
    const slot = this.#slotOf(later.bytes, from, to, hash);
    const known = (this.#slots[slot] ?? 0) - 1;
    if (known >= 0) {
      this.#remember(known);
      this.#counts[known] = (this.#counts[known] ?? 0) + places.count;
      this.#lastLines[known] = places.lastLine + shift.lineEnds;
    } else if (this.#size >= this.#limit) this.#unlistedPlaces += places.count;
    else {
      const added = this.#append(later.bytes, from, to, hash, slot);
      const firstLine = later.firstLines[index] ?? 0;
      this.#counts[added] = places.count;
      this.#firstLines[added] = firstLine + shift.lineEnds;
      this.#lastLines[added] = places.lastLine + shift.lineEnds;
      this.#firstColumns[added] = (later.firstColumns[index] ?? 0) + (firstLine === 1 ? shift.columns : 0);
      this.#firstOffsets[added] = later.firstOffsets[index] ?? 0;
      this.#forms[added] = later.forms[index] ?? 0;
    }
  }

  /** Counts places of ids that another table could not list. */
  addUnlisted(places: number): void {
    this.#unlistedPlaces += places;
  }

  /** The table as it leaves the worker: its own arrays, so nothing more may be recorded. */
  columns(): Columns {
    const size = this.#size;
    return {
      size,
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

  #append(bytes: Uint8Array, from: number, to: number, hash: number, slot: number): number {
    const index = this.#size;
    const start = this.#ends[index - 1] ?? 0;
    const end = start + to - from;
    if (end > this.#bytes.length) this.#bytes = grown(this.#bytes, Math.max(end, this.#bytes.length * 2));
    const mine = this.#bytes;
    for (let at = from, own = start; at < to; at += 1, own += 1) mine[own] = bytes[at] ?? 0;
    this.#size += 1;
    this.#slots[slot] = this.#size;
    if (this.#size > this.#hashes.length) this.#grow();
    this.#hashes[index] = hash;
    this.#ends[index] = end;
    if (this.#size * 2 > this.#slots.length) this.#rehash();
    return index;
  }

  #grow(): void {
    const length = this.#hashes.length * 2;
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

export interface Places {
  readonly count: number;
  readonly lastLine: number;
}

export interface Shift {
  readonly lineEnds: number;
  readonly columns: number;
}

/** An id of the table as it was before the end of the file was scanned. */
export interface UndoEntry extends Places {
  readonly index: number;
}

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
