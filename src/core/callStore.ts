import type { Call } from './call.ts';
import { Emitter } from './emitter.ts';
import type { Failure } from './failure.ts';

/** What names a look-up: the same three always share one entry. */
export interface LookUpTarget {
  readonly sessionId: string;
  /** Undefined while no connection could be chosen. */
  readonly connectionId: string | undefined;
  /** The uid the call was asked for as. */
  readonly onBehalfOf: string | undefined;
}

/** An answer: the call, what the server sent for it, and when, in milliseconds since 1970 UTC. */
export interface Answer {
  readonly call: Call;
  readonly raw: unknown;
  readonly fetchedAt: number;
}

/** The state of a look-up. The last answer stays while a newer one is fetched, and when that fails. */
export type LookUpState =
  | { readonly kind: 'loading'; readonly since: number; readonly last?: Answer }
  | { readonly kind: 'ready'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly failedAt: number; readonly last?: Answer };

export interface LookUp extends LookUpTarget {
  readonly key: string;
  /** When it was first asked for, in milliseconds since 1970 UTC. */
  readonly addedAt: number;
  readonly state: LookUpState;
}

export type CallStoreChange =
  { readonly kind: 'added' | 'changed' | 'removed'; readonly lookUp: LookUp } | { readonly kind: 'reset' };

/** The key of a look-up: equal for equal targets, different for different ones. */
export function lookUpKey(target: LookUpTarget): string {
  return JSON.stringify([target.connectionId ?? null, target.sessionId, target.onBehalfOf ?? null]);
}

/** The newest answer of a look-up, in whatever state it is. */
export function answerOf(lookUp: Pick<LookUp, 'state'>): Answer | undefined {
  return lookUp.state.kind === 'ready' ? lookUp.state.answer : lookUp.state.last;
}

/**
 * The look-ups, newest first: the one source that tree, panel, hover and links render from. Entries are
 * never changed in place, so two references are equal exactly when nothing happened between them.
 */
export class CallStore {
  readonly #lookUps = new Map<string, LookUp>();
  readonly #changed: Emitter<CallStoreChange>;

  constructor(onListenerError?: (error: unknown) => void) {
    this.#changed = new Emitter(onListenerError);
  }

  get onDidChange() {
    return this.#changed.event;
  }

  /** All look-ups, newest first. */
  all(): readonly LookUp[] {
    return [...this.#lookUps.values()].toSorted((a, b) => b.addedAt - a.addedAt);
  }

  get(key: string): LookUp | undefined {
    return this.#lookUps.get(key);
  }

  /** Adds a look-up or gives an existing one a new state. */
  set(target: LookUpTarget, state: LookUpState, addedAt: number): LookUp {
    const key = lookUpKey(target);
    const before = this.#lookUps.get(key);
    const lookUp: LookUp = {
      key,
      sessionId: target.sessionId,
      connectionId: target.connectionId,
      onBehalfOf: target.onBehalfOf,
      addedAt: before?.addedAt ?? addedAt,
      state,
    };
    this.#lookUps.set(key, lookUp);
    this.#changed.fire({ kind: before ? 'changed' : 'added', lookUp });
    return lookUp;
  }

  /** Brings back look-ups of an earlier session; what is there already is newer and stays. */
  restore(lookUps: readonly LookUp[]): void {
    for (const lookUp of lookUps) {
      if (!this.#lookUps.has(lookUp.key)) this.#lookUps.set(lookUp.key, lookUp);
    }
    this.#changed.fire({ kind: 'reset' });
  }

  remove(key: string): void {
    const lookUp = this.#lookUps.get(key);
    if (lookUp && this.#lookUps.delete(key)) this.#changed.fire({ kind: 'removed', lookUp });
  }
}
