import { type Answer, answerOf, type LookUpState, type LiveState } from './model.ts';
import { isLive } from '../call/index.ts';
import { nextRefreshAt } from './refreshSchedule.ts';
import { Poller, type PollerDependencies } from './poller.ts';

export interface LiveRefreshDependencies extends PollerDependencies {
  /** How often an ongoing call is to be asked for, in seconds; 0 is never. */
  readonly everySeconds: () => number;
}

/** An answer that is older than this when the panel opens says nothing of how the call is now, in milliseconds. */
const FRESH_MS = 60_000;

/** Keeps one ongoing call up to date while its panel can be seen. */
export class LiveRefresh {
  readonly #deps: LiveRefreshDependencies;
  readonly #poller: Poller;
  readonly #shownAt: number;
  /** The answer that the call was last seen to be under way by. */
  #lastLive: Answer | undefined;
  #justEnded = false;
  #nextAt: number | undefined;

  constructor(dependencies: LiveRefreshDependencies) {
    this.#deps = dependencies;
    this.#poller = new Poller(dependencies);
    this.#shownAt = dependencies.clock();
  }

  get live(): LiveState {
    return { nextAt: this.#nextAt, justEnded: this.#justEnded };
  }

  /** To be called whenever the look-up (undefined: nothing to ask for), the panel's visibility or the setting changes. */
  update(state: LookUpState | undefined, visible: boolean): void {
    const poller = this.#poller;
    if (poller.isDisposed) return;
    if (state !== poller.state) this.#take(state);
    poller.stopWaiting();
    this.#nextAt = undefined;
    if (!visible) poller.abort();
    if (!visible || !state || poller.isAsking) return;
    this.#nextAt = nextRefreshAt(state, { everySeconds: this.#deps.everySeconds(), ...poller.circumstances });
    if (this.#nextAt !== undefined) poller.askAt(this.#nextAt);
  }

  dispose(): void {
    this.#poller.dispose();
  }

  #take(state: LookUpState | undefined): void {
    this.#poller.take(state);
    if (state && state.kind !== 'loading') this.#notice(answerOf({ state }));
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
}
