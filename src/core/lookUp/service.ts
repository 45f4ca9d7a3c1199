import type { LookUpStore } from './store.ts';
import type { Connection } from '../connection/model.ts';
import type { Failure } from '../failure/model.ts';
import { isFailureStillGood, isStillGood } from './freshness.ts';
import { InFlightRequests, orAborted } from './inFlight.ts';
import {
  type Answer,
  answerOf,
  cancelled,
  lastOf,
  type LookUp,
  type LookUpResult,
  type LookUpTarget,
  lookUpKey,
} from './model.ts';
import { marksOf } from './marks.ts';
import type { RequestPolicy } from '../requests/index.ts';
import type { Clock } from '../base/model.ts';
import { routeSessionId, type RoutingContext } from './routing.ts';
import { invalidSessionId, parseSessionId } from '../sessionId/index.ts';

export interface LookUpRequest {
  readonly sessionId: string;
  /** A wish, not an order: an id that names an app is only ever sent to that app. */
  readonly connectionId?: string | undefined;
  readonly onBehalfOf?: string | undefined;
  readonly fresh?: boolean;
  /** Nobody asked for it: a known answer is not marked as loading, until somebody asks without this. */
  readonly quiet?: boolean;
  /** One of many: what somebody waits for by itself goes first. */
  readonly bulk?: boolean;
  /** Puts it on top of the list: the user has asked for just this call, and not only to have it renewed. */
  readonly isWanted?: boolean;
  /** The mouse rests on the id, and that is all: it is listed once somebody asks without this, or acts on it. */
  readonly isFromHover?: boolean;
}

interface Dependencies {
  readonly store: LookUpStore;
  readonly requests: Pick<RequestPolicy, 'getCall' | 'resumesAt'>;
  readonly clock: Clock;
  readonly connections: () => Promise<RoutingContext>;
  /** Whether an API key is in a text, as far as the connections were read: it must be no id, for ids are kept and shown. */
  readonly isApiKey: (text: string) => boolean;
  /** Lets the user choose where several connections fit; undefined when they choose none. */
  readonly chooseConnection: (
    candidates: readonly Connection[],
    signal: AbortSignal | undefined,
  ) => Promise<Connection | undefined>;
}

/** Routes an id, shares requests under way, answers from what is known, keeps the store in step. Never rejects. */
export class LookUpService {
  readonly #deps: Dependencies;
  readonly #inFlight: InFlightRequests;
  /** Answers and failures that came of an API key which has changed since, in this window. */
  readonly #outdated = new WeakSet<Answer | Failure>();

