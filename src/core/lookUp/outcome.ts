/** What comes of a look-up, for who asked for it and for the store. */
import type { Call } from '../call/model.ts';
import { type Answer, answerOf, type LookUpState } from './model.ts';
import type { Failure } from '../failure/model.ts';

/** What whoever asked for a look-up hears of it. */
export type LookUpResult =
  | { readonly ok: true; readonly key: string; readonly call: Call; readonly raw: unknown }
  /** Without a key where there is no look-up of it. */
  | { readonly ok: false; readonly key: string | undefined; readonly failure: Failure };

/** The answer a look-up has, as it is kept beside what becomes of it. */
export function lastOf(state: LookUpState | undefined): { readonly last?: Answer } {
  const last = state && answerOf({ state });
  return last ? { last } : {};
}

/** What a request came to. */
export type Outcome = { readonly answer: Answer } | { readonly failure: Failure };

/** The same for whoever asked for it. */
export function toResult(key: string, outcome: Outcome): LookUpResult {
  return 'answer' in outcome
    ? { ok: true, key, call: outcome.answer.call, raw: outcome.answer.raw }
    : { ok: false, key, failure: outcome.failure };
}

/** A cancelled refresh leaves the answer there was; any other failure is kept beside it. */
export function toState(
  outcome: Outcome,
  withLast: { readonly last?: Answer },
  failedAt: number,
): LookUpState {
  if ('answer' in outcome) return { kind: 'ready', answer: outcome.answer };
  if (outcome.failure.reason === 'cancelled' && withLast.last)
    return { kind: 'ready', answer: withLast.last };
  return { kind: 'failed', failure: outcome.failure, failedAt, ...withLast };
}

/** Whether a request was cancelled. */
export function isCancelled(outcome: Outcome): boolean {
  return 'failure' in outcome && outcome.failure.reason === 'cancelled';
}

/** What whoever gives up a look-up hears. */
export function cancelled(key: string | undefined): LookUpResult {
  return { ok: false, key, failure: { reason: 'cancelled' } };
}
