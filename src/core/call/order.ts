/** Which of an answer's times can be as they are. */
import { CLOCKS_APART_MS } from '../base/index.ts';
import { hasJoined, isUncertain, mayBeThere } from './attendance.ts';
import { isLive } from './facts.ts';
import type { Call, Participant } from './model.ts';

/** Times are whole seconds and lengths rounded minutes: two of them agree when they are this near. In seconds. */
export const ROUNDING = 2;

type CallTime = 'initiatedAt' | 'startedAt' | 'endedAt';

/** Two times of a call of which the one that comes later in a call is the earlier. */
interface Disorder {
  readonly later: CallTime;
  readonly earlier: CallTime;
}

/** Which of a call's own times are in an order in which nothing can have happened. */
export function disordersOf(call: Call): readonly Disorder[] {
  const pairs: readonly Disorder[] = [
    { later: 'startedAt', earlier: 'initiatedAt' },
    { later: 'endedAt', earlier: call.startedAt === undefined ? 'initiatedAt' : 'startedAt' },
  ];
  return pairs.filter(
    ({ later, earlier }) =>
      (call[later] ?? Number.MAX_SAFE_INTEGER) < (call[earlier] ?? Number.MIN_SAFE_INTEGER),
  );
}

/**
 * Between which instants, in milliseconds since 1970 UTC, what belongs to a call can have been. A session that is
 * used for many meetings has people from before it was initiated: only of calls that is a bound. Where the call's own
 * times are in disorder, one of them is wrong, and there is no bound to hold anything else against.
 * @param late how many seconds after its end are still no wonder
 */
export function boundsOf(call: Call, late = ROUNDING): { readonly first: number; readonly last: number } {
  const isOrdered = disordersOf(call).length === 0;
  const { mode, initiatedAt, endedAt } = call;
  return {
    first: isOrdered && mode === 'call' ? (initiatedAt ?? 0) - ROUNDING * 1000 : 0,
    last: isOrdered && endedAt !== undefined ? endedAt + late * 1000 : Number.MAX_SAFE_INTEGER,
  };
}

/** Whether an instant lies further after the answer than clocks are apart. */
export function isLater(instant: number | undefined, asOf: number): boolean {
  return instant !== undefined && instant > asOf + CLOCKS_APART_MS;
}

/**
 * Whether an entry contradicts itself or its call: who joined while there was no call, or after the answer, did so by
 * a clock that was wrong, and what else the times seem to show did not happen then.
 */
export function isDoubtful(call: Call, asOf: number, stay: Participant): boolean {
  if (isUncertain(stay) || (isLive(call) && mayBeThere(stay))) return true;
  const { joinedAt, leftAt } = stay;
  if (!hasJoined(stay)) return false;
  const { first, last } = boundsOf(call);
  if (call.endedAt === undefined && (isLater(joinedAt, asOf) || isLater(leftAt, asOf))) return true;
  return joinedAt !== undefined && (joinedAt < first || joinedAt > last);
}
