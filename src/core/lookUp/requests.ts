/** The requests for calls that are under way: at most one for each look-up, whoever waits for it. */
import { decodeCall } from '../call/decode/index.ts';
import type { LookUpStore } from './store.ts';
import type { Connection } from '../connection/index.ts';
import { failureOf } from '../failure/model.ts';
import { Limiter } from './limiter.ts';
import { type Answer, type LookUpState, type LookUpTarget, lookUpKey } from './model.ts';
import {
  cancelled,
  isCancelled,
  lastOf,
  type LookUpResult,
  type Outcome,
  toResult,
  toState,
} from './outcome.ts';
import type { CallSource } from '../call/source.ts';
import type { Clock } from '../base/ports.ts';

interface Dependencies {
  readonly store: LookUpStore;
  readonly source: CallSource;
  readonly clock: Clock;
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

/** Asks for calls, and keeps the store in step with what is under way and what comes of it. */
export class Flights {
  readonly #deps: Dependencies;
  readonly #flights = new Map<string, Flight>();
  readonly #limiter = new Limiter(MAX_CONCURRENT);

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /**
   * Joins the request for a look-up, or starts one. Never rejects: every failure is a result with its reason.
   * @param wishedQuiet leaves a known answer as it stands until the new one is there, not marked as loading
   * @param signal gives up this caller's wait; the request ends when nobody waits any more
   */
  join(
    connection: Connection,
    target: LookUpTarget,
    wishedQuiet: boolean,
    signal: AbortSignal | undefined,
  ): Promise<LookUpResult> {
    const key = lookUpKey(target);
    let flight = this.#flights.get(key);
    if (!flight || flight.abort.signal.aborted) {
      flight = this.#takeOff(connection, target, wishedQuiet);
      this.#flights.set(key, flight);
    } else if (!this.#deps.store.get(key)) {
      flight.before = undefined;
      flight.quiet = false;
      this.#markLoading(target);
    } else if (flight.quiet && !wishedQuiet) {
      flight.quiet = false;
      this.#markLoading(target);
    }
    return waitFor(flight, key, signal);
  }

  /** Ends the request of a look-up, for everyone who waits for it. */
  cancel(key: string): void {
    this.#flights.get(key)?.abort.abort();
  }

  /** Ends all requests on a connection. */
  cancelOn(connectionId: string): void {
    for (const flight of this.#flights.values()) {
      if (flight.connectionId === connectionId) flight.abort.abort();
    }
  }

  #takeOff(connection: Connection, target: LookUpTarget, wishedQuiet: boolean): Flight {
    const abort = new AbortController();
    const key = lookUpKey(target);
    const now = this.#deps.clock();
    // Where another is ending, what was known is what that one found.
    const known = this.#deps.store.get(key)?.state;
    const before = known?.kind === 'loading' ? this.#flights.get(key)?.before : known;
    // Without an answer to show, loading is all there is to say.
    const quiet = wishedQuiet && lastOf(known).last !== undefined;
    if (!quiet) this.#markLoading(target);
    const result = this.#fetch(connection, target, abort.signal).then((fetched): LookUpResult => {
      // Whatever comes after the abort, an answer too: its connection may have another key by now.
      const outcome: Outcome = abort.signal.aborted ? { failure: { reason: 'cancelled' } } : fetched;
      // A newer request, or a removal, has taken this entry over: this answer is nobody's any more.
      const flight = this.#flights.get(key);
      if (flight?.abort !== abort) return toResult(key, outcome);
      this.#flights.delete(key);
      const shown = this.#deps.store.get(key);
      // What is shown may be newer than what was known at the start: another window has asked as well.
      const newest = lastOf(shown?.state);
      if (shown && flight.givenUp && isCancelled(outcome)) this.#putBack(target, flight.before, newest, now);
      else if (shown) this.#deps.store.set(target, toState(outcome, newest, this.#deps.clock()), now);
      return toResult(key, outcome);
    });
    return { connectionId: connection.id, abort, result, before, waiting: 0, quiet, givenUp: false };
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
      const call = decodeCall(raw, sessionId);
      if (!call) return { failure: { reason: 'badResponse' } };
      return { answer: { call, raw, fetchedAt: this.#deps.clock() } };
    } catch (error) {
      return { failure: failureOf(error) };
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
