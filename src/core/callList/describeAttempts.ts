import type { Call, CallStatus } from '../call/model.ts';
import { formatDuration } from '../text/duration.ts';
import type { TimeFormat } from '../text/time.ts';
import type { Translate } from '../base/translate.ts';
import { type Attempts, isSameCall } from './attempts.ts';
import { timeOf } from './filter.ts';

/**
 * Which attempt a call was, such as `4th attempt in 1 min 30 s, three unanswered`; undefined where there was nothing
 * to search by. Where not all of the time around the call was seen, it says no more than `at least`.
 */
export function describeAttempts(
  { attempts, lookedAt }: Attempts,
  call: Call,
  t: Translate,
): string | undefined {
  if (lookedAt.pages === 0) return undefined;
  const count = attempts.length;
  if (count === 1) {
    if (lookedAt.isShort) return t('The look back did not reach this call');
    return lookedAt.isComplete ? t('No other attempt within 30 min') : t('No other attempt found');
  }
  const span = formatDuration(spanOf(attempts), t);
  const place = attempts.findIndex((other) => isSameCall(other, call)) + 1;
  const sentence =
    lookedAt.isComplete && place > 0
      ? placed(place, count, span, t)
      : t('At least {0} attempts in {1}', count, span);
  return [...outcomes(attempts, t)].reduce((before, outcome) => t('{0}, {1}', before, outcome), sentence);
}

/**
 * How far was looked, such as `Looked at 300 calls, 18 Aug 2023, 14:15:27 – 16:02:11 UTC`, and where the call itself
 * was not among them, that it was not.
 */
export function describeLookedAt({ lookedAt }: Attempts, t: Translate, time: TimeFormat): string {
  const { calls, from, to, isComplete, isShort, hasMetCall, pages } = lookedAt;
  if (pages === 0) return t('The answer does not say between whom the call was, or when');
  if (isComplete) return t('Looked at every call within 30 min');
  if (calls === 0 || from === undefined || to === undefined)
    return t('Looked, and found no call with a time');
  const isOne = calls === 1;
  const when = isOne ? time.dateTime(from) : time.range(from, to);
  if (isShort) {
    return isOne
      ? t('Looked at 1 call, {0}, which is later than this one', when)
      : t('Looked at {0} calls, {1}, all of them later than this one', calls, when);
  }
  if (!hasMetCall) {
    return isOne
      ? t('Looked at 1 call, {0}, and it is not this one', when)
      : t('Looked at {0} calls, {1}, and this one was not among them', calls, when);
  }
  return isOne ? t('Looked at 1 call, {0}', when) : t('Looked at {0} calls, {1}', calls, when);
}

function spanOf(attempts: readonly Call[]): number {
  const times = attempts.map(timeOf).filter((at) => at !== undefined);
  return (Math.max(...times) - Math.min(...times)) / 1000;
}

/** English numbers its attempts with four endings; a language that does otherwise translates four messages alike. */
function placed(place: number, count: number, span: string, t: Translate): string {
  const isTeen = place % 100 >= 11 && place % 100 <= 13;
  const last = isTeen ? 0 : place % 10;
  if (place === count) {
    if (last === 1) return t('{0}st attempt in {1}', place, span);
    if (last === 2) return t('{0}nd attempt in {1}', place, span);
    return last === 3 ? t('{0}rd attempt in {1}', place, span) : t('{0}th attempt in {1}', place, span);
  }
  if (last === 1) return t('{0}st of {1} attempts in {2}', place, count, span);
  if (last === 2) return t('{0}nd of {1} attempts in {2}', place, count, span);
  return last === 3
    ? t('{0}rd of {1} attempts in {2}', place, count, span)
    : t('{0}th of {1} attempts in {2}', place, count, span);
}

/** How the attempts failed, each way with how often; nothing of those that were answered. */
function* outcomes(attempts: readonly Call[], t: Translate): Generator<string> {
  const countOf = (status: CallStatus) => attempts.filter((call) => call.status === status).length;
  const [unanswered, rejected] = [countOf('unanswered'), countOf('rejected')];
  const [busy, cancelled] = [countOf('busy'), countOf('cancelled')];
  if (unanswered > 0)
    yield unanswered === attempts.length ? t('all unanswered') : t('{0} unanswered', word(unanswered, t));
  if (rejected > 0)
    yield rejected === attempts.length ? t('all rejected') : t('{0} rejected', word(rejected, t));
  if (busy > 0) yield busy === attempts.length ? t('all busy') : t('{0} busy', word(busy, t));
  if (cancelled > 0)
    yield cancelled === attempts.length ? t('all cancelled') : t('{0} cancelled', word(cancelled, t));
}

/** Small numbers as words. */
function word(count: number, t: Translate): string {
  const words = [
    t('one'),
    t('two'),
    t('three'),
    t('four'),
    t('five'),
    t('six'),
    t('seven'),
    t('eight'),
    t('nine'),
  ];
  return words[count - 1] ?? String(count);
}
