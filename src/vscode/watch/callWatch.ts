import { nextWatchStep, isOver, type WatchStep } from '../../core/browse/watch.ts';
import { type Answer, answerOf, type LookUpState } from '../../core/callStore.ts';
import type { Clock, Disposable } from '../../core/ports.ts';

/** Why a watch stopped: nothing more is to be expected, it failed for good, or it lasted too long. */
export type StopReason = Extract<WatchStep, { kind: 'stop' }>['reason'];

export interface CallWatchDependencies {
  readonly clock: Clock;
  /** When the watch began, in milliseconds since 1970 UTC; now where it is left out, or in the future. */
  readonly since?: number | undefined;
  /** Runs something once after so many milliseconds, unless it is disposed before. */
  readonly after: (milliseconds: number, run: () => void) => Disposable;
  /** Asks for the call again, until the signal is aborted; what comes of it is told by {@link CallWatch.update}. */
  readonly ask: (signal: AbortSignal) => Promise<unknown>;
  /** Hears once that the call is over. */
  readonly ended: (answer: Answer) => void;
  /** Hears once that the watch has stopped by itself, with the state it stopped in. */
  readonly stopped: (reason: StopReason, state: LookUpState) => void;
}

/** The longest a timer can wait, in milliseconds; what is later is looked at again then. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Watches one call until it is over, and a while longer for its recordings and transcripts. Whoever else asks for it
 * meanwhile, such as its panel, spares this a request: every new state is counted from.
 */
export class CallWatch {
  readonly #deps: CallWatchDependencies;
  readonly since: number;
  #state: LookUpState | undefined;
  #settledAt: number;
  #failures = 0;
  #overAt: number | undefined;
  #timer: Disposable | undefined;
  #asking: AbortController | undefined;
  #disposed = false;

  constructor(dependencies: CallWatchDependencies) {
    this.#deps = dependencies;
    const now = dependencies.clock();
    this.since = Math.min(dependencies.since ?? now, now);
    this.#settledAt = now;
  }

  /** Whether the call was seen to be over: then only what may come after it is still asked for. */
  get isOver(): boolean {
    return this.#overAt !== undefined;
  }

  /** Takes the state of the look-up: to be called at the start, and whenever it may have changed. */
  update(state: LookUpState): void {
    if (this.#disposed || state === this.#state) return;
    this.#take(state);
    this.#plan();
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer?.dispose();
    this.#asking?.abort();
  }

  #take(state: LookUpState): void {
    const isFirst = this.#state === undefined;
    this.#state = state;
    if (state.kind === 'loading') return;
    // This is what asking led to; that it has ended is heard of later.
    this.#asking = undefined;
    this.#settledAt = isFirst ? settledAtOf(state) : this.#deps.clock();
    this.#failures = state.kind === 'failed' ? this.#failures + 1 : 0;
    const answer = answerOf({ state });
    if (!answer || this.#overAt !== undefined || !isOver(answer.call)) return;
    this.#overAt = this.#deps.clock();
    this.#deps.ended(answer);
  }

  #plan(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    const state = this.#state;
    if (this.#disposed || !state || state.kind === 'loading' || this.#asking) return;
    const step = nextWatchStep({
      state,
      since: this.since,
      settledAt: this.#settledAt,
      failures: this.#failures,
      overAt: this.#overAt,
      now: this.#deps.clock(),
    });
    if (step.kind === 'ask') this.#wait(step.at);
    else {
      this.dispose();
      this.#deps.stopped(step.reason, state);
    }
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
        this.#plan();
      }
    }
  }
}

/** When a look-up came into its state, as far as the state tells. */
function settledAtOf(state: Exclude<LookUpState, { kind: 'loading' }>): number {
  return state.kind === 'failed' ? state.failedAt : state.answer.fetchedAt;
}
