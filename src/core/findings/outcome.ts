import { type Person, ringSeconds, secondsBetween } from '../facts.ts';
import type { Finding } from '../findings.ts';
import { formatDuration } from '../format/duration.ts';
import { personName } from '../words.ts';
import { callPaths, finding, pathOf, type Subject } from './subject.ts';
import { LONG_RING } from './thresholds.ts';

/** How it came that a call was not taken, or only after long. */
export function outcomeFindings(subject: Subject): readonly Finding[] {
  const { status } = subject.call;
  if (status === 'unanswered') return nobodyAnswered(subject);
  if (status === 'cancelled') return cancelled(subject);
  if (status === 'busy') return busy(subject);
  return [...rejected(subject), ...longRing(subject)];
}

/** How long a call rang that never started, and where that is on the timeline. */
function ringingOf({ call }: Subject) {
  const { initiatedAt: from, startedAt, endedAt: to } = call;
  const seconds = startedAt === undefined ? secondsBetween(from, to) : undefined;
  const fields = callPaths(
    call,
    'status',
    ...(seconds === undefined ? [] : (['initiatedAt', 'endedAt'] as const)),
  );
  return { seconds, place: { from, to: seconds === undefined ? undefined : to }, fields };
}

function nobodyAnswered(subject: Subject): readonly Finding[] {
  const { t, people } = subject;
  const { seconds, place, fields } = ringingOf(subject);
  const message =
    seconds === undefined
      ? t('Nobody answered')
      : t('Nobody answered in {0} of ringing', formatDuration(seconds, t));
  const states = people.flatMap(({ stays }) => stays).filter(({ state }) => state === 'unanswered');
  const advice = t(
    'Check whether those who were called were online, and whether their devices showed the incoming call: push notifications and permissions',
  );
  return [
    finding('nobodyAnswered', 'problem', message, {
      ...place,
      advice,
      fields: [...fields, ...states.map((stay) => pathOf(stay, 'state'))],
    }),
  ];
}

function cancelled(subject: Subject): readonly Finding[] {
  const { t, call } = subject;
  // A status that the times deny is another finding's.
  if (call.startedAt !== undefined) return [];
  const { seconds, place, fields } = ringingOf(subject);
  const message =
    seconds === undefined
      ? t('Cancelled before it was answered')
      : t('Cancelled after {0} of ringing', formatDuration(seconds, t));
  const advice =
    seconds !== undefined && seconds >= LONG_RING
      ? t('Check whether the devices of those who were called showed the incoming call')
      : undefined;
  return [finding('cancelled', 'notice', message, { ...place, advice, fields })];
}

function busy(subject: Subject): readonly Finding[] {
  const { t } = subject;
  const { place, fields } = ringingOf(subject);
  const advice = t(
    'Look for another call of the one who was called at that time: one that was never ended may keep the line busy',
  );
  return [finding('busy', 'problem', t('Not taken: the line was busy'), { ...place, advice, fields })];
}

/** Who rejected it, as far as a state shows that; a group's call may go on without them. */
function rejected(subject: Subject): readonly Finding[] {
  const { t, call, people } = subject;
  const refusers = people.filter(({ stays }) => stays.some(({ state }) => state === 'rejected'));
  const states = refusers.flatMap(({ stays }) =>
    stays.filter(({ state }) => state === 'rejected').map((stay) => pathOf(stay, 'state')),
  );
  const [only, another] = refusers;
  const uid = another ? undefined : only?.uid;
  const message = rejectedBy(refusers, t);
  if (call.status !== 'rejected') {
    return only ? [finding('rejected', 'notice', message, { fields: states, uid })] : [];
  }
  const { place, fields } = ringingOf(subject);
  const advice = only
    ? t('If they did not decline it themselves, look in their device’s log for what did')
    : t('The answer does not show by whom: look for it in the logs of those who were called');
  return [finding('rejected', 'problem', message, { ...place, advice, uid, fields: [...fields, ...states] })];
}

function rejectedBy(refusers: readonly Person[], t: Subject['t']): string {
  const [first, second] = refusers.map((person) => personName(person, t));
  if (first === undefined) return t('Rejected');
  if (second === undefined) return t('Rejected by {0}', first);
  return refusers.length === 2
    ? t('Rejected by {0} and {1}', first, second)
    : t('Rejected by {0} and {1} more', first, refusers.length - 1);
}

function longRing({ call, t }: Subject): readonly Finding[] {
  const ring = ringSeconds(call);
  // Without a mode nothing shows that it rang.
  if (call.mode !== 'call' || ring === undefined || ring < LONG_RING) return [];
  return [
    finding('longRing', 'notice', t('It rang for {0} before it was answered', formatDuration(ring, t)), {
      advice: t(
        'Compare with the log of the device that answered: when did it hear of the call, and when was it taken?',
      ),
      fields: callPaths(call, 'initiatedAt', 'startedAt'),
      from: call.initiatedAt,
      to: call.startedAt,
    }),
  ];
}
