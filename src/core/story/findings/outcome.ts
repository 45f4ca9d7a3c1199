import { emptyAtEnd, endedAtOnce, leftOpen, presence } from '../happenings.ts';
import { isNotTaken, notTakenText, peopleBehind, ringingOf, staleRingingText } from '../outcome.ts';
import type { Finding } from './model.ts';
import {
  contradictionOf,
  hasJoined,
  isKnownWhole,
  isLive,
  isStillThere,
  lastLeave,
  peopleText,
  RINGS_AT_MOST_SECONDS,
  ringSeconds,
  secondsBetween,
} from '../../call/index.ts';
import type { Participant } from '../../call/model.ts';
import { formatDuration } from '../../text/index.ts';
import {
  aboutOne,
  callPaths,
  finding,
  LONG_CALL,
  LONG_RING,
  pathOf,
  type Subject,
  timesPaths,
} from './subject.ts';

/** How it came that a call was not taken, or only after long, or was over at once. */
export function outcomeFindings(subject: Subject): readonly Finding[] {
  const { status } = subject.call;
  // A status that the rest of the answer denies is another finding's.
  if (isNotTaken(status)) {
    if (contradictionOf(subject.call)) return [];
    return [notTaken(subject, status), ...(status === 'rejected' ? [] : rejected(subject))];
  }
  const isDenied = contradictionOf(subject.call)?.kind === 'states';
  return [...(isDenied ? [] : rejected(subject)), ...longRing(subject), ...atOnce(subject)];
}

function notTaken(subject: Subject, status: 'unanswered' | 'rejected' | 'busy' | 'cancelled'): Finding {
  const { call } = subject;
  const { rang, endedAfter } = ringingOf(call);
  const seconds = rang ?? endedAfter;
  const people = peopleBehind(subject, status);
  const { uid, facts } = aboutOne(people);
  const kind = status === 'unanswered' ? 'nobodyAnswered' : status;
  return finding(kind, status === 'cancelled' ? 'notice' : 'problem', notTakenText(subject, status), {
    advice: adviceOn(subject, status, people.length > 0),
    fields: [
      ...callPaths(call, 'status'),
      ...(seconds === undefined || status === 'busy' ? [] : callPaths(call, 'initiatedAt', 'endedAt')),
      ...people.flatMap(({ stays }) => stays.map((stay) => pathOf(stay, 'state'))),
    ],
    uid,
    facts: { ...facts, ...(rang === undefined ? {} : { seconds: rang }) },
    from: call.initiatedAt,
    to: seconds === undefined ? undefined : call.endedAt,
  });
}

function adviceOn(
  { call, t }: Subject,
  status: 'unanswered' | 'rejected' | 'busy' | 'cancelled',
  isShown: boolean,
): string | undefined {
  switch (status) {
    case 'unanswered':
      return t(
        'Check whether those who were called were online, and whether their devices showed the incoming call: push notifications and permissions',
      );
    case 'rejected':
      return isShown
        ? t('If they did not decline it themselves, look in their device’s log for what did')
        : t('CometChat did not report by whom: look for it in the logs of those who were called');
    case 'busy':
      return t(
        'Look for another call at that time of whoever was called: one that was never ended may keep the line busy',
      );
    case 'cancelled':
      return (ringingOf(call).rang ?? 0) >= LONG_RING
        ? t('Check whether the devices of those who were called showed the incoming call')
        : undefined;
  }
}

/** Who rejected a call that is not marked so: a group's call may go on without them. */
function rejected(subject: Subject): readonly Finding[] {
  const { t, nameOf } = subject;
  const people = peopleBehind(subject, 'rejected');
  if (people.length === 0) return [];
  const states = people.flatMap(({ stays }) => stays.map((stay) => pathOf(stay, 'state')));
  const message = t('{0} rejected the call', peopleText(people.map(nameOf), t));
  return [finding('rejected', 'notice', message, { ...aboutOne(people), fields: states })];
}

function longRing({ call, t }: Subject): readonly Finding[] {
  const ring = ringSeconds(call);
  // Without a mode nothing shows that it rang.
  if (call.mode !== 'call' || ring === undefined || ring < LONG_RING) return [];
  const length = formatDuration(ring, t);
  const message =
    ring > RINGS_AT_MOST_SECONDS
      ? t('It was answered {0} after it was initiated', length)
      : t('It rang for {0} before it was answered', length);
  return [
    finding('longRing', 'notice', message, {
      advice: t(
        'Compare with the log of the device that answered: when did it hear of the call, and when was it taken?',
      ),
      facts: { seconds: ring },
      fields: callPaths(call, 'initiatedAt', 'startedAt'),
      from: call.initiatedAt,
      to: call.startedAt,
    }),
  ];
}

