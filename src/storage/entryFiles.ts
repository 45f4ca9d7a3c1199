import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from '../core/base/model.ts';
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
  /** Of two entries of one key the newer of each part, of equally new ones that of `mine`: in any order the same. */
  join(mine: Entry, theirs: Entry): Entry;
}

/** What is to be done about a key: to write its entry, or without one to remove it. */
interface Wish<Entry> {
  readonly entry: Entry | undefined;
  /** Whether what is on disk is not to be joined: it was removed before this was written. */
  readonly anew: boolean;
  readonly done: PromiseWithResolvers<Entry | undefined>;
}

export class Unwritable extends Error {
  override readonly name = 'Unwritable';
}

/**
 * Entries in a folder, for any number of windows and without a lock. A file never changes: to write an entry is to join
 * it with what its key's files hold, in a new file, and then to remove those. So a window that writes at the same moment,
 * or crashes, leaves a file too many and never one too few; who reads joins them. What is damaged or of a later version
 * is never written over. Who removes an entry removes what is on disk then; what is written at that moment or later stays.
 */
export class EntryFiles<Entry> {
  readonly folder: EntryFolder<Entry>;
  readonly #format: EntryFormat<Entry>;
  readonly #logger: Logger;
  #waiting = new Map<string, Wish<Entry>>();
  #working = false;

  constructor(folder: string, format: EntryFormat<Entry>, files: Files, logger: Logger) {
    this.folder = new EntryFolder(folder, format, files, logger);
    this.#format = format;
    this.#logger = logger;
  }

  /** Writes an entry; fulfilled with all that is on disk of it then, rejected with the system's error or `Unwritable`. */
  async put(entry: Entry): Promise<Entry | undefined> {
    const key = this.#format.keyOf(entry);
    const before = this.#waiting.get(key);
    const whole = before?.entry === undefined ? entry : this.#format.join(entry, before.entry);
    const anew = before !== undefined && (before.anew || before.entry === undefined);
    return this.#wish(key, { entry: whole, anew, done: before?.done ?? Promise.withResolvers() });
  }

  /** Removes an entry. Fulfilled when none of the files is left that were there; rejected with the system's error. */
  async remove(key: string): Promise<void> {
    const done = this.#waiting.get(key)?.done ?? Promise.withResolvers<Entry | undefined>();
    await this.#wish(key, { entry: undefined, anew: true, done });
  }

  #wish(key: string, wish: Wish<Entry>): Promise<Entry | undefined> {
    // Anew at its end: what was asked for first is not always what is done first.
    this.#waiting.delete(key);
    this.#waiting.set(key, wish);
    if (!this.#working) void this.#work();
    return wish.done.promise;
  }

  /** Does what waits, one after the other; a listing serves all that has come together. It may be out of date. */
  async #work(): Promise<void> {
    this.#working = true;
    // Whatever is asked for in one go comes together.
    await Promise.resolve();
    while (this.#waiting.size > 0) {
      const wishes = this.#waiting;
      this.#waiting = new Map();
      const listing = this.folder.list();
      for (const [key, wish] of wishes) {
        try {
          const hash = hashOf(key);
          wish.done.resolve(await this.#fulfil(hash, wish, (await listing).get(hash) ?? []));
        } catch (error) {
          wish.done.reject(error);
        }
      }
    }
    // In the same breath as it is found that nothing waits, or what comes between would wait for ever.
    this.#working = false;
  }

  async #fulfil(hash: string, wish: Wish<Entry>, names: readonly string[]): Promise<Entry | undefined> {
    if (wish.entry === undefined) return this.#discardAll(hash, names);
    const { files, damaged } = await this.folder.readAll(hash, await this.folder.renamed(hash, names));
    for (const name of damaged) await this.folder.setAside(name);
    const there = wish.anew ? undefined : this.folder.joined(files);
    const joined = there === undefined ? wish.entry : this.#format.join(wish.entry, there);
    return (
      (await this.#write(hash, joined, files)) ??
      // What another window has written may be nested too deeply to be written again: it stays beside this.
      (await this.#write(hash, wish.entry, [])) ??
      Promise.reject(new Unwritable())
    );
  }

  async #discardAll(hash: string, names: readonly string[]): Promise<undefined> {
    const { files, failure } = await this.folder.readSettled(hash, names);
    await this.folder.discard(files.map(({ name }) => name));
    if (failure !== undefined) throw failure;
  }

