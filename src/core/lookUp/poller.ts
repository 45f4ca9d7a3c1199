import type { LookUpState } from './model.ts';
import type { Clock, Disposable } from '../base/model.ts';

export interface PollerDependencies {
  readonly clock: Clock;
  /** Runs something once after so many milliseconds, unless it is disposed before. */
  readonly after: (milliseconds: number, run: () => void) => Disposable;
  /** Asks for the call again, until the signal is aborted; what comes of it is told by {@link Poller.take}. */
  readonly ask: (signal: AbortSignal) => Promise<unknown>;
  /** Hears that a request ended and changed nothing, so that the next time is to be settled anew. */
  readonly onUnchanged: () => void;
}

/** The longest a timer can wait, in milliseconds; what is later is looked at again then. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Asks for one call again and again, each time when it is told, and counts what a schedule goes by. */
export class Poller {
  readonly #deps: PollerDependencies;
  #state: LookUpState | undefined;
  #settledAt = 0;
  #failures = 0;
  #timer: Disposable | undefined;
  #asking: AbortController | undefined;
  #disposed = false;

  constructor(dependencies: PollerDependencies) {
    this.#deps = dependencies;
  }

  get isDisposed(): boolean {
    return this.#disposed;
  }

  /** Whether a request is under way whose outcome was not told yet. */
  get isAsking(): boolean {
    return this.#asking !== undefined;
  }

  get state(): LookUpState | undefined {
    return this.#state;
  }

  /** When the look-up came into its state, how many times in a row asking has failed, and the time it is. */
  get circumstances(): { readonly settledAt: number; readonly failures: number; readonly now: number } {
    return { settledAt: this.#settledAt, failures: this.#failures, now: this.#deps.clock() };
  }

  take(state: LookUpState | undefined): void {
    const before = this.#state;
    this.#state = state;
    if (!state || state.kind === 'loading') return;
    // This is what asking led to; that it has ended is heard of later.
    this.#asking = undefined;
    this.#settledAt = before === undefined ? settledAtOf(state) : this.#deps.clock();
    this.#failures = state.kind === 'failed' ? this.#failures + 1 : 0;
  }

  /** Asks at an instant; one that is past means as soon as timers run. Waits for nothing else meanwhile. */
  askAt(instant: number): void {
    this.stopWaiting();
    this.#wait(instant);
  }

  /** Does not ask any more until it is told when; a request that is under way goes on. */
  stopWaiting(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
  }

  /** Gives up the request that is under way, if any; nothing is told of it. */
  abort(): void {
    this.#asking?.abort();
    this.#asking = undefined;
  }

  dispose(): void {
    this.#disposed = true;
    this.stopWaiting();
    this.abort();
  }

  #wait(until: number): void {
    const delay = Math.min(Math.max(0, until - this.#deps.clock()), LONGEST_TIMER_MS);
    this.#timer = this.#deps.after(delay, () => {
      this.#timer = undefined;
      if (this.#deps.clock() < until) this.#wait(until);
      else void this.#ask();
    });
  }

  async #ask(): Promise<void> {
    const asking = new AbortController();
    this.#asking = asking;
    try {
      await this.#deps.ask(asking.signal);
    } finally {
      if (this.#asking === asking) {
        this.#asking = undefined;
        // Nothing changed, so the next time must be counted from here, or it would be now, again and again.
        this.#settledAt = this.#deps.clock();
        this.#failures += 1;
        this.#deps.onUnchanged();
      }
    }
  }
}

function settledAtOf(state: Exclude<LookUpState, { kind: 'loading' }>): number {
  return state.kind === 'failed' ? state.failedAt : state.answer.fetchedAt;
}
