import type * as vscode from 'vscode';
import { errorName } from '../../core/base/index.ts';
import type { Logger } from '../../core/base/model.ts';
import type { KeyringEntries } from './keyring.ts';
import { STORAGE_KEYS } from '../platform/index.ts';
import { usableEntries } from './storedConnection.ts';

const DEFAULT = 'cometchatCalls.defaultConnection';

/** What is remembered outside the keyring, so that its losses are noticed. */
export interface KnownConnection {
  readonly id: string;
  readonly name: string;
}

/**
 * The connections' ids and names (nothing else) and which of them is the default, in globalState. What cannot be
 * written there is said in the log: all that matters is in the keyring.
 */
export class RememberedConnections {
  readonly #state: vscode.Memento;
  readonly #logger: Logger;

  constructor(state: vscode.Memento, logger: Logger) {
    this.#state = state;
    this.#logger = logger;
  }

  known(): readonly KnownConnection[] {
    return this.#state.get<readonly KnownConnection[]>(STORAGE_KEYS.connections) ?? [];
  }

  /** The id of the connection that was chosen as the default. It may be gone. */
  get defaultId(): string | undefined {
    return this.#state.get<string>(DEFAULT);
  }

  /** Rejects with what globalState rejects with. */
  async setDefault(id: string): Promise<void> {
    await this.#state.update(DEFAULT, id);
  }

  /**
   * Remembers the ids and names in the keyring. From what is there and not from what was done, because windows
   * that write to globalState at the same moment undo each other. Never rejects.
   */
  async learn(keyring: KeyringEntries): Promise<void> {
    const known = this.known();
    const entries = usableEntries(keyring).map(([id, { name }]) => ({ id, name }));
    const isKnown = (one: KnownConnection) =>
      known.some(({ id, name }) => id === one.id && name === one.name);
    if (entries.every(isKnown)) return;
    const others = known.filter(({ id }) => typeof keyring.get(id) !== 'object');
    await this.#orWarn('remembered', () =>
      this.#state.update(STORAGE_KEYS.connections, [...others, ...entries]),
    );
  }

  /** Never rejects. */
  async forget(id: string): Promise<void> {
    const known = this.known();
    const others = known.filter((one) => one.id !== id);
    await this.#orWarn('forgotten', async () => {
      if (others.length < known.length) await this.#state.update(STORAGE_KEYS.connections, others);
      if (this.defaultId === id) await this.#state.update(DEFAULT, undefined);
    });
  }

  async #orWarn(what: 'remembered' | 'forgotten', write: () => PromiseLike<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.#logger.warn(`The connections’ names could not be ${what} (${errorName(error)}).`);
    }
  }
}
