/** Lines and columns of places in a scanner's buffer. */
import type { Kernel } from './kernel.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Counts line ends and columns forwards, each byte at most once; places are addresses in the buffer. */
export class Positions {
  readonly #kernel: Kernel;
  readonly #bytes: Uint8Array;
  #counted: number;
  #lineEnds: number;
  /** A place, and how many UTF-16 code units lie between the last line end before it and it. */
  #columnAt: number;
  #column: number;

  /** @param at a place whose line ends and column, from 0, are known: no place before it can be asked for */
  constructor(kernel: Kernel, at: number, lineEnds: number, column: number) {
    this.#kernel = kernel;
    this.#bytes = kernel.bytes;
    this.#counted = at;
    this.#lineEnds = lineEnds;
    this.#columnAt = at;
    this.#column = column;
  }

  /** How many lines end before a place, which is at or behind the one that was asked for last. */
  lineEndsBefore(at: number): number {
    if (at > this.#counted) {
      this.#lineEnds += this.#kernel.lineEnds(this.#counted, at);
      this.#counted = at;
    }
    return this.#lineEnds;
  }

  /** How many UTF-16 code units stand before a place in its line; asked for in rising order as well. */
  columnOf(at: number): number {
    const start = this.#lineStart(at);
    const from = Math.max(start, this.#columnAt);
    const units = decoder.decode(this.#bytes.subarray(from, at)).length;
    this.#column = (start < 0 ? this.#column : 0) + units;
    this.#columnAt = at;
    return this.#column;
  }

  /** The first bytes are about to be dropped from the buffer: all places move towards its start by so many. */
  move(drop: number): void {
    this.lineEndsBefore(drop);
    if (drop > this.#columnAt) this.columnOf(drop);
    this.#counted -= drop;
    this.#columnAt -= drop;
  }

  /** Where the line of a place begins, looking back as far as the place whose column is known; -1 beyond. */
  #lineStart(at: number): number {
    for (let back = at - 1; back >= this.#columnAt; back -= 1) {
      if (isLineEndAt(this.#bytes, back)) return back + 1;
    }
    return -1;
  }
}

/** Whether a line ends with the byte here, given the byte after it. */
export function isLineEndAt(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at];
  return byte === 10 || (byte === 13 && bytes[at + 1] !== 10);
}

/** The place itself, or where the UTF-8 character begins that it is in the midst of. */
export function characterStartBefore(bytes: Uint8Array, at: number): number {
  let start = at;
  while (start > 0 && start > at - 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}
