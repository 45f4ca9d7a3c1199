/** Searches a stretch of a file for ids, chunk by chunk, in a memory whose size does not depend on the file's. */
import { decideHex, decideNeedle, type RecordId } from './byteMatcher.ts';
import type { Whereabouts } from './idTable.ts';
import { BLOCK, createKernel, type Kernel } from './kernel.ts';
import type { Position } from './model.ts';
import { characterStartBefore, isLineEndAt, Positions } from './positions.ts';
import { CONTEXT, decideWindow, type TextFinder, windowAround, windowFrom } from './textMatcher.ts';

/** Takes every place of an id, in rising order: the id is `bytes[from..to)`. */
export interface IdSink {
  record(bytes: Uint8Array, from: number, to: number, form: number, where: Whereabouts): void;
}

/** What is searched for, and who takes it. */
export interface Search {
  readonly sink: IdSink;
  readonly find: TextFinder;
  /** Whether ids may stand anywhere, as with patterns of the user: the finder then sees the whole text. */
  readonly everywhere: boolean;
}

export interface Range {
  /** Where the first byte that will be written stands in the file. */
  readonly start: number;
  /** Only ids that begin in [from, to) are recorded; what is read beyond it is context. */
  readonly from: Position;
  readonly to: number;
  /** How many bytes are read at once: 512 KB unless told otherwise. */
  readonly chunkSize?: number | undefined;
  /** Where the text begins: behind a byte order mark. */
  readonly fileStart?: number;
  /** Tells where a byte that was written stands in the file, where that is not the same. */
  readonly mapOffset?: ((offset: number) => number) | undefined;
}

/** What the kernel may read past the end of the bytes. */
const SLACK = 64;
const CHUNK = 512 * 1024;
/** How far before its value a session key can begin, in bytes. */
const KEY_REACH = 512;
/** How far behind its start an id without a key is found: by its digits, or by the mark of its cut; in bytes. */
const ID_REACH = 128;

/**
 * A buffer that moves through the file: what is written to it is searched, and dropped when it is decided. Ids are
 * decided by bytes alone where that is plain, else by the finder. All places are addresses in the buffer, unless
 * they are called offsets.
 */
export class RangeScanner implements Whereabouts {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly #search: Search;
  readonly #mapOffset: (offset: number) => number;
  readonly #chunkSize: number;
  readonly #fileStart: number;
  readonly #to: number;
  readonly #kernel: Kernel;
  readonly #hits: Uint32Array;
  readonly #positions: Positions;
  /** How many bytes of the memory the file's may take; behind them the kernel writes what it finds. */
  readonly #room: number;
  /** The offset of `bytes[0]` in the file. */
  #base: number;
  /** How many bytes are there. */
  #filled = 0;
  /** Up to where the buffer has been searched. */
  #searched = 0;
  /** Up to where it is decided what stands there. */
  #decided: number;
  /** What the kernel finds before this place is of no interest any more. */
  #settled = 0;
  /** Where the last id that was seen ends. */
  #taken = 0;
  /** Ids that begin here or behind it are not recorded, in the call under way. */
  #stop = 0;
  /** Where the id being recorded begins. */
  #place = 0;

  constructor(search: Search, { start, from, to, chunkSize = CHUNK, fileStart = 0, mapOffset }: Range) {
    this.#search = search;
    this.#chunkSize = chunkSize;
    this.#mapOffset = mapOffset ?? ((offset) => offset);
    this.#base = start;
    this.#fileStart = fileStart;
    this.#to = to;
    const blocks = Math.ceil((CONTEXT * 3 + chunkSize + SLACK) / BLOCK);
    this.#room = blocks * BLOCK;
    this.#kernel = createKernel(this.#room + (blocks + 2) * 8);
    this.bytes = this.#kernel.bytes;
    this.#hits = new Uint32Array(this.bytes.buffer, this.#room);
    this.#decided = from.offset - start;
    this.#positions = new Positions(this.#kernel, this.#decided, from.lineEnds, from.column);
  }

  /** The offset in the file of the next byte to be written. */
  get end(): number {
    return this.#base + this.#filled;
  }

