/** A look-up: what names it, its state, and what it holds. */
import type { Call } from '../call/model.ts';
import type { Failure } from '../failure/model.ts';
import type { Marked } from './marks.ts';

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

/** A look-up with all that is known of it. Never changed in place. */
export interface LookUp extends LookUpTarget, Marked {
  readonly key: string;
  /** When it was first asked for, or last by the user itself, in milliseconds since 1970 UTC. */
  readonly addedAt: number;
  readonly state: LookUpState;
}

/** The key of a look-up: equal for equal targets, different for different ones. */
export function lookUpKey(target: LookUpTarget): string {
  return JSON.stringify([target.connectionId ?? null, target.sessionId, target.onBehalfOf ?? null]);
}

/** The newest answer of a look-up, in whatever state it is. */
export function answerOf(lookUp: Pick<LookUp, 'state'>): Answer | undefined {
  return lookUp.state.kind === 'ready' ? lookUp.state.answer : lookUp.state.last;
}

/** The answer a look-up has, as it is kept beside what becomes of it. */
export function lastOf(state: LookUpState | undefined): { readonly last?: Answer } {
  const last = state && answerOf({ state });
  return last ? { last } : {};
}

/** What whoever asked for a look-up hears of it. */
export type LookUpResult =
  | { readonly ok: true; readonly key: string; readonly call: Call; readonly raw: unknown }
  /** Without a key where there is no look-up of it. */
  | { readonly ok: false; readonly key: string | undefined; readonly failure: Failure };

/** What whoever gives up a look-up hears. */
export function cancelled(key: string | undefined): LookUpResult {
  return { ok: false, key, failure: { reason: 'cancelled' } };
}

/** A look-up that waits for nothing: of a request that ended with nobody to hear, what was there before it. */
export function settled(lookUp: LookUp): LookUp {
  const { state } = lookUp;
  if (state.kind !== 'loading') return lookUp;
  return {
    ...lookUp,
    state: state.last
      ? { kind: 'ready', answer: state.last }
      : { kind: 'failed', failure: { reason: 'cancelled' }, failedAt: state.since },
  };
}
