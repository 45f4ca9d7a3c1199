import { ApiError } from './answers.ts';

const MINUTE = 60_000;

/**
 * Counts requests in windows of a minute, from the first request on, as a plan's limit does.
 * Returns a function that counts one request and gives the headers its answer carries, or throws
 * `ERR_TOO_MANY_REQUESTS` with those of CometChat's rate-limit documentation: `Retry-After` in seconds,
 * `X-Rate-Limit-Reset` in Unix seconds.
 */
export function rateLimiter(requestsPerMinute: number, now: () => number): () => Record<string, string> {
  let windowStart = Number.NEGATIVE_INFINITY;
  let used = 0;
  return () => {
    if (requestsPerMinute === Number.POSITIVE_INFINITY) return {};
    const time = now();
    // A clock that was set back would otherwise hold the window open for as long.
    if (time >= windowStart + MINUTE || time < windowStart) {
      windowStart = time;
      used = 0;
    }
    used += 1;
    const headers = {
      'X-Rate-Limit': String(requestsPerMinute),
      'X-Rate-Limit-Remaining': String(Math.max(0, requestsPerMinute - used)),
    };
    if (used <= requestsPerMinute) return headers;
    const reset = windowStart + MINUTE;
    throw new ApiError('ERR_TOO_MANY_REQUESTS', 'Too many requests. Please try again later.', {
      headers: {
        ...headers,
        'Retry-After': String(Math.ceil((reset - time) / 1000)),
        'X-Rate-Limit-Reset': String(Math.ceil(reset / 1000)),
      },
    });
  };
}
