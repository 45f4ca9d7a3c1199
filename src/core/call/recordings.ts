import { secondsBetween } from './facts.ts';
import type { Recording } from './model.ts';

/** Times are whole seconds and lengths rounded minutes: two of them agree when they are this near, in seconds. */
const ROUNDING = 2;

/**
 * How long a recording or a transcript is, in seconds: as the answer gives it where that agrees with its times, for it
 * may be finer, else what is between them.
 */
export function mediaSeconds({
  startedAt,
  endedAt,
  durationSeconds,
}: Pick<Recording, 'startedAt' | 'endedAt'> & {
  readonly durationSeconds?: number | undefined;
}): number | undefined {
  const between = secondsBetween(startedAt, endedAt);
  if (between === undefined || durationSeconds === undefined) return between;
  return Math.abs(durationSeconds - between) <= ROUNDING ? durationSeconds : between;
}
