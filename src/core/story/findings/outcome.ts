import { type NotTaken, notTakenText, rangFor, staleRingingText, STATES_BEHIND } from '../outcome.ts';
import type { Finding } from './model.ts';
import {
  contradictionOf,
  hasJoined,
  isLive,
  isStillThere,
  peopleInState,
  type Person,
  ringSeconds,
  secondsBetween,
  reachOf,
  peopleText,
} from '../../call/index.ts';
import type { Call } from '../../call/model.ts';
import { formatDuration } from '../../text/index.ts';
import {
  callPaths,
  finding,
  isContradictory,
  isDoubtful,
  LONG_CALL,
  LONG_RING,
  NOBODY_THERE,
  pathOf,
  type Subject,
  timesPaths,
} from './subject.ts';

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

/** How long a call rang that never started, and where that is on the timeline. */
function ringingOf({ call, t }: Subject) {
  const seconds = rangFor(call);
  const fields = callPaths(
    call,
    'status',
    ...(seconds === undefined ? [] : (['initiatedAt', 'endedAt'] as const)),
  );
  return {
    seconds,
    length: seconds === undefined ? undefined : formatDuration(seconds, t),
    place: { from: call.initiatedAt, to: seconds === undefined ? undefined : call.endedAt },
    fields,
  };
}

function nobodyAnswered(subject: Subject): readonly Finding[] {
  const { t } = subject;
  const { length, place, fields } = ringingOf(subject);
  const { who, uid, states } = peopleBehind(subject, 'unanswered', isCalled);
  const message =
    who === ''
      ? length === undefined
        ? notTakenText('unanswered', [], t)
        : t('Nobody answered in {0} of ringing', length)
      : length === undefined
        ? t('{0} did not answer', who)
        : t('{0} did not answer in {1} of ringing', who, length);
  const advice = t(
    'Check whether those who were called were online, and whether their devices showed the incoming call: push notifications and permissions',
  );
  return [
    finding('nobodyAnswered', 'problem', message, { ...place, advice, uid, fields: [...fields, ...states] }),
  ];
}

function cancelled(subject: Subject): readonly Finding[] {
  const { t } = subject;
  const { seconds, length, place, fields } = ringingOf(subject);
  const { names, who, uid, states } = peopleBehind(subject, 'cancelled');
  const message =
    length === undefined
      ? notTakenText('cancelled', names, t)
      : who === ''
        ? t('Cancelled after {0} of ringing', length)
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
  const { names, uid, states } = peopleBehind(subject, 'busy');
  const advice = t(
    'Look for another call at that time of whoever was called: one that was never ended may keep the line busy',
  );
  return [
    finding('busy', 'problem', notTakenText('busy', names, t), {
      ...place,
      advice,
      uid,
      fields: [...fields, ...states],
    }),
  ];
}

/** Who rejected it, as far as a state shows that; a group's call may go on without them. */
function rejected(subject: Subject): readonly Finding[] {
  const { t, call } = subject;
  const { names, who, uid, states } = peopleBehind(subject, 'rejected');
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
  return [
    finding('rejected', 'problem', notTakenText('rejected', names, t), {
      ...place,
      advice,
      uid,
      fields: [...fields, ...states],
    }),
  ];
}

/** Who called is not expected to answer, whatever their state. */
function isCalled({ uid }: Person, { initiator }: Call): boolean {
  return uid === '' || uid !== initiator?.id;
}

