import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { answerOf, type CallStore, type LookUp } from '../../core/callStore.ts';
import type { Disposable, Logger } from '../../core/ports.ts';
import { isWorthKeeping, readSaved, writeSaved } from './savedLookUp.ts';

/** A file above this size, in bytes, is none of ours: an answer is cut off well below it. */
const MAX_FILE_BYTES = 32_000_000;

/** Look-ups kept on disk, however few are listed: a lower limit must not cost anybody their history. */
const MAX_FILES = 5000;

/** So much, in milliseconds, a file may seem older than the look-up in it: file systems round their times. */
const ROUNDED_MS = 60_000;

/** Files read at once: a process may open some hundreds, and this one has other things to open. */
const READ_AT_ONCE = 32;

/** A file that is being written is there for seconds; one older than this, in milliseconds, was left by a crash. */
const UNFINISHED_MS = 60 * 60_000;
const UNFINISHED = /^[0-9a-f]{64}\.json\.[0-9a-f-]{36}\.tmp$/;

/** What is in a look-up's place that is none of this version's: it is never written over, and never removed. */
class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/**
 * Keeps the look-ups on disk, a file each, so that two windows that write at once never write the same one
 * over: each file is written beside its place and moved there whole. A file that cannot be read is left alone, and set aside
 * when its place is needed.
 */
export class LookUpFiles {
  readonly #folder: string;
  readonly #logger: Logger;
  readonly #subscription: Disposable;
  /** Writes go one after the other, so that an older state never lands on a newer one. */
  #queue: Promise<void> = Promise.resolve();

