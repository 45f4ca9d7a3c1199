/** A server's rate limit: so many requests in each window of time, the first of which begins with the first request. */
export class RateLimit {
  readonly #limit: number;
  readonly #windowMs: number;
  readonly #now: () => number;
  #began = Number.NEGATIVE_INFINITY;
  #count = 0;
  /** The most requests that a window had more than it allows. */
  mostOver = 0;

  /** @param now the time, in milliseconds */
  constructor(limit: number, windowMs: number, now: () => number) {
    this.#limit = limit;
    this.#windowMs = windowMs;
    this.#now = now;
  }

  /** Counts a request. How long to wait instead of being answered, in milliseconds; 0 where it is within the limit. */
  take(): number {
    const now = this.#now();
    if (now - this.#began >= this.#windowMs) {
      this.#began = now;
      this.#count = 0;
    }
    this.#count += 1;
    this.mostOver = Math.max(this.mostOver, this.#count - this.#limit);
    return this.#count <= this.#limit ? 0 : this.#began + this.#windowMs - now;
  }
}
