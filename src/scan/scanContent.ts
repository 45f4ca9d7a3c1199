/** Searches a file or a text: what a worker does for one task. */
import { Buffer } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { FileError } from '../core/fileIndex.ts';
import { Feeder } from './feeder.ts';
import { detectFormat } from './format.ts';
import { unpack } from './gzip.ts';
import { HASHED, hashOf } from './hash.ts';
import type { Content, Format, TailStart } from './protocol.ts';
import { type IdSink, RangeScanner } from './rangeScanner.ts';
import { feedFile, Utf8Check } from './reading.ts';
import { CONTEXT, type WindowFinder } from './textMatcher.ts';
import type { ScanNote } from './model.ts';

const TEXT: Format = { gzip: false, encoding: 'utf-8', bom: 0 };
/** How much of a UTF-16 file is read at once, in bytes. */
const UTF16_CHUNK = 32_768;

type FileContent = Extract<Content, { kind: 'file' }>;

export interface Scan {
  readonly sink: IdSink;
  readonly find: WindowFinder;
  /** Whether ids may stand anywhere, because the user's patterns say so. */
  readonly everywhere: boolean;
  /** Called between chunks with how many bytes were read; throws to end the scan. */
  readonly tick: (bytes: number) => void;
  /** Called when all but the last lines is recorded, with where they begin. */
  readonly beforeTail?: (tail: TailStart) => void;
}

export interface Scanned {
  readonly end: number;
  readonly lineEnds: number;
  readonly column: number;
  readonly notes: readonly ScanNote[];
  readonly format: Format;
}

/** Rejects with a FileError, or with what `tick` throws. */
export async function scanContent(content: Content, scan: Scan): Promise<Scanned> {
  if (content.kind === 'text') return scanText(content.text, scan);
  if (content.format.gzip) return scanGzip(content.path, scan);
  const descriptor = openSync(content.path, 'r');
  try {
    const { ino, dev } = fstatSync(descriptor);
    if (ino !== content.inode || dev !== content.device) throw new FileError('changedWhileReading');
    const isUtf16 = content.format.encoding === 'utf-16le' || content.format.encoding === 'utf-16be';
    return isUtf16 ? scanUtf16(descriptor, content, scan) : scanUtf8(descriptor, content, scan);
  } finally {
    closeSync(descriptor);
  }
}

function scanUtf8(descriptor: number, content: FileContent, scan: Scan): Scanned {
  const { from, to, format, lineEnds, column } = content;
  const start = Math.max(0, from - CONTEXT);
  const fileStart = format.bom;
  const scanner = new RangeScanner(scan.sink, {
    start,
    from: Math.max(from, fileStart),
    to: content.partEnd ?? Infinity,
    fileStart,
    lineEnds,
    column,
    find: scan.find,
    everywhere: scan.everywhere,
  });
  const check = new Utf8Check(start === 0);
  const wanted = content.partEnd === undefined ? to : Math.min(to ?? Infinity, content.partEnd + CONTEXT);
  const end = feedFile(scanner, descriptor, start, wanted, check, scan.tick);
  if (scan.beforeTail && content.partEnd === undefined) {
    const offset = Math.max(scanner.tailStart(), from);
    scanner.decideUpTo(offset);
    const hash = hashOf(scanner.bytesBefore(offset, HASHED));
    // An unfinished character at the end may yet be finished.
    const settled = notesOf(format, check.valid, false);
    scan.beforeTail({ offset, hash, notes: settled, ...scanner.positionAt(offset) });
  }
  scanner.finish();
  const truncated = wanted !== undefined && end < wanted;
  const position = scanner.positionAt(Math.min(end, content.partEnd ?? end));
  // A part may end in the midst of a character.
  const valid = content.partEnd === undefined ? check.finish() : check.valid;
  const notes = notesOf(format, valid, truncated);
  return { end, ...position, notes, format };
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

async function scanGzip(path: string, scan: Scan): Promise<Scanned> {
  let format: Format = { ...TEXT, gzip: true };
  let feeder: Feeder | undefined;
  let end = 0;
  const isWhole = await unpack(path, (bytes, read) => {
    if (!feeder) {
      format = { ...detectFormat(bytes), gzip: true };
      feeder = new Feeder(scan, format);
    }
    end = read;
    feeder.feed(bytes, () => scan.tick(read));
  });
  const scanned = finished(feeder ?? new Feeder(scan, format), format, end, false);
  return isWhole ? scanned : { ...scanned, notes: [...scanned.notes, { kind: 'brokenGzip' }] };
}

function finished(feeder: Feeder, format: Format, end: number, truncated: boolean): Scanned {
  const valid = feeder.finish();
  return {
    end,
    ...feeder.scanner.positionAt(feeder.scanner.end),
    notes: notesOf(format, valid, truncated),
    format,
  };
}

function notesOf({ encoding }: Format, valid: boolean, truncated: boolean): ScanNote[] {
  const notes: ScanNote[] = [];
  if (encoding === 'binary') notes.push({ kind: 'binary' });
  // Of a file that is no text at all, this would say nothing more.
  else if (!valid) notes.push({ kind: 'invalidUtf8' });
  if (truncated) notes.push({ kind: 'truncatedWhileReading' });
  return notes;
}
