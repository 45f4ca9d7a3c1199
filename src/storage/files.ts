import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * What the storage asks of a file system. Each step happens wholly or not at all, except `write`, which a crash may
 * leave half done; each rejects with the system's error, which has a `code`.
 */
export interface Files {
  makeFolder(path: string): Promise<void>;
  /** The names in a folder. One that is written or moved meanwhile may be missing. */
  names(folder: string): Promise<readonly string[]>;
  /** What is in a place; `writtenAt` in milliseconds since 1970 UTC, `size` in bytes. */
  stat(path: string): Promise<{
    readonly isFile: boolean;
    readonly size: number;
    readonly writtenAt: number;
  }>;
  read(path: string): Promise<string>;
  /** Writes a file for its owner alone; when it ends, the content survives a power cut. */
  write(path: string, text: string): Promise<void>;
  /** Moves a file or a folder within its folder; when it ends, the move survives a power cut, with what came before. */
  move(from: string, to: string): Promise<void>;
  /** When it ends, the names in a folder survive a power cut. */
  flush(folder: string): Promise<void>;
  /** A part of a name that nobody has used or will use, such as a UUID. */
  unique(): string;
  remove(path: string): Promise<void>;
}

export const diskFiles: Files = {
  makeFolder: async (path) => void (await mkdir(path, { recursive: true })),
  names: (folder) => readdir(folder),
  stat: async (path) => {
    const found = await stat(path);
    return { isFile: found.isFile(), size: found.size, writtenAt: found.mtimeMs };
  },
  read: (path) => readFile(path, 'utf8'),
  write: (path, text) => writeFile(path, text, { mode: 0o600, flush: true }),
  move: async (from, to) => {
    await rename(from, to);
    await diskFiles.flush(dirname(to));
  },
  // Windows lets no folder be opened, and keeps its names by itself.
  flush: async (path) => {
    const folder = await open(path).catch(() => undefined);
    await folder?.sync().catch(() => undefined);
    await folder?.close();
  },
  unique: randomUUID,
  remove: (path) => rm(path, { force: true }),
};

/** The code of a system's error, such as `ENOSPC`, or else the error's name: never its message, which may hold anything. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
