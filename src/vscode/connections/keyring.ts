import type { Disposable, Logger } from '../../core/base/model.ts';
import { SECRET_PREFIX } from '../platform/index.ts';
import { type PatientSecrets, UnansweredError } from './patientSecrets.ts';
import { readEntry } from './readEntry.ts';
import type { StoredEntry, UnusableEntry } from './storedConnection.ts';

/** The keyring did not do what it was asked to: it cannot be used, or did not keep what it was given. */
export class KeyringError extends Error {
  override readonly name = 'KeyringError';
}

/** What the keyring holds, by the connections' ids. */
export type KeyringEntries = ReadonlyMap<string, StoredEntry | UnusableEntry>;

/** The entries of the connections in VS Code's SecretStorage: the only place that reads or writes API keys. */
export class Keyring {
  readonly #secrets: PatientSecrets;
  readonly #logger: Logger;
  readonly #onKey: (apiKey: string) => void;

  /** @param onKey is told every API key that is read or to be written, before anything else is done with it */
  constructor(secrets: PatientSecrets, logger: Logger, onKey: (apiKey: string) => void) {
    this.#secrets = secrets;
    this.#logger = logger;
    this.#onKey = onKey;
  }

  /** Hears the ids of entries that have changed: by this window's own writes as well as by other windows'. */
  onDidChange(listener: (id: string) => void): Disposable {
    return this.#secrets.onDidChange(({ key }) => {
      if (key.startsWith(SECRET_PREFIX)) listener(key.slice(SECRET_PREFIX.length));
    });
  }

  /** Reads all entries. Rejects with what the keyring rejects with. */
  async readAll(): Promise<KeyringEntries> {
    const names = (await this.#secrets.keys()).filter((key) => key.startsWith(SECRET_PREFIX));
    const ids = names.map((name) => name.slice(SECRET_PREFIX.length));
    const read = await Promise.all(ids.map(async (id) => [id, await this.#read(id)] as const));
    return new Map(read.flatMap(([id, entry]) => (entry ? [[id, entry] as const] : [])));
  }

  /** Reads one entry; undefined when there is none. Throws KeyringError. */
  read(id: string): Promise<StoredEntry | UnusableEntry | undefined> {
    return orKeyringError(() => this.#read(id));
  }

  /** Stores an entry and reads it back, or leaves the one that was there. Throws KeyringError when it was not kept. */
  async store(id: string, entry: StoredEntry): Promise<void> {
    this.#onKey(entry.key);
    const [name, text] = [SECRET_PREFIX + id, JSON.stringify(entry)];
    const before = await orKeyringError(() => this.#secrets.get(name));
    try {
      await orKeyringError(async () => {
        await this.#secrets.store(name, text);
        if ((await this.#secrets.get(name)) !== text) throw new KeyringError();
      });
    } catch (error) {
      const putBack = this.#putBack(name, before);
      // Who did not answer is not waited for again; it does what it is asked in turn.
      if (!isUnanswered(error)) await putBack;
      throw error;
    }
  }

  /** Removes an entry. Throws KeyringError when it is still there. */
  async remove(id: string): Promise<void> {
    await orKeyringError(async () => {
      await this.#secrets.delete(SECRET_PREFIX + id);
      if ((await this.#secrets.get(SECRET_PREFIX + id)) !== undefined) throw new KeyringError();
    });
  }

  async #read(id: string): Promise<StoredEntry | UnusableEntry | undefined> {
    const name = SECRET_PREFIX + id;
    const text = await this.#secrets.get(name);
    if (text === undefined) return undefined;
    const entry = readEntry(text);
    if (typeof entry === 'object') this.#onKey(entry.key);
    else
      this.#logger.warn(`The keyring’s entry ${name} is damaged or of a later version; it is left as it is.`);
    return entry;
  }

  async #putBack(name: string, before: string | undefined): Promise<void> {
    try {
      await (before === undefined ? this.#secrets.delete(name) : this.#secrets.store(name, before));
    } catch {
      this.#logger.error(`The keyring’s entry ${name} could not be put back.`);
    }
  }
}

function isUnanswered(error: unknown): boolean {
  return error instanceof KeyringError && error.cause instanceof UnansweredError;
}

async function orKeyringError<Result>(ask: () => PromiseLike<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof KeyringError ? error : new KeyringError(undefined, { cause: error });
  }
}
