/** Searches a file or a text: what a worker does for one task. */
import { Buffer } from 'node:buffer';
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FileError } from '../core/fileCalls/model.ts';
import { Feeder, feedFile, type Tick, Utf8Check } from './feeder.ts';
import { detectFormat, HASHED, hashOf, HEAD_SIZE, READ_ONLY } from './fileHead.ts';
import type { Content, FileContent, Format, Position, ScanNote, TailStart } from './model.ts';
import { RangeScanner, type Search } from './rangeScanner.ts';
import { CONTEXT } from './textMatcher.ts';

const TEXT: Format = { gzip: false, encoding: 'utf-8', bom: 0 };
/** How much of a UTF-16 file, or of bytes that are there, is read at once, in bytes. */
const UTF16_CHUNK = 32_768;
/** In what pieces gzip files are read and unpacked, in bytes. */
const GZIP_CHUNK = 256 * 1024;

export interface Scan extends Search {
  readonly tick: Tick;
  /** Called when all but the last lines is recorded, with where they begin. */
  readonly beforeTail?: (tail: TailStart) => void;
}

export interface Scanned {
  /** Its offset is how many bytes of the file were read. */
  readonly end: Position;
  readonly notes: readonly ScanNote[];
  readonly format: Format;
}

/** Rejects with a FileError, with what the system said, or with what `tick` throws. */
export async function scanContent(content: Content, scan: Scan): Promise<Scanned> {
  if (content.kind === 'text')
    return typeof content.text === 'string' ? scanText(content.text, scan) : scanBytes(content.text, scan);
  const descriptor = openSync(content.path, READ_ONLY);
  let isHandedOn = false;
  try {
    const { ino, dev } = fstatSync(descriptor);
    if (ino !== content.inode || dev !== content.device) throw new FileError('changedWhileReading');
    isHandedOn = content.format.gzip;
    if (isHandedOn) {
      const file = createReadStream('', { fd: descriptor, highWaterMark: GZIP_CHUNK });
      return scanGzip(file, () => file.bytesRead, scan);
    }
    const isUtf16 = content.format.encoding === 'utf-16le' || content.format.encoding === 'utf-16be';
    return isUtf16 ? scanUtf16(descriptor, content, scan) : scanUtf8(descriptor, content, scan);
  } finally {
    if (!isHandedOn) closeSync(descriptor);
  }
}

function scanUtf8(descriptor: number, { from, to, partEnd, format }: FileContent, scan: Scan): Scanned {
  const start = Math.max(0, from.offset - CONTEXT);
  const fileStart = format.bom;
  const scanner = new RangeScanner(scan, {
    start,
    from: { ...from, offset: Math.max(from.offset, fileStart) },
    to: partEnd ?? Infinity,
    fileStart,
  });
  const check = new Utf8Check(start === 0);
  const wanted = partEnd === undefined ? to : Math.min(to ?? Infinity, partEnd + CONTEXT);
  const end = feedFile(scanner, descriptor, start, wanted, check, scan.tick);
  if (scan.beforeTail && partEnd === undefined) {
    const offset = Math.max(scanner.tailStart(), from.offset);
    scanner.decideUpTo(offset);
    const hash = hashOf(scanner.bytesBefore(offset, HASHED));
    // An unfinished character at the end may yet be finished.
    const notes = notesOf(format, check.valid, false);
    scan.beforeTail({ hash, notes, ...scanner.positionAt(offset) });
  }
  scanner.finish();
  const truncated = wanted !== undefined && end < wanted;
  // A part may end in the midst of a character.
  const valid = partEnd === undefined ? check.finish() : check.valid;
  return {
    end: scanner.positionAt(Math.min(end, partEnd ?? end)),
    notes: notesOf(format, valid, truncated),
    format,
  };
}

function scanUtf16(descriptor: number, { to, format }: FileContent, scan: Scan): Scanned {
  const feeder = new Feeder(scan, format);
  const chunk = Buffer.alloc(UTF16_CHUNK);
  let at = 0;
  const stop = to ?? Infinity;
  while (at < stop) {
    const read = readSync(descriptor, chunk, 0, Math.min(chunk.length, stop - at), at);
    if (read === 0) break;
    at += read;
    feeder.feed(chunk.subarray(0, read));
    scan.tick(at);
  }
  return finished(feeder, format, at, to !== undefined && at < to);
}

function scanText(text: string, scan: Scan): Scanned {
  const feeder = new Feeder(scan, TEXT);
  const bytes = Buffer.from(text);
  feeder.feed(bytes, () => scan.tick(0));
  return finished(feeder, TEXT, bytes.length, false);
}

/** Searches the bytes of a file that is not on disk as those of one that is. */
async function scanBytes(bytes: Uint8Array, scan: Scan): Promise<Scanned> {
  const format = detectFormat(bytes.subarray(0, HEAD_SIZE));
  if (format.gzip) return scanGzip(Readable.from([bytes]), () => bytes.length, scan);
  const feeder = new Feeder(scan, format);
  for (let at = 0; at < bytes.length; at += UTF16_CHUNK) {
    feeder.feed(bytes.subarray(at, at + UTF16_CHUNK));
    scan.tick(Math.min(bytes.length, at + UTF16_CHUNK));
  }
  return finished(feeder, format, bytes.length, false);
}

/** @param read how many bytes of the source have been read */
async function scanGzip(source: Readable, read: () => number, scan: Scan): Promise<Scanned> {
  let format: Format = { ...TEXT, gzip: true };
  let feeder: Feeder | undefined;
  let end = 0;
  const isWhole = await unpack(source, (bytes) => {
    if (!feeder) {
      format = { ...detectFormat(bytes), gzip: true };
      feeder = new Feeder(scan, format);
    }
    end = read();
    feeder.feed(bytes, () => scan.tick(end));
  });
  const scanned = finished(feeder ?? new Feeder(scan, format), format, end, false);
  return isWhole ? scanned : { ...scanned, notes: [...scanned.notes, { kind: 'brokenGzip' }] };
}

/**
 * Hands out what a gzip file holds. Returns false where it ends early or is damaged: what came until then is right.
 * Rejects where the source cannot be read, and with what `take` throws.
 */
export async function unpack(source: Readable, take: (bytes: Uint8Array) => void): Promise<boolean> {
  const unpacked = createGunzip({ chunkSize: GZIP_CHUNK });
  // What fails in reading fails the unpacking, which is where it is heard.
  source.on('error', (error) => unpacked.destroy(error));
  source.pipe(unpacked);
  try {
    for await (const bytes of unpacked) if (bytes instanceof Uint8Array) take(bytes);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^(?:Z_|ERR_ZLIB)/.test(String(error.code)))
      return false;
    throw error;
  } finally {
    source.destroy();
  }
}

function finished(feeder: Feeder, format: Format, end: number, truncated: boolean): Scanned {
  const valid = feeder.finish();
  const position = feeder.scanner.positionAt(feeder.scanner.end);
  return { end: { ...position, offset: end }, notes: notesOf(format, valid, truncated), format };
}

function notesOf({ encoding }: Format, valid: boolean, truncated: boolean): ScanNote[] {
  const notes: ScanNote[] = [];
  if (encoding === 'binary') notes.push({ kind: 'binary' });
  // Of a file that is no text at all, this would say nothing more.
  else if (!valid) notes.push({ kind: 'invalidUtf8' });
  if (truncated) notes.push({ kind: 'truncatedWhileReading' });
  return notes;
}
