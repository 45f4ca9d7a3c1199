/** Searches a stretch of a file for ids, chunk by chunk, in a memory whose size does not depend on the file's. */
import { characterStartBefore, isLineEndAt } from './bytes.ts';
import { Decider } from './decider.ts';
import type { Whereabouts } from './idTable.ts';
import { BLOCK, createKernel } from './kernel/kernel.ts';
import { Positions } from './positions.ts';
import { CONTEXT, type WindowFinder } from './textMatcher.ts';

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

/** A buffer that moves through the file: what is written to it is searched, and dropped when it is decided. */
export class RangeScanner implements Whereabouts {
  readonly #chunkSize: number;
  readonly #mapOffset: (offset: number) => number;
  readonly #fileStart: number;
  readonly #to: number;
  readonly #decider: Decider;
  readonly #positions: Positions;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** How many of them the file's bytes may take. */
  readonly #room: number;
  /** Where `bytes[0]` stands in the file. */
  #base: number;
  /** How many bytes are there. */
  #filled = 0;
  /** Where in `bytes` the id being recorded begins. */
  #place = 0;

  constructor(sink: IdSink, options: RangeOptions) {
    this.#chunkSize = options.chunkSize ?? CHUNK;
    this.#mapOffset = options.mapOffset ?? ((offset) => offset);
    this.#base = options.start;
    this.#fileStart = options.fileStart ?? 0;
    this.#to = options.to;
    const room = CONTEXT * 3 + this.#chunkSize + SLACK;
    this.#room = Math.ceil(room / BLOCK) * BLOCK;
    const kernel = createKernel(this.#room + (room / BLOCK + 2) * 8);
    this.bytes = kernel.bytes;
    const from = options.from - options.start;
    this.#positions = new Positions(kernel, from, options.lineEnds ?? 0, options.column ?? 0);
    this.#decider = new Decider(kernel, this.#room, {
      find: options.find,
      everywhere: options.everywhere ?? false,
      from,
      found: (place, _end, form, bytes, idFrom, idTo) => {
        this.#place = place;
        sink.record(bytes, idFrom, idTo, form, this);
      },
    });
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
    this.#decider.decide(this.#filled - CONTEXT, this.#held());
  }

  /**
   * Where the last line begins, or where it ends all but a context's length of it: what is appended to the file
   * can change nothing that begins before. An offset in the file.
   */
  tailStart(): number {
    const lowest = Math.max(0, this.#decider.searched, this.#filled - CONTEXT);
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

  /** Records the ids that begin before an offset, and no others yet. */
  decideUpTo(offset: number): void {
    this.#decider.decideOnly(offset - this.#base, this.#held());
  }

  /** Nothing more comes: decides the rest. */
  finish(): void {
    this.#decider.decide(this.#filled, this.#held());
  }

  /** How many lines end before an offset that is not before what was decided, and the column there. */
  positionAt(offset: number): { readonly lineEnds: number; readonly column: number } {
    const at = Math.min(offset - this.#base, this.#filled);
    return { lineEnds: this.#positions.lineEndsBefore(at), column: this.#positions.columnOf(at) };
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

  #held() {
    return {
      filled: this.#filled,
      isFromStart: this.#base === this.#fileStart,
      stop: this.#to - this.#base,
    };
  }

  /** Drops what lies more than a context before what was searched, where the next chunk needs its place. */
  #makeRoom(): void {
    if (this.#filled + this.#chunkSize + SLACK <= this.#room) return;
    // Never in the midst of a character, whose columns could not be counted then.
    const drop = characterStartBefore(this.bytes, Math.max(0, this.#decider.searched - CONTEXT));
    this.#positions.move(drop);
    this.#decider.move(drop);
    this.bytes.copyWithin(0, drop, this.#filled);
    this.#base += drop;
    this.#filled -= drop;
  }
}
