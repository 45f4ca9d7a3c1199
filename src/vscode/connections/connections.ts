import type * as vscode from 'vscode';
import type { Connection } from '../../core/connection/model.ts';
import { Emitter, toLog, errorName } from '../../core/base/index.ts';
import type { Clock, Disposable, Logger } from '../../core/base/model.ts';
import type { RoutingContext } from '../../core/lookUp/index.ts';
import { SeenKeys } from '../../core/connection/index.ts';
import { Keyring } from './keyring.ts';
import { type ConnectionsChange, KeyringReadings } from './keyringReadings.ts';
import { after, type KnownConnection, showKeyringWaits } from '../platform/index.ts';
import { PatientSecrets, type Waiting } from './patientSecrets.ts';
import { RememberedConnections } from './rememberedConnections.ts';
import { asUsable, connectionOf, type StoredEntry, usableEntries } from './storedConnection.ts';

export type { ConnectionsChange } from './keyringReadings.ts';

/** A key and the only base URL it may be sent to. */
export interface Credentials {
  readonly baseUrl: string;
  readonly apiKey: string;
}

/** The connections as they were read a moment ago. */
export interface ConnectionsRead {
  readonly connections: readonly Connection[];
  /** Whether the keyring could not be read, as while it is locked: then none of the stored ones are among them. */
  readonly isUnreadable: boolean;
}

/**
 * The connections: stored ones, a SecretStorage entry each, and temporary ones in memory (the sandbox's, and
 * one that is being tried before it is saved). Tells who asks what there is, and who listens what has changed.
 */
export class Connections {
  /** Every API key this window has seen since it was opened, those of connections that are gone too. */
  readonly seenKeys = new SeenKeys();
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #secrets: PatientSecrets;
  readonly #keyring: Keyring;
  readonly #readings: KeyringReadings;
  readonly #remembered: RememberedConnections;
  readonly #temporary = new Map<
    string,
    { readonly connection: Connection; readonly apiKey: string; readonly listed: boolean }
  >();
  readonly #changed: Emitter<ConnectionsChange>;
  readonly #keyringListener: Disposable;

