import type * as vscode from 'vscode';
import type { Connection } from '../../core/connection.ts';
import { Emitter } from '../../core/emitter.ts';
import type { Logger } from '../../core/ports.ts';
import { redactor } from '../../core/redact.ts';
import type { RoutingContext } from '../../core/routing.ts';
import { connectionOf, readEntry, type StoredEntry } from './storedConnection.ts';

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

/** The keyring took a connection and did not give it back. */
export class KeyringError extends Error {
  override readonly name = 'KeyringError';
}

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
  #entries: Promise<ReadonlyMap<string, StoredEntry>> | undefined;
  #unreadable = false;

  constructor(secrets: vscode.SecretStorage, state: vscode.Memento, logger: Logger) {
    this.#secrets = secrets;
    this.#state = state;
    this.#logger = logger;
    // Fires for this window's own writes as well as for other windows'.
    this.#secretsListener = secrets.onDidChange(({ key }) => {
      if (!key.startsWith(SECRET_PREFIX)) return;
      void this.#reread(key.slice(SECRET_PREFIX.length));
    });
  }

  get onDidChange() {
    return this.#changed.event;
  }

  /** Replaces every API key this window has seen in a text, however it is encoded there. */
  readonly redact = (text: string): string => this.#redactSeen(text);

  /** The stored connections by name, then the sandbox's while it runs. */
  async all(): Promise<readonly Connection[]> {
    const stored = [...(await this.#stored())]
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
    const entry = (await this.#stored()).get(id);
    return entry && { baseUrl: entry.baseUrl, apiKey: entry.key };
  }

  /** Connections that were stored once and that the keyring no longer has. */
  async lost(): Promise<readonly KnownConnection[]> {
    const stored = await this.#stored();
    // A keyring that cannot be read now has not lost anything yet.
    return this.#unreadable ? [] : this.#known().filter(({ id }) => !stored.has(id));
  }

  /** Stores a connection and reads it back. Throws KeyringError when the keyring did not keep it. */
  async add(connection: Omit<Connection, 'id' | 'kind'>, apiKey: string): Promise<string> {
    const id = crypto.randomUUID();
    const { name, appId, region, baseUrl } = connection;
    await this.#write(id, { version: 1, name, appId, region, baseUrl, key: apiKey });
    if ((await this.routing()).defaultConnectionId === undefined) await this.setDefault(id);
    return id;
  }

  /** Changes the name of a stored connection; of an unknown one, nothing. */
  async rename(id: string, name: string): Promise<void> {
    const entry = (await this.#stored()).get(id);
    if (entry) await this.#write(id, { ...entry, name });
  }

  /** Stores another key for the same base URL. Throws KeyringError when the keyring did not keep it. */
  async replaceKey(id: string, apiKey: string): Promise<void> {
    const entry = (await this.#stored()).get(id);
    if (entry) await this.#write(id, { ...entry, key: apiKey });
  }

  /** Removes a connection, its key, and what is remembered of it. */
  async remove(id: string): Promise<void> {
    await this.#secrets.delete(SECRET_PREFIX + id);
    await this.#state.update(
      KNOWN,
      this.#known().filter((known) => known.id !== id),
    );
    await this.#reread(id);
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

  #stored(): Promise<ReadonlyMap<string, StoredEntry>> {
    this.#entries ??= this.#readAll().catch((error: unknown) => {
      // The next caller tries again: a keyring may be locked now and open in a minute.
      this.#entries = undefined;
      this.#unreadable = true;
      this.#logger.error(
        `The keyring could not be read (${error instanceof Error ? error.name : 'unknown error'}).`,
      );
      return new Map<string, StoredEntry>();
    });
    return this.#entries;
  }

  async #readAll(): Promise<ReadonlyMap<string, StoredEntry>> {
    const names = (await this.#secrets.keys()).filter((key) => key.startsWith(SECRET_PREFIX));
    const read = await Promise.all(
      names.map(async (key) => [key.slice(SECRET_PREFIX.length), await this.#read(key)] as const),
    );
    this.#unreadable = false;
    return new Map(read.flatMap(([id, entry]) => (entry ? [[id, entry] as const] : [])));
  }

  async #read(secretName: string): Promise<StoredEntry | undefined> {
    const text = await this.#secrets.get(secretName);
    if (text === undefined) return undefined;
    const entry = readEntry(text);
    if (entry) this.#remember(entry.key);
    else
      this.#logger.warn(
        `The keyring’s entry ${secretName} is damaged or of a later version; it is left as it is.`,
      );
    return entry;
  }

  async #write(id: string, entry: StoredEntry): Promise<void> {
    this.#remember(entry.key);
    const text = JSON.stringify(entry);
    try {
      await this.#secrets.store(SECRET_PREFIX + id, text);
      if ((await this.#secrets.get(SECRET_PREFIX + id)) !== text) throw new KeyringError();
    } catch (error) {
      this.#entries = undefined;
      throw error instanceof KeyringError ? error : new KeyringError(undefined, { cause: error });
    }
    const others = this.#known().filter((known) => known.id !== id);
    await this.#state.update(KNOWN, [...others, { id, name: entry.name }]);
    await this.#reread(id);
  }

  /** Compares what was known of an entry with what the keyring holds now, and tells of a difference once. */
  async #reread(id: string): Promise<void> {
    const before = await this.#stored();
    this.#entries = undefined;
    const after = await this.#stored();
    const [old, now] = [before.get(id), after.get(id)];
    if (JSON.stringify(old) === JSON.stringify(now)) return;
    const keyChanged = old?.key !== now?.key || old?.baseUrl !== now?.baseUrl;
    this.#changed.fire({ connectionId: id, keyChanged });
  }
}
