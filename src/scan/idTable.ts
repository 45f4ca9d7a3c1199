/** The ids of a file and where they stand, in typed arrays: a hundred thousand objects would cost more than the file. */
import { FIRST_SIZE, grown, IdSet } from './idSet.ts';
import type { Columns } from './model.ts';

/** Where the id being recorded stands. Columns and offsets are asked for only when an id is new: they cost time. */
export interface Whereabouts {
  readonly line: number;
  column(): number;
  offset(): number;
}

/** How many different ids are listed: more than anyone can go through, and their table stays under 60 MB. */
export const MAX_IDS = 250_000;

/** Counts places of ids. Lines are kept as 32-bit numbers: a file has at most 4,294,967,295 of them. */
export class IdTable {
  readonly #limit: number;
  readonly #ids = new IdSet();
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
    return this.#ids.size;
  }

  /** On how many places stand ids that are not listed, because the table was full. */
  get unlistedPlaces(): number {
    return this.#unlistedPlaces;
  }

  /** Counts one place of the id that is `bytes[from..to)`. */
  record(bytes: Uint8Array, from: number, to: number, form: number, where: Whereabouts): void {
    const index = this.#ids.find(bytes, from, to);
    if (index >= 0) {
      this.#remember(index);
      this.#counts[index] = (this.#counts[index] ?? 0) + 1;
      this.#lastLines[index] = where.line;
      return;
    }
    if (this.#ids.size >= this.#limit) {
      this.#unlistedPlaces += 1;
      return;
    }
    const added = this.#add(bytes, from, to);
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
    const known = this.#ids.find(later.bytes, from, to);
    if (known >= 0) {
      this.#remember(known);
      this.#counts[known] = (this.#counts[known] ?? 0) + places.count;
      this.#lastLines[known] = places.lastLine + shift.lineEnds;
    } else if (this.#ids.size >= this.#limit) this.#unlistedPlaces += places.count;
    else {
      const added = this.#add(later.bytes, from, to);
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
    const { size, bytes, ends } = this.#ids;
    return {
      size,
      bytes,
      ends,
      counts: this.#counts.subarray(0, size),
      firstLines: this.#firstLines.subarray(0, size),
      lastLines: this.#lastLines.subarray(0, size),
      firstColumns: this.#firstColumns.subarray(0, size),
      firstOffsets: this.#firstOffsets.subarray(0, size),
      forms: this.#forms.subarray(0, size),
    };
  }

  #add(bytes: Uint8Array, from: number, to: number): number {
    const index = this.#ids.add(bytes, from, to);
    if (index >= this.#counts.length) this.#grow();
    return index;
  }

  #grow(): void {
    const length = this.#counts.length * 2;
    this.#counts = grown(this.#counts, length);
    this.#firstLines = grown(this.#firstLines, length);
    this.#lastLines = grown(this.#lastLines, length);
    this.#firstColumns = grown(this.#firstColumns, length);
    this.#firstOffsets = grown(this.#firstOffsets, length);
    this.#forms = grown(this.#forms, length);
  }
}

/** On how many places an id stands, and on which line last. */
export interface Places {
  readonly count: number;
  readonly lastLine: number;
}

/** How much later a part of a file begins than the one before it. */
export interface Shift {
  readonly lineEnds: number;
  readonly columns: number;
}

/** An id of the table as it was before the end of the file was scanned. */
export interface UndoEntry extends Places {
  readonly index: number;
}