  constructor(
    secrets: vscode.SecretStorage,
    state: vscode.Memento,
    logger: Logger,
    clock: Clock = Date.now,
    waiting: Waiting = { after, tell: showKeyringWaits },
  ) {
    this.#logger = logger;
    this.#clock = clock;
    this.#changed = new Emitter(toLog(logger));
    this.#remembered = new RememberedConnections(state, logger, this.redact);
    this.#secrets = new PatientSecrets(secrets, waiting, () => {
      if (this.#readings.unreadable) void this.#readings.again();
    });
    this.#keyring = new Keyring(this.#secrets, logger, (apiKey) => this.seenKeys.add(apiKey));
    this.#readings = new KeyringReadings(this.#keyring, logger, {
      onDifference: (change) => this.#changed.fire(change),
      onRead: (entries) => this.#remembered.learn(entries),
    });
    this.#keyringListener = this.#keyring.onDidChange((id) => void this.#follow(id));
  }

  get onDidChange() {
    return this.#changed.event;
  }

  /** Replaces every API key this window has seen in a text, however it is encoded there. */
  readonly redact = (text: string): string => this.seenKeys.redact(text);

  /** Whether a text holds an API key this window has seen, however it is encoded there. */
  readonly holdsApiKey = (text: string): boolean => this.seenKeys.isIn(text);

  /** The stored connections by name, then the sandbox's while it runs: as many of them as can be read now. */
  async all(): Promise<readonly Connection[]> {
    return (await this.read()).connections;
  }

  /** The same, with whether the stored ones could be read: no connection is not the same as none that can be seen. */
  async read(): Promise<ConnectionsRead> {
    const entries = await this.#readings.read();
    const stored = usableEntries(entries ?? new Map())
      .map(([id, entry]) => connectionOf(id, { ...entry, name: this.redact(entry.name) }))
      .toSorted((a, b) => a.name.localeCompare(b.name));
    const temporary = [...this.#temporary.values()].filter(({ listed }) => listed);
    const connections = [...stored, ...temporary.map(({ connection }) => connection)];
    return { connections, isUnreadable: entries === undefined };
  }

  /** A connection; `unreadable` where nobody can tell now whether there is one of this id, undefined where there is none. */
  async get(id: string | undefined): Promise<Connection | 'unreadable' | undefined> {
    const { connections, isUnreadable } = await this.read();
    return (
      connections.find((connection) => connection.id === id) ?? (isUnreadable ? 'unreadable' : undefined)
    );
  }

  /** What routing needs to know. With one stored connection, that one is the default. */
  async routing(): Promise<RoutingContext & ConnectionsRead> {
    const read = await this.read();
    const stored = read.connections.filter(({ kind }) => kind !== 'sandbox');
    const chosen = stored.find(({ id }) => id === this.#remembered.defaultId);
    return {
      ...read,
      defaultConnectionId: (chosen ?? (stored.length === 1 ? stored[0] : undefined))?.id,
    };
  }

  /** The key of a connection with the base URL it was stored with; undefined when there is none. */
  async credentials(id: string): Promise<Credentials | undefined> {
    const temporary = this.#temporary.get(id);
    if (temporary) return { baseUrl: temporary.connection.baseUrl, apiKey: temporary.apiKey };
    const entry = asUsable((await this.#readings.entries()).get(id));
    return entry && { baseUrl: entry.baseUrl, apiKey: entry.key };
  }

  /** What finds the keys that are stored now in a text: not those that were only typed, which may be anything. */
  async storedKeys(): Promise<Pick<SeenKeys, 'isIn'>> {
    const stored = new SeenKeys();
    for (const [, { key }] of usableEntries(await this.#readings.entries())) stored.add(key);
    return stored;
  }

  /** Connections that were stored once and that the keyring no longer has. */
  async lost(): Promise<readonly KnownConnection[]> {
    const stored = await this.#readings.entries();
    // A keyring that cannot be read now has not lost anything yet, nor has one that a later version wrote to.
    const isLost = (id: string) => stored.get(id) === undefined || stored.get(id) === 'damaged';
    return this.#readings.unreadable ? [] : this.#remembered.known().filter(({ id }) => isLost(id));
  }

  /** Stores a connection and reads it back. Throws KeyringError when the keyring did not keep it. */
  async add(connection: Omit<Connection, 'id' | 'kind'>, apiKey: string): Promise<string> {
    const id = crypto.randomUUID();
    const { name, appId, region, baseUrl } = connection;
    const { defaultConnectionId: before, isUnreadable } = await this.routing();
    await this.#write(id, { version: 2, name, appId, region, baseUrl, key: apiKey, keyChangedAt: 0 });
    // The only connection is the default without a word; a second one must not take its place.
    const chosen = before ?? id;
    // Where nobody could see what there was, one of those may be the default.
    if (!isUnreadable && (await this.routing()).defaultConnectionId !== chosen)
      await this.#keepDefault(chosen);
    return id;
  }

  /** Changes the name of a stored connection; of an unknown one, nothing. Throws KeyringError. */
  async rename(id: string, name: string): Promise<void> {
    await this.#change(id, () => ({ name }));
  }

  /** Stores another key for the same base URL. Throws KeyringError when the keyring did not keep it. */
  async replaceKey(id: string, apiKey: string): Promise<void> {
    await this.#change(id, ({ key }) => (key === apiKey ? {} : { key: apiKey, keyChangedAt: this.#clock() }));
  }

  /** Removes a connection, its key, and what is remembered of it. Throws KeyringError when its key is still there. */
  async remove(id: string): Promise<void> {
    await this.#keyring.remove(id);
    await this.#remembered.forget(id);
    await this.#readings.again();
  }

  /** Makes a connection the default. Rejects when that cannot be kept. */
  async setDefault(id: string): Promise<void> {
    await this.#remembered.setDefault(id);
    this.#changed.fire({ connectionId: id, keyChanged: false });
  }

  /** Adds a connection that is never stored, such as the sandbox's. An unlisted one can be asked by its id only. */
  addTemporary(connection: Connection, apiKey: string, listed: boolean): vscode.Disposable {
    this.seenKeys.add(apiKey);
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
    this.#keyringListener.dispose();
    this.#secrets.dispose();
  }

  /** The connection is stored, whether or not the default can be. */
  async #keepDefault(id: string): Promise<void> {
    try {
      await this.setDefault(id);
    } catch (error) {
      this.#logger.warn(`The default connection could not be remembered (${errorName(error)}).`);
    }
  }

  /** Changes what the keyring holds now: another window may have changed it a moment ago. */
  async #change(id: string, change: (entry: StoredEntry) => Partial<StoredEntry>): Promise<void> {
    const entry = asUsable(await this.#keyring.read(id));
    if (entry) await this.#write(id, { ...entry, ...change(entry) });
  }

  async #write(id: string, entry: StoredEntry): Promise<void> {
    // Read before, so that listeners are told the difference.
    await this.#readings.entries();
    try {
      await this.#keyring.store(id, entry);
    } catch (error) {
      await this.#follow(id);
      throw error;
    }
    await this.#readings.again();
  }

  /** Reads again after an entry has changed. One that somebody removed is forgotten; one that got lost is not. */
  async #follow(id: string): Promise<void> {
    const entries = await this.#readings.again();
    if (!this.#readings.unreadable && !entries.has(id)) await this.#remembered.forget(id);
  }
}
