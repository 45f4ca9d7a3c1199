/** A clock and timers that the test moves on. */
import assert from 'node:assert/strict';
import { NOW, settle } from '../unit/core/support.ts';

export class Timers {
  readonly clock: { now: number };
  readonly #timers = new Set<{ readonly at: number; readonly run: () => void }>();

  /** @param clock shared with what else goes by it */
  constructor(clock: { now: number } = { now: NOW }) {
    this.clock = clock;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#timers.size;
  }

  readonly now = (): number => this.clock.now;

  readonly after = (milliseconds: number, run: () => void) => {
    // Node runs what is to wait for longer at once.
    assert.ok(milliseconds < 2 ** 31, 'a timer can wait for so long');
    const timer = { at: this.clock.now + milliseconds, run };
    this.#timers.add(timer);
    return { dispose: () => void this.#timers.delete(timer) };
  };

  /** Lets so many seconds pass, and every timer that is due run at its time, and what follows from it. */
  async pass(seconds: number): Promise<void> {
    for (const run of this.#due(seconds)) {
      run();
      for (let turn = 0; turn < 3; turn += 1) await settle();
    }
  }

  /** The same at once, with nothing between that follows from it. */
  passAtOnce(seconds: number): void {
    for (const run of this.#due(seconds)) run();
  }

  *#due(seconds: number): Generator<() => void> {
    const until = this.clock.now + seconds * 1000;
    for (;;) {
      const [next] = [...this.#timers].toSorted((a, b) => a.at - b.at);
      if (!next || next.at > until) break;
      this.#timers.delete(next);
      this.clock.now = Math.max(this.clock.now, next.at);
      yield next.run;
    }
    this.clock.now = until;
  }
}
