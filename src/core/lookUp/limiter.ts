import { CallError } from '../failure/model.ts';

/** Lets at most so many tasks run at once; the rest wait in order, and a wait ends when its signal is aborted. */
export class Limiter {
  readonly #max: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(max: number) {
    this.#max = max;
  }

  /** Runs a task in its turn. Rejects with the reason `cancelled` when the signal is aborted before that. */
  async run<Result>(signal: AbortSignal, task: () => Promise<Result>): Promise<Result> {
    await this.#turn(signal);
    try {
      return await task();
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  #turn(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(new CallError({ reason: 'cancelled' }));
    if (this.#running < this.#max) {
      this.#running += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const start = () => {
        signal.removeEventListener('abort', giveUp);
        this.#running += 1;
        resolve();
      };
      const giveUp = () => {
        this.#waiting.splice(this.#waiting.indexOf(start), 1);
        reject(new CallError({ reason: 'cancelled' }));
      };
      this.#waiting.push(start);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }
}
