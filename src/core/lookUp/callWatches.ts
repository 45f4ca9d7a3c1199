import type { LookUpStoreChange } from './store.ts';
import { type Answer, answerOf, type LookUp } from './model.ts';
import type { Connection } from '../connection/model.ts';
import type { Failure } from '../failure/model.ts';
import { Emitter } from '../base/index.ts';
import type { Clock, Disposable } from '../base/model.ts';
import type { LookUpService } from './service.ts';
import { CallWatch, type CallWatchDependencies } from './callWatch.ts';

/** What the user is told of their watches; each call is told of once. */
export interface WatchNotices {
  ended(lookUp: LookUp, answer: Answer): void;
  /** Nobody watches it any more. @param failure undefined where the answer itself tells no more */
  failed(lookUp: LookUp, failure: Failure | undefined): void;
  tooLong(lookUp: LookUp): void;
}

export interface WatchesDependencies extends Pick<CallWatchDependencies, 'after'> {
  readonly lookUps: Pick<LookUpService, 'store' | 'lookUp'>;
  readonly clock: Clock;
  readonly connections: {
    /** A connection as it is now; undefined when there is none of that id, `unreadable` while nobody can tell. */
    get(id: string | undefined): Promise<Connection | 'unreadable' | undefined>;
    /** Those that can be read now, and whether there may be others. */
    read(): Promise<{ readonly connections: readonly Connection[]; readonly isUnreadable: boolean }>;
    onDidChange(listener: () => void): Disposable;
  };
  readonly notices: WatchNotices;
  /** What outlives a reload of this window. */
  readonly memory: { read(): unknown; write(began: Began | undefined): void };
  /** Settled once the look-ups of earlier sessions are back. */
  readonly restored: Promise<void>;
  readonly onListenerError: (error: unknown) => void;
}

/** Since when which look-ups are watched, in milliseconds since 1970 UTC, by their keys. */
type Began = Readonly<Record<string, number>>;

/** The most calls watched at once: with a request each ten seconds, a quarter of what the free plan allows. */
export const MAX_WATCHED = 20;
/** A keyring that cannot be read is tried again so often, in milliseconds, unless a connection is heard of before. */
const KEYRING_RETRY_MS = 60_000;

/** The calls the user is to be told of when they end. Watches outlive a reload, once their connections can be read. */
export class CallWatches {
  readonly #deps: WatchesDependencies;
  readonly #watches = new Map<string, CallWatch>();
  readonly #changed: Emitter<void>;
  readonly #subscriptions: readonly Disposable[];
  /** Those of before the reload that do not go on yet. */
  #waiting: Began;
  #retry: Disposable | undefined;
  #isDisposed = false;

  constructor(dependencies: WatchesDependencies) {
    this.#deps = dependencies;
    this.#changed = new Emitter(dependencies.onListenerError);
    this.#waiting = readBegan(dependencies.memory.read());
    this.#subscriptions = [
      dependencies.lookUps.store.onDidChange((change) => this.#hear(change)),
      dependencies.connections.onDidChange(() => void this.#resume()),
    ];
    void this.#resume();
  }

  get onDidChange() {
    return this.#changed.event;
  }

  get keys(): readonly string[] {
    return [...this.#watches].filter(([, watch]) => !watch.isOver).map(([key]) => key);
  }

  has(key: string): boolean {
    return this.#watches.get(key)?.isOver === false;
  }

  /** Watches a look-up's call, since now or an instant; false when {@link MAX_WATCHED} are watched. */
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
    this.#tell();
    return true;
  }

  stop(key: string): void {
    const watch = this.#watches.get(key);
    if (!watch) return;
    watch.dispose();
    this.#watches.delete(key);
    this.#tell();
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#retry?.dispose();
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
        const connection = await this.#deps.connections.get(connectionId);
        // A keyring that is locked now may be open in a minute: it is tried again, as after any failure that may pass.
        if (connection === 'unreadable') return undefined;
        // Without its connection, the call would be routed anew, and asked for where nobody wanted it.
        if (!connection) return this.#fail(now(), { reason: 'noConnection' });
        const target = { sessionId, connectionId, onBehalfOf };
        return lookUps.lookUp({ ...target, fresh: true, quiet: true }, signal);
      },
      ended: (answer) => {
        notices.ended(now(), answer);
        this.#tell();
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

  #tell(): void {
    this.#remember();
    this.#changed.fire();
  }

  #remember(): void {
    const own = this.keys.map((key) => [key, this.#watches.get(key)?.since ?? 0] as const);
    const began = { ...this.#waiting, ...Object.fromEntries(own) };
    this.#deps.memory.write(Object.keys(began).length === 0 ? undefined : began);
  }

  get #isWaiting(): boolean {
    return Object.keys(this.#waiting).length > 0;
  }

  async #resume(): Promise<void> {
    if (!this.#isWaiting) return;
    const { lookUps, connections, restored, after } = this.#deps;
    await restored;
    const { connections: known, isUnreadable } = await connections.read();
    if (this.#isDisposed) return;
    const left: Record<string, number> = {};
    for (const [key, since] of Object.entries(this.#waiting)) {
      const lookUp = lookUps.store.get(key);
      if (lookUp && known.some(({ id }) => id === lookUp.connectionId)) this.watch(lookUp, since);
      // Whether its connection is gone, nobody can tell yet.
      else if (lookUp && isUnreadable) left[key] = since;
    }
    this.#waiting = left;
    this.#remember();
    this.#retry?.dispose();
    if (this.#isWaiting) this.#retry = after(KEYRING_RETRY_MS, () => void this.#resume());
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

function readBegan(stored: unknown): Began {
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(
    Object.entries(stored).filter((entry): entry is [string, number] => Number.isFinite(entry[1])),
  );
}
