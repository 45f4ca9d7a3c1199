/** Searches a stretch of a file for ids, chunk by chunk, in a memory whose size does not depend on the file's. */
import { createKernel, type Kernel } from './kernel/kernel.ts';
import { isUtf8 } from 'node:buffer';
import { isLineEndAt } from './bytes.ts';
import { decideHex, decideNeedle } from './fastPath.ts';
import type { Whereabouts } from './idTable.ts';
import { CONTEXT, decideWindow, type WindowFinder, windowAround, windowFrom } from './slowPath.ts';

/** Takes every place of an id: the id is `bytes[from..to)`. */
export interface IdSink {
  record(bytes: Uint8Array, from: number, to: number, form: number, where: Whereabouts): void;
}

export interface RangeOptions {
  /** Where the first byte that will be written stands in the file. */
  readonly start: number;
  /** Only ids that begin in [from, to) are recorded; what is read beyond it is context. Line ends count there too. */
  readonly from: number;
  readonly to: number;
  /** UTF-16 code units between the last line end and `from`; line ends before `from`. */
  readonly column?: number;
  readonly lineEnds?: number;
  /** How many bytes are read at once: 512 KB unless told otherwise. */
  readonly chunkSize?: number;
  readonly find: WindowFinder;
  /** Whether ids may stand anywhere, as with patterns of the user: the finder then sees the whole text. */
  readonly everywhere?: boolean;
  /** Where the text begins: behind a byte order mark. */
  readonly fileStart?: number;
  /** Tells where a byte that was written stands in the file, where that is not the same. */
  readonly mapOffset?: (offset: number) => number;
}

