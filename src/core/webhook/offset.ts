/** How far a log's clock is off, by the webhook events in it that tell when they happened. */
import type { WebhookEvent } from './model.ts';

/** Webhooks arrive within seconds, and a clock is off by the same amount all along: so far from the middle one, in seconds. */
const SPREAD = 30;
/** A webhook that arrives this late says nothing of the clock, in seconds. */
const LATENCY = 10;
/** Fewer do not tell a clock that is off from a webhook that came late. */
const FEWEST = 2;
/** So many of them have to agree. */
const SHARE = 0.8;
/** Zones differ by whole quarters of an hour, in seconds. */
const QUARTER = 900;

export interface SuggestedOffset {
  /** What to add to the log's times, whole seconds. */
  readonly seconds: number;
  /** How many events agree on it, and how many tell both times. */
  readonly agree: number;
  readonly of: number;
}

/**
 * What to add to a log's times so that webhook events stand there when they happened; undefined where too few tell both
 * times, where they disagree, and where it is no more than webhooks are late by. A log line is written after what it
 * tells of: what is that much short of a quarter of an hour is the quarter.
 */
export function suggestedOffset(events: readonly WebhookEvent[]): SuggestedOffset | undefined {
  const amounts = events
    // A recording is told of when it is ready, not when it ended.
    .filter(({ kind }) => kind !== 'recording')
    .flatMap(({ at, loggedAt }) =>
      at === undefined || loggedAt === undefined ? [] : [(at - loggedAt) / 1000],
    )
    .toSorted((a, b) => a - b);
  const median = amounts[Math.floor(amounts.length / 2)];
  if (median === undefined) return undefined;
  const agree = amounts.filter((amount) => Math.abs(amount - median) <= SPREAD).length;
  if (agree < FEWEST || agree < amounts.length * SHARE) return undefined;
  const quarter = Math.round(median / QUARTER) * QUARTER;
  const seconds = Math.abs(median - quarter) <= LATENCY ? quarter : Math.round(median);
  return seconds === 0 ? undefined : { seconds, agree, of: amounts.length };
}
