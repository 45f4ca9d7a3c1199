/** What has to be known of a file before a worker reads it. */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { FileError } from '../core/fileCalls/model.ts';
import { asFileError } from './failures.ts';
import type { Format, ResumePoint } from './model.ts';

/**
 * How files are opened and read: what is no file any more when it is opened, such as a named pipe, answers at once.
 * Windows has no such flag, and no such files in its folders.
 */
// oxlint-disable-next-line typescript/no-unnecessary-condition -- not there on Windows
export const READ_ONLY = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** How many bytes of a file tell its format. */
export const HEAD_SIZE = 4_096;
/** So many bytes have to be the same half of a UTF-16 character in a file without a byte order mark. */
const UTF16_SAMPLE = 512;
/** How many bytes before the place where a later scan goes on are remembered, by their hash. */
export const HASHED = 4_096;

export interface FileHead {
  readonly device: number;
  readonly inode: number;
  /** In bytes. */
  readonly size: number;
  readonly format: Format;
  /** Whether a scan can go on from the resume point: the file only grew since. */
  readonly onlyGrew: boolean;
}

/** Rejects with a FileError. */
export async function readHead(path: string, resume: ResumePoint | undefined): Promise<FileHead> {
  let file: FileHandle | undefined;
  try {
    // Before it is opened: that alone may wait for ever, or do something to a device.
    requireFile(await stat(path));
    file = await open(path, READ_ONLY);
    const stats = await file.stat();
    requireFile(stats);
    const { dev: device, ino: inode, size } = stats;
    const format = detectFormat(await read(file, 0, HEAD_SIZE));
    const same = resume?.usable === true && resume.device === device && resume.inode === inode;
    const onlyGrew = same && size >= resume.offset && (await hashBefore(file, resume.offset)) === resume.hash;
    return { device, inode, size, format, onlyGrew };
  } catch (error) {
    throw asFileError(error);
  } finally {
    await file?.close().catch(() => undefined);
  }
}

/** Pipes, sockets and devices may never end, and have no places to jump to. Throws a FileError. */
function requireFile(stats: Pick<Stats, 'isDirectory' | 'isFile'>): void {
  if (stats.isDirectory()) throw new FileError('isFolder');
  if (!stats.isFile()) throw new FileError('io', 'ENOTFILE');
}

/** SHA-256, in hexadecimal digits. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function hashBefore(file: FileHandle, offset: number): Promise<string> {
  const length = Math.min(HASHED, offset);
  return hashOf(await read(file, offset - length, length));
}

async function read(file: FileHandle, from: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, from + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

/** @param head the first bytes of a file: 4,096 of them, or all there are */
export function detectFormat(head: Uint8Array): Format {
  const [first, second, third] = head;
  if (first === 0x1f && second === 0x8b && third === 8) return { gzip: true, encoding: 'utf-8', bom: 0 };
  if (first === 0xef && second === 0xbb && third === 0xbf) return { gzip: false, encoding: 'utf-8', bom: 3 };
  if (first === 0xff && second === 0xfe) return { gzip: false, encoding: 'utf-16le', bom: 2 };
  if (first === 0xfe && second === 0xff) return { gzip: false, encoding: 'utf-16be', bom: 2 };
  return { gzip: false, encoding: withoutMark(head), bom: 0 };
}

/** As VS Code guesses: text in which every other byte is NUL is UTF-16; other NUL bytes are of no text. */
function withoutMark(head: Uint8Array): Format['encoding'] {
  if (!head.includes(0)) return 'utf-8';
  const sample = head.subarray(0, UTF16_SAMPLE);
  let [even, odd] = [0, 0];
  for (const [index, byte] of sample.entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  const half = Math.floor(sample.length / 2);
  if (half > 0 && even === 0 && odd === half) return 'utf-16le';
  if (half > 0 && odd === 0 && even === half) return 'utf-16be';
  return 'binary';
}
