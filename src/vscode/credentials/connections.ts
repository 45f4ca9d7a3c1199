import type * as vscode from 'vscode';
import type { Connection } from '../../core/connection.ts';
import { Emitter } from '../../core/emitter.ts';
import type { Logger } from '../../core/ports.ts';
import { redactor } from '../../core/redact.ts';
import type { RoutingContext } from '../../core/routing.ts';
import { connectionOf, type StoredEntry, type UnusableEntry } from './storedConnection.ts';

const SECRET_PREFIX = 'cometchatCalls.connection.';
const KNOWN = 'cometchatCalls.connections';
const DEFAULT = 'cometchatCalls.defaultConnection';

/** A key and the only base URL it may be sent to. */
export interface Credentials {
  readonly baseUrl: string;
  readonly apiKey: string;
}

/** What is remembered outside the keyring, so that its losses are noticed. */
export interface KnownConnection {
  readonly id: string;
  readonly name: string;
}

export type ConnectionsChange = {
  readonly connectionId: string;
  /** Whether answers fetched with the old key may no longer be trusted. */
  readonly keyChanged: boolean;
};

/** The keyring did not do what it was asked to: it cannot be used, or did not keep what it was given. */
export class KeyringError extends Error {
  override readonly name = 'KeyringError';
}

/** What the keyring holds, by the connections' ids. */
type Keyring = ReadonlyMap<string, StoredEntry | UnusableEntry>;

/**
 * The connections: stored ones, a SecretStorage entry each, and temporary ones in memory (the sandbox's, and
 * one that is being tried before it is saved). The only place that reads or writes API keys.
 */
export class Connections {
  readonly #secrets: vscode.SecretStorage;
  readonly #state: vscode.Memento;
  readonly #logger: Logger;
  readonly #changed = new Emitter<ConnectionsChange>();
  readonly #temporary = new Map<
    string,
    { readonly connection: Connection; readonly apiKey: string; readonly listed: boolean }
  >();
  readonly #seenKeys = new Set<string>();
  #redactSeen = redactor([]);
  readonly #secretsListener: vscode.Disposable;
  /** The newest reading of the keyring. */
  #reading: Promise<Keyring> | undefined;
  /** What listeners know: the last that could be read. */
  #told: Keyring | undefined;
  #unreadable = false;

