import type * as vscode from 'vscode';
import type { Disposable } from '../../core/base/model.ts';

/** So long the keyring may think before the user is told that it is waited for, in milliseconds. */
const SLOW_MS = 3_000;
/** So long it is waited for in all, in milliseconds: who is asked for a password needs a while. */
const LONGEST_MS = 60_000;

/** So long one is waited for that has left the last question without an answer, in milliseconds: the user knows. */
const SILENT_MS = 1_000;

/** The keyring gave no answer for {@link LONGEST_MS}, or the user would not wait for it. */
export class UnansweredError extends Error {
  override readonly name = 'UnansweredError';
}

/** How waiting for the keyring is told. */
export interface Waiting {
  readonly after: (milliseconds: number, run: () => void) => Disposable;
  /** Tells that the keyring is waited for, until it is disposed; `giveUp` is the user's wish not to wait. */
  readonly tell: (giveUp: () => void) => Disposable;
}

/** All that is asked of the keyring while some of it has no answer. */
interface Wait {
  open: number;
  isOver: boolean;
  readonly over: PromiseWithResolvers<never>;
  readonly disposables: Disposable[];
}

/**
 * VS Code's SecretStorage, of which each question comes to an end: a keyring may wait for its password, or for a
 * service that never answers. Rejects with UnansweredError; what comes after that is told by {@link onLate}.
 */
export class PatientSecrets implements Pick<vscode.SecretStorage, 'keys' | 'get' | 'store' | 'delete'> {
  readonly #secrets: vscode.SecretStorage;
  readonly #waiting: Waiting;
  readonly #onLate: () => void;
  #wait: Wait | undefined;
  /** Whether a question was given up, and nothing was answered since. */
  #isSilent = false;

  /** @param onLate hears of an answer that nobody waits for any more */
  constructor(secrets: vscode.SecretStorage, waiting: Waiting, onLate: () => void) {
    this.#secrets = secrets;
    this.#waiting = waiting;
    this.#onLate = onLate;
  }

  keys(): Promise<string[]> {
    return this.#ask(() => this.#secrets.keys());
  }

  get(key: string): Promise<string | undefined> {
    return this.#ask(() => this.#secrets.get(key));
  }

  store(key: string, value: string): Promise<void> {
    return this.#ask(() => this.#secrets.store(key, value));
  }

  delete(key: string): Promise<void> {
    return this.#ask(() => this.#secrets.delete(key));
  }

  get onDidChange() {
    return this.#secrets.onDidChange;
  }

  /** Gives up whatever has no answer. */
  dispose(): void {
    if (this.#wait) this.#giveUp(this.#wait);
  }

  async #ask<Answer>(ask: () => Thenable<Answer>): Promise<Answer> {
    const wait = (this.#wait ??= this.#begin());
    wait.open += 1;
    try {
      const answer = Promise.resolve(ask());
      const heard = () => {
        this.#isSilent = false;
        if (wait.isOver) this.#onLate();
      };
      answer.then(heard, heard);
      return await Promise.race([answer, wait.over.promise]);
    } finally {
      wait.open -= 1;
      if (wait.open === 0) this.#end(wait);
    }
  }

  #begin(): Wait {
    const { after, tell } = this.#waiting;
    const wait: Wait = { open: 0, isOver: false, over: Promise.withResolvers(), disposables: [] };
    // Where everything has its answer, nobody hears of it.
    wait.over.promise.catch(() => undefined);
    const giveUp = () => this.#giveUp(wait);
    if (this.#isSilent) wait.disposables.push(after(SILENT_MS, giveUp));
    else {
      wait.disposables.push(
        after(SLOW_MS, () => wait.disposables.push(tell(giveUp))),
        after(LONGEST_MS, giveUp),
      );
    }
    return wait;
  }

  #giveUp(wait: Wait): void {
    if (wait.isOver) return;
    wait.isOver = true;
    this.#isSilent = true;
    wait.over.reject(new UnansweredError());
    this.#end(wait);
  }

  #end(wait: Wait): void {
    if (this.#wait === wait) this.#wait = undefined;
    for (const disposable of wait.disposables.splice(0)) disposable.dispose();
  }
}
