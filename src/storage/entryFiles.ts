import type { Logger } from '../core/base/ports.ts';
import { EntryFolder } from './entryFolder.ts';
import { type EntryFormat, type Found, hashOf } from './entryReader.ts';
import { codeOf, type Files } from './files.ts';

/** What is to be done about a key: to write its entry, or without one to remove it. */
interface Wish<Entry> {
  readonly entry: Entry | undefined;
  /** Whether what is on disk is not to be joined: it was removed before this was written. */
  readonly anew: boolean;
  readonly done: PromiseWithResolvers<Entry | undefined>;
}

/** An entry that cannot be written as text. */
export class Unwritable extends Error {
  override readonly name = 'Unwritable';
}

/**
 * Entries in a folder, for any number of windows and without a lock. A file never changes once it has its name: to
 * write an entry is to join it with what its key's files hold, to put that into a new file beside them, and only
 * then to remove those, and no others. So a window that writes at the same moment, or crashes, leaves a file too
 * many and never one too few; who reads joins them. What is damaged or of a later version is never written over.
 *
 * Who removes an entry removes what is on disk then: what another window writes of it at that moment or later stays.
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

  /**
   * Writes an entry. Fulfilled when it is on disk, with all that is known of it there; rejected with the system's
   * error, or with `Unwritable`. Wishes about one key that wait for their turn become one.
   */
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
    const { reader } = this.folder;
    const { files, damaged } = await reader.readAll(hash, await this.folder.renamed(hash, names));
    for (const name of damaged) await this.folder.setAside(name);
    const there = wish.anew ? undefined : reader.joined(files);
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
