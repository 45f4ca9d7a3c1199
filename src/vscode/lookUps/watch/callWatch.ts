import { nextWatchStep, isOver, type WatchStep } from '../../../core/lookUp/watchSchedule.ts';
import { type Answer, answerOf, type LookUpState } from '../../../core/lookUp/model.ts';
import { AskingAgain, type AskingAgainDependencies } from '../../../core/lookUp/poller.ts';

/** Why a watch stopped: nothing more is to be expected, it failed for good, or it lasted too long. */
export type StopReason = Extract<WatchStep, { kind: 'stop' }>['reason'];

export interface CallWatchDependencies extends Omit<AskingAgainDependencies, 'cameToNothing'> {
  /** When the watch began, in milliseconds since 1970 UTC; now where it is left out, or in the future. */
  readonly since?: number | undefined;
  /** Hears once that the call is over. */
  readonly ended: (answer: Answer) => void;
  /** Hears once that the watch has stopped by itself, with the state it stopped in. */
  readonly stopped: (reason: StopReason, state: LookUpState) => void;
}

/**
 * Watches one call until it is over, and a while longer for its recordings and transcripts. Whoever else asks for it
 * meanwhile, such as its panel, spares this a request: every new state is counted from.
 */
export class CallWatch {
  readonly #deps: CallWatchDependencies;
  readonly #again: AskingAgain;
  readonly since: number;
  #overAt: number | undefined;

  constructor(dependencies: CallWatchDependencies) {
    this.#deps = dependencies;
    const { clock, after, ask } = dependencies;
    this.#again = new AskingAgain({ clock, after, ask, cameToNothing: () => this.#plan() });
    const now = clock();
    this.since = Math.min(dependencies.since ?? now, now);
  }

  /** Whether the call was seen to be over: then only what may come after it is still asked for. */
  get isOver(): boolean {
    return this.#overAt !== undefined;
  }

  /** Takes the state of the look-up: to be called at the start, and whenever it may have changed. */
  update(state: LookUpState): void {
    if (this.#again.isDisposed || state === this.#again.state) return;
    this.#take(state);
    this.#plan();
  }

  dispose(): void {
    this.#again.dispose();
  }

  #take(state: LookUpState): void {
    this.#again.take(state);
    if (state.kind === 'loading') return;
    const answer = answerOf({ state });
    if (!answer || this.#overAt !== undefined || !isOver(answer.call)) return;
    this.#overAt = this.#deps.clock();
    this.#deps.ended(answer);
  }

  #plan(): void {
    const again = this.#again;
    again.stopWaiting();
    const { state } = again;
    if (again.isDisposed || !state || state.kind === 'loading' || again.isAsking) return;
    const step = nextWatchStep({ state, since: this.since, overAt: this.#overAt, ...again.circumstances });
    if (step.kind === 'ask') again.askAt(step.at);
    else {
      this.dispose();
      this.#deps.stopped(step.reason, state);
    }
  }
}
