import * as v from 'valibot';
import type { CallFilter } from '../core/callList/model.ts';
import { FILTER_VERSION, readFilter, writeFilter } from '../core/callList/index.ts';
import { Emitter, toLog, writeJson } from '../core/base/index.ts';
import type { Clock, Logger } from '../core/base/model.ts';
import { EntryFiles, type EntryFormat } from './entryFiles.ts';
import { codeOf, diskFiles, type Files } from './files.ts';
import type { KeptFilter } from './model.ts';
import { isLater, readVersioned, storedInstant, type Versioned } from './versioned.ts';

const NEWEST = 1;
const keptSchema = v.object({
  version: v.literal(1),
  connectionId: v.optional(v.string()),
  addedAt: storedInstant,
  /** Files of the first days have none: their filter was offered for the same connection from the start. */
  connectionChangedAt: v.optional(storedInstant),
  nameChangedAt: storedInstant,
  filterChangedAt: storedInstant,
  /** A version of its own tells what is in it. */
  saved: v.unknown(),
});

function read(text: string): Versioned<KeptFilter> {
  const kept = readVersioned(text, NEWEST, keptSchema);
  if (kept.kind !== 'known') return kept;
  const { version: _, saved: inner, connectionId, ...times } = kept.content;
  const saved = readFilter(inner);
  if (!saved) return { kind: isLater(inner, FILTER_VERSION) ? 'later' : 'damaged' };
  const connectionChangedAt = times.connectionChangedAt ?? times.addedAt;
  return { kind: 'known', content: { ...saved, connectionId, ...times, connectionChangedAt } };
}

function write({ id, name, filter, ...kept }: KeptFilter): string | undefined {
  const saved = writeFilter({ id, name, filter });
  return saved && writeJson({ version: NEWEST, ...kept, saved });
}

/** One filter of two that windows hold: the newer connection, the newer name, and the newer conditions. */
function joinFilters(mine: KeptFilter, theirs: KeptFilter): KeptFilter {
  const { connectionId, connectionChangedAt } =
    theirs.connectionChangedAt > mine.connectionChangedAt ? theirs : mine;
  const { name, nameChangedAt } = theirs.nameChangedAt > mine.nameChangedAt ? theirs : mine;
  const { filter, filterChangedAt } = theirs.filterChangedAt > mine.filterChangedAt ? theirs : mine;
  return { ...mine, connectionId, connectionChangedAt, name, nameChangedAt, filter, filterChangedAt };
}

const FORMAT: EntryFormat<KeptFilter> = {
  noun: 'saved filter',
  maxBytes: 1_000_000,
  keyOf: ({ id }) => id,
  isPinned: () => false,
  read,
  write,
  join: joinFilters,
};

/**
 * The filters the user keeps under a name, in a folder for all windows: what one renames and another edits gets both.
 * Changes are fulfilled when they are on disk, and rejected with the system's error when they cannot be written.
 */
export class SavedFilters {
  readonly #entries: EntryFiles<KeptFilter>;
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #unique: () => string;
  readonly #changed: Emitter<void>;
  readonly #adopted: Emitter<{ readonly from: string; readonly to: string }>;
  #filters = new Map<string, KeptFilter>();
  #loaded: Promise<void> | undefined;
  /** How often this window has changed anything. */
  #changes = 0;
  #lastAddedAt = 0;

  constructor(folder: string, logger: Logger, clock: Clock = Date.now, files: Files = diskFiles) {
    this.#entries = new EntryFiles(folder, FORMAT, files, logger);
    this.#logger = logger;
    this.#clock = clock;
    this.#unique = () => files.unique();
    this.#changed = new Emitter(toLog(logger));
    this.#adopted = new Emitter(toLog(logger));
  }

  get onDidChange() {
    return this.#changed.event;
  }

  /** Tells of a connection, by its id, whose filters went over to another one. */
  get onDidAdopt() {
    return this.#adopted.event;
  }

  /** The names of the files this window found damaged, which are left where they are: to be said once. */
  get damaged(): readonly string[] {
    return this.#entries.folder.damaged;
  }

