/** Feeds a scanner with bytes that are in memory, in whatever encoding they are. */
import { Buffer } from 'node:buffer';
import type { Format } from './protocol.ts';
import { type IdSink, RangeScanner } from './rangeScanner.ts';
import { feedBytes, Utf8Check } from './reading.ts';
import { CONTEXT, type WindowFinder } from './textMatcher.ts';

/** Where pieces of transcoded text came from is remembered for so many bytes: the scanner looks no further back. */
const REMEMBERED = CONTEXT * 3;

/** What is searched for. */
export interface Search {
  readonly sink: IdSink;
  readonly find: WindowFinder;
  readonly everywhere: boolean;
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

  constructor({ sink, ...search }: Search, format: Format, chunkSize?: number) {
    const isUtf16 = format.encoding === 'utf-16le' || format.encoding === 'utf-16be';
    this.#decoder = isUtf16 ? new TextDecoder(format.encoding, { ignoreBOM: true }) : undefined;
    // A byte order mark in UTF-8 is fed too, so that offsets are those of the file.
    this.#skip = isUtf16 ? format.bom : 0;
    this.#fileEnd = this.#skip;
    const start = isUtf16 ? 0 : format.bom;
    this.scanner = new RangeScanner(sink, {
      start: 0,
      from: start,
      to: Infinity,
      fileStart: start,
      find: search.find,
      everywhere: search.everywhere,
      ...(chunkSize === undefined ? {} : { chunkSize }),
      ...(isUtf16 ? { mapOffset: (offset: number) => this.#fileOffset(offset) } : {}),
    });
  }

  feed(bytes: Uint8Array, tick?: () => void): void {
    const content = bytes.subarray(this.#skip);
    this.#skip -= bytes.length - content.length;
    if (this.#decoder) this.#feedText(this.#decoder.decode(content, { stream: true }), tick);
    else feedBytes(this.scanner, content, this.#check, tick);
  }

  /** Nothing more comes. Tells whether all of it was text in its encoding. */
  finish(): boolean {
    if (this.#decoder) this.#feedText(this.#decoder.decode());
    this.scanner.finish();
    return this.#check.finish();
  }

  #feedText(text: string, tick?: () => void): void {
    const piece = { utf8: Buffer.from(text), start: this.#end, fileStart: this.#fileEnd };
    this.#end += piece.utf8.length;
    this.#fileEnd += text.length * 2;
    const remembered = this.#pieces.filter(
      ({ utf8, start }) => start + utf8.length > piece.start - REMEMBERED,
    );
    this.#pieces = [...remembered, piece];
    feedBytes(this.scanner, piece.utf8, this.#check, tick);
  }

  /** Where a byte of the UTF-8 stands in the file. */
  #fileOffset(offset: number): number {
    const piece = this.#pieces.findLast(({ start }) => start <= offset);
    if (!piece) return offset;
    return piece.fileStart + piece.utf8.toString('utf8', 0, offset - piece.start).length * 2;
  }
}