function atOnce(subject: Subject): readonly Finding[] {
  const { call, t } = subject;
  const seconds = endedAtOnce(subject);
  if (seconds === undefined) return [];
  const message =
    seconds === 0
      ? t('It ended in the second in which it started')
      : t('It ended {0} after it started', formatDuration(seconds, t));
  return [
    finding('endedAtOnce', 'notice', message, {
      advice: t('Look in the logs of both sides at that second for who ended it, and why'),
      facts: { seconds },
      fields: callPaths(call, 'startedAt', 'endedAt'),
      from: call.startedAt,
      to: call.endedAt,
    }),
  ];
}

/** Calls that ring or go on by their answer, and hardly can; and those that were ended long after they were over. */
export function staleFindings(subject: Subject): readonly Finding[] {
  const { call } = subject;
  // What denies that it rings is another finding's.
  if (call.status === 'initiated') return contradictionOf(call) ? [] : ringingForLong(subject);
  if (call.status === 'ended') return nobodyAtTheEnd(subject);
  if (call.status !== 'ongoing' || !isLive(call)) return [];
  const empty = nobodyThere(subject);
  return empty.length > 0 ? empty : ongoingForLong(subject);
}

function ringingForLong({ call, asOf, t }: Subject): readonly Finding[] {
  const message = staleRingingText(call, asOf, t);
  const seconds = secondsBetween(call.initiatedAt, asOf);
  if (message === undefined || seconds === undefined) return [];
  return [
    finding('ringingForLong', 'problem', message, {
      advice: t(
        'Refresh; if it stays so, look in the caller’s log for whether the call was cancelled there and the server never heard of it',
      ),
      facts: { seconds },
      fields: callPaths(call, 'status', 'initiatedAt'),
      from: call.initiatedAt,
      to: asOf,
    }),
  ];
}

const leavingPaths = (stays: readonly Participant[], leftAt: number | undefined) =>
  stays.filter((stay) => stay.leftAt === leftAt).map((stay) => pathOf(stay, 'leftAt'));

/** Nobody, where the list is known to be whole. */
function nobody({ call, t }: Subject): string {
  return isKnownWhole(call) ? t('Nobody') : t('Nobody on the list');
}

function nobodyThere(subject: Subject): readonly Finding[] {
  const { call, asOf, t } = subject;
  const open = leftOpen(subject);
  if (!open || open.stays.length === 0) return [];
  const { since, seconds, stays } = open;
  const length = seconds === undefined ? undefined : formatDuration(seconds, t);
  const message =
    length === undefined
      ? t('{0} is there any more, and the call is still marked as ongoing', nobody(subject))
      : t('{0} has been there for {1}, and the call is still marked as ongoing', nobody(subject), length);
  const proof = since === undefined ? stays.map((stay) => pathOf(stay, 'state')) : leavingPaths(stays, since);
  return [
    finding('nobodyLeft', 'problem', message, {
      advice: t('Check that the app ends the call when the last one leaves it'),
      facts: seconds === undefined ? {} : { seconds },
      fields: [...callPaths(call, 'status'), ...proof],
      from: since,
      to: since === undefined ? undefined : asOf,
    }),
  ];
}

/** The same of a call that was ended: long after everybody had left. */
function nobodyAtTheEnd(subject: Subject): readonly Finding[] {
  const { call, joined, t } = subject;
  const empty = emptyAtEnd(subject);
  if (!empty) return [];
  const { from, to, seconds } = empty;
  const message = t('{0} was there for its last {1}', nobody(subject), formatDuration(seconds, t));
  const last = joined.filter(({ stays }) => lastLeave(stays) === from);
  return [
    finding('nobodyLeft', 'notice', message, {
      advice: t('Check that the app ends the call when the last one leaves it'),
      facts: { seconds },
      fields: [
        ...last.flatMap(({ stays }) => leavingPaths(stays.filter(hasJoined), from)),
        ...callPaths(call, 'endedAt'),
      ],
      from,
      to,
    }),
  ];
}

/** Counted from its start, else from when it was initiated. */
function ongoingForLong(subject: Subject): readonly Finding[] {
  const { call, asOf, people, t } = subject;
  const since = call.startedAt ?? call.initiatedAt;
  const seconds = secondsBetween(since, asOf);
  if (seconds === undefined || seconds < LONG_CALL) return [];
  const present = call.participants.filter(isStillThere);
  const length = formatDuration(seconds, t);
  const message =
    call.startedAt === undefined
      ? t('Marked as ongoing, {0} after it was initiated', length)
      : t('Ongoing for {0}', length);
  const there = presence(subject);
  const advice =
    people.length === 0
      ? t('CometChat listed nobody: ask those who were called whether they are still talking')
      : there?.length === 0
        ? t('Nobody on the list is in it: check that the app ends the calls that nobody joins')
        : t('If nobody is talking any more, find the device that never left');
  return [
    finding('ongoingForLong', 'notice', message, {
      advice,
      facts: { seconds },
      fields: [
        ...callPaths(call, 'status', call.startedAt === undefined ? 'initiatedAt' : 'startedAt'),
        ...present.flatMap(timesPaths),
      ],
      from: since,
      to: asOf,
    }),
  ];
}
