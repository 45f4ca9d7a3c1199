import { type LookUpStore, isMarked } from '../core/lookUp/index.ts';
import { answerOf, type LookUp } from '../core/lookUp/model.ts';
import { Emitter, toLog } from '../core/base/index.ts';
import type { Disposable, Logger } from '../core/base/model.ts';
import {
  EntryFiles,
  type EntryFolder,
  type EntryFormat,
  hashOf,
  type Listing,
  Unwritable,
} from './entryFiles.ts';
import { codeOf, diskFiles, type Files } from './files.ts';
import type { Unwritten } from './model.ts';
import { isWorthKeeping, joinIntoList, joinLookUps, readSaved, writeSaved } from './savedLookUp.ts';

/** Look-ups kept on disk, however few are listed: a lower limit must not cost anybody their history. */
const MAX_LOOK_UPS = 5000;

const FORMAT: EntryFormat<LookUp> = {
  noun: 'look-up',
  // An answer is cut off well below it.
  maxBytes: 32_000_000,
  keyOf: ({ key }) => key,
  isPinned: isMarked,
  read: readSaved,
  write: writeSaved,
  join: (mine, theirs) => joinLookUps(mine, theirs, Date.now()),
};

/** Keeps the store's look-ups on disk; what one window removes comes back only when another one changes it. */
export class LookUpFiles {
  readonly #entries: EntryFiles<LookUp>;
  readonly #store: LookUpStore;
  readonly #logger: Logger;
  readonly #most: number;
  readonly #subscription: Disposable;
  readonly #failed: Emitter<Unwritten>;
  /** Whether it was told that look-ups cannot be written, since they last could. */
  #isTold = false;
  /** What could not be written, in the list still or not: tried again when something else can. */
  readonly #unwritten = new Map<string, LookUp>();
  /** The writes that are under way, and whether their look-up was removed since. */
  readonly #saves = new Set<{ readonly key: string; isRemoved: boolean }>();
  /** Fulfilled when all that was begun so far has ended; what it ends with may begin something else. */
  #begun: Promise<unknown> = Promise.resolve();

