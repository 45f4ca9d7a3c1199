import { END_OF_TIME } from '../core/base/index.ts';

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
