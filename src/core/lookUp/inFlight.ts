/** The requests for calls that are under way: at most one for each look-up, whoever waits for it. */
import type { Clock } from '../base/model.ts';
import { decodeCall } from '../call/decode/index.ts';
import type { Connection } from '../connection/model.ts';
import { type Failure, failureOf } from '../failure/model.ts';
import type { IsWaitedFor, RequestPolicy } from '../requests/index.ts';
import {
  type Answer,
  cancelled,
  lastOf,
  type LookUpResult,
  type LookUpState,
  type LookUpTarget,
  lookUpKey,
} from './model.ts';
import type { LookUpStore } from './store.ts';

interface Dependencies {
  readonly store: LookUpStore;
  readonly requests: Pick<RequestPolicy, 'getCall'>;
  readonly clock: Clock;
}

export interface Wishes {
  /** Leaves a known answer as it stands until the new one is there, not marked as loading. */
  readonly quiet: boolean;
  readonly background: boolean;
  readonly isFromHover: boolean;
}

interface InFlight {
  readonly connectionId: string;
  readonly abort: AbortController;
  readonly result: Promise<LookUpResult>;
  /** What was known before it began. */
  before: LookUpState | undefined;
  waiting: number;
  /** Whether the store does not show it as loading. */
  quiet: boolean;
  isWaitedFor: boolean;
  /** Whether it ended because nobody waited for it any more. */
  givenUp: boolean;
}

type Outcome = { readonly answer: Answer } | { readonly failure: Failure };

/** Asks for calls, and keeps the store in step with what is under way and what comes of it. */
export class InFlightRequests {
  readonly #deps: Dependencies;
  readonly #requests = new Map<string, InFlight>();

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** Joins or starts a request, which ends when nobody waits any more. Never rejects: a failure is a result. */
  join(
    connection: Connection,
    target: LookUpTarget,
    wishes: Wishes,
    signal: AbortSignal | undefined,
  ): Promise<LookUpResult> {
    const key = lookUpKey(target);
    let request = this.#requests.get(key);
    if (!request || request.abort.signal.aborted) {
      request = this.#start(connection, target, wishes);
      this.#requests.set(key, request);
    } else if (!this.#deps.store.get(key)) {
      request.before = undefined;
      request.quiet = false;
      this.#markLoading(target, wishes);
    } else if (request.quiet && !wishes.quiet) {
      request.quiet = false;
      this.#markLoading(target, wishes);
    }
    request.isWaitedFor ||= !wishes.background;
    return waitFor(request, key, signal);
  }

  cancel(key: string): void {
    this.#requests.get(key)?.abort.abort();
  }

  cancelOn(connectionId: string): void {
    for (const request of this.#requests.values()) {
      if (request.connectionId === connectionId) request.abort.abort();
    }
  }

  #start(connection: Connection, target: LookUpTarget, wishes: Wishes): InFlight {
    const abort = new AbortController();
    const key = lookUpKey(target);
    const now = this.#deps.clock();
    // Where another is ending, what was known is what that one found.
    const known = this.#deps.store.get(key)?.state;
    const before = known?.kind === 'loading' ? this.#requests.get(key)?.before : known;
    // Without an answer to show, loading is all there is to say.
    const quiet = wishes.quiet && lastOf(known).last !== undefined;
    if (!quiet) this.#markLoading(target, wishes);
    const request = {
      connectionId: connection.id,
      abort,
      before,
      waiting: 0,
      quiet,
      isWaitedFor: !wishes.background,
      givenUp: false,
    };
    const isWaitedFor = () => request.isWaitedFor;
    const fetching = this.#fetch(connection, target, abort.signal, isWaitedFor);
    const result = fetching.then((fetched): LookUpResult => {
      // Whatever comes after the abort, an answer too: its connection may have another key by now.
      const outcome: Outcome = abort.signal.aborted ? { failure: { reason: 'cancelled' } } : fetched;
      // A newer request, or a removal, has taken this entry over: this answer is nobody's any more.
      if (this.#requests.get(key)?.abort !== abort) return toResult(key, outcome);
      this.#requests.delete(key);
      const shown = this.#deps.store.get(key);
      // What is shown may be newer than what was known at the start: another window has asked as well.
      const newest = lastOf(shown?.state);
      if (shown && request.givenUp && isCancelled(outcome))
        this.#putBack(target, request.before, newest, now);
      else if (shown) this.#deps.store.set(target, toState(outcome, newest, this.#deps.clock()), now);
      return toResult(key, outcome);
    });
    return Object.assign(request, { result });
  }

