import {
  type Answer,
  answerOf,
  type CallStore,
  isMarked,
  type LookUpState,
  type LookUpTarget,
  lookUpKey,
  marksOf,
} from './callStore.ts';
import type { Connection } from './connection.ts';
import { CallError, type Failure } from './failure.ts';
import { isFailureStillGood, isStillGood } from './freshness.ts';
import { Limiter } from './limiter.ts';
import {
  cancelled,
  isCancelled,
  lastOf,
  type LookUpResult,
  type Outcome,
  toResult,
  toState,
} from './lookUpOutcome.ts';
import type { CallSource, Clock } from './ports.ts';
import { routeSessionId, type RoutingContext } from './routing.ts';
import { invalidSessionId, parseSessionId } from './sessionId.ts';

export interface LookUpRequest {
  readonly sessionId: string;
  /** A wish, not an order: an id that names an app is only ever sent to that app. */
  readonly connectionId?: string | undefined;
  readonly onBehalfOf?: string | undefined;
  /** Asks the server even when a recent answer is at hand. */
  readonly fresh?: boolean;
  /**
   * Leaves a known answer as it stands until the new one is there, not marked as loading: for what nobody asked
   * for. Whoever asks for the same meanwhile without this sees it loading.
   */
  readonly quiet?: boolean;
  /** Puts it on top of the list: the user has asked for just this call, and not only to have it renewed. */
  readonly isWanted?: boolean;
}

interface Dependencies {
  readonly store: CallStore;
  readonly source: CallSource;
  readonly clock: Clock;
  readonly connections: () => Promise<RoutingContext>;
  /** Whether an API key is in a text, as far as the connections were read: it must be no id, for ids are kept and shown. */
  readonly isApiKey: (text: string) => boolean;
  /** Lets the user choose where several connections fit; undefined when they choose none. */
  readonly chooseConnection: (candidates: readonly Connection[]) => Promise<Connection | undefined>;
}

interface Flight {
  readonly connectionId: string;
  readonly abort: AbortController;
  readonly result: Promise<LookUpResult>;
  /** What was known before it took off. */
  before: LookUpState | undefined;
  waiting: number;
  /** Whether the store does not show it as loading. */
  quiet: boolean;
  /** Whether it ended because nobody waited for it any more. */
  givenUp: boolean;
}

/** Requests under way at once: polite to the rate limits (500 a minute on the free plan), quick enough for a ticket of forty ids. */
const MAX_CONCURRENT = 6;

/**
 * The look-up use case: routes an id to its connection, shares what is under way, answers from what is known,
 * and keeps the store up to date. Never rejects: every failure is a result with its reason.
 */
export class CallLookup {
  readonly #deps: Dependencies;
  readonly #flights = new Map<string, Flight>();
  /** Answers and failures that came of an API key which has changed since. */
  readonly #outdated = new WeakSet<Answer | Failure>();
  readonly #limiter = new Limiter(MAX_CONCURRENT);

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** Looks a call up. Aborting the signal gives up this caller's wait; the request ends when nobody waits any more. */
  async lookUp(request: LookUpRequest, signal?: AbortSignal): Promise<LookUpResult> {
    const sessionId = request.sessionId.trim();
    const invalid = invalidSessionId(sessionId);
    if (invalid) return { ok: false, key: undefined, failure: { reason: 'invalidSessionId', invalid } };
    const onBehalfOf = request.onBehalfOf?.trim() || undefined;
    const context = await this.#deps.connections();
    if ([sessionId, onBehalfOf ?? ''].some((text) => this.#deps.isApiKey(text))) {
      const failure = { reason: 'invalidSessionId', invalid: 'apiKey' } as const;
      return { ok: false, key: undefined, failure };
    }
    const routed = await this.#route(sessionId, request.connectionId, context);
    if (signal?.aborted) return cancelled(undefined);
    const target: LookUpTarget = { sessionId, onBehalfOf, connectionId: undefined };
    const { store, clock } = this.#deps;
    const found = 'reason' in routed ? target : { ...target, connectionId: routed.id };
    if (request.isWanted === true) store.renew(lookUpKey(found), clock());
    if ('reason' in routed) return this.#refuse(target, routed);
    const unrouted = store.get(lookUpKey(target));
    store.remove(lookUpKey(target));
    const result = this.#onConnection(routed, found, request, signal);
    // What the user has marked stays marked, now that a connection fits it.
    if (unrouted && isMarked(unrouted)) store.mark(lookUpKey(found), marksOf(unrouted), clock());
    return result;
  }

  /** Ends the request of a look-up, for everyone who waits for it. */
  cancel(key: string): void {
    this.#flights.get(key)?.abort.abort();
  }

  /** Ends what is under way on a connection and trusts none of its answers any more: its key has changed or is gone. */
  forgetConnection(connectionId: string): void {
    for (const flight of this.#flights.values()) {
      if (flight.connectionId === connectionId) flight.abort.abort();
    }
    for (const lookUp of this.#deps.store.all()) {
      if (lookUp.connectionId !== connectionId) continue;
      const answer = answerOf(lookUp);
      if (answer) this.#outdated.add(answer);
      if (lookUp.state.kind === 'failed') this.#outdated.add(lookUp.state.failure);
    }
  }

  async #route(
    sessionId: string,
    connectionId: string | undefined,
    context: RoutingContext,
  ): Promise<Connection | Failure> {
    const route = routeSessionId(parseSessionId(sessionId), context, connectionId);
    if (route.kind === 'connection') return route.connection;
    if (route.kind === 'failure') return route.failure;
    return (await this.#deps.chooseConnection(route.candidates)) ?? { reason: 'cancelled' };
  }

  #refuse(target: LookUpTarget, failure: Failure): LookUpResult {
    if (failure.reason === 'cancelled') return cancelled(undefined);
    const now = this.#deps.clock();
    const { key } = this.#deps.store.set(target, { kind: 'failed', failure, failedAt: now }, now);
    return { ok: false, key, failure };
  }

