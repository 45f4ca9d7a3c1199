/** Feeds a scanner with the bytes of a file or a text, in whatever encoding they are. */
import { Buffer, isUtf8 } from 'node:buffer';
import { readSync } from 'node:fs';
import type { Format } from './model.ts';
import { RangeScanner, type Search } from './rangeScanner.ts';
import { CONTEXT } from './textMatcher.ts';

/** Called between chunks with how many bytes of the file have been read; throws to end the scan. */
export type Tick = (bytes: number) => void;

/** Where pieces of transcoded text came from is remembered for so many bytes: the scanner looks no further back. */
const REMEMBERED = CONTEXT * 3;

/**
 * Reads an open file of UTF-8 from one offset to another. Returns where it ended: before `to` when the file did.
 * @param to no offset: the file is read as far as it goes
 */
export function feedFile(
  scanner: RangeScanner,
  descriptor: number,
  from: number,
  to: number | undefined,
  check: Utf8Check,
  tick: Tick,
): number {
  let at = from;
  const stop = to ?? Infinity;
  while (at < stop) {
    const space = scanner.space();
    const wanted = Math.min(space.length, stop - at);
    const read = readSync(descriptor, space, 0, wanted, at);
    if (read === 0) break;
    scanner.wrote(read);
    check.feed(scanner.bytes, space.byteOffset + read, read);
    at += read;
    tick(at);
  }
  return at;
}

interface Piece {
  readonly utf8: Buffer;
  /** Where it begins, as UTF-8 and in the file. */
  readonly start: number;
  readonly fileStart: number;
}

/** A scanner of a whole text whose bytes arrive in pieces of any size. */
export class Feeder {
  readonly scanner: RangeScanner;
  readonly #check = new Utf8Check();
  readonly #decoder: InstanceType<typeof TextDecoder> | undefined;
  #skip: number;
  #pieces: readonly Piece[] = [];
  #end = 0;
  #fileEnd: number;

  constructor(search: Search, format: Format) {
    const isUtf16 = format.encoding === 'utf-16le' || format.encoding === 'utf-16be';
    this.#decoder = isUtf16 ? new TextDecoder(format.encoding, { ignoreBOM: true }) : undefined;
    // A byte order mark in UTF-8 is fed too, so that offsets are those of the file.
    this.#skip = isUtf16 ? format.bom : 0;
    this.#fileEnd = this.#skip;
    const start = isUtf16 ? 0 : format.bom;
    this.scanner = new RangeScanner(search, {
      start: 0,
      from: { offset: start, lineEnds: 0, column: 0 },
      to: Infinity,
      fileStart: start,
      mapOffset: isUtf16 ? (offset) => this.#fileOffset(offset) : undefined,
    });
  }

  feed(bytes: Uint8Array, tick?: () => void): void {
    const content = bytes.subarray(this.#skip);
    this.#skip -= bytes.length - content.length;
    if (this.#decoder) this.#feedText(this.#decoder.decode(content, { stream: true }), tick);
    else this.#feedUtf8(content, tick);
  }

  /** Nothing more comes. Tells whether all of it was text in its encoding. */
  finish(): boolean {
    if (this.#decoder) this.#feedText(this.#decoder.decode());
    this.scanner.finish();
    return this.#check.finish();
  }

  #feedUtf8(bytes: Uint8Array, tick?: () => void): void {
    for (let at = 0; at < bytes.length;) {
      const space = this.scanner.space();
      const part = bytes.subarray(at, at + space.length);
      space.set(part);
      this.scanner.wrote(part.length);
      this.#check.feed(this.scanner.bytes, space.byteOffset + part.length, part.length);
      at += part.length;
      tick?.();
    }
  }

  #feedText(text: string, tick?: () => void): void {
    const piece = { utf8: Buffer.from(text), start: this.#end, fileStart: this.#fileEnd };
    this.#end += piece.utf8.length;
    this.#fileEnd += text.length * 2;
    const remembered = this.#pieces.filter(
      ({ utf8, start }) => start + utf8.length > piece.start - REMEMBERED,
    );
    this.#pieces = [...remembered, piece];
    this.#feedUtf8(piece.utf8, tick);
  }

  /** Where a byte of the UTF-8 stands in the file. */
  #fileOffset(offset: number): number {
    const piece = this.#pieces.findLast(({ start }) => start <= offset);
    if (!piece) return offset;
    return piece.fileStart + piece.utf8.toString('utf8', 0, offset - piece.start).length * 2;
  }
}

/** Notes whether all that was fed is UTF-8. */
export class Utf8Check {
  valid = true;
  /** Whether what comes first may go on with a character that began before it. */
  #midst: boolean;
  /** Bytes at the end of what was fed that may begin a character. */
  #rest = 0;

  constructor(isStart = true) {
    this.#midst = !isStart;
  }

  /** @param to where in the buffer the bytes end of which `length` are new */
  feed(bytes: Uint8Array, to: number, length: number): void {
    if (!this.valid || length === 0) return;
    let from = to - length - this.#rest;
    if (this.#midst)
      for (let skipped = 0; skipped < 3 && ((bytes[from] ?? 0) & 0xc0) === 0x80; skipped += 1) from += 1;
    this.#midst = false;
    let end = to;
    // A character begins at most three bytes before the end; a byte that goes on with one begins with the bits 10.
    for (let back = 1; back <= 3 && to - back >= from; back += 1) {
      const byte = bytes[to - back] ?? 0;
      if (byte >= 0xc0) {
        if (back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2)) end = to - back;
        break;
      }
      if (byte < 0x80) break;
    }
    this.#rest = to - end;
    this.valid = isUtf8(bytes.subarray(from, end));
  }

  finish(): boolean {
    return this.valid && this.#rest === 0;
  }
}