  constructor(secrets: vscode.SecretStorage, state: vscode.Memento, logger: Logger) {
    this.#secrets = secrets;
    this.#state = state;
    this.#logger = logger;
    // Fires for this window's own writes as well as for other windows'.
    this.#secretsListener = secrets.onDidChange(({ key }) => {
      if (!key.startsWith(SECRET_PREFIX)) return;
      void this.#follow(key.slice(SECRET_PREFIX.length));
    });
  }

  get onDidChange() {
    return this.#changed.event;
  }

  /** Replaces every API key this window has seen in a text, however it is encoded there. */
  readonly redact = (text: string): string => this.#redactSeen(text);

  /** The stored connections by name, then the sandbox's while it runs. */
  async all(): Promise<readonly Connection[]> {
    const stored = usable(await this.#stored())
      .map(([id, entry]) => connectionOf(id, entry))
      .toSorted((a, b) => a.name.localeCompare(b.name));
    const temporary = [...this.#temporary.values()].filter(({ listed }) => listed);
    return [...stored, ...temporary.map(({ connection }) => connection)];
  }

  async get(id: string): Promise<Connection | undefined> {
    return (await this.all()).find((connection) => connection.id === id);
  }

  /** What routing needs to know. With one stored connection, that one is the default. */
  async routing(): Promise<RoutingContext> {
    const connections = await this.all();
    const stored = connections.filter(({ kind }) => kind !== 'sandbox');
    const chosen = stored.find(({ id }) => id === this.#state.get<string>(DEFAULT));
    return {
      connections,
      defaultConnectionId: (chosen ?? (stored.length === 1 ? stored[0] : undefined))?.id,
    };
  }

  /** The key of a connection with the base URL it was stored with; undefined when there is none. */
  async credentials(id: string): Promise<Credentials | undefined> {
    const temporary = this.#temporary.get(id);
    if (temporary) return { baseUrl: temporary.connection.baseUrl, apiKey: temporary.apiKey };
    const entry = asUsable((await this.#stored()).get(id));
    return entry && { baseUrl: entry.baseUrl, apiKey: entry.key };
  }

  /** Connections that were stored once and that the keyring no longer has. */
  async lost(): Promise<readonly KnownConnection[]> {
    const stored = await this.#stored();
    // A keyring that cannot be read now has not lost anything yet, nor has one that a later version wrote to.
    const isLost = (id: string) => stored.get(id) === undefined || stored.get(id) === 'damaged';
    return this.#unreadable ? [] : this.#known().filter(({ id }) => isLost(id));
  }

  /** Stores a connection and reads it back. Throws KeyringError when the keyring did not keep it. */
  async add(connection: Omit<Connection, 'id' | 'kind'>, apiKey: string): Promise<string> {
    const id = crypto.randomUUID();
    const { name, appId, region, baseUrl } = connection;
    const before = (await this.routing()).defaultConnectionId;
    await this.#write(id, { version: 1, name, appId, region, baseUrl, key: apiKey });
    // The only connection is the default without a word; a second one must not take its place.
    const chosen = before ?? id;
    if ((await this.routing()).defaultConnectionId !== chosen) await this.setDefault(chosen);
    return id;
  }

  /** Changes the name of a stored connection; of an unknown one, nothing. Throws KeyringError. */
  async rename(id: string, name: string): Promise<void> {
    await this.#change(id, { name });
  }

  /** Stores another key for the same base URL. Throws KeyringError when the keyring did not keep it. */
  async replaceKey(id: string, apiKey: string): Promise<void> {
    await this.#change(id, { key: apiKey });
  }

  /** Removes a connection, its key, and what is remembered of it. Throws KeyringError when its key is still there. */
  async remove(id: string): Promise<void> {
    await orKeyringError(async () => {
      await this.#secrets.delete(SECRET_PREFIX + id);
      if ((await this.#secrets.get(SECRET_PREFIX + id)) !== undefined) throw new KeyringError();
    });
    await this.#forget(id);
    await this.#reread();
  }

  async setDefault(id: string): Promise<void> {
    await this.#state.update(DEFAULT, id);
    this.#changed.fire({ connectionId: id, keyChanged: false });
  }

  /** Adds a connection that is never stored, such as the sandbox's. An unlisted one can be asked by its id only. */
  addTemporary(connection: Connection, apiKey: string, listed: boolean): vscode.Disposable {
    this.#remember(apiKey);
    this.#temporary.set(connection.id, { connection, apiKey, listed });
    if (listed) this.#changed.fire({ connectionId: connection.id, keyChanged: true });
    return {
      dispose: () => {
        if (this.#temporary.get(connection.id)?.apiKey !== apiKey) return;
        this.#temporary.delete(connection.id);
        if (listed) this.#changed.fire({ connectionId: connection.id, keyChanged: true });
      },
    };
  }

  dispose(): void {
    this.#secretsListener.dispose();
  }

  #remember(apiKey: string): void {
    if (this.#seenKeys.has(apiKey)) return;
    this.#seenKeys.add(apiKey);
    this.#redactSeen = redactor([...this.#seenKeys]);
  }

  #known(): readonly KnownConnection[] {
    return this.#state.get<readonly KnownConnection[]>(KNOWN) ?? [];
  }

  async #stored(): Promise<Keyring> {
    const reading = (this.#reading ??= this.#readAll());
    try {
      const keyring = await reading;
      // Another reading may have begun meanwhile, and only the newest counts.
      if (this.#reading !== reading) return await this.#stored();
      this.#tell(keyring);
      await this.#learn(keyring);
      return keyring;
    } catch (error) {
      if (this.#reading !== undefined && this.#reading !== reading) return this.#stored();
      if (this.#reading !== undefined)
        this.#logger.error(`The keyring could not be read (${nameOf(error)}).`);
      // The next caller tries again: a keyring may be locked now and open in a minute.
      this.#reading = undefined;
      this.#unreadable = true;
      return new Map();
    }
  }

  async #readAll(): Promise<Keyring> {
    const names = (await this.#secrets.keys()).filter((key) => key.startsWith(SECRET_PREFIX));
    const read = await Promise.all(
      names.map(async (key) => [key.slice(SECRET_PREFIX.length), await this.#read(key)] as const),
    );
    return new Map(read.flatMap(([id, entry]) => (entry ? [[id, entry] as const] : [])));
  }

  async #read(secretName: string): Promise<StoredEntry | UnusableEntry | undefined> {
    const text = await this.#secrets.get(secretName);
    if (text === undefined) return undefined;
    // Its schemas are the largest part of what start-up would load.
    const { readEntry } = await import('./readEntry.ts');
    const entry = readEntry(text);
    if (typeof entry === 'object') this.#remember(entry.key);
    else
      this.#logger.warn(
        `The keyring’s entry ${secretName} is damaged or of a later version; it is left as it is.`,
      );
    return entry;
  }

  /** Tells listeners what is new in the keyring, once: what they know changes in the same moment. */
  #tell(keyring: Keyring): void {
    if (keyring === this.#told) return;
    const [before, wasUnreadable] = [this.#told, this.#unreadable];
    this.#told = keyring;
    this.#unreadable = false;
    // Whoever asks first gets what there is; whoever was given nothing, for want of a keyring, must ask again.
    if (!before && !wasUnreadable) return;
    for (const id of new Set([...(before?.keys() ?? []), ...keyring.keys()])) {
      const [old, now] = [asUsable(before?.get(id)), asUsable(keyring.get(id))];
      if (!wasUnreadable && JSON.stringify(old) === JSON.stringify(now)) continue;
      const keyChanged = before !== undefined && (old?.key !== now?.key || old?.baseUrl !== now?.baseUrl);
      this.#changed.fire({ connectionId: id, keyChanged });
    }
  }

  /**
   * Remembers the ids and names in the keyring. From what is there and not from what was done, because windows
   * that write to globalState at the same moment undo each other.
   */
  async #learn(keyring: Keyring): Promise<void> {
    const known = this.#known();
    const entries = usable(keyring).map(([id, { name }]) => ({ id, name }));
    const isKnown = (one: KnownConnection) =>
      known.some(({ id, name }) => id === one.id && name === one.name);
    if (entries.every(isKnown)) return;
    const others = known.filter(({ id }) => typeof keyring.get(id) !== 'object');
    try {
      await this.#state.update(KNOWN, [...others, ...entries]);
    } catch (error) {
      this.#logger.warn(`The connections’ names could not be remembered (${nameOf(error)}).`);
    }
  }

  async #forget(id: string): Promise<void> {
    const known = this.#known();
    const others = known.filter((one) => one.id !== id);
    if (others.length < known.length) await this.#state.update(KNOWN, others);
    if (this.#state.get(DEFAULT) === id) await this.#state.update(DEFAULT, undefined);
  }

  /** Changes what the keyring holds now: another window may have changed it a moment ago. */
  async #change(id: string, change: Partial<Pick<StoredEntry, 'name' | 'key'>>): Promise<void> {
    const entry = asUsable(await orKeyringError(() => this.#read(SECRET_PREFIX + id)));
    if (entry) await this.#write(id, { ...entry, ...change });
  }

  /** Stores an entry, or leaves the one that was there. */
  async #write(id: string, entry: StoredEntry): Promise<void> {
    this.#remember(entry.key);
    const [name, text] = [SECRET_PREFIX + id, JSON.stringify(entry)];
    // Read before, so that listeners are told the difference.
    await this.#stored();
    const before = await orKeyringError(() => this.#secrets.get(name));
    try {
      await orKeyringError(async () => {
        await this.#secrets.store(name, text);
        if ((await this.#secrets.get(name)) !== text) throw new KeyringError();
      });
    } catch (error) {
      await this.#putBack(name, before);
      await this.#follow(id);
      throw error;
    }
    await this.#reread();
  }

  async #putBack(name: string, before: string | undefined): Promise<void> {
    try {
      await (before === undefined ? this.#secrets.delete(name) : this.#secrets.store(name, before));
    } catch {
      this.#logger.error(`The keyring’s entry ${name} could not be put back.`);
    }
  }

  /** Reads again after an entry has changed. One that somebody removed is forgotten; one that got lost is not. */
  async #follow(id: string): Promise<void> {
    const keyring = await this.#reread();
    if (!this.#unreadable && !keyring.has(id)) await this.#forget(id);
  }

  #reread(): Promise<Keyring> {
    this.#reading = undefined;
    return this.#stored();
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown error';
}

function asUsable(entry: StoredEntry | UnusableEntry | undefined): StoredEntry | undefined {
  return typeof entry === 'object' ? entry : undefined;
}

function usable(keyring: Keyring): [string, StoredEntry][] {
  return [...keyring].flatMap(([id, entry]) => (typeof entry === 'object' ? [[id, entry]] : []));
}

async function orKeyringError<Result>(ask: () => PromiseLike<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof KeyringError ? error : new KeyringError(undefined, { cause: error });
  }
}
