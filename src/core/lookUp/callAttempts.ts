import {
  type Attempts,
  describeAttempts,
  describeLookedAt,
  findAttempts,
  isSameCall,
  timeOf,
} from '../callList/index.ts';
import type { Call, CallSource } from '../call/model.ts';
import type { IsWaitedFor, RequestPolicy } from '../requests/index.ts';
import { answerOf, type LookUp, type AttemptsView, type ListedAttempt, NO_ATTEMPTS } from './model.ts';
import type { Connection } from '../connection/model.ts';
import { isMissed, talkSeconds, statusWord } from '../call/index.ts';
import { type Failure, failureOf } from '../failure/model.ts';
import {
  formatDuration,
  formatSignedDuration,
  joinParts,
  type TimeFormat,
  visibleText,
} from '../text/index.ts';
import { Emitter, type Translate } from '../base/index.ts';
import type { Clock, Disposable } from '../base/model.ts';
import { describeFailure } from '../failure/index.ts';
import type { LookUpService } from './service.ts';

export interface AttemptsDependencies {
  readonly lookUps: LookUpService;
  readonly source: Pick<RequestPolicy, 'listCalls'>;
  readonly connections: {
    /** A connection as it is now; undefined when there is none of that id, `unreadable` while nobody can tell. */
    get(id: string | undefined): Promise<Connection | 'unreadable' | undefined>;
    onDidChange(
      listener: (change: { readonly connectionId: string; readonly keyChanged: boolean }) => void,
    ): Disposable;
  };
  readonly readerTime: { readonly format: TimeFormat };
  readonly clock: Clock;
  readonly t: Translate;
  readonly onListenerError: (error: unknown) => void;
}

interface Known {
  readonly connectionId: string | undefined;
  readonly asking: AbortController | undefined;
  readonly found: Attempts | undefined;
  readonly failure: Failure | undefined;
}

/** Other calls between the parties of a look-up's call: looked for once unasked or when asked, and kept for the session. */
export class CallAttempts {
  readonly #deps: AttemptsDependencies;
  readonly #known = new Map<string, Known>();
  /** The calls of which was looked unasked, by connection and session id. */
  readonly #lookedUnasked = new Set<string>();
  readonly #changed: Emitter<void>;
  readonly #subscriptions: readonly Disposable[];

