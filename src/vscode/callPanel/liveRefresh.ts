import { type Answer, answerOf, type LookUpState } from '../../core/lookUp/model.ts';
import { isLive } from '../../core/call/facts.ts';
import { nextRefreshAt } from '../../core/lookUp/refreshSchedule.ts';
import type { PanelLive } from '../../shared/panelProtocol.ts';
import { AskingAgain, type AskingAgainDependencies } from '../../core/lookUp/poller.ts';

export interface LiveRefreshDependencies extends AskingAgainDependencies {
  /** How often an ongoing call is to be asked for, in seconds; 0 is never. */
  readonly everySeconds: () => number;
  /** Hears that asking came to nothing, so that {@link LiveRefresh.update} is to be called. */
  readonly cameToNothing: () => void;
}

/** An answer that is older than this when the panel opens says nothing of how the call is now, in milliseconds. */
const FRESH_MS = 60_000;

/** Keeps one ongoing call up to date while its panel can be seen. */
export class LiveRefresh {
  readonly #deps: LiveRefreshDependencies;
  readonly #again: AskingAgain;
  readonly #shownAt: number;
  /** The answer that the call was last seen to be under way by. */
  #lastLive: Answer | undefined;
  #justEnded = false;
  #nextAt: number | undefined;

  constructor(dependencies: LiveRefreshDependencies) {
    this.#deps = dependencies;
    this.#again = new AskingAgain(dependencies);
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
    const again = this.#again;
    if (again.isDisposed) return;
    if (state !== again.state) this.#take(state);
    again.stopWaiting();
    this.#nextAt = undefined;
    if (!visible) again.abort();
    if (!visible || !state || again.isAsking) return;
    this.#nextAt = nextRefreshAt(state, { everySeconds: this.#deps.everySeconds(), ...again.circumstances });
    if (this.#nextAt !== undefined) again.askAt(this.#nextAt);
  }

  dispose(): void {
    this.#again.dispose();
  }

  #take(state: LookUpState | undefined): void {
    this.#again.take(state);
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
