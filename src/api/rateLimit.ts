import { END_OF_TIME } from '../core/base/endOfTime.ts';
import { LONGEST_HOLD_MS } from './limits.ts';

/** Header names are in lower case. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * When a server wants to be asked again, in milliseconds since 1970 UTC: `Retry-After` as seconds or as a
 * date, else `X-Rate-Limit-Reset` (in both spellings the Calls API uses), which is documented as neither a
 * time nor a span: beyond what a span can be it is Unix seconds. Undefined where nothing usable was said.
 */
export function readRetryAt(headers: Headers, now: number): number | undefined {
  const reset = header(headers, 'x-rate-limit-reset') ?? header(headers, 'x-ratelimit-reset');
  return readRetryAfter(headers, now) ?? readReset(reset, now);
}

function header(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value)?.trim();
}

/** `Retry-After` alone, in milliseconds since 1970 UTC. */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const value = header(headers, 'retry-after');
  if (value === undefined || value === '') return undefined;
  if (/^\d+(?:\.\d+)?$/.test(value)) return usable(now + Number(value) * 1000);
  // `Date.parse` reads much that is no HTTP date, `-5` among it.
  return /^[A-Z][a-z]+,? /.test(value) ? usable(Date.parse(value)) : undefined;
}

function readReset(value: string | undefined, now: number): number | undefined {
  if (value === undefined || !/^\d+(?:\.\d+)?$/.test(value)) return undefined;
  const number = Number(value);
  if (number >= 1e12) return usable(number);
  return usable(number >= 1e9 ? number * 1000 : now + number * 1000);
}

function usable(time: number): number | undefined {
  return Number.isFinite(time) && time <= END_OF_TIME ? Math.ceil(time) : undefined;
}

/** The connections that were told to wait: no request of theirs is sent before its time. */
export class Holds {
  readonly #holds = new Map<string, { readonly retryAt: number; readonly until: number }>();
  readonly #keys = new Map<string, number>();

  /** Which of its keys a connection has, counted from 0: for {@link add}. */
  key(connectionId: string): number {
    return this.#keys.get(connectionId) ?? 0;
  }

  /**
   * Notes that a connection was told to wait until `retryAt` (milliseconds since 1970 UTC).
   * @param key the one that was told so: where the connection has another by now, that one need not wait
   */
  add(connectionId: string, key: number, retryAt: number, now: number): void {
    if (key !== this.key(connectionId)) return;
    // A nonsensical header must not lock a connection for good: after a while one request may ask again.
    this.#holds.set(connectionId, { retryAt, until: Math.min(retryAt, now + LONGEST_HOLD_MS) });
  }

  /** When a connection may ask again, in milliseconds since 1970 UTC; undefined when it may now. */
  retryAt(connectionId: string, now: number): number | undefined {
    const hold = this.#holds.get(connectionId);
    if (hold && now < hold.until) return hold.retryAt;
    this.#holds.delete(connectionId);
    return undefined;
  }

  /** A connection has another key, or none: nobody has told that one to wait. */
  keyChanged(connectionId: string): void {
    this.#keys.set(connectionId, this.key(connectionId) + 1);
    this.#holds.delete(connectionId);
  }
}