/** The people whom their state shows to be behind an outcome: their names, the uid of only one, and the proof. */
function peopleBehind(
  { call, nameOf, t }: Subject,
  outcome: NotTaken,
  isMeant: (person: Person, call: Call) => boolean = () => true,
) {
  const words = STATES_BEHIND[outcome];
  const people = peopleInState(call, ...words).filter((person) => isMeant(person, call));
  const names = people.map(nameOf);
  const [only, another] = people;
  return {
    names,
    who: peopleText(names, t),
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

/** Calls that ring or go on by their answer, and hardly can. */
export function staleFindings(subject: Subject): readonly Finding[] {
  const { call } = subject;
  // What denies that it rings is another finding's.
  if (call.status === 'initiated') return contradictionOf(call) ? [] : ringingForLong(subject);
  if (call.status === 'ended') return nobodyAtTheEnd(subject);
  if (call.status !== 'ongoing' || !isLive(call)) return [];
  const empty = nobodyThere(subject);
  return empty.length > 0 ? empty : ongoingForLong(subject);
}

function ringingForLong({ call, context, t }: Subject): readonly Finding[] {
  const { asOf } = context;
  const message = staleRingingText(call, asOf, t);
  if (message === undefined) return [];
  return [
    finding('ringingForLong', 'problem', message, {
      advice: t(
        'Refresh; if it stays so, look in the caller’s log for whether the call was cancelled there and the server never heard of it',
      ),
      fields: callPaths(call, 'status', 'initiatedAt'),
      from: call.initiatedAt,
      to: asOf,
    }),
  ];
}

/** When the last of those who were there left, as far as the answer tells. */
function lastLeave({ call }: Subject) {
  const joined = call.participants.filter(hasJoined);
  const lastAt = reachOf(joined.map(({ leftAt }) => leftAt))?.to;
  return { joined, lastAt, of: joined.filter(({ leftAt }) => leftAt !== undefined && leftAt === lastAt) };
}

function nobodyThere(subject: Subject): readonly Finding[] {
  const { call, context, t } = subject;
  const { joined, lastAt, of } = lastLeave(subject);
  const since = secondsBetween(lastAt, context.asOf);
  if (joined.length === 0 || joined.some(isStillThere) || call.participants.some(isContradictory)) return [];
  if (lastAt !== undefined && (since === undefined || since < NOBODY_THERE)) return [];
  const message =
    since === undefined
      ? t('Nobody is there any more, and the call is still marked as ongoing')
      : t('Nobody has been there for {0}, and the call is still marked as ongoing', formatDuration(since, t));
  const proof =
    of.length > 0 ? of.map((stay) => pathOf(stay, 'leftAt')) : joined.map((stay) => pathOf(stay, 'state'));
  return [
    finding('nobodyLeft', 'problem', message, {
      advice: t('Check that the app ends the call when the last one leaves it'),
      fields: [...callPaths(call, 'status'), ...proof],
      from: lastAt,
      to: lastAt === undefined ? undefined : context.asOf,
    }),
  ];
}

/** The same of a call that was ended: long after everybody had left. */
function nobodyAtTheEnd(subject: Subject): readonly Finding[] {
  const { call, t } = subject;
  const { joined, lastAt, of } = lastLeave(subject);
  const empty = secondsBetween(lastAt, call.endedAt);
  if (empty === undefined || empty < NOBODY_THERE) return [];
  if (joined.some(({ leftAt }) => leftAt === undefined)) return [];
  if (call.participants.some((stay) => isDoubtful(subject, stay))) return [];
  return [
    finding('nobodyLeft', 'notice', t('Nobody was there for its last {0}', formatDuration(empty, t)), {
      advice: t('Check that the app ends the call when the last one leaves it'),
      fields: [...of.map((stay) => pathOf(stay, 'leftAt')), ...callPaths(call, 'endedAt')],
      from: lastAt,
      to: call.endedAt,
    }),
  ];
}

function ongoingForLong({ call, context, t }: Subject): readonly Finding[] {
  const seconds = secondsBetween(call.startedAt, context.asOf);
  if (seconds === undefined || seconds < LONG_CALL) return [];
  const present = call.participants.filter(isStillThere);
  return [
    finding('ongoingForLong', 'notice', t('Ongoing for {0}', formatDuration(seconds, t)), {
      advice:
        present.length === 0
          ? t('The answer lists nobody: ask those who were called whether they are still talking')
          : t('If nobody is talking any more, find the device that never left'),
      fields: [...callPaths(call, 'status', 'startedAt'), ...present.flatMap(timesPaths)],
      from: call.startedAt,
      to: context.asOf,
    }),
  ];
}
