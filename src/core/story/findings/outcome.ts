import type { Call } from '../../call/model.ts';
import { contradictionOf } from '../../call/contradiction.ts';
import { peopleInState, type Person, ringSeconds, secondsBetween } from '../../call/facts.ts';
import type { Finding } from './index.ts';
import { formatDuration } from '../../text/duration.ts';
import { peopleText } from '../../call/words.ts';
import { callPaths, finding, pathOf, type Subject } from './subject.ts';
import { LONG_RING } from './thresholds.ts';

/** How it came that a call was not taken, or only after long. */
export function outcomeFindings(subject: Subject): readonly Finding[] {
  const { status } = subject.call;
  const isTaken = status === 'ended' || status === 'ongoing' || status === 'unknown';
  // A status that the rest of the answer denies is another finding's.
  if (!isTaken && contradictionOf(subject.call)) return [];
  if (status === 'unanswered') return nobodyAnswered(subject);
  if (status === 'cancelled') return cancelled(subject);
  if (status === 'busy') return busy(subject);
  return [...rejected(subject), ...longRing(subject)];
}

/** How long a call rang that never started, and where that is on the timeline; none between two times tells nothing. */
function ringingOf({ call }: Subject) {
  const { initiatedAt: from, endedAt: to } = call;
  const seconds = secondsBetween(from, to) || undefined;
  const fields = callPaths(
    call,
    'status',
    ...(seconds === undefined ? [] : (['initiatedAt', 'endedAt'] as const)),
  );
  return { seconds, place: { from, to: seconds === undefined ? undefined : to }, fields };
}

function nobodyAnswered(subject: Subject): readonly Finding[] {
  const { t } = subject;
  const { seconds, place, fields } = ringingOf(subject);
  const { who, uid, states } = peopleWhoAre(subject, ['unanswered'], isCalled);
  const length = seconds === undefined ? undefined : formatDuration(seconds, t);
  const message =
    who === ''
      ? length === undefined
        ? t('Nobody answered')
        : t('Nobody answered in {0} of ringing', length)
      : length === undefined
        ? t('{0} did not answer', who)
        : t('{0} did not answer in {1} of ringing', who, length);
  const advice = t(
    'Check whether those who were called were online, and whether their devices showed the incoming call: push notifications and permissions',
  );
  return [
    finding('nobodyAnswered', 'problem', message, {
      ...place,
      advice,
      uid,
      fields: [...fields, ...states],
    }),
  ];
}

function cancelled(subject: Subject): readonly Finding[] {
  const { t } = subject;
  const { seconds, place, fields } = ringingOf(subject);
  const { who, uid, states } = peopleWhoAre(subject, ['cancelled', 'canceled']);
  const length = seconds === undefined ? undefined : formatDuration(seconds, t);
  const message =
    who === ''
      ? length === undefined
        ? t('Cancelled before it was answered')
        : t('Cancelled after {0} of ringing', length)
      : length === undefined
        ? t('Cancelled by {0} before it was answered', who)
        : t('Cancelled by {0} after {1} of ringing', who, length);
  const advice =
    seconds !== undefined && seconds >= LONG_RING
      ? t('Check whether the devices of those who were called showed the incoming call')
      : undefined;
  return [finding('cancelled', 'notice', message, { ...place, advice, uid, fields: [...fields, ...states] })];
}

function busy(subject: Subject): readonly Finding[] {
  const { t } = subject;
  const { place, fields } = ringingOf(subject);
  const { people, who, uid, states } = peopleWhoAre(subject, ['busy']);
  const message =
    people.length === 0
      ? t('Not taken: the line was busy')
      : people.length === 1
        ? t('Not taken: {0} was busy', who)
        : t('Not taken: {0} were busy', who);
  const advice = t(
    'Look for another call at that time of whoever was called: one that was never ended may keep the line busy',
  );
  return [finding('busy', 'problem', message, { ...place, advice, uid, fields: [...fields, ...states] })];
}

/** Who rejected it, as far as a state shows that; a group's call may go on without them. */
function rejected(subject: Subject): readonly Finding[] {
  const { t, call } = subject;
  const { who, uid, states } = peopleWhoAre(subject, ['rejected']);
  if (call.status !== 'rejected') {
    return who === ''
      ? []
      : [finding('rejected', 'notice', t('{0} rejected the call', who), { fields: states, uid })];
  }
  const { place, fields } = ringingOf(subject);
  const advice =
    who === ''
      ? t('The answer does not show by whom: look for it in the logs of those who were called')
      : t('If they did not decline it themselves, look in their device’s log for what did');
  const message = who === '' ? t('Rejected') : t('Rejected by {0}', who);
  return [finding('rejected', 'problem', message, { ...place, advice, uid, fields: [...fields, ...states] })];
}

/** Who called is not expected to answer, whatever their state. */
function isCalled({ uid }: Person, { initiator }: Call): boolean {
  return uid === '' || uid !== initiator?.id;
}

/** The people whom their state shows to be behind an outcome: their names, the uid of only one, and the proof. */
function peopleWhoAre(
  { call, nameOf, t }: Subject,
  words: readonly string[],
  isMeant: (person: Person, call: Call) => boolean = () => true,
) {
  const people = peopleInState(call, ...words).filter((person) => isMeant(person, call));
  const [only, another] = people;
  return {
    people,
    who: peopleText(people.map(nameOf), t),
    uid: another ? undefined : only?.uid,
    states: people.flatMap(({ stays }) =>
      stays
        .filter(({ state }) => state !== undefined && words.includes(state))
        .map((stay) => pathOf(stay, 'state')),
    ),
  };
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