/** What the kernel may read past the end of the bytes. */
const SLACK = 96;
const CHUNK = 512 * 1024;
/** How far before its value a session key can begin, in bytes. */
const KEY_REACH = 512;
/** How far behind its start an id without a key is found: by its digits, or by the mark of its cut; in bytes. */
const ID_REACH = 128;
const BLOCK = 32;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export class RangeScanner implements Whereabouts {
  readonly #kernel: Kernel;
  readonly #sink: IdSink;
  readonly #find: WindowFinder;
  readonly #everywhere: boolean;
  readonly #chunkSize: number;
  readonly #mapOffset: (offset: number) => number;
  readonly #hits: Uint32Array;
  readonly #hitsAt: number;
  #to: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where `bytes[0]` stands in the file. */
  #base: number;
  /** How many bytes are there. */
  #filled = 0;
  readonly #fileStart: number;
  /** Up to where it is decided what stands there; addresses in `bytes`, as are all below. */
  #decided: number;
  /** What the kernel finds before this place is of no interest any more. */
  #settled = 0;
  /** Where the last id that was seen ends. */
  #taken = 0;
  #searched = 0;
  #counted: number;
  #lineEnds: number;
  /** A place, and how many UTF-16 code units lie between the last line end before it and it. */
  #columnAt: number;
  #column: number;
  /** Where the id being recorded begins. */
  #place = 0;

  constructor(sink: IdSink, options: RangeOptions) {
    this.#chunkSize = options.chunkSize ?? CHUNK;
    const room = CONTEXT * 3 + this.#chunkSize + SLACK;
    this.#hitsAt = Math.ceil(room / BLOCK) * BLOCK;
    this.#kernel = createKernel(this.#hitsAt + (room / BLOCK + 2) * 8);
    this.bytes = this.#kernel.bytes;
    this.#hits = new Uint32Array(this.bytes.buffer, this.#hitsAt);
    this.#sink = sink;
    this.#find = options.find;
    this.#everywhere = options.everywhere ?? false;
    this.#mapOffset = options.mapOffset ?? ((offset) => offset);
    this.#base = options.start;
    this.#fileStart = options.fileStart ?? 0;
    this.#to = options.to;
    this.#decided = options.from - options.start;
    this.#counted = this.#decided;
    this.#columnAt = this.#decided;
    this.#column = options.column ?? 0;
    this.#lineEnds = options.lineEnds ?? 0;
  }

  /** The offset in the file of the next byte to be written. */
  get end(): number {
    return this.#base + this.#filled;
  }

  /** Where the next bytes go: at most a chunk. Call {@link wrote} after writing there. */
  space(): Uint8Array<ArrayBuffer> {
    this.#shift();
    return this.bytes.subarray(this.#filled, this.#filled + this.#chunkSize);
  }

  /** So many bytes were written. What is far enough from the end is decided. */
  wrote(length: number): void {
    this.#filled += length;
    // After the end there is nothing, and no remains of what was there before.
    this.bytes.fill(0, this.#filled, this.#filled + SLACK);
    this.#process(this.#filled - CONTEXT);
  }

  /**
   * Where the last line begins, or where it ends all but a context's length of it: what is appended to the file
   * can change nothing that begins before. An offset in the file.
   */
  tailStart(): number {
    const lowest = Math.max(0, this.#searched, this.#filled - CONTEXT);
    let at = this.#filled;
    // A carriage return at the very end may yet become the first half of a line end.
    while (
      at > lowest &&
      !(isLineEndAt(this.bytes, at - 1) && !(at === this.#filled && this.bytes[at - 1] === 13))
    ) {
      at -= 1;
    }
    for (let back = 0; back < 3 && at > 0 && ((this.bytes[at] ?? 0) & 0xc0) === 0x80; back += 1) at -= 1;
    return this.#base + at;
  }

  /** Records the ids that begin before an offset, and no others yet. */
  decideUpTo(offset: number): void {
    const limit = offset - this.#base;
    const to = this.#to;
    this.#to = offset;
    this.#process(Math.min(limit + ID_REACH, this.#filled));
    this.#to = to;
    this.#decided = Math.max(this.#taken, limit);
    this.#settled = Math.max(this.#taken, limit - KEY_REACH);
    this.#searched = Math.min(this.#searched, Math.max(0, limit - KEY_REACH));
  }

  /** Nothing more comes: decides the rest. */
  finish(): void {
    this.#process(this.#filled);
  }

  /** How many lines end before an offset that is not before what was decided, and the column there. */
  positionAt(offset: number): { readonly lineEnds: number; readonly column: number } {
    const at = Math.min(offset - this.#base, this.#filled);
    this.#countTo(at);
    return { lineEnds: this.#lineEnds, column: this.#columnTo(at) };
  }

  get line(): number {
    this.#countTo(this.#place);
    return this.#lineEnds + 1;
  }

  column(): number {
    return this.#columnTo(this.#place) + 1;
  }

  offset(): number {
    return this.#mapOffset(this.#base + this.#place);
  }

  /** Called with places in rising order. */
  #record = (
    from: number,
    to: number,
    form: number,
    bytes: Uint8Array,
    idFrom: number,
    idTo: number,
  ): void => {
    if (from < this.#decided) {
      // It begins before the range, or in what an id before it took.
      this.#decided = Math.max(this.#decided, to);
      this.#settled = Math.max(this.#settled, to);
      this.#taken = Math.max(this.#taken, to);
      return;
    }
    if (from >= this.#to - this.#base) return;
    this.#place = from;
    this.#sink.record(bytes, idFrom, idTo, form, this);
    this.#decided = to;
    this.#settled = to;
    this.#taken = to;
  };

  #process(limit: number): void {
    const end = Math.min(limit, this.#to - this.#base + ID_REACH);
    if (end <= this.#searched) return;
    if (this.#everywhere) this.#decideAll(end, limit === this.#filled);
    else this.#decideHits(end);
    this.#searched = end;
  }

  /** Shows the whole text up to a place to the finder. */
  #decideAll(end: number, isLast: boolean): void {
    for (let before = -1; this.#decided < end && this.#decided > before;) {
      before = this.#decided;
      const atStart = this.#base === this.#fileStart;
      const window = windowFrom(this.bytes, this.#filled, before, atStart, isLast);
      this.#decided = Math.max(this.#decided, decideWindow(this.bytes, window, this.#find, this.#record));
    }
  }

  /** Looks closer where the kernel finds what can be of an id. */
  #decideHits(end: number): void {
    // The last block of the call before may have been searched in part.
    const first = this.#searched - (this.#searched % BLOCK);
    const hits = (this.#kernel.find(first, end, this.#hitsAt) - this.#hitsAt) / 8;
    for (let hit = 0; hit < hits; hit += 1) {
      const address = this.#hits[hit * 2] ?? 0;
      this.#decideBlock(address & ~1, (address & 1) === 1, this.#hits[hit * 2 + 1] ?? 0);
    }
  }

  /** @param needles a bit for each byte of the block at which a needle begins */
  #decideBlock(block: number, isHex: boolean, needles: number): void {
    if (block + BLOCK <= this.#settled) return;
    if (isHex && block + BLOCK / 2 > this.#settled && !decideHex(this.bytes, block, this.#record)) {
      this.#decideSlowly(block);
    }
    for (let rest = needles; rest !== 0; rest &= rest - 1) {
      const at = block + (31 - Math.clz32(rest & -rest));
      if (at >= this.#settled && !decideNeedle(this.bytes, at, this.#record)) this.#decideSlowly(at);
    }
  }

  #decideSlowly(at: number): void {
    const window = windowAround(this.bytes, this.#filled, at, this.#base === this.#fileStart);
    const decided = decideWindow(this.bytes, window, this.#find, this.#record);
    this.#decided = Math.max(this.#decided, decided);
    // A key may stand before an edge that is not sure, and its value behind it.
    this.#settled = Math.max(this.#settled, window.sureEnd ? decided : decided - KEY_REACH);
  }

  #countTo(at: number): void {
    if (at <= this.#counted) return;
    this.#lineEnds += this.#kernel.lineEnds(this.#counted, at);
    this.#counted = at;
  }

  #columnTo(at: number): number {
    const start = this.#lineStart(at);
    const from = Math.max(start, this.#columnAt);
    this.#column = (start < 0 ? this.#column : 0) + this.#unitsOf(from, at);
    this.#columnAt = at;
    return this.#column;
  }

  #unitsOf(from: number, to: number): number {
    const part = this.bytes.subarray(from, to);
    return isUtf8(part) ? this.#kernel.units(from, to) : decoder.decode(part).length;
  }

  /** The bytes before an offset, as far as they are there, at most so many. */
  bytesBefore(offset: number, length: number): Uint8Array {
    const at = offset - this.#base;
    return this.bytes.subarray(Math.max(0, at - length), at);
  }

  /** Where the line of a place begins, looking back as far as the place whose column is known; -1 beyond. */
  #lineStart(at: number): number {
    for (let back = at - 1; back >= this.#columnAt; back -= 1) {
      if (isLineEndAt(this.bytes, back)) return back + 1;
    }
    return -1;
  }

  /** Makes room: drops what lies more than a context before what was searched. */
  #shift(): void {
    if (this.#filled + this.#chunkSize + SLACK <= this.#hitsAt) return;
    let drop = Math.max(0, this.#searched - CONTEXT);
    // Never in the midst of a character, whose columns could not be counted then.
    for (let back = 0; back < 3 && drop > 0 && ((this.bytes[drop] ?? 0) & 0xc0) === 0x80; back += 1)
      drop -= 1;
    this.#countTo(drop);
    if (drop > this.#columnAt) this.#columnTo(drop);
    this.bytes.copyWithin(0, drop, this.#filled);
    this.#base += drop;
    this.#filled -= drop;
    this.#searched -= drop;
    this.#decided = Math.max(0, this.#decided - drop);
    this.#settled = Math.max(0, this.#settled - drop);
    this.#taken = Math.max(0, this.#taken - drop);
    this.#counted -= drop;
    this.#columnAt -= drop;
  }
}