  constructor(dependencies: AttemptsDependencies) {
    this.#deps = dependencies;
    this.#changed = new Emitter(dependencies.onListenerError);
    this.#subscriptions = [
      dependencies.lookUps.store.onDidChange((change) => {
        // Also those that only left the list: nothing shows their attempts any more.
        if (change.kind === 'removed' || change.kind === 'trimmed')
          this.#forget((key) => key === change.lookUp.key);
      }),
      dependencies.connections.onDidChange(({ connectionId, keyChanged }) => {
        if (!keyChanged) return;
        this.#lookedUnasked.clear();
        this.#forget((_, known) => known.connectionId === connectionId);
      }),
    ];
  }

  get onDidChange() {
    return this.#changed.event;
  }

  /**
   * Looks for the attempts of a call that somebody sees, though nobody asked: once, of a call between two that nobody
   * answered, and after what is waited for. Never rejects.
   */
  async lookUnasked(lookUp: LookUp): Promise<void> {
    const { key, sessionId, connectionId } = lookUp;
    if (lookUp.state.kind !== 'ready' || !isMissed(lookUp.state.answer.call) || this.#known.has(key)) return;
    const call = JSON.stringify([connectionId, sessionId]);
    if (!this.#deps.lookUps.connection(connectionId) || this.#lookedUnasked.has(call)) return;
    this.#lookedUnasked.add(call);
    await this.look(lookUp, () => false);
  }

  /**
   * Looks for the attempts of a look-up's call, unless that is under way: at most three requests. Never rejects.
   * @param isWaitedFor whether somebody asked for it, as of now
   */
  async look(lookUp: LookUp, isWaitedFor: IsWaitedFor = () => true): Promise<void> {
    const { key, connectionId } = lookUp;
    const call = answerOf(lookUp)?.call;
    const before = this.#known.get(key);
    if (!call || before?.asking) return;
    const asking = new AbortController();
    const found = before?.found;
    this.#know(key, { connectionId, asking, found, failure: undefined });
    const outcome = await this.#find(call, connectionId, asking.signal, isWaitedFor);
    // Forgotten meanwhile: nobody's any more.
    if (this.#known.get(key)?.asking !== asking) return;
    this.#know(key, { connectionId, asking: undefined, found, failure: undefined, ...outcome });
  }

  view(lookUp: LookUp): AttemptsView {
    const known = this.#known.get(lookUp.key);
    const call = answerOf(lookUp)?.call;
    const isFirst = call !== undefined && isMissed(call);
    if (!known || !call) return { ...NO_ATTEMPTS, isFirst };
    const { asking, failure } = known;
    const { readerTime, t } = this.#deps;
    // As it is known now: it may have been under way when the others were looked for.
    const found = known.found && {
      ...known.found,
      attempts: known.found.attempts.map((each) => (isSameCall(each, call) ? call : each)),
    };
    const reason = failure ?? found?.failure;
    return {
      isFirst,
      state: asking ? 'loading' : failure ? 'failed' : 'ready',
      sentence: found && describeAttempts(found, call, t),
      items: found && found.attempts.length > 1 ? found.attempts.map((each) => attemptOf(each, call, t)) : [],
      lookedAt: found && lookedAtOf(found, lookUp, readerTime.format, t),
      failure: reason && this.#sentenceOf(reason, lookUp),
    };
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const { asking } of this.#known.values()) asking?.abort();
    this.#known.clear();
  }

  async #find(
    call: Call,
    connectionId: string | undefined,
    signal: AbortSignal,
    isWaitedFor: IsWaitedFor,
  ): Promise<{ readonly found: Attempts } | { readonly failure: Failure }> {
    try {
      // Only the connection that answered for the call is asked for more.
      const connection = await this.#deps.connections.get(connectionId);
      if (!connection) return { failure: { reason: 'noConnection' } };
      if (connection === 'unreadable') return { failure: { reason: 'noConnection', isUnreadable: true } };
      const source: Pick<CallSource, 'listCalls'> = {
        listCalls: (request) => this.#deps.source.listCalls(request, signal, isWaitedFor),
      };
      return { found: await findAttempts(call, { source, connection, signal }) };
    } catch (error) {
      return { failure: failureOf(error) };
    }
  }

  #sentenceOf(failure: Failure, { sessionId, connectionId, onBehalfOf }: LookUp): string {
    const { lookUps, clock, t } = this.#deps;
    const connectionName = lookUps.connection(connectionId)?.name;
    return describeFailure(failure, { sessionId, onBehalfOf, connectionName, now: clock() }, t).message;
  }

  #know(key: string, known: Known): void {
    this.#known.set(key, known);
    this.#changed.fire();
  }

  #forget(isMeant: (key: string, known: Known) => boolean): void {
    const meant = [...this.#known].filter(([key, known]) => isMeant(key, known));
    for (const [key, { asking }] of meant) {
      asking?.abort();
      this.#known.delete(key);
    }
    if (meant.length > 0) this.#changed.fire();
  }
}

/** How far was looked; of a call that was looked up as a user, also that its attempts are not what that user may see. */
function lookedAtOf(found: Attempts, { onBehalfOf }: LookUp, time: TimeFormat, t: Translate): string {
  const lookedAt = describeLookedAt(found, t, time);
  return onBehalfOf === undefined || found.lookedAt.pages === 0
    ? lookedAt
    : t('{0}; listed with the key’s own rights, not as {1}', lookedAt, visibleText(onBehalfOf, 60));
}

function attemptOf(call: Call, listedFor: Call, t: Translate): ListedAttempt {
  const [at, origin] = [timeOf(call), timeOf(listedFor)];
  const isThis = isSameCall(call, listedFor);
  const talk = call.startedAt === undefined ? undefined : talkSeconds(call);
  return {
    sessionId: call.sessionId,
    at,
    offset:
      isThis || at === undefined || origin === undefined
        ? undefined
        : formatSignedDuration((at - origin) / 1000, t),
    outcome: joinParts(
      isThis ? t('this call') : undefined,
      statusWord(call, t),
      talk === undefined ? undefined : formatDuration(talk, t),
    ),
    isThis,
  };
}
