/**
 * VS Code's SecretStorage and globalState, kept in a folder that several windows share and that outlives them.
 * As in VS Code, every call takes a round trip, a secret's change is heard in every window (the one that made it
 * among them), and a window writes the whole of its globalState at once: what another window wrote meanwhile is
 * lost. With faults to switch on.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as vscode from 'vscode';

export interface Faults {
  /** Writes are taken and not kept, and deletions not done; nothing is said. */
  drops: boolean;
  /** The calls that throw. */
  readonly throwing: Set<'store' | 'get' | 'keys' | 'delete'>;
  /** What is kept in the place of what was stored. */
  mangle: ((text: string) => string) | undefined;
}

export interface StorageWindow {
  readonly secrets: vscode.SecretStorage;
  readonly state: vscode.Memento;
}

type Listener = (event: vscode.SecretStorageChangeEvent) => void;
type State = Record<string, unknown>;

export class SharedStorage {
  readonly folder: string;
  readonly faults: Faults = { drops: false, throwing: new Set(), mangle: undefined };
  readonly #windows: { readonly listeners: Set<Listener>; state: State }[] = [];
  /** Deliveries to windows; undefined while they are made as they come. */
  #held: (() => void)[] | undefined;
  #underWay = 0;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Opens a window. It has what was stored before. */
  window(): StorageWindow {
    const window = { listeners: new Set<Listener>(), state: this.state() };
    this.#windows.push(window);
    const save = (value: State) => {
      window.state = value;
      this.#write('state.json', value);
      for (const other of this.#windows) {
        if (other !== window) this.#deliver(() => (other.state = structuredClone(value)));
      }
    };
    return { secrets: this.#secrets(window.listeners), state: this.#memento(() => window.state, save) };
  }

  /** All that the keyring holds. */
  keyring(): Readonly<Record<string, string>> {
    return this.#read('keyring.json');
  }

  /** All that globalState holds. */
  state(): State {
    return this.#read('state.json');
  }

  /** Puts an entry into the keyring that no window knows of. */
  plant(name: string, text: string): void {
    this.#write('keyring.json', { ...this.keyring(), [name]: text });
  }

  /** The keyring forgets everything, as one that lived in memory does. No window hears of it. */
  emptyKeyring(): void {
    this.#write('keyring.json', {});
  }

  /** From now on no window hears anything, until `release`. */
  hold(): void {
    this.#held ??= [];
  }

  /** Lets the windows hear what was held back, in order. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const delivery of held) this.#deliver(delivery);
  }

  /** Resolves when no call is under way, nothing is to be heard, and nobody reacts to it any more. */
  async settled(): Promise<void> {
    for (let quiet = 0; quiet < 5; quiet += 1) {
      await turn();
      if (this.#underWay > 0) quiet = 0;
    }
  }

  #secrets(listeners: Set<Listener>): vscode.SecretStorage {
    const tell = (key: string) => {
      for (const window of this.#windows) {
        this.#deliver(() => window.listeners.forEach((listener) => listener({ key })));
      }
    };
    return {
      keys: () => this.#call('keys', () => Object.keys(this.keyring())),
      get: (key) => this.#call('get', () => this.keyring()[key]),
      store: (key, text) =>
        this.#call('store', () => {
          if (!this.faults.drops) this.plant(key, this.faults.mangle?.(text) ?? text);
          tell(key);
        }),
      delete: (key) =>
        this.#call('delete', () => {
          const { [key]: _deleted, ...rest } = this.keyring();
          if (!this.faults.drops) this.#write('keyring.json', rest);
          tell(key);
        }),
      onDidChange: (listener) => {
        listeners.add(listener);
        return { dispose: () => listeners.delete(listener) };
      },
    };
  }

  #memento(value: () => State, save: (value: State) => void): vscode.Memento {
    return {
      keys: () => Object.keys(value()),
      get: (key: string, otherwise?: unknown) => (value()[key] ?? otherwise) as never,
      update: (key, next: unknown) => {
        const { [key]: _before, ...rest } = value();
        save(next === undefined ? rest : { ...rest, [key]: structuredClone(next) });
        return this.#call('update', () => undefined);
      },
    };
  }

  async #call<T>(kind: 'store' | 'get' | 'keys' | 'delete' | 'update', run: () => T): Promise<T> {
    this.#underWay += 1;
    try {
      await turn();
      if (kind !== 'update' && this.faults.throwing.has(kind))
        throw new Error(`The keyring is locked: ${kind}`);
      return run();
    } finally {
      this.#underWay -= 1;
    }
  }

  #deliver(delivery: () => void): void {
    if (this.#held) {
      this.#held.push(delivery);
      return;
    }
    this.#underWay += 1;
    setImmediate(() => {
      this.#underWay -= 1;
      delivery();
    });
  }

  #read(name: string): never {
    const path = join(this.folder, name);
    return (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}) as never;
  }

  #write(name: string, value: unknown): void {
    writeFileSync(join(this.folder, name), JSON.stringify(value));
  }
}

/** A turn of the event loop. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
