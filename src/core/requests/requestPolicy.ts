/**
 * The one policy for all requests: how many run at once, which go first, when a rate limit or a refused key keeps a
 * connection from being asked. Instants are milliseconds since 1970 UTC.
 */
import type { Clock } from '../base/model.ts';
import type { CallListRequest, CallRequest, CallSource, Page, TranscriptionsRequest } from '../call/model.ts';
import { CallError, type Failure, failureOf } from '../failure/model.ts';
import { isOfKey } from '../failure/index.ts';

/** Requests of a connection under way at once: polite to rate limits (500 a minute on the free plan), quick enough for a ticket of forty ids. */
export const MAX_CONCURRENT = 6;
/** The longest time a server's answer keeps a connection's requests from being sent. */
const LONGEST_HOLD_MS = 15 * 60_000;
/** How long many requests in a row wait where a rate limit names no time. */
const UNNAMED_WAIT_MS = 60_000;
/** So long after a key was refused, somebody who waits may have it tried again: its rights may have been mended meanwhile. */
const TRY_KEY_AGAIN_MS = 5_000;

/** Whether somebody waits for a request, as of now: what nobody waits for lets the others go first. */
export type IsWaitedFor = () => boolean;

interface Dependencies {
  readonly source: CallSource;
  readonly clock: Clock;
  /** For tests: how many requests of a connection run at once, in the place of {@link MAX_CONCURRENT}. */
  readonly maxConcurrent?: number;
}

/** Where everybody asks. Rejects as a {@link CallSource} does, also for requests that it does not send. */
export class RequestPolicy implements CallSource {
  readonly #deps: Dependencies;
  readonly #connections = new Map<string, ConnectionRequests>();

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  getCall(request: CallRequest, signal: AbortSignal, isWaitedFor?: IsWaitedFor): Promise<unknown> {
    const send = () => this.#deps.source.getCall(request, signal);
    return this.#of(request.connection.id).run(send, signal, isWaitedFor);
  }

  listCalls(request: CallListRequest, signal: AbortSignal, isWaitedFor?: IsWaitedFor): Promise<Page> {
    const send = () => this.#deps.source.listCalls(request, signal);
    return this.#of(request.connection.id).run(send, signal, isWaitedFor);
  }

  listTranscriptions(
    request: TranscriptionsRequest,
    signal: AbortSignal,
    isWaitedFor?: IsWaitedFor,
  ): Promise<Page> {
    const send = () => this.#deps.source.listTranscriptions(request, signal);
    return this.#of(request.connection.id).run(send, signal, isWaitedFor);
  }

  /** When a connection that was told to wait may be asked again; undefined when it may now. */
  resumesAt(connectionId: string): number | undefined {
    return this.#connections.get(connectionId)?.resumesAt;
  }

  /** A connection has another key, or none: nobody has told that one to wait, or refused it. */
  keyChanged(connectionId: string): void {
    this.#connections.delete(connectionId);
  }

  #of(connectionId: string): ConnectionRequests {
    let requests = this.#connections.get(connectionId);
    if (!requests) {
      requests = new ConnectionRequests(this.#deps.clock, this.#deps.maxConcurrent ?? MAX_CONCURRENT);
      this.#connections.set(connectionId, requests);
    }
    return requests;
  }
}

interface Waiting {
  readonly isWaitedFor: IsWaitedFor;
  readonly start: () => void;
}

/** The requests of one connection with one key. */
class ConnectionRequests {
  readonly #clock: Clock;
  readonly #max: number;
  #running = 0;
  /** In the order they came. */
  readonly #waiting = new Set<Waiting>();
  /** What the server said when it had too many requests; until when it holds. */
  #hold: { readonly retryAt: number; readonly until: number } | undefined;
  /** When it had too many requests, and named no time. */
  #unnamedHoldAt: number | undefined;
  #refusal: { readonly failure: Failure; at: number } | undefined;

  constructor(clock: Clock, max: number) {
    this.#clock = clock;
    this.#max = max;
  }

  get resumesAt(): number | undefined {
    const now = this.#clock();
    if (this.#hold && now < this.#hold.until) return this.#hold.retryAt;
    const unnamed = this.#unnamedHoldAt === undefined ? 0 : this.#unnamedHoldAt + UNNAMED_WAIT_MS;
    return now < unnamed ? unnamed : undefined;
  }

  async run<Answer>(
    send: () => Promise<Answer>,
    signal: AbortSignal,
    isWaitedFor: IsWaitedFor = () => true,
  ): Promise<Answer> {
    await this.#turn(signal, isWaitedFor);
    try {
      // Only now: while it waited, another may have been told to wait, or refused.
      this.#admit(isWaitedFor());
      return await this.#send(send);
    } finally {
      this.#running -= 1;
      this.#startNext();
    }
  }

  async #send<Answer>(send: () => Promise<Answer>): Promise<Answer> {
    try {
      const answer = await send();
      this.#refusal = undefined;
      return answer;
    } catch (error) {
      this.#note(failureOf(error));
      throw error;
    }
  }

  #admit(isWaitedFor: boolean): void {
    const now = this.#clock();
    if (this.#hold && now < this.#hold.until)
      throw new CallError({ reason: 'rateLimited', retryAt: this.#hold.retryAt });
    const refusal = this.#refusal;
    if (!refusal) return;
    const isRecent = now >= refusal.at && now - refusal.at < TRY_KEY_AGAIN_MS;
    if (isRecent || !isWaitedFor) throw new CallError(refusal.failure);
    // One tries for all.
    refusal.at = now;
  }

  #note(failure: Failure): void {
    const now = this.#clock();
    if (isOfKey(failure.reason)) this.#refusal = { failure, at: now };
    if (failure.reason !== 'rateLimited') return;
    const { retryAt } = failure;
    if (retryAt === undefined) this.#unnamedHoldAt = now;
    // A nonsensical header must not lock a connection for good: after a while one request may ask again.
    else this.#hold = { retryAt, until: Math.min(retryAt, now + LONGEST_HOLD_MS) };
  }

  #turn(signal: AbortSignal, isWaitedFor: IsWaitedFor): Promise<void> {
    if (signal.aborted) return Promise.reject(new CallError({ reason: 'cancelled' }));
    if (this.#running < this.#max) {
      this.#running += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        isWaitedFor,
        start: () => {
          signal.removeEventListener('abort', giveUp);
          this.#running += 1;
          resolve();
        },
      };
      const giveUp = () => {
        this.#waiting.delete(waiting);
        reject(new CallError({ reason: 'cancelled' }));
      };
      this.#waiting.add(waiting);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** The first that somebody waits for, else the first. */
  #startNext(): void {
    let next: Waiting | undefined;
    for (const waiting of this.#waiting) {
      const isWaitedFor = waiting.isWaitedFor();
      if (isWaitedFor || !next) next = waiting;
      if (isWaitedFor) break;
    }
    if (!next) return;
    this.#waiting.delete(next);
    next.start();
  }
}
