import type { Call } from '../call/model.ts';
import type { Failure } from '../failure/model.ts';
import type { Marked } from './marks.ts';

/** What names a look-up: the same three always share one entry. */
export interface LookUpTarget {
  readonly sessionId: string;
  /** Undefined while no connection could be chosen. */
  readonly connectionId: string | undefined;
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
  /** Nobody but a hover has asked for it: it answers for its call like any other, and is in no list and not on disk. */
  readonly isFromHover?: true;
}

/** The key of a look-up: equal for equal targets, different for different ones. */
export function lookUpKey(target: LookUpTarget): string {
  return JSON.stringify([target.connectionId ?? null, target.sessionId, target.onBehalfOf ?? null]);
}

export function answerOf(lookUp: Pick<LookUp, 'state'>): Answer | undefined {
  return lookUp.state.kind === 'ready' ? lookUp.state.answer : lookUp.state.last;
}

/** The answer a look-up has, as it is kept beside what becomes of it. */
export function lastOf(state: LookUpState | undefined): { readonly last?: Answer } {
  const last = state && answerOf({ state });
  return last ? { last } : {};
}

/** A state with an answer that is as new as its own, or newer. */
export function withAnswer(state: LookUpState, answer: Answer): LookUpState {
  return state.kind === 'ready' ? { kind: 'ready', answer } : { ...state, last: answer };
}

export type LookUpResult =
  | { readonly ok: true; readonly key: string; readonly call: Call; readonly raw: unknown }
  /** Without a key where there is no look-up of it. */
  | { readonly ok: false; readonly key: string | undefined; readonly failure: Failure };

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

export interface LiveState {
  /** When it is asked for again, in milliseconds since 1970 UTC; undefined while it is not. */
  readonly nextAt: number | undefined;
  /** Whether it ended while it was shown. */
  readonly justEnded: boolean;
}

/** Other calls between the same parties around this one: looked for when the reader asks, and of a missed call unasked. */
export interface AttemptsView {
  /** Whether they are what one wants to know first: of a call between two that nobody answered. */
  readonly isFirst: boolean;
  readonly state: 'notAsked' | 'loading' | 'ready' | 'failed';
  /** Such as `4th attempt in 1 min 30 s, three unanswered`; undefined where there is nothing to say. */
  readonly sentence: string | undefined;
  /** The calls, the earliest first, with this one among them; empty where there is no other. */
  readonly items: readonly ListedAttempt[];
  readonly lookedAt: string | undefined;
  /** Why they could not be had, or not all of them, in a sentence. */
  readonly failure: string | undefined;
}

export interface ListedAttempt {
  readonly sessionId: string;
  readonly at: number | undefined;
  /** How long after the call they are listed for it began, such as `−1 min 25 s`; undefined for that call itself. */
  readonly offset: string | undefined;
  /** How it went, such as `unanswered`, or `ended · 19 s`. */
  readonly outcome: string;
  readonly isThis: boolean;
}

export const NO_ATTEMPTS: AttemptsView = {
  isFirst: false,
  state: 'notAsked',
  sentence: undefined,
  items: [],
  lookedAt: undefined,
  failure: undefined,
};
