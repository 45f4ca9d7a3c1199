/** How it came that a call was not taken: what the verdict and the findings both tell of it. */
import type { Translate } from '../base/index.ts';
import {
  isLive,
  mayRing,
  peopleInState,
  peopleText,
  type Person,
  RINGS_AT_MOST_SECONDS,
  secondsBetween,
} from '../call/index.ts';
import type { Call } from '../call/model.ts';
import { formatAgo, formatDuration } from '../text/index.ts';
import type { Subject } from './subject.ts';

type NotTaken = 'unanswered' | 'rejected' | 'busy' | 'cancelled';

export function isNotTaken(status: Call['status']): status is NotTaken {
  return status === 'unanswered' || status === 'rejected' || status === 'busy' || status === 'cancelled';
}

/** The states of participants that show who was behind an outcome. */
const STATES_BEHIND: Readonly<Record<NotTaken, readonly string[]>> = {
  unanswered: ['unanswered', 'missed'],
  rejected: ['rejected'],
  busy: ['busy'],
  cancelled: ['cancelled', 'canceled'],
};

/**
 * Whom their state shows to be behind an outcome. Who called is not expected to answer, and does not reject: in a
 * rejected call the caller's state may be so too.
 */
export function peopleBehind({ call }: Subject, outcome: NotTaken): readonly Person[] {
  const people = peopleInState(call, ...STATES_BEHIND[outcome]);
  if (outcome === 'cancelled') return people;
  return people.filter(({ uid }) => uid === '' || uid !== call.initiator?.id);
}

/** How long a call that was not taken rang, or, where no call rings for so long, after how long it ended. In seconds. */
export function ringingOf(call: Call): { readonly rang?: number; readonly endedAfter?: number } {
  // Times are whole seconds, and none between two tells nothing.
  const seconds = secondsBetween(call.initiatedAt, call.endedAt) || undefined;
  if (seconds === undefined) return {};
  return mayRing(call) && seconds <= RINGS_AT_MOST_SECONDS ? { rang: seconds } : { endedAfter: seconds };
}

/** The outcome of a call that was not taken in a sentence without a full stop: by whom, and after how long, as far as that is told. */
export function notTakenText(subject: Subject, outcome: NotTaken): string {
  const { call, nameOf, t } = subject;
  const names = peopleBehind(subject, outcome).map(nameOf);
  const { rang, endedAfter } = ringingOf(call);
  const sentence = outcomeText(call, outcome, names, rang && formatDuration(rang, t), t);
  return endedAfter === undefined || outcome === 'busy'
    ? sentence
    : t('{0}; it ended {1} after it was initiated', sentence, formatDuration(endedAfter, t));
}

function outcomeText(
  call: Call,
  outcome: NotTaken,
  names: readonly string[],
  length: string | number | undefined,
  t: Translate,
): string {
  const who = peopleText(names, t);
  const rings = call.mode === undefined || call.mode === 'call';
  switch (outcome) {
    case 'unanswered':
      if (!rings) return who === '' ? t('Nobody came') : t('{0} did not come', who);
      if (who === '') return length ? t('Nobody answered in {0} of ringing', length) : t('Nobody answered');
      return length ? t('{0} did not answer in {1} of ringing', who, length) : t('{0} did not answer', who);
    case 'rejected':
      if (who === '') return length ? t('Rejected after {0}', length) : t('Rejected');
      return length ? t('Rejected by {0} after {1}', who, length) : t('Rejected by {0}', who);
    case 'busy':
      if (who === '') return t('Not taken: the line was busy');
      return names.length === 1 ? t('Not taken: {0} was busy', who) : t('Not taken: {0} were busy', who);
    case 'cancelled':
      if (!rings)
        return who === '' ? t('Cancelled before it started') : t('Cancelled by {0} before it started', who);
      if (who === '')
        return length ? t('Cancelled after {0} of ringing', length) : t('Cancelled before it was answered');
      return length
        ? t('Cancelled by {0} after {1} of ringing', who, length)
        : t('Cancelled by {0} before it was answered', who);
  }
}

/** That a call rings by its answer for longer than any call does; undefined where it does not. */
export function staleRingingText(call: Call, asOf: number, t: Translate): string | undefined {
  const seconds = secondsBetween(call.initiatedAt, asOf);
  if (
    call.status !== 'initiated' ||
    !isLive(call) ||
    !mayRing(call) ||
    seconds === undefined ||
    seconds <= RINGS_AT_MOST_SECONDS
  )
    return undefined;
  return t('Still marked as ringing, though it was initiated {0}', formatAgo(seconds, t));
}