  /** @param most how many are kept on disk besides those that are marked, 1 or more */
  constructor(
    folder: string,
    store: LookUpStore,
    logger: Logger,
    files: Files = diskFiles,
    most = MAX_LOOK_UPS,
  ) {
    this.#entries = new EntryFiles(folder, FORMAT, files, logger);
    this.#store = store;
    this.#logger = logger;
    this.#most = most;
    this.#failed = new Emitter(toLog(logger));
    this.#subscription = store.onDidChange((change) => {
      // What is trimmed stays on disk, for a higher limit; what is reset comes from there.
      if (change.kind === 'reset' || change.kind === 'trimmed') return;
      this.#begin(change.kind === 'removed' ? this.#remove(change.lookUp.key) : this.#save(change.lookUp));
    });
  }

  /** The names of the files found damaged in this window, and how many look-ups could not be written yet. */
  get troubles(): { readonly damaged: readonly string[]; readonly unwritten: number } {
    return { damaged: this.#entries.folder.damaged, unwritten: this.#unwritten.size };
  }

  /** Tells that look-ups could not be written: once, until all of them can be and it happens anew. */
  get onUnwritten() {
    return this.#failed.event;
  }

  /** Reads the newest `limit` (1 or more) look-ups and all that are marked, newest first; the others stay on disk. */
  async read(limit: number): Promise<readonly LookUp[]> {
    const { folder } = this.#entries;
    const { listing } = await folder.look();
    const all = await newestLookUps(folder, listing, listing.size > this.#most ? listing.size : limit);
    const tooMany = all.slice(this.#most).filter(({ lookUp }) => !isMarked(lookUp));
    this.#begin(this.#tidy(tooMany.flatMap(({ names }) => names)));
    return all.filter(({ lookUp }, n) => n < limit || isMarked(lookUp)).map(({ lookUp }) => lookUp);
  }

  /** Takes over what other windows have written, at most `limit` new look-ups (1 or more); no removals. */
  async refresh(limit: number): Promise<void> {
    const { folder } = this.#entries;
    const { news } = await folder.look();
    this.#takeOver((await newestLookUps(folder, news, limit)).map(({ lookUp }) => lookUp));
  }

  /** How many look-ups are on disk and not in the list, with those whose files cannot be read. */
  async countUnlisted(): Promise<number> {
    await this.flush();
    const listed = new Set(this.#store.all().map(({ key }) => hashOf(key)));
    return [...(await this.#entries.folder.listed()).keys()].filter((hash) => !listed.has(hash)).length;
  }

  /** Takes over whatever is on disk, or should be, for who clears it all; how many look-ups cannot be read. */
  async listAll(): Promise<number> {
    await this.flush();
    const { folder } = this.#entries;
    const { listing } = await folder.look();
    const found = await newestLookUps(folder, listing, listing.size);
    this.#takeOver(found.map(({ lookUp }) => lookUp));
    this.#takeOver([...this.#unwritten.values()]);
    return listing.size - found.length;
  }

  /**
   * Removes the look-ups for good, listed or not, of which a file holds what must not be kept. Files that cannot be
   * read stay what they are.
   * @param holds whether the text of a file does
   */
  async removeHolding(holds: (text: string) => boolean): Promise<void> {
    await this.flush();
    const { folder } = this.#entries;
    for (const [hash, names] of await folder.listed()) {
      const { files } = await folder.readSettled(hash, names);
      const found = files.find(({ text }) => holds(text));
      if (!found) continue;
      const { key } = found.entry;
      if (this.#store.get(key)) this.#store.remove(key);
      else this.#begin(this.#remove(key));
    }
    await this.flush();
  }

  /** Settled when everything that was asked for so far is on disk, or could not be written. */
  async flush(): Promise<void> {
    for (let begun; begun !== this.#begun;) {
      begun = this.#begun;
      await begun;
    }
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  /** @param task rejects never: it says itself what went wrong */
  #begin(task: Promise<void>): void {
    this.#begun = Promise.all([this.#begun, task]);
  }

  async #save(lookUp: LookUp): Promise<void> {
    if (lookUp.isFromHover || !isWorthKeeping(lookUp)) return;
    const { key } = lookUp;
    const save = { key, isRemoved: false };
    this.#saves.add(save);
    const missed = this.#unwritten.get(key);
    const whole = missed ? joinLookUps(lookUp, missed, Date.now()) : lookUp;
    try {
      const written = await this.#entries.put(whole);
      if (this.#unwritten.get(key) === missed) this.#settled(key);
      if (written && this.#store.get(key)) this.#takeOver([written]);
      this.#tryAgain();
    } catch (error) {
      if (error instanceof Unwritable) {
        this.#logger.warn('A look-up is not written to disk: its answer is nested too deeply.');
        return;
      }
      // What was removed since is not to be written later on, or it would come back.
      if (save.isRemoved) return;
      const also = this.#unwritten.get(key);
      this.#unwritten.set(key, also ? joinLookUps(whole, also, Date.now()) : whole);
      this.#logger.warn(`A look-up could not be written to disk: ${codeOf(error)}`);
      if (!this.#isTold) void this.#tellUnwritten(codeOf(error));
    } finally {
      this.#saves.delete(save);
    }
  }

  /** Tells of one that could not be written, in one go with those that fail with it, such as a file's. */
  async #tellUnwritten(code: string): Promise<void> {
    this.#isTold = true;
    await this.flush();
    const count = this.#unwritten.size;
    if (count > 0) this.#failed.fire({ count, code });
  }

  async #remove(key: string): Promise<void> {
    for (const save of this.#saves) if (save.key === key) save.isRemoved = true;
    this.#settled(key);
    try {
      await this.#entries.remove(key);
    } catch (error) {
      this.#logger.warn(`A look-up could not be removed from disk: ${codeOf(error)}`);
    }
  }

  /** It is on disk, or need not be any more. */
  #settled(key: string): void {
    this.#unwritten.delete(key);
    if (this.#unwritten.size === 0) this.#isTold = false;
  }

  /** Writes one that could not be written before: when that succeeds, the next follows. */
  #tryAgain(): void {
    const [missed] = this.#unwritten.values();
    if (missed) this.#begin(this.#save(missed));
  }

  /** Brings newer answers and marks from the disk into the list. What is listed and as new stays as it is. */
  #takeOver(found: readonly LookUp[]): void {
    const now = Date.now();
    const newer = found.flatMap((theirs) => {
      const listed = this.#store.get(theirs.key);
      if (!listed) return [theirs];
      const joined = joinIntoList(listed, theirs, now);
      const same =
        !listed.isFromHover &&
        joined.addedAt === listed.addedAt &&
        joined.pin === listed.pin &&
        joined.note === listed.note &&
        joined.logs === listed.logs &&
        answerOf(joined) === answerOf(listed);
      return same ? [] : [joined];
    });
    if (newer.length > 0) this.#store.takeOver(newer);
  }

  /** Removes some files, unless their look-ups were written anew since, and what crashes have left. */
  async #tidy(tooMany: readonly string[]): Promise<void> {
    try {
      await this.#entries.folder.discard(tooMany);
      await this.#entries.folder.clearUp();
    } catch (error) {
      this.#logger.warn(`Old look-ups could not be removed from disk: ${codeOf(error)}`);
    }
  }
}

/** So much, in milliseconds, a file may seem older than the look-up in it: file systems round their times. */
const ROUNDED_MS = 60_000;

/** Files read at once: a process may open some hundreds, and this one has other things to open. */
const READ_AT_ONCE = 32;

interface ReadLookUp {
  readonly lookUp: LookUp;
  readonly names: readonly string[];
}

/** Reads the newest `limit` look-ups (1 or more) and all marked ones: a file is no older than the look-up in it. */
async function newestLookUps(
  folder: EntryFolder<LookUp>,
  listing: Listing,
  limit: number,
): Promise<readonly ReadLookUp[]> {
  const dated = await Promise.all(
    [...listing].map(async ([hash, names]) => ({
      hash,
      names,
      // Those that may be marked come before all others.
      writtenAt: folder.mayBePinned(names) ? Number.MAX_VALUE : await folder.writtenAt(names),
    })),
  );
  const byAge = dated.toSorted((a, b) => b.writtenAt - a.writtenAt);
  let found: readonly ReadLookUp[] = [];
  for (let start = 0; start < byAge.length; start += READ_AT_ONCE) {
    const last = found[limit - 1];
    if (last && (byAge[start]?.writtenAt ?? 0) + ROUNDED_MS < last.lookUp.addedAt) break;
    const read = await Promise.all(
      byAge.slice(start, start + READ_AT_ONCE).map(async ({ hash, names }) => {
        const whole = await folder.read(hash, names);
        return whole ? [{ lookUp: whole.entry, names: whole.names }] : [];
      }),
    );
    found = [...found, ...read.flat()].toSorted((a, b) => b.lookUp.addedAt - a.lookUp.addedAt);
  }
  return found;
}
