/** Feeds UTF-8 to a scanner. */
import { isUtf8 } from 'node:buffer';
import { readSync } from 'node:fs';
import type { RangeScanner } from './rangeScanner.ts';

/** Called between chunks with how many bytes of the file have been read; throws to end the scan. */
export type Tick = (bytes: number) => void;

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

/**
 * Reads an open file from one offset to another. Returns where it ended: before `to` when the file did.
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

/** Feeds bytes that are in memory. */
export function feedBytes(
  scanner: RangeScanner,
  bytes: Uint8Array,
  check: Utf8Check,
  tick?: () => void,
): void {
  for (let at = 0; at < bytes.length;) {
    const space = scanner.space();
    const part = bytes.subarray(at, at + space.length);
    space.set(part);
    scanner.wrote(part.length);
    check.feed(scanner.bytes, space.byteOffset + part.length, part.length);
    at += part.length;
    tick?.();
  }
}
