/** A LiveRefresh with a clock and timers that the test moves on, and a store of one look-up. */
import type { LookUpState } from '../../../../src/core/lookUp/model.ts';
import type { Failure } from '../../../../src/core/failure/model.ts';
import { LiveRefresh } from '../../../../src/core/lookUp/liveRefresh.ts';
import { Timers } from '../../../support/timers.ts';
import { call, NOW, settle } from '../support.ts';

interface Asking {
  readonly signal: AbortSignal;
  /** Ends it; what came of it is told before. */
  end(): Promise<void>;
}

export class LiveFixture {
  readonly clock = { now: NOW };
  readonly asked: Asking[] = [];
  readonly #timers = new Timers(this.clock);
  everySeconds = 10;
  visible = true;
  state: LookUpState | undefined;
  nothings = 0;
  readonly live: LiveRefresh;

  constructor(state: LookUpState | undefined = this.answer('ongoing')) {
    this.live = new LiveRefresh({
      clock: () => this.clock.now,
      everySeconds: () => this.everySeconds,
      after: this.#timers.after,
      ask: (signal) =>
        new Promise((resolve) => {
          const end = () => (resolve(undefined), settle());
          this.asked.push({ signal, end });
        }),
      onUnchanged: () => {
        this.nothings += 1;
        this.update();
      },
    });
    this.become(state);
  }

  /** When it asks next, in seconds from the clock's start. */
  get nextAt(): number | undefined {
    const { nextAt } = this.live.live;
    return nextAt === undefined ? undefined : (nextAt - NOW) / 1000;
  }

  get waiting(): number {
    return this.#timers.waiting;
  }

  /** An answer of now about a call that is a minute old at the start. */
  answer(status: string): LookUpState {
    const known = call({ status, initiatedAt: NOW / 1000 - 60 });
    return { kind: 'ready', answer: { call: known, raw: {}, fetchedAt: this.clock.now } };
  }

  failed(failure: Failure): LookUpState {
    const last = this.state?.kind === 'ready' ? this.state.answer : this.state?.last;
    return { kind: 'failed', failure, failedAt: this.clock.now, ...(last && { last }) };
  }

  /** What the store tells of a change. */
  become(state: LookUpState | undefined): void {
    this.state = state;
    this.update();
  }

  update(): void {
    this.live.update(this.state, this.visible);
  }

  /** Lets so many seconds pass, and every timer that is due run at its time. */
  pass(seconds: number): void {
    this.#timers.passAtOnce(seconds);
  }

  /** What the n-th asking, from 0, leads to. */
  async answered(index: number, state: LookUpState): Promise<void> {
    this.become(state);
    await this.asked[index]?.end();
  }
}
