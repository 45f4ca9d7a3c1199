import { join } from 'node:path';
import type { Logger } from '../core/base/ports.ts';
import { EntryReader, type EntryContents, type EntryFormat } from './entryReader.ts';
import { codeOf, type Files } from './files.ts';

/** The files of each key, by the hash that their names begin with. */
export type Listing = Map<string, readonly string[]>;

/** `<hash of the key>.<unlike any other>[.pinned].json`; versions before the second had no middle. */
const NAME = /^([0-9a-f]{64})(\.[0-9a-f-]{36}(?:\.pinned)?)?\.json$/;
const PINNED = /\.pinned\.json$/;
const UNFINISHED =
  /^[0-9a-f]{64}\.[0-9a-f-]{36}(?:\.pinned)?\.json\.tmp$|^[0-9a-f]{64}\.json\.[0-9a-f-]{36}\.tmp$/;

/** A file that is being written is there for seconds; one older than this, in milliseconds, was left by a crash. */
const UNFINISHED_MS = 60 * 60_000;

/** How often files that others move while they are read are looked for again; each time somebody has written. */
const MAX_ROUNDS = 20;

/** The folder of a store's entries: which files there are, and how one comes and goes. */
export class EntryFolder<Entry> {
  readonly #path: (name: string) => string;
  readonly #folder: string;
  readonly #noun: string;
  readonly #files: Files;
  readonly #logger: Logger;
  /** What is in the files of this folder. */
  readonly reader: EntryReader<Entry>;
  /** What this window has read, written or passed over: other names are news. */
  readonly #seen = new Set<string>();

  constructor(folder: string, format: EntryFormat<Entry>, files: Files, logger: Logger) {
    this.#folder = folder;
    this.#path = (name) => join(folder, name);
    this.#noun = format.noun;
    this.#files = files;
    this.#logger = logger;
    this.reader = new EntryReader(this.#path, format, files, logger);
  }

  /** The files of each key as they are now, in no order. Without a folder, and where it cannot be read, there are none. */
  async listed(): Promise<Listing> {
    try {
      return await this.list();
    } catch (error) {
      this.#logger.warn(`The ${this.#noun}s’ folder could not be read: ${codeOf(error)}`);
      return new Map();
    }
  }

  /** Of a listing, the keys with files that this window has not read, written or passed over yet. */
  unseen(listing: Listing): Listing {
    return new Map([...listing].filter(([, names]) => names.some((name) => !this.#seen.has(name))));
  }

  /** Takes the files of a listing for known, read or not, and forgets those that are gone. */
  passOver(listing: Listing): void {
    this.#seen.clear();
    for (const names of listing.values()) for (const name of names) this.#seen.add(name);
  }

  /** Whether an entry may be pinned, by the names of its files alone. */
  mayBePinned(names: readonly string[]): boolean {
    return names.some((name) => PINNED.test(name));
  }

  /** When the newest of some files was written, in milliseconds since 1970 UTC; one that cannot be asked counts as new. */
  async writtenAt(names: readonly string[]): Promise<number> {
    const times = names.map(async (name) => {
      try {
        return (await this.#files.stat(this.#path(name))).writtenAt;
      } catch {
        return Number.MAX_SAFE_INTEGER;
      }
    });
    return Math.max(...(await Promise.all(times)));
  }

  /** The entry of a key's files; undefined where none of them can be read. */
  async read(hash: string, names: readonly string[]): Promise<Entry | undefined> {
    return (await this.readWhole(hash, names))?.entry;
  }

  /** As `read`, with the names of the files that the entry is in: of a listing, those that cannot be read are not. */
  async readWhole(
    hash: string,
    listed: readonly string[],
  ): Promise<{ readonly entry: Entry; readonly names: readonly string[] } | undefined> {
    const { files } = await this.readSettled(hash, listed);
    const names = files.map(({ name }) => name);
    for (const name of names) this.#seen.add(name);
    const entry = this.reader.joined(files);
    return entry && { entry, names };
  }

  /** As the reader's `readAll`, with the files that others have put in the place of those listed. */
  async readSettled(hash: string, names: readonly string[]): Promise<EntryContents<Entry>> {
    let found = await this.reader.readAll(hash, names);
    for (let round = 0; found.moved && round < MAX_ROUNDS; round += 1) {
      found = await this.reader.readAll(hash, (await this.listed()).get(hash) ?? []);
    }
    return found;
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
    const { files } = await this.reader.readAll(hash, [old]);
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
    this.#logger.warn(
      `${name} in the ${this.#noun}s’ folder is now ${aside}: what it was of is written anew.`,
    );
  }

  /** As `listed`, but rejects with the system's error where the folder cannot be read. */
  async list(): Promise<Listing> {
    const listing = new Map<string, string[]>();
    for (const name of await this.#names()) {
      const hash = NAME.exec(name)?.[1];
      if (hash === undefined) continue;
      const names = listing.get(hash);
      if (names) names.push(name);
      else listing.set(hash, [name]);
    }
    // In an order of their own, for every window the same.
    for (const names of listing.values()) names.sort();
    return listing;
  }

  async #names(): Promise<readonly string[]> {
    try {
      return await this.#files.names(this.#folder);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    }
  }
}
