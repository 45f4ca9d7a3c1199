import type { LookUpStoreChange } from '../../../core/lookUp/store.ts';
import { type Answer, answerOf, type LookUp } from '../../../core/lookUp/model.ts';
import type { Connection } from '../../../core/connection/index.ts';
import type { Failure } from '../../../core/failure/model.ts';
import { Emitter } from '../../../core/base/emitter.ts';
import type { Clock, Disposable } from '../../../core/base/ports.ts';
import type { LookUpService } from '../../../core/lookUp/service.ts';
import { CallWatch, type CallWatchDependencies } from './callWatch.ts';

/** What the user is told of their watches; each call is told of once. */
export interface WatchNotices {
  ended(lookUp: LookUp, answer: Answer): void;
  /** Nobody watches it any more. @param failure undefined where the answer itself tells no more */
  failed(lookUp: LookUp, failure: Failure | undefined): void;
  /** It was watched for a day. */
  tooLong(lookUp: LookUp): void;
}

export interface WatchesDependencies extends Pick<CallWatchDependencies, 'after'> {
  readonly lookUps: Pick<LookUpService, 'store' | 'lookUp'>;
  readonly clock: Clock;
  /** A connection as it is now; undefined when there is none of that id, `unreadable` while nobody can tell. */
  readonly connection: (id: string | undefined) => Promise<Connection | 'unreadable' | undefined>;
  readonly notices: WatchNotices;
  /** Hears what a listener threw. */
  readonly onListenerError: (error: unknown) => void;
  /** What brings watches back; let go with them. */
  readonly resuming?: Disposable;
}

/** The most calls watched at once: with a request each ten seconds, a quarter of what the free plan allows. */
export const MAX_WATCHED = 20;

/** The calls the user is to be told of when they end. They are watched while VS Code is open. */
export class CallWatches {
  readonly #deps: WatchesDependencies;
  readonly #watches = new Map<string, CallWatch>();
  readonly #changed: Emitter<void>;
  readonly #subscription: Disposable;

  constructor(dependencies: WatchesDependencies) {
    this.#deps = dependencies;
    this.#changed = new Emitter(dependencies.onListenerError);
    this.#subscription = dependencies.lookUps.store.onDidChange((change) => this.#hear(change));
  }

  /** Tells when a call is watched, or not any more. */
  get onDidChange() {
    return this.#changed.event;
  }

  /** The keys of the calls whose end is waited for. */
  get keys(): readonly string[] {
    return [...this.#watches].filter(([, watch]) => !watch.isOver).map(([key]) => key);
  }

  /** Since when each of them is watched, in milliseconds since 1970 UTC, by its key. */
  get began(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.keys.map((key) => [key, this.#watches.get(key)?.since ?? 0]));
  }

  /** Whether the end of a look-up's call is waited for. */
  has(key: string): boolean {
    return this.#watches.get(key)?.isOver === false;
  }

  /**
   * Watches a look-up's call, unless it is watched already; false when {@link MAX_WATCHED} are.
   * @param since when that began, in milliseconds since 1970 UTC, where it is not now
   */
  watch(lookUp: LookUp, since?: number): boolean {
    const { key } = lookUp;
    if (this.has(key)) return true;
    if (this.keys.length >= MAX_WATCHED) return false;
    this.#watches.get(key)?.dispose();
    const watch = this.#watchOf(lookUp, since);
    this.#watches.set(key, watch);
    // A failure from before may be mended: the user asks anew.
    const last = lookUp.state.kind === 'failed' ? answerOf(lookUp) : undefined;
    watch.update(last ? { kind: 'ready', answer: last } : lookUp.state);
    this.#changed.fire();
    return true;
  }

  /** Watches a look-up's call no more; says nothing. */
  stop(key: string): void {
    const watch = this.#watches.get(key);
    if (!watch) return;
    watch.dispose();
    this.#watches.delete(key);
    this.#changed.fire();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#deps.resuming?.dispose();
    for (const watch of this.#watches.values()) watch.dispose();
    this.#watches.clear();
  }

  #watchOf(lookUp: LookUp, since: number | undefined): CallWatch {
    const { key, sessionId, connectionId, onBehalfOf } = lookUp;
    const { clock, after, lookUps, notices } = this.#deps;
    const now = () => lookUps.store.get(key) ?? lookUp;
    return new CallWatch({
      clock,
      since,
      after,
      ask: async (signal) => {
        const connection = await this.#deps.connection(connectionId);
        // A keyring that is locked now may be open in a minute: it is tried again, as after any failure that may pass.
        if (connection === 'unreadable') return undefined;
        // Without its connection, the call would be routed anew, and asked for where nobody wanted it.
        if (!connection) return this.#fail(now(), { reason: 'noConnection' });
        const target = { sessionId, connectionId, onBehalfOf };
        return lookUps.lookUp({ ...target, fresh: true, quiet: true }, signal);
      },
      ended: (answer) => {
        notices.ended(now(), answer);
        this.#changed.fire();
      },
      stopped: (reason, state) => {
        if (reason === 'failed') this.#fail(now(), state.kind === 'failed' ? state.failure : undefined);
        else {
          if (reason === 'tooLong') notices.tooLong(now());
          this.stop(key);
        }
      },
    });
  }

  #fail(lookUp: LookUp, failure: Failure | undefined): void {
    const isAwaited = this.has(lookUp.key);
    this.stop(lookUp.key);
    // Once its end was told, what becomes of it is no news.
    if (isAwaited) this.#deps.notices.failed(lookUp, failure);
  }

  #hear(change: LookUpStoreChange): void {
    if (change.kind === 'reset') {
      for (const key of this.#watches.keys()) this.#follow(key, this.#deps.lookUps.store.get(key));
    } else {
      const isThere = change.kind === 'added' || change.kind === 'changed';
      this.#follow(change.lookUp.key, isThere ? change.lookUp : undefined);
    }
  }

  #follow(key: string, lookUp: LookUp | undefined): void {
    if (lookUp) this.#watches.get(key)?.update(lookUp.state);
    else this.stop(key);
  }
}