  /** Where the next bytes go: at most a chunk. Call {@link wrote} after writing there. */
  space(): Uint8Array<ArrayBuffer> {
    this.#makeRoom();
    return this.bytes.subarray(this.#filled, this.#filled + this.#chunkSize);
  }

  /** So many bytes were written. What is far enough from the end is decided. */
  wrote(length: number): void {
    this.#filled += length;
    // After the end there is nothing, and no remains of what was there before.
    this.bytes.fill(0, this.#filled, this.#filled + SLACK);
    this.#decide(this.#filled - CONTEXT);
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
    return this.#base + characterStartBefore(this.bytes, at);
  }

  /** Records the ids that begin before an offset, and no others yet: they can be decided when more is there. */
  decideUpTo(offset: number): void {
    const limit = offset - this.#base;
    this.#decide(Math.min(limit + ID_REACH, this.#filled), limit);
    this.#decided = Math.max(this.#taken, limit);
    this.#settled = Math.max(this.#taken, limit - KEY_REACH);
    this.#searched = Math.min(this.#searched, Math.max(0, limit - KEY_REACH));
  }

  /** Nothing more comes: decides the rest. */
  finish(): void {
    this.#decide(this.#filled);
  }

  /** Of an offset that is not before what was decided. */
  positionAt(offset: number): Position {
    const at = Math.min(offset - this.#base, this.#filled);
    return {
      offset,
      lineEnds: this.#positions.lineEndsBefore(at),
      column: this.#positions.columnOf(at),
    };
  }

  get line(): number {
    return this.#positions.lineEndsBefore(this.#place) + 1;
  }

  column(): number {
    return this.#positions.columnOf(this.#place) + 1;
  }

  offset(): number {
    return this.#mapOffset(this.#base + this.#place);
  }

  /** The bytes before an offset, as far as they are there, at most so many. */
  bytesBefore(offset: number, length: number): Uint8Array {
    const at = offset - this.#base;
    return this.bytes.subarray(Math.max(0, at - length), at);
  }

  /** Decides what begins before a place and before `stop`; behind it, what was found on the way. */
  #decide(limit: number, stop = this.#to - this.#base): void {
    const end = Math.min(limit, stop + ID_REACH);
    if (end <= this.#searched) return;
    this.#stop = stop;
    if (this.#search.everywhere) this.#decideAll(end, limit === this.#filled);
    else this.#decideHits(end);
    this.#searched = end;
  }

  /** Shows the whole text up to a place to the finder. */
  #decideAll(end: number, isLast: boolean): void {
    for (let before = -1; this.#decided < end && this.#decided > before;) {
      before = this.#decided;
      const window = windowFrom(this.bytes, this.#filled, before, this.#isFromStart, isLast);
      const decided = decideWindow(this.bytes, window, this.#search.find, this.#record);
      this.#decided = Math.max(this.#decided, decided);
    }
  }

  /** Looks closer where the kernel finds what can be of an id. */
  #decideHits(end: number): void {
    // The last block of the call before may have been searched in part.
    const first = this.#searched - (this.#searched % BLOCK);
    const hits = (this.#kernel.find(first, end, this.#room) - this.#room) / 8;
    for (let hit = 0; hit < hits; hit += 1) {
      const address = this.#hits[hit * 2] ?? 0;
      this.#decideBlock(address & ~1, (address & 1) === 1, this.#hits[hit * 2 + 1] ?? 0);
    }
  }

  /** @param needles a bit for each byte of the block at which a needle begins */
  #decideBlock(block: number, isHex: boolean, needles: number): void {
    if (block + BLOCK <= this.#settled) return;
    if (isHex && !decideHex(this.bytes, block, this.#record)) this.#decideByText(block);
    for (let rest = needles; rest !== 0; rest &= rest - 1) {
      const at = block + (31 - Math.clz32(rest & -rest));
      if (at >= this.#settled && !decideNeedle(this.bytes, at, this.#record)) this.#decideByText(at);
    }
  }

  #decideByText(at: number): void {
    const window = windowAround(this.bytes, this.#filled, at, this.#isFromStart);
    const decided = decideWindow(this.bytes, window, this.#search.find, this.#record);
    this.#decided = Math.max(this.#decided, decided);
    // A key may stand before an edge that is not sure, and its value behind it.
    this.#settled = Math.max(this.#settled, window.sureEnd ? decided : decided - KEY_REACH);
  }

  /** Called with places in rising order. */
  #record: RecordId = (from, to, form, id) => {
    if (from < this.#decided) {
      // It begins before the range, or in what an id before it took.
      this.#decided = Math.max(this.#decided, to);
      this.#settled = Math.max(this.#settled, to);
      this.#taken = Math.max(this.#taken, to);
      return;
    }
    if (from >= this.#stop) return;
    this.#place = from;
    const { sink } = this.#search;
    if (id) sink.record(id, 0, id.length, form, this);
    else sink.record(this.bytes, from, to, form, this);
    this.#decided = to;
    this.#settled = to;
    this.#taken = to;
  };

  /** Whether the first of the bytes is the first of the text. */
  get #isFromStart(): boolean {
    return this.#base === this.#fileStart;
  }

  /** Drops what lies more than a context before what was searched, where the next chunk needs its place. */
  #makeRoom(): void {
    if (this.#filled + this.#chunkSize + SLACK <= this.#room) return;
    // Never in the midst of a character, whose columns could not be counted then.
    const drop = characterStartBefore(this.bytes, Math.max(0, this.#searched - CONTEXT));
    this.#positions.move(drop);
    this.bytes.copyWithin(0, drop, this.#filled);
    this.#base += drop;
    this.#filled -= drop;
    this.#searched -= drop;
    this.#decided = Math.max(0, this.#decided - drop);
    this.#settled = Math.max(0, this.#settled - drop);
    this.#taken = Math.max(0, this.#taken - drop);
  }
}