  /** Leaves a look-up that nobody waited for as it was: such as a hover the mouse has left. */
  #putBack(
    target: LookUpTarget,
    before: LookUpState | undefined,
    { last }: { readonly last?: Answer },
    now: number,
  ): void {
    const { last: known } = lastOf(before);
    if (last && last !== known) this.#deps.store.set(target, { kind: 'ready', answer: last }, now);
    else if (before) this.#deps.store.set(target, before, now);
    else this.#deps.store.drop(lookUpKey(target));
  }

  #markLoading(target: LookUpTarget, { isFromHover }: Wishes): void {
    const withLast = lastOf(this.#deps.store.get(lookUpKey(target))?.state);
    const now = this.#deps.clock();
    this.#deps.store.set(target, { kind: 'loading', since: now, ...withLast }, now, isFromHover);
  }

  async #fetch(
    connection: Connection,
    target: LookUpTarget,
    signal: AbortSignal,
    isWaitedFor: IsWaitedFor,
  ): Promise<Outcome> {
    const { sessionId, onBehalfOf } = target;
    try {
      const raw = await this.#deps.requests.getCall(
        { connection, sessionId, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) },
        signal,
        isWaitedFor,
      );
      const call = decodeCall(raw, sessionId);
      if (!call) return { failure: { reason: 'badResponse' } };
      return { answer: { call, raw, fetchedAt: this.#deps.clock() } };
    } catch (error) {
      return { failure: failureOf(error) };
    }
  }
}

function toResult(key: string, outcome: Outcome): LookUpResult {
  return 'answer' in outcome
    ? { ok: true, key, call: outcome.answer.call, raw: outcome.answer.raw }
    : { ok: false, key, failure: outcome.failure };
}

/** A cancelled refresh leaves the answer there was; any other failure is kept beside it. */
function toState(outcome: Outcome, withLast: { readonly last?: Answer }, failedAt: number): LookUpState {
  if ('answer' in outcome) return { kind: 'ready', answer: outcome.answer };
  if (outcome.failure.reason === 'cancelled' && withLast.last)
    return { kind: 'ready', answer: withLast.last };
  return { kind: 'failed', failure: outcome.failure, failedAt, ...withLast };
}

function isCancelled(outcome: Outcome): boolean {
  return 'failure' in outcome && outcome.failure.reason === 'cancelled';
}

/** Waits for a shared request until it ends or this caller gives up; the last to give up ends it. */
async function waitFor(
  request: InFlight,
  key: string,
  signal: AbortSignal | undefined,
): Promise<LookUpResult> {
  request.waiting += 1;
  const giveUp = () => {
    request.waiting -= 1;
    if (request.waiting > 0 || request.abort.signal.aborted) return;
    request.givenUp = true;
    request.abort.abort();
  };
  return (await orAborted(request.result, signal, giveUp)) ?? cancelled(key);
}

/** What a promise comes to; undefined as soon as nobody waits for it, which `giveUp` hears at once. */
export async function orAborted<Value>(
  promise: Promise<Value | undefined>,
  signal: AbortSignal | undefined,
  giveUp: () => void = () => undefined,
): Promise<Value | undefined> {
  if (!signal) return promise;
  if (signal.aborted) return undefined;
  const aborted = Promise.withResolvers<undefined>();
  const onAbort = () => {
    giveUp();
    aborted.resolve(undefined);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  return Promise.race([promise, aborted.promise]).finally(() => signal.removeEventListener('abort', onAbort));
}