  /** Writes an entry and removes the files whose content is in it; undefined when it cannot be written. */
  async #write(hash: string, entry: Entry, contained: readonly Found<Entry>[]): Promise<Entry | undefined> {
    const text = this.#format.write(entry);
    if (text === undefined) return undefined;
    // One file with just this is as good as another. Of several, each window might take another one for good.
    if (contained.length === 1 && contained[0]?.text === text) {
      // Another window may have put it there this very moment.
      await this.folder.flush();
      return entry;
    }
    await this.folder.create(hash, text, this.#format.isPinned(entry));
    await this.folder.discard(contained.map(({ name }) => name)).catch((error: unknown) => {
      this.#logger.debug(`An older file of a ${this.#format.noun} stays beside its newer: ${codeOf(error)}`);
    });
    return entry;
  }
}

interface Found<Entry> {
  readonly name: string;
  readonly text: string;
  readonly entry: Entry;
}

interface EntryContents<Entry> {
  readonly files: readonly Found<Entry>[];
  readonly damaged: readonly string[];
  /** Whether any of them is not there any more. */
  readonly moved: boolean;
  /** Why one of them could not be read now, though nobody knows that it is damaged. */
  readonly failure: Error | undefined;
}

/** The files of each key, by the hash that their names begin with. */
export type Listing = Map<string, readonly string[]>;

/** `<hash of the key>.<unlike any other>[.pinned].json`; versions before the second had no middle. */
const NAME = /^[0-9a-f]{64}(\.[0-9a-f-]{36}(?:\.pinned)?)?\.json$/;
const HASH_LENGTH = 64;
const PINNED = /\.pinned\.json$/;
const UNFINISHED =
  /^[0-9a-f]{64}\.[0-9a-f-]{36}(?:\.pinned)?\.json\.tmp$|^[0-9a-f]{64}\.json\.[0-9a-f-]{36}\.tmp$/;

/** A file that is being written is there for seconds; one older than this, in milliseconds, was left by a crash. */
const UNFINISHED_MS = 60 * 60_000;

/** How often files that others move while they are read are looked for again; each time somebody has written. */
const MAX_ROUNDS = 20;

/** The folder of a store's entries: which files there are, what is in them, and how one comes and goes. */
export class EntryFolder<Entry> {
  readonly #folder: string;
  readonly #format: EntryFormat<Entry>;
  readonly #files: Files;
  readonly #logger: Logger;
  /** What this window has read, written or passed over: other names are news. */
  readonly #seen = new Set<string>();
  /** What cannot be read, and was told of. */
  readonly #leftAlone = new Set<string>();
  readonly #damaged = new Set<string>();

  constructor(folder: string, format: EntryFormat<Entry>, files: Files, logger: Logger) {
    this.#folder = folder;
    this.#format = format;
    this.#files = files;
    this.#logger = logger;
  }

