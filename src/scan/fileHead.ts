/** What the client has to know of a file before a worker reads it. */
import { type FileHandle, open } from 'node:fs/promises';
import { Buffer } from 'node:buffer';
import { FileError } from '../core/fileIndex.ts';
import { asFileError } from './failures.ts';
import { detectFormat, HEAD_SIZE } from './format.ts';
import type { Format } from './protocol.ts';
import { HASHED, hashOf } from './hash.ts';
import type { ResumePoint } from './model.ts';

export interface FileHead {
  readonly device: number;
  readonly inode: number;
  /** In bytes. */
  readonly size: number;
  readonly format: Format;
  /** Whether a scan can go on from the resume point: the file only grew since. */
  readonly goesOn: boolean;
}

/** Rejects with a FileError. */
export async function lookAt(path: string, resume: ResumePoint | undefined): Promise<FileHead> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    const stats = await file.stat();
    if (stats.isDirectory()) throw new FileError('isFolder');
    // Pipes and devices may never end, and have no places to jump to.
    if (!stats.isFile()) throw new FileError('io', 'ENOTFILE');
    const { dev: device, ino: inode, size } = stats;
    const format = detectFormat(await read(file, 0, HEAD_SIZE));
    const same = resume?.usable === true && resume.device === device && resume.inode === inode;
    const goesOn = same && size >= resume.offset && (await hashBefore(file, resume.offset)) === resume.hash;
    return { device, inode, size, format, goesOn };
  } catch (error) {
    throw asFileError(error);
  } finally {
    await file?.close().catch(() => undefined);
  }
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
