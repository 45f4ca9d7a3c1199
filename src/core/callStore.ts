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

/**
 * What happened to a look-up. `removed` is the user's wish and holds for what is kept of it on disk; `trimmed`
 * only takes it out of the list.
 */
export type CallStoreChange =
  | { readonly kind: 'added' | 'changed' | 'removed' | 'trimmed'; readonly lookUp: LookUp }
  | { readonly kind: 'reset' };

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
  /** The look-ups in their order, until something changes. */
  #sorted: readonly LookUp[] | undefined;
  readonly #changed: Emitter<CallStoreChange>;

  constructor(onListenerError?: (error: unknown) => void) {
    this.#changed = new Emitter(onListenerError);
  }

  get onDidChange() {
    return this.#changed.event;
  }

  /** How many look-ups there are. */
  get size(): number {
    return this.#lookUps.size;
  }

  /** All look-ups, newest first: the same list as long as nothing changes. */
  all(): readonly LookUp[] {
    this.#sorted ??= [...this.#lookUps.values()].toSorted((a, b) => b.addedAt - a.addedAt);
    return this.#sorted;
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
    this.#sorted = undefined;
    this.#changed.fire({ kind: before ? 'changed' : 'added', lookUp });
    return lookUp;
  }

  /** Brings back look-ups of an earlier session; what is there already is newer and stays. */
  restore(lookUps: readonly LookUp[]): void {
    for (const lookUp of lookUps) {
      if (!this.#lookUps.has(lookUp.key)) this.#lookUps.set(lookUp.key, lookUp);
    }
    this.#sorted = undefined;
    this.#changed.fire({ kind: 'reset' });
  }

  /** Removes a look-up for good. */
  remove(key: string): void {
    this.#takeOut(key, 'removed');
  }

  /** Takes a look-up out of the list; what an earlier session left of it on disk stays. */
  drop(key: string): void {
    this.#takeOut(key, 'trimmed');
  }

  /**
   * Takes the look-ups beyond the newest so many out of the list, the oldest first. Those under way stay.
   * @param limit how many are listed, 0 or more
   * @param keep tells which stay all the same, such as one whose panel is open
   */
  trim(limit: number, keep: (lookUp: LookUp) => boolean): void {
    if (this.size <= limit) return;
    for (const { key } of this.all().slice(limit).toReversed()) {
      // As it is now: a listener may have looked it up again.
      const lookUp = this.#lookUps.get(key);
      if (lookUp && lookUp.state.kind !== 'loading' && !keep(lookUp)) this.drop(key);
    }
  }

  #takeOut(key: string, kind: 'removed' | 'trimmed'): void {
    const lookUp = this.#lookUps.get(key);
    if (!lookUp) return;
    this.#lookUps.delete(key);
    this.#sorted = undefined;
    this.#changed.fire({ kind, lookUp });
  }
}