  #onConnection(
    connection: Connection,
    target: LookUpTarget,
    { fresh = false, quiet = false }: Pick<LookUpRequest, 'fresh' | 'quiet'>,
    signal: AbortSignal | undefined,
  ): Promise<LookUpResult> {
    const key = lookUpKey(target);
    const known = fresh ? undefined : this.#known(key);
    if (known) return Promise.resolve(known);
    let flight = this.#flights.get(key);
    if (!flight || flight.abort.signal.aborted) {
      flight = this.#takeOff(connection, target, quiet);
      this.#flights.set(key, flight);
    } else if (!this.#deps.store.get(key)) {
      flight.before = undefined;
      flight.quiet = false;
      this.#markLoading(target);
    } else if (flight.quiet && !quiet) {
      flight.quiet = false;
      this.#markLoading(target);
    }
    return waitFor(flight, key, signal);
  }

  #known(key: string): LookUpResult | undefined {
    const state = this.#deps.store.get(key)?.state;
    const now = this.#deps.clock();
    if (state?.kind === 'failed') {
      const { failure, failedAt } = state;
      const good = failure.reason !== 'cancelled' && isFailureStillGood(failedAt, now);
      return good && !this.#outdated.has(failure) ? { ok: false, key, failure } : undefined;
    }
    if (state?.kind !== 'ready' || this.#outdated.has(state.answer) || !isStillGood(state.answer, now)) {
      return undefined;
    }
    return { ok: true, key, call: state.answer.call, raw: state.answer.raw };
  }

  #takeOff(connection: Connection, target: LookUpTarget, wishedQuiet: boolean): Flight {
    const abort = new AbortController();
    const key = lookUpKey(target);
    const now = this.#deps.clock();
    // Where another is ending, what was known is what that one found.
    const known = this.#deps.store.get(key)?.state;
    const before = known?.kind === 'loading' ? this.#flights.get(key)?.before : known;
    const withLast = lastOf(known);
    // Without an answer to show, loading is all there is to say.
    const quiet = wishedQuiet && withLast.last !== undefined;
    if (!quiet) this.#markLoading(target);
    const result = this.#fetch(connection, target, abort.signal).then((outcome): LookUpResult => {
      // A newer request, or a removal, has taken this entry over: this answer is nobody's any more.
      const flight = this.#flights.get(key);
      if (flight?.abort !== abort) return toResult(key, outcome);
      this.#flights.delete(key);
      if (this.#deps.store.get(key)) {
        if (flight.givenUp && isCancelled(outcome)) this.#putBack(target, flight.before, now);
        else this.#deps.store.set(target, toState(outcome, withLast, this.#deps.clock()), now);
      }
      return toResult(key, outcome);
    });
    return { connectionId: connection.id, abort, result, before, waiting: 0, quiet, givenUp: false };
  }

  /** Leaves a look-up that nobody waited for as it was: such as a hover the mouse has left. */
  #putBack(target: LookUpTarget, before: LookUpState | undefined, now: number): void {
    if (before) this.#deps.store.set(target, before, now);
    else this.#deps.store.drop(lookUpKey(target));
  }

  /** Shows a look-up as loading, beside the answer it has. */
  #markLoading(target: LookUpTarget): void {
    const withLast = lastOf(this.#deps.store.get(lookUpKey(target))?.state);
    const now = this.#deps.clock();
    this.#deps.store.set(target, { kind: 'loading', since: now, ...withLast }, now);
  }

  async #fetch(connection: Connection, target: LookUpTarget, signal: AbortSignal): Promise<Outcome> {
    const { sessionId, onBehalfOf } = target;
    try {
      const raw = await this.#limiter.run(signal, () =>
        this.#deps.source.getCall(
          { connection, sessionId, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) },
          signal,
        ),
      );
      if (signal.aborted) return { failure: { reason: 'cancelled' } };
      // With its schemas the largest part of `core`: loaded with the first answer.
      const { decodeCall } = await import('./decode/index.ts');
      const call = decodeCall(raw, sessionId);
      if (!call) return { failure: { reason: 'badResponse' } };
      return { answer: { call, raw, fetchedAt: this.#deps.clock() } };
    } catch (error) {
      if (signal.aborted) return { failure: { reason: 'cancelled' } };
      return { failure: CallError.is(error) ? error.failure : { reason: 'badResponse' } };
    }
  }
}

/** Waits for a shared request until it ends or this caller gives up; the last to give up ends it. */
function waitFor(flight: Flight, key: string, signal: AbortSignal | undefined): Promise<LookUpResult> {
  flight.waiting += 1;
  if (!signal) return flight.result;
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      flight.waiting -= 1;
      if (flight.waiting === 0 && !flight.abort.signal.aborted) {
        flight.givenUp = true;
        flight.abort.abort();
      }
      resolve(cancelled(key));
    };
    signal.addEventListener('abort', giveUp, { once: true });
    flight.result.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
