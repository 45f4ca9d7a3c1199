import type * as vscode from 'vscode';
import { errorName } from '../../core/base/index.ts';
import type { Logger } from '../../core/base/model.ts';
import type { KeyringEntries } from './keyring.ts';
import { type KnownConnection, knownConnections, STORAGE_KEYS } from '../platform/index.ts';
import { usableEntries } from './storedConnection.ts';

const DEFAULT = 'cometchatCalls.defaultConnection';

/**
 * The connections' ids and names (nothing else) and which of them is the default, in globalState. What cannot be
 * written there is said in the log: all that matters is in the keyring.
 */
export class RememberedConnections {
  readonly #state: vscode.Memento;
  readonly #logger: Logger;
  readonly #redact: (text: string) => string;

  /** @param redact replaces API keys in a name, as far as they are known */
  constructor(state: vscode.Memento, logger: Logger, redact: (text: string) => string) {
    this.#state = state;
    this.#logger = logger;
    this.#redact = redact;
  }

  known(): readonly KnownConnection[] {
    return this.#withoutKeys(knownConnections(this.#state));
  }

  /** The id of the connection that was chosen as the default. It may be gone. */
  get defaultId(): string | undefined {
    const id = this.#state.get<unknown>(DEFAULT);
    return typeof id === 'string' ? id : undefined;
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
    const known = knownConnections(this.#state);
    const entries = this.#withoutKeys(usableEntries(keyring).map(([id, { name }]) => ({ id, name })));
    const others = this.#withoutKeys(known.filter(({ id }) => typeof keyring.get(id) !== 'object'));
    const isKnown = (one: KnownConnection) =>
      known.some(({ id, name }) => id === one.id && name === one.name);
    if ([...others, ...entries].every(isKnown)) return;
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

  #withoutKeys(known: readonly KnownConnection[]): readonly KnownConnection[] {
    return known.map(({ id, name }) => ({ id, name: this.#redact(name) }));
  }

  async #orWarn(what: 'remembered' | 'forgotten', write: () => PromiseLike<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.#logger.warn(`The connections’ names could not be ${what} (${errorName(error)}).`);
    }
  }
}
