/** What the tests of the connections share: a folder with a keyring in it, and windows that use it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '../../../../src/core/connection/model.ts';
import type { Logger } from '../../../../src/core/base/model.ts';
import { Connections, type ConnectionsChange } from '../../../../src/vscode/connections/connections.ts';
import { SharedStorage } from '../../../support/secrets.ts';

export const PREFIX = 'cometchatCalls.connection.';
/** Holds no secret of anyone; has letters of both cases and characters that encodings change. */
export const KEY = 'Key/+With~Every=Trap"7d1c0a9f3e';
export const OTHER_KEY = '0123456789abcdef0123456789abcdef01234567';
export const acme = {
  name: 'Acme',
  appId: '31780434a95d45',
  region: 'us',
  baseUrl: 'https://31780434a95d45.call-us.cometchat.io/v3',
};
export const onPremise = {
  name: 'Basement',
  appId: 'abc1234',
  region: '',
  baseUrl: 'https://calls.example.com/v3',
};
export const sandbox: Connection = {
  id: 'sandbox',
  name: 'Sample Calls',
  appId: 'abcdef123456',
  region: 'us',
  baseUrl: 'http://127.0.0.1:4000/v3',
  kind: 'sandbox',
  sessionIds: ['team-standup'],
};

/** The text of an entry as it is written now, Acme's unless told otherwise. */
export function v2(more: object = {}): string {
  return JSON.stringify({ version: 2, ...acme, key: KEY, keyChangedAt: 0, ...more });
}

/** The text of an entry of the first version, Acme's unless told otherwise. */
export function v1(more: object = {}): string {
  return JSON.stringify({ version: 1, ...acme, key: KEY, ...more });
}

/** A logger and the lines it was given. */
export function lines(): { readonly log: string[]; readonly logger: Logger } {
  const log: string[] = [];
  const write = (line: string) => void log.push(line);
  return { log, logger: { debug: write, info: write, warn: write, error: write } };
}

/** A window of VS Code with the extension in it. */
export interface KeyringWindow {
  readonly connections: Connections;
  readonly heard: ConnectionsChange[];
  readonly log: readonly string[];
}

/** A computer: its storage outlives the windows, and a restart. */
export class KeyringFixture {
  readonly #folder = mkdtempSync(join(tmpdir(), 'cometchat-keyring-'));
  storage = new SharedStorage(this.#folder);
  /** The time it is, in milliseconds since 1970 UTC. */
  now = 1_700_000_000_000;

  /** Ends all windows and opens one; what they stored is there. */
  restart(): KeyringWindow {
    this.storage = new SharedStorage(this.#folder);
    return this.seat();
  }

  seat(): KeyringWindow {
    const { secrets, state } = this.storage.window();
    const { log, logger } = lines();
    const connections = new Connections(secrets, state, logger, () => this.now);
    const heard: ConnectionsChange[] = [];
    connections.onDidChange((change) => heard.push(change));
    return { connections, heard, log };
  }

  /** A window whose views have shown the connections. */
  async shown(): Promise<KeyringWindow> {
    const opened = this.seat();
    await opened.connections.all();
    return opened;
  }

  /** The entry of a connection, as the keyring has it. */
  entry(id: string): string | undefined {
    return this.storage.keyring()[PREFIX + id];
  }

  /** What is remembered outside the keyring. */
  known(): readonly { readonly id: string; readonly name: string }[] {
    return (this.storage.state()['cometchatCalls.connections'] ?? []) as { id: string; name: string }[];
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The names of the connections, in the order they are listed in. */
export async function names({ connections }: KeyringWindow): Promise<string[]> {
  return (await connections.all()).map(({ name }) => name);
}