  /** The names of the files this window has found damaged; those of a later version are not, that version reads them. */
  get damaged(): readonly string[] {
    return [...this.#damaged];
  }

  /** As `list`, with the keys that have files new to this window; from now on all of them are known to it, read or not. */
  async look(): Promise<{ readonly listing: Listing; readonly news: Listing }> {
    const listing = await this.listed();
    const news = new Map([...listing].filter(([, names]) => names.some((name) => !this.#seen.has(name))));
    this.#seen.clear();
    for (const name of [...listing.values()].flat()) this.#seen.add(name);
    return { listing, news };
  }

  /** As `list`, but empty where the folder cannot be read. */
  async listed(): Promise<Listing> {
    try {
      return await this.list();
    } catch (error) {
      this.#logger.warn(`The ${this.#format.noun}s’ folder could not be read: ${codeOf(error)}`);
      return new Map();
    }
  }

  /** The files of each key as they are now, those of one key sorted; rejects where the folder is there and cannot be read. */
  async list(): Promise<Listing> {
    const names = await this.#files.names(this.#folder).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    });
    return Map.groupBy(names.filter((name) => NAME.test(name)).toSorted(), (name) =>
      name.slice(0, HASH_LENGTH),
    );
  }

  /** Whether an entry may be pinned, by the names of its files alone. */
  mayBePinned(names: readonly string[]): boolean {
    return names.some((name) => PINNED.test(name));
  }

  /** When the newest of some files was written, in milliseconds since 1970 UTC; one that cannot be asked counts as new. */
  async writtenAt(names: readonly string[]): Promise<number> {
    const times = names.map((name) =>
      this.#files.stat(this.#path(name)).then(
        ({ writtenAt }) => writtenAt,
        () => Number.MAX_SAFE_INTEGER,
      ),
    );
    return Math.max(...(await Promise.all(times)));
  }

  /** The entry of a key's files, with the names of those it is in; undefined where none can be read. */
  async read(
    hash: string,
    listed: readonly string[],
  ): Promise<{ readonly entry: Entry; readonly names: readonly string[] } | undefined> {
    const { files } = await this.readSettled(hash, listed);
    const names = files.map(({ name }) => name);
    for (const name of names) this.#seen.add(name);
    const entry = this.joined(files);
    return entry && { entry, names };
  }

  /** As `readAll`, with the files that others have put in the place of those listed. */
  async readSettled(hash: string, names: readonly string[]): Promise<EntryContents<Entry>> {
    let found = await this.readAll(hash, names);
    for (let round = 0; found.moved && round < MAX_ROUNDS; round += 1) {
      found = await this.readAll(hash, (await this.listed()).get(hash) ?? []);
    }
    return found;
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
        this.#logger.warn(`${this.#placeOf(name)} could not be read: ${codeOf(error)}`);
      }
    }
    return { files, damaged, moved, failure };
  }

  joined(files: readonly Found<Entry>[]): Entry | undefined {
    const [first, ...others] = files.map(({ entry }) => entry);
    return first && others.reduce((mine, more) => this.#format.join(mine, more), first);
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
      return this.#tell(
        name,
        read.kind,
        read.kind === 'later' ? 'it is of a later version' : 'it is damaged',
      );
    }
    const its = hashOf(this.#format.keyOf(read.content)) === hash;
    return its ? { text, entry: read.content } : this.#tell(name, 'damaged', 'it is another’s');
  }

  #tell<Kind extends 'damaged' | 'later'>(name: string, kind: Kind, why: string): Kind {
    if (!this.#leftAlone.has(name)) this.#logger.warn(`${this.#placeOf(name)} is left as it is: ${why}`);
    this.#leftAlone.add(name);
    if (kind === 'damaged') this.#damaged.add(name);
    return kind;
  }

  /** Removes the files of a listing, if they are still there: what was written since stays. */
  async discard(names: readonly string[]): Promise<void> {
    for (const name of names) await this.#files.remove(this.#path(name));
  }

  /** Removes what crashes have left half written. */
  async clearUp(): Promise<void> {
    const names = await this.#files.names(this.#folder).catch(() => []);
    for (const name of names.filter((one) => UNFINISHED.test(one))) {
      const path = this.#path(name);
      const { writtenAt } = await this.#files.stat(path).catch(() => ({ writtenAt: Infinity }));
      if (writtenAt < Date.now() - UNFINISHED_MS) await this.#files.remove(path).catch(() => undefined);
    }
  }

  /** When it ends, the files that are there survive a power cut. */
  flush(): Promise<void> {
    return this.#files.flush(this.#folder);
  }

  /** Puts an entry's text into a file of its own, which is whole from its beginning. */
  async create(hash: string, text: string, pinned: boolean): Promise<void> {
    const name = `${hash}.${this.#files.unique()}${pinned ? '.pinned' : ''}.json`;
    const unfinished = `${this.#path(name)}.tmp`;
    await this.#files.makeFolder(this.#folder);
    this.#seen.add(name);
    try {
      await this.#files.write(unfinished, text);
      await this.#files.move(unfinished, this.#path(name));
    } catch (error) {
      await this.#files.remove(unfinished).catch(() => undefined);
      throw error;
    }
  }

  /**
   * The names again, with that of the first version replaced by one of this: a window of the first version may write
   * its file anew at any time, and then what is joined and removed would not be the same.
   */
  async renamed(hash: string, names: readonly string[]): Promise<readonly string[]> {
    const old = `${hash}.json`;
    if (!names.includes(old)) return names;
    const { files } = await this.readAll(hash, [old]);
    if (files.length === 0) return names;
    const name = `${hash}.${this.#files.unique()}.json`;
    const others = names.filter((one) => one !== old);
    try {
      await this.#files.move(this.#path(old), this.#path(name));
    } catch (error) {
      // Another window is about to do the same.
      if (codeOf(error) === 'ENOENT') return others;
      throw error;
    }
    return [...others, name];
  }

  /** Gives a file that cannot be read another name, and tells of it; it stays where it is when that cannot be done. */
  async setAside(name: string): Promise<void> {
    const aside = `${name}.${this.#files.unique()}.aside`;
    try {
      await this.#files.move(this.#path(name), this.#path(aside));
    } catch (error) {
      this.#logger.debug(`${name} cannot be set aside: ${codeOf(error)}`);
      return;
    }
    this.#logger.warn(`${this.#placeOf(name)} is now ${aside}: what it was of is written anew.`);
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }

  #placeOf(name: string): string {
    return `${name} in the ${this.#format.noun}s’ folder`;
  }
}

export function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
