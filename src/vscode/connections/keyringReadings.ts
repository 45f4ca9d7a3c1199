import { errorName } from '../../core/base/index.ts';
import type { Logger } from '../../core/base/model.ts';
import type { Keyring, KeyringEntries } from './keyring.ts';
import { asUsable } from './storedConnection.ts';

/** That a connection was added, changed or removed. */
export type ConnectionsChange = {
  readonly connectionId: string;
  /** Whether answers fetched with the old key may no longer be trusted. */
  readonly keyChanged: boolean;
};

interface Listeners {
  /** Hears each difference between two readings, once. */
  readonly onDifference: (change: ConnectionsChange) => void;
  /** Gets what was read before whoever asked for it. Must not reject. */
  readonly onRead: (entries: KeyringEntries) => Promise<void>;
}

/** What the keyring holds, as it was read last: read when it is first asked for, and again when it has changed. */
export class KeyringReadings {
  readonly #keyring: Keyring;
  readonly #logger: Logger;
  readonly #listeners: Listeners;
  /** The newest reading. */
  #newest: Promise<KeyringEntries> | undefined;
  /** What listeners know: the last that could be read. */
  #told: KeyringEntries | undefined;
  #unreadable = false;

  constructor(keyring: Keyring, logger: Logger, listeners: Listeners) {
    this.#keyring = keyring;
    this.#logger = logger;
    this.#listeners = listeners;
  }

  /** Whether the keyring could not be read when it was last tried: then what it holds is not known. */
  get unreadable(): boolean {
    return this.#unreadable;
  }

  /** The newest entries; none while the keyring cannot be read. Never rejects. */
  async entries(): Promise<KeyringEntries> {
    return (await this.read()) ?? new Map();
  }

  /** The newest entries; undefined while the keyring cannot be read, and the next call tries again. Never rejects. */
  async read(): Promise<KeyringEntries | undefined> {
    const reading = (this.#newest ??= this.#keyring.readAll());
    try {
      const entries = await reading;
      // Another reading may have begun meanwhile, and only the newest counts.
      if (this.#newest !== reading) return await this.read();
      this.#tell(entries);
      await this.#listeners.onRead(entries);
      return entries;
    } catch (error) {
      if (this.#newest !== undefined && this.#newest !== reading) return this.read();
      if (this.#newest !== undefined)
        this.#logger.error(`The keyring could not be read (${errorName(error)}).`);
      // The next caller tries again: a keyring may be locked now and open in a minute.
      this.#newest = undefined;
      this.#unreadable = true;
      return undefined;
    }
  }

  /** Reads again, after something has changed. Never rejects. */
  again(): Promise<KeyringEntries> {
    this.#newest = undefined;
    return this.entries();
  }

  /** Tells what is new in the keyring, once: what is known changes in the same moment. */
  #tell(entries: KeyringEntries): void {
    if (entries === this.#told) return;
    const [before, wasUnreadable] = [this.#told, this.#unreadable];
    this.#told = entries;
    this.#unreadable = false;
    // Whoever asks first gets what there is; whoever was given nothing, for want of a keyring, must ask again.
    if (!before && !wasUnreadable) return;
    const ids = new Set([...(before?.keys() ?? []), ...entries.keys()]);
    // That it can be read again is news also where there is nothing in it.
    if (wasUnreadable && ids.size === 0)
      this.#listeners.onDifference({ connectionId: '', keyChanged: false });
    for (const id of ids) {
      const [old, now] = [asUsable(before?.get(id)), asUsable(entries.get(id))];
      if (!wasUnreadable && JSON.stringify(old) === JSON.stringify(now)) continue;
      const keyChanged = before !== undefined && (old?.key !== now?.key || old?.baseUrl !== now?.baseUrl);
      this.#listeners.onDifference({ connectionId: id, keyChanged });
    }
  }
}