  /** The filters, the first to be saved first; read from disk at the first time. Never rejects. */
  async list(): Promise<readonly KeptFilter[]> {
    await (this.#loaded ??= this.refresh());
    return inOrder(this.#filters);
  }

  /** Saves a filter, or its new conditions; rejects with `Unwritable` for a name with a `filterNameProblem`. */
  async save(name: string, connectionId: string | undefined, filter: CallFilter): Promise<KeptFilter> {
    const wanted = name.trim();
    const same = (await this.list()).find((one) => one.name === wanted && one.connectionId === connectionId);
    if (same) return this.#put({ ...same, filter, filterChangedAt: this.#after(same.filterChangedAt) });
    const now = this.#clock();
    // Filters saved within a millisecond stay in the order in which they were saved.
    const addedAt = Math.max(now, this.#lastAddedAt + 1);
    this.#lastAddedAt = addedAt;
    const times = { addedAt, connectionChangedAt: now, nameChangedAt: now, filterChangedAt: now };
    return this.#put({ id: this.#unique(), name: wanted, connectionId, filter, ...times });
  }

  async rename(id: string, name: string): Promise<void> {
    const before = await this.#find(id);
    if (!before || before.name === name.trim()) return;
    await this.#put({ ...before, name: name.trim(), nameChangedAt: this.#after(before.nameChangedAt) });
  }

  /** Gives a filter other conditions, and tells whether there is one of that id. */
  async edit(id: string, filter: CallFilter): Promise<boolean> {
    const before = await this.#find(id);
    if (!before) return false;
    await this.#put({ ...before, filter, filterChangedAt: this.#after(before.filterChangedAt) });
    return true;
  }

  /** Removes a filter, and tells which it was: {@link putBack} brings that back. */
  async remove(id: string): Promise<KeptFilter | undefined> {
    const before = await this.#find(id);
    if (!before) return undefined;
    this.#changes += 1;
    await this.#entries.remove(id);
    this.#changes += 1;
    this.#filters.delete(id);
    this.#changed.fire();
    return before;
  }

  /** Offers the filters of a connection with the one that took its place. */
  async adopt(fromConnectionId: string, connectionId: string): Promise<void> {
    const own = (await this.list()).filter((one) => one.connectionId === fromConnectionId);
    for (const filter of own) {
      const connectionChangedAt = this.#after(filter.connectionChangedAt);
      await this.#put({ ...filter, connectionId, connectionChangedAt });
    }
    this.#adopted.fire({ from: fromConnectionId, to: connectionId });
  }

  async putBack(removed: KeptFilter): Promise<void> {
    await this.#put(removed);
  }

  /** Reads anew what is on disk, such as when this window gets the focus. Never rejects. */
  async refresh(): Promise<void> {
    try {
      let filters: Map<string, KeptFilter>;
      let changes: number;
      do {
        changes = this.#changes;
        filters = await this.#read();
      } while (changes !== this.#changes);
      const before = JSON.stringify(inOrder(this.#filters));
      this.#filters = filters;
      if (before !== JSON.stringify(inOrder(filters))) this.#changed.fire();
    } catch (error) {
      this.#logger.warn(`The saved filters’ folder could not be read: ${codeOf(error)}`);
    }
  }

  async #read(): Promise<Map<string, KeptFilter>> {
    const filters = new Map<string, KeptFilter>();
    const { folder } = this.#entries;
    for (const [hash, names] of await folder.list()) {
      const kept = await folder.read(hash, names);
      if (kept) filters.set(kept.entry.id, kept.entry);
    }
    return filters;
  }

  async #find(id: string): Promise<KeptFilter | undefined> {
    await this.list();
    return this.#filters.get(id);
  }

  async #put(filter: KeptFilter): Promise<KeptFilter> {
    this.#changes += 1;
    const kept = (await this.#entries.put(filter)) ?? filter;
    this.#changes += 1;
    this.#filters.set(kept.id, kept);
    this.#changed.fire();
    return kept;
  }

  /** Now, or later than what is changed, where the clock was set back. */
  #after(before: number): number {
    return Math.max(this.#clock(), before + 1);
  }
}

function inOrder(filters: ReadonlyMap<string, KeptFilter>): readonly KeptFilter[] {
  return [...filters.values()].toSorted((a, b) => a.addedAt - b.addedAt || (a.id < b.id ? -1 : 1));
}
