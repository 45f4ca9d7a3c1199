import { createHash } from 'node:crypto';
import type { Logger } from '../core/base/ports.ts';
import { codeOf, type Files } from './files.ts';
import type { Versioned } from './versioned.ts';

/** What a store of files has to know of its entries. */
export interface EntryFormat<Entry> {
  /** What an entry is called in the log, such as `look-up`. */
  readonly noun: string;
  /** A file above this size, in bytes, is none of ours, and is not read. */
  readonly maxBytes: number;
  keyOf(entry: Entry): string;
  /** Whether an entry is read however old it is: then the names of its files say so. */
  isPinned(entry: Entry): boolean;
  read(text: string): Versioned<Entry>;
  /** Undefined for an entry that cannot be written. */
  write(entry: Entry): string | undefined;
  /**
   * Everything that is in either of two entries of one key, the newer of each part; parts of `mine` where neither
   * is newer. The order in which several are joined changes no part that has a time.
   */
  join(mine: Entry, theirs: Entry): Entry;
}

/** A file of an entry, and what is in it. */
export interface Found<Entry> {
  readonly name: string;
  readonly text: string;
  readonly entry: Entry;
}

/** What some files hold. */
export interface EntryContents<Entry> {
  readonly files: readonly Found<Entry>[];
  readonly damaged: readonly string[];
  /** Whether any of them is not there any more. */
  readonly moved: boolean;
  /** Why one of them could not be read now, though nobody knows that it is damaged. */
  readonly failure: Error | undefined;
}

/** Reads the files of a store's entries, and tells of those that are left as they are. */
export class EntryReader<Entry> {
  readonly #path: (name: string) => string;
  readonly #format: EntryFormat<Entry>;
  readonly #files: Files;
  readonly #logger: Logger;
  readonly #leftAlone = new Set<string>();
  readonly #damaged = new Set<string>();

  /** @param path of a file in the folder, by its name */
  constructor(path: (name: string) => string, format: EntryFormat<Entry>, files: Files, logger: Logger) {
    this.#path = path;
    this.#format = format;
    this.#files = files;
    this.#logger = logger;
  }

  /**
   * The names of the files that this window has found damaged, under which it found them: to be said once. Those of
   * a later version are not: that version reads them.
   */
  get damaged(): readonly string[] {
    return [...this.#damaged];
  }

  /** One entry of all that some files hold; undefined without any. */
  joined(files: readonly Found<Entry>[]): Entry | undefined {
    const [first, ...others] = files.map(({ entry }) => entry);
    return first === undefined
      ? undefined
      : others.reduce((mine, more) => this.#format.join(mine, more), first);
  }

  /** What can be read of some files, what is damaged, and whether any of them is not there any more. */
  async readAll(hash: string, names: readonly string[]): Promise<EntryContents<Entry>> {
    const files: Found<Entry>[] = [];
    const damaged: string[] = [];
    let moved = false;
    let failure: Error | undefined;
    for (const name of names) {
      try {
        const read = await this.#readOne(hash, name);
        if (typeof read !== 'string') files.push({ name, ...read });
        else if (read === 'damaged') damaged.push(name);
      } catch (error) {
        if (codeOf(error) === 'ENOENT') {
          moved = true;
          continue;
        }
        failure = error instanceof Error ? error : new Error('unknown');
        const folder = `the ${this.#format.noun}s’ folder`;
        this.#logger.warn(`${name} in ${folder} could not be read: ${codeOf(error)}`);
      }
    }
    return { files, damaged, moved, failure };
  }

  /** Reads a file; tells once of one that is damaged or of a later version, and leaves it where it is. */
  async #readOne(
    hash: string,
    name: string,
  ): Promise<Pick<Found<Entry>, 'entry' | 'text'> | 'damaged' | 'later'> {
    const path = this.#path(name);
    const { isFile, size } = await this.#files.stat(path);
    if (!isFile) return this.#tell(name, 'damaged', 'it is no file');
    if (size > this.#format.maxBytes) return this.#tell(name, 'damaged', 'it is too large');
    const text = await this.#files.read(path);
    const read = this.#format.read(text);
    if (read.kind !== 'known') {
      const why = read.kind === 'later' ? 'it is of a later version' : 'it is damaged';
      return this.#tell(name, read.kind, why);
    }
    const its = hashOf(this.#format.keyOf(read.content)) === hash;
    return its ? { text, entry: read.content } : this.#tell(name, 'damaged', 'it is another’s');
  }

  #tell<Kind extends 'damaged' | 'later'>(name: string, kind: Kind, why: string): Kind {
    if (!this.#leftAlone.has(name)) {
      this.#logger.warn(`${name} in the ${this.#format.noun}s’ folder is left as it is: ${why}`);
    }
    this.#leftAlone.add(name);
    if (kind === 'damaged') this.#damaged.add(name);
    return kind;
  }
}

/** What the names of a key's files begin with. */
export function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
