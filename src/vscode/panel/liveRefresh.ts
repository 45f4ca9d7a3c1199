import { type Answer, answerOf, type LookUpState } from '../../core/callStore.ts';
import type { Clock, Disposable } from '../../core/ports.ts';
import { isLive } from '../../core/facts.ts';
import { nextRefreshAt } from '../../core/refreshSchedule.ts';
import type { PanelLive } from '../../shared/panelProtocol.ts';

export interface LiveRefreshDependencies {
  readonly clock: Clock;
  /** Runs something once after so many milliseconds, unless it is disposed before. */
  readonly after: (milliseconds: number, run: () => void) => Disposable;
  /** How often an ongoing call is to be asked for, in seconds; 0 is never. */
  readonly everySeconds: () => number;
  /** Asks for the call again, until the signal is aborted; what comes of it is told by {@link LiveRefresh.update}. */
  readonly ask: (signal: AbortSignal) => Promise<unknown>;
  /** Hears that asking came to nothing, so that {@link LiveRefresh.update} is to be called. */
  readonly cameToNothing: () => void;
}

/** An answer that is older than this when the panel opens says nothing of how the call is now, in milliseconds. */
const FRESH_MS = 60_000;
/** The longest a timer can wait, in milliseconds; what is later is looked at again then. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Keeps one ongoing call up to date while its panel can be seen. */
export class LiveRefresh {
  readonly #deps: LiveRefreshDependencies;
  readonly #shownAt: number;
  #state: LookUpState | undefined;
  #settledAt = 0;
  #failures = 0;
  /** The answer that the call was last seen to be under way by. */
  #lastLive: Answer | undefined;
  #justEnded = false;
  #nextAt: number | undefined;
  #timer: Disposable | undefined;
  #asking: AbortController | undefined;
  #disposed = false;

  constructor(dependencies: LiveRefreshDependencies) {
    this.#deps = dependencies;
    this.#shownAt = dependencies.clock();
  }

  get live(): PanelLive {
    return { nextAt: this.#nextAt, justEnded: this.#justEnded };
  }

  /**
   * Takes how things stand: to be called whenever the look-up, the panel's visibility or the setting changes.
   * @param state undefined when there is nothing to ask for, or nobody to ask
   */
  update(state: LookUpState | undefined, visible: boolean): void {
    if (this.#disposed) return;
    if (state !== this.#state) this.#take(state);
    this.#timer?.dispose();
    this.#timer = undefined;
    this.#nextAt = undefined;
    if (!visible) {
      this.#asking?.abort();
      this.#asking = undefined;
    }
    if (!visible || !state || this.#asking) return;
    const now = this.#deps.clock();
    const everySeconds = this.#deps.everySeconds();
    const circumstances = { everySeconds, settledAt: this.#settledAt, failures: this.#failures, now };
    this.#nextAt = nextRefreshAt(state, circumstances);
    if (this.#nextAt !== undefined) this.#wait(this.#nextAt);
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer?.dispose();
    this.#asking?.abort();
  }

  #take(state: LookUpState | undefined): void {
    const before = this.#state;
    this.#state = state;
    if (!state || state.kind === 'loading') return;
    // This is what asking led to; that it has ended is heard of later.
    this.#asking = undefined;
    this.#settledAt = before === undefined ? settledAtOf(state) : this.#deps.clock();
    if (state.kind === 'failed') this.#failures += 1;
    else this.#failures = 0;
    this.#notice(answerOf({ state }));
  }

  /** An ongoing call that is not any more has ended before the reader's eyes. */
  #notice(answer: Answer | undefined): void {
    if (!answer) return;
    if (isLive(answer.call)) {
      this.#justEnded = false;
      if (answer.fetchedAt >= this.#shownAt - FRESH_MS) this.#lastLive = answer;
    } else if (answer.call.status !== 'unknown' && this.#lastLive) {
      this.#justEnded = true;
    }
  }

  #wait(until: number): void {
    const now = this.#deps.clock();
    const delay = Math.min(Math.max(0, until - now), LONGEST_TIMER_MS);
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
        if (!this.#disposed) this.#deps.cameToNothing();
      }
    }
  }
}

/** When a look-up came into its state, as far as the state tells. */
function settledAtOf(state: Exclude<LookUpState, { kind: 'loading' }>): number {
  return state.kind === 'failed' ? state.failedAt : state.answer.fetchedAt;
}
