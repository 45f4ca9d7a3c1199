import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallStore, LookUp } from '../../core/callStore.ts';
import type { Disposable, Logger } from '../../core/ports.ts';
import { readSaved, writeSaved } from './savedLookUp.ts';

/** A file above this size, in bytes, is none of ours: an answer is cut off well below it. */
const MAX_FILE_BYTES = 32_000_000;

/**
 * Keeps the look-ups on disk, a file each, so that two windows that write at once never write the same one
 * over: each file is written beside its place and moved there whole. A file that cannot be read is left alone.
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
      if (change.kind === 'reset') return;
      const { lookUp } = change;
      this.#enqueue(() => (change.kind === 'removed' ? this.#remove(lookUp.key) : this.#save(lookUp)));
    });
  }

  /**
   * Reads the look-ups of earlier sessions, newest first, and removes the files of those beyond the limit.
   * @param limit how many are kept, 1 or more
   */
  async read(limit: number): Promise<readonly LookUp[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const read = await Promise.all(
      names.filter((name) => name.endsWith('.json')).map((name) => this.#readOne(name)),
    );
    const lookUps = read.filter((lookUp) => lookUp !== undefined).toSorted((a, b) => b.addedAt - a.addedAt);
    for (const { key } of lookUps.slice(limit)) this.#enqueue(() => this.#remove(key));
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

  async #readOne(name: string): Promise<LookUp | undefined> {
    const path = join(this.#folder, name);
    try {
      if ((await stat(path)).size > MAX_FILE_BYTES) throw new RangeError('too large');
      const lookUp = readSaved(await readFile(path, 'utf8'));
      if (!lookUp)
        this.#logger.warn(
          `${name} in the look-ups’ folder is damaged or of a later version; it is left as it is.`,
        );
      return lookUp;
    } catch (error) {
      this.#logger.warn(`${name} in the look-ups’ folder could not be read: ${codeOf(error)}`);
      return undefined;
    }
  }

  async #save(lookUp: LookUp): Promise<void> {
    const text = writeSaved(lookUp);
    if (text === undefined) return;
    await mkdir(this.#folder, { recursive: true });
    const path = this.#pathOf(lookUp.key);
    const beside = `${path}.${randomUUID()}.tmp`;
    try {
      await writeFile(beside, text, { mode: 0o600, flush: true });
      await rename(beside, path);
    } finally {
      await rm(beside, { force: true });
    }
  }

  async #remove(key: string): Promise<void> {
    await rm(this.#pathOf(key), { force: true });
  }

  #pathOf(key: string): string {
    return join(this.#folder, `${createHash('sha256').update(key).digest('hex')}.json`);
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