  /** As they were last read: views render without waiting. */
  #connections: readonly Connection[] = [];

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
    this.#inFlight = new InFlightRequests(dependencies);
  }

  get store(): LookUpStore {
    return this.#deps.store;
  }

  setConnections(connections: readonly Connection[]): void {
    this.#connections = connections;
  }

  /** As they were last read; none before that. */
  get connections(): readonly Connection[] {
    return this.#connections;
  }

  connection(id: string | undefined): Connection | undefined {
    return this.#connections.find((connection) => connection.id === id);
  }

  /** Looks a call up. Aborting the signal gives up this caller's wait; the request ends when nobody waits any more. */
  async lookUp(request: LookUpRequest, signal?: AbortSignal): Promise<LookUpResult> {
    const sessionId = request.sessionId.trim();
    const invalid = invalidSessionId(sessionId);
    if (invalid) return { ok: false, key: undefined, failure: { reason: 'invalidSessionId', invalid } };
    const onBehalfOf = request.onBehalfOf?.trim() || undefined;
    // The keyring may take its time, or never answer.
    const context = await orAborted(this.#deps.connections(), signal);
    if (!context) return cancelled(undefined);
    if ([sessionId, onBehalfOf ?? ''].some((text) => this.#deps.isApiKey(text))) {
      const failure = { reason: 'invalidSessionId', invalid: 'apiKey' } as const;
      return { ok: false, key: undefined, failure };
    }
    const routed = await this.#route(sessionId, request.connectionId, context, signal);
    if (signal?.aborted) return cancelled(undefined);
    const target: LookUpTarget = { sessionId, onBehalfOf, connectionId: undefined };
    const { store, clock } = this.#deps;
    const found =
      'reason' in routed
        ? this.#refused({ ...target, connectionId: request.connectionId })
        : { ...target, connectionId: routed.id };
    const unrouted = store.get(lookUpKey(target));
    const isListed = unrouted !== undefined && !unrouted.isFromHover;
    const isFromHover = request.isFromHover === true && !isListed;
    if (!isFromHover) store.list(lookUpKey(found), clock());
    if (request.isWanted === true) store.renew(lookUpKey(found), clock());
    if ('reason' in routed) return this.#refuse(found, routed, isFromHover);
    store.remove(lookUpKey(target));
    const result = this.#onConnection(routed, found, { ...request, isFromHover }, signal);
    // What the user has marked stays marked, now that a connection fits it.
    if (unrouted) store.mark(lookUpKey(found), marksOf(unrouted), clock());
    return result;
  }

  /** When a connection that was told to wait may be asked again, in milliseconds since 1970 UTC; undefined when it may now. */
  resumesAt(connectionId: string): number | undefined {
    return this.#deps.requests.resumesAt(connectionId);
  }

  /** Those that would be asked for again: what is known of the others still holds, or they are under way. */
  async outdated(lookUps: readonly LookUp[]): Promise<readonly LookUp[]> {
    const { connections } = await this.#deps.connections();
    return lookUps.filter(
      ({ key, connectionId, state }) =>
        state.kind !== 'loading' &&
        !this.#known(
          key,
          connections.find(({ id }) => id === connectionId),
        ),
    );
  }

  cancel(key: string): void {
    this.#inFlight.cancel(key);
  }

  /** Ends what is under way on a connection and trusts none of its answers any more: its key has changed or is gone. */
  forgetConnection(connectionId: string): void {
    this.#inFlight.cancelOn(connectionId);
    for (const lookUp of this.#deps.store.known()) {
      if (lookUp.connectionId !== connectionId) continue;
      const answer = answerOf(lookUp);
      if (answer) this.#outdated.add(answer);
      if (lookUp.state.kind === 'failed') this.#outdated.add(lookUp.state.failure);
    }
  }

  /**
   * Removes the look-ups for good whose ids or notes hold what must not be kept, and ends their requests.
   * @param holds whether a text does
   */
  removeHolding(holds: (text: string) => boolean): void {
    for (const { key, sessionId, onBehalfOf = '', note } of this.store.known()) {
      if (![sessionId, onBehalfOf, note?.text ?? ''].some((text) => holds(text))) continue;
      this.cancel(key);
      this.store.remove(key);
    }
  }

  async #route(
    sessionId: string,
    connectionId: string | undefined,
    context: RoutingContext,
    signal: AbortSignal | undefined,
  ): Promise<Connection | Failure> {
    const route = routeSessionId(parseSessionId(sessionId), context, connectionId);
    if (route.kind === 'connection') return route.connection;
    if (route.kind === 'failure') return route.failure;
    const choice = this.#deps.chooseConnection(route.candidates, signal);
    return (await orAborted(choice, signal)) ?? { reason: 'cancelled' };
  }

  /** What a refusal is told of: the look-up that was asked for anew, where its connection is gone; else one without any. */
  #refused(asked: LookUpTarget): LookUpTarget {
    return this.#deps.store.get(lookUpKey(asked)) ? asked : { ...asked, connectionId: undefined };
  }

  #refuse(target: LookUpTarget, failure: Failure, isFromHover: boolean): LookUpResult {
    if (failure.reason === 'cancelled') return cancelled(undefined);
    const { store, clock } = this.#deps;
    const now = clock();
    const withLast = lastOf(store.get(lookUpKey(target))?.state);
    const state = { kind: 'failed', failure, failedAt: now, ...withLast } as const;
    const { key } = store.set(target, state, now, isFromHover);
    return { ok: false, key, failure };
  }

  #onConnection(
    connection: Connection,
    target: LookUpTarget,
    {
      fresh = false,
      quiet = false,
      bulk = false,
      isFromHover = false,
    }: Pick<LookUpRequest, 'fresh' | 'quiet' | 'bulk' | 'isFromHover'>,
    signal: AbortSignal | undefined,
  ): Promise<LookUpResult> {
    const key = lookUpKey(target);
    const known = fresh ? undefined : this.#known(key, connection);
    if (known) return Promise.resolve(known);
    const wishes = { quiet, background: quiet || bulk, isFromHover };
    return this.#inFlight.join(connection, target, wishes, signal);
  }

  #known(key: string, connection: Connection | undefined): LookUpResult | undefined {
    const keyChangedAt = connection?.keyChangedAt;
    const state = this.#deps.store.get(key)?.state;
    const now = this.#deps.clock();
    const isOutdated = (known: Answer | Failure, since: number) =>
      this.#outdated.has(known) || (keyChangedAt !== undefined && since <= keyChangedAt);
    if (state?.kind === 'failed') {
      const { failure, failedAt } = state;
      const good = failure.reason !== 'cancelled' && isFailureStillGood(failedAt, now);
      return good && !isOutdated(failure, failedAt) ? { ok: false, key, failure } : undefined;
    }
    if (state?.kind !== 'ready') return undefined;
    const { answer } = state;
    if (isOutdated(answer, answer.fetchedAt) || !isStillGood(answer, now)) return undefined;
    return { ok: true, key, call: answer.call, raw: answer.raw };
  }
}