  constructor(folder: string, store: CallStore, logger: Logger) {
    this.#folder = folder;
    this.#logger = logger;
    this.#subscription = store.onDidChange((change) => {
      // What is trimmed stays on disk, for a higher limit.
      if (change.kind === 'reset' || change.kind === 'trimmed') return;
      const { lookUp } = change;
      this.#enqueue(() => (change.kind === 'removed' ? this.#remove(lookUp.key) : this.#save(lookUp)));
    });
  }

  /**
   * Reads the newest look-ups of earlier sessions, newest first. The others stay on disk, as long as these are
   * not too many by far.
   * @param limit how many are read, 1 or more
   */
  async read(limit: number): Promise<readonly LookUp[]> {
    const names = await this.#names();
    const files = names.filter((name) => name.endsWith('.json'));
    const lookUps = await this.#newest(files, files.length > MAX_FILES ? files.length : limit);
    for (const lookUp of lookUps.slice(MAX_FILES)) this.#enqueue(() => this.#prune(lookUp));
    for (const name of names.filter((one) => UNFINISHED.test(one))) {
      this.#enqueue(() => this.#clearUp(join(this.#folder, name)));
    }
    return lookUps.slice(0, limit);
  }

  /** Settled when everything that was asked for so far is on disk. */
  flush(): Promise<void> {
    return this.#queue;
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #enqueue(task: () => Promise<void>): void {
    this.#queue = this.#queue.then(task).catch((error: unknown) => {
      this.#logger.warn(`A look-up could not be written to disk: ${codeOf(error)}`);
    });
  }

  async #names(): Promise<readonly string[]> {
    try {
      return await readdir(this.#folder);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT')
        this.#logger.warn(`The look-ups’ folder could not be read: ${codeOf(error)}`);
      return [];
    }
  }

  /** At least the newest so many look-ups, newest first. A file is no older than the look-up in it: the rest is not read. */
  async #newest(files: readonly string[], limit: number): Promise<readonly LookUp[]> {
    const dated = await Promise.all(
      files.map(async (name) => ({ name, writtenAt: await writtenAt(join(this.#folder, name)) })),
    );
    const byAge = dated.toSorted((a, b) => b.writtenAt - a.writtenAt);
    let found: readonly LookUp[] = [];
    for (let start = 0; start < byAge.length; start += READ_AT_ONCE) {
      const some = byAge.slice(start, start + READ_AT_ONCE);
      const last = found[limit - 1];
      if (last && some[0] && some[0].writtenAt + ROUNDED_MS < last.addedAt) break;
      const read = await Promise.all(some.map(({ name }) => this.#readOne(name)));
      const more = read.filter((lookUp) => lookUp !== undefined);
      found = [...found, ...more].toSorted((a, b) => b.addedAt - a.addedAt);
    }
    return found;
  }

  async #readOne(name: string): Promise<LookUp | undefined> {
    try {
      return await this.#there(join(this.#folder, name));
    } catch (error) {
      this.#logger.warn(
        error instanceof Unreadable
          ? `${name} in the look-ups’ folder is left as it is: ${error.message}`
          : `${name} in the look-ups’ folder could not be read: ${codeOf(error)}`,
      );
      return undefined;
    }
  }

  /**
   * The look-up in a place; undefined when there is nothing. Throws Unreadable for what is none of this
   * version's, and the system's error when nobody knows what it is.
   */
  async #there(path: string): Promise<LookUp | undefined> {
    const found = await stat(path).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    });
    if (!found) return undefined;
    if (!found.isFile()) throw new Unreadable('it is no file');
    if (found.size > MAX_FILE_BYTES) throw new Unreadable('it is too large');
    const lookUp = readSaved(await readFile(path, 'utf8'));
    if (!lookUp) throw new Unreadable('it is damaged or of a later version');
    if (this.#pathOf(lookUp.key) !== path) throw new Unreadable('it is another call’s');
    return lookUp;
  }

  async #save(lookUp: LookUp): Promise<void> {
    if (!isWorthKeeping(lookUp)) return;
    const text = writeSaved(lookUp);
    if (text === undefined) {
      this.#logger.warn('A look-up is not written to disk: its answer is nested too deeply.');
      return;
    }
    await mkdir(this.#folder, { recursive: true });
    const path = this.#pathOf(lookUp.key);
    const before = await this.#makeRoom(path);
    const newer = before && withNewerAnswer(lookUp, before);
    const beside = `${path}.${randomUUID()}.tmp`;
    try {
      await writeFile(beside, (newer && writeSaved(newer)) ?? text, { mode: 0o600, flush: true });
      await rename(beside, path);
    } finally {
      await rm(beside, { force: true });
    }
  }

  /** The look-up in a place, or nothing: what is there and cannot be read goes aside, for it must not get lost. */
  async #makeRoom(path: string): Promise<LookUp | undefined> {
    try {
      return await this.#there(path);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const aside = `${path}.${randomUUID()}.aside`;
      await rename(path, aside);
      this.#logger.warn(
        `${basename(path)} in the look-ups’ folder is now ${basename(aside)}: ${error.message}, and its call was looked up again.`,
      );
      return undefined;
    }
  }

  async #remove(key: string): Promise<void> {
    const path = this.#pathOf(key);
    if (await this.#there(path)) await rm(path, { force: true });
  }

  /** Removes one of too many, unless it was looked up again since it was read: here, or in another window. */
  async #prune({ key, addedAt }: LookUp): Promise<void> {
    const path = this.#pathOf(key);
    if ((await this.#there(path))?.addedAt === addedAt) await rm(path, { force: true });
  }

  async #clearUp(path: string): Promise<void> {
    if ((await stat(path)).mtimeMs < Date.now() - UNFINISHED_MS) await rm(path, { force: true });
  }

  #pathOf(key: string): string {
    return join(this.#folder, `${createHash('sha256').update(key).digest('hex')}.json`);
  }
}

/** A look-up with the answer another window has put on disk; undefined where that is not the newer one. */
function withNewerAnswer(lookUp: LookUp, there: LookUp): LookUp | undefined {
  const [mine, theirs] = [answerOf(lookUp), answerOf(there)];
  // An answer of the future comes from a clock that went wrong, and would stay for ever.
  if (!theirs || theirs.fetchedAt > Date.now() || (mine && mine.fetchedAt >= theirs.fetchedAt))
    return undefined;
  const { state } = lookUp;
  return {
    ...lookUp,
    state: state.kind === 'ready' ? { kind: 'ready', answer: theirs } : { ...state, last: theirs },
  };
}

/** When a file was last written, in milliseconds since 1970 UTC; one that cannot be asked counts as new. */
async function writtenAt(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch {
    return Number.MAX_SAFE_INTEGER;
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
