/** A disk on which every step of the storage can be held up, fail, or be the last before a crash or a power cut. */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Files } from '../../../../src/storage/files.ts';

/** Waits until a window may take its next step; for ever, if there is none. */
export type Turn = () => Promise<void>;

export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: as the test wants it`), { code });
}

export class MemoryDisk {
  /** Each file's text by its path. */
  #files = new Map<string, string>();
  /** How it was after each step since the names were last written to the disk: a power cut leaves one of these. */
  #unsure: Map<string, string>[] = [];
  /** How many unlike names it has given: the same in each run, so that a failing one can be run again. */
  #given = 0;
  /** Whether there is no room for another file. */
  full = false;

  /** The disk as one window has it. */
  files(turn: Turn): Files {
    const get = (path: string) => {
      const text = this.#files.get(path);
      if (text === undefined) throw systemError('ENOENT');
      return text;
    };
    const put = (path: string, text: string) => this.#step(() => this.#files.set(path, text));
    const steps: Files = {
      // Folders are where files are.
      makeFolder: () => Promise.resolve(),
      // As systems do it, a part after the other: what comes and goes meanwhile may be there, or not.
      names: async (folder) => {
        const lower = this.#names(folder).filter((name) => isLower(name));
        await turn();
        return [...lower, ...this.#names(folder).filter((name) => !isLower(name))];
      },
      stat: async (path) => ({ isFile: true, size: get(path).length, writtenAt: Date.now() }),
      read: async (path) => get(path),
      write: async (path, text) => {
        put(path, text.slice(0, text.length / 2));
        await turn();
        if (this.full) throw systemError('ENOSPC');
        put(path, text);
      },
      move: async (from, to) => {
        const text = get(from);
        this.#step(() => this.#files.delete(from) && this.#files.set(to, text));
        await turn();
        this.#flush();
      },
      flush: async () => this.#flush(),
      unique: () => {
        this.#given += 1;
        return createHash('sha256').update(`${this.#given}`).digest('hex').slice(0, 36);
      },
      remove: async (path) => this.#step(() => this.#files.delete(path)),
    };
    return takingTurns(steps, turn);
  }

  /** Ends everything; the last steps may not have come to the disk. @param share how many have, from 0 to 1 */
  cutPower(share: number): void {
    const kept = this.#unsure[Math.floor(share * (this.#unsure.length - 1))];
    if (kept) this.#files = new Map(kept);
  }

  #flush(): void {
    this.#unsure = [new Map(this.#files)];
  }

  #names(folder: string): readonly string[] {
    return [...this.#files.keys()].filter((path) => path.startsWith(folder)).map((path) => basename(path));
  }

  #step(change: () => unknown): void {
    change();
    this.#unsure.push(new Map(this.#files));
  }
}

/** Whether a listing comes to a name early: one of the characters that no two files share. */
function isLower(name: string): boolean {
  return (name.codePointAt(70) ?? 0) % 2 === 0;
}

/** Files of which each step waits for its turn. */
export function takingTurns(files: Files, turn: Turn): Files {
  const step =
    <Given extends readonly string[], Result>(take: (...given: Given) => Promise<Result>) =>
    async (...given: Given) => {
      await turn();
      return take(...given);
    };
  return {
    makeFolder: step((path: string) => files.makeFolder(path)),
    names: step((path: string) => files.names(path)),
    stat: step((path: string) => files.stat(path)),
    read: step((path: string) => files.read(path)),
    write: step((path: string, text: string) => files.write(path, text)),
    move: step((from: string, to: string) => files.move(from, to)),
    unique: () => files.unique(),
    flush: step((folder: string) => files.flush(folder)),
    remove: step((path: string) => files.remove(path)),
  };
}
