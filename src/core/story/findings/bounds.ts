import type { Call, Participant } from '../../call/model.ts';
import { isDisputed } from '../../call/facts.ts';
import { CLOCKS_APART } from '../../call/asOf.ts';
import type { Subject } from './subject.ts';
import { ROUNDING } from './thresholds.ts';

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

/** Whether somebody left before joining, by an entry's times. */
export function isReversed({ joinedAt, leftAt }: Participant): boolean {
  return joinedAt !== undefined && leftAt !== undefined && leftAt < joinedAt;
}

/** Whether an entry contradicts itself: of who was there when, and who was not, it shows nothing. */
export function isContradictory(stay: Participant): boolean {
  return isDisputed(stay) || isReversed(stay);
}

/**
 * Whether an entry contradicts itself or its call: who joined while there was no call, or after the answer, did so by
 * a clock that was wrong, and what else the times seem to show did not happen then.
 */
export function isDoubtful({ call, context }: Subject, stay: Participant): boolean {
  if (isContradictory(stay)) return true;
  const { joinedAt } = stay;
  if (joinedAt === undefined) return false;
  const { first, last } = boundsOf(call);
  const isFuture = call.endedAt === undefined && joinedAt > context.asOf + CLOCKS_APART * 1000;
  return joinedAt < first || joinedAt > last || isFuture;
}
