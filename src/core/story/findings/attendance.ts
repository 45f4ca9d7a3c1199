/** Who did not come, came late, left early, or is not reported to have left. */
import { lastLeaveOfAll } from '../happenings.ts';
import type { Finding, Severity } from './model.ts';
import type { Timeline } from '../timeline/model.ts';
import {
  attendanceOfAll,
  hasJoined,
  isLive,
  lastLeave,
  secondsBetween,
  type Person,
  stateOf,
} from '../../call/index.ts';
import type { Participant } from '../../call/model.ts';
import { formatDuration } from '../../text/index.ts';
import { isInDoubt, isOneToOne } from '../subject.ts';
import {
  attendancePaths,
  callPaths,
  finding,
  forEachPerson,
  GROUP_EARLY,
  GROUP_LATE,
  GROUP_SHARE,
  ONE_TO_ONE_EARLY,
  ONE_TO_ONE_LATE,
  pathOf,
  type Subject,
} from './subject.ts';

/** Who did not come, came late, left early, or is not reported to have left. */
export function attendanceFindings(subject: Subject): readonly Finding[] {
  const { timeline, call } = subject;
  // A session of several meetings has no one start to be late for.
  const comings = timeline && timeline.meetings.length === 0 && call.startedAt !== undefined;
  return [
    ...neverJoined(subject),
    ...(comings ? [...joinedLate(subject, timeline), ...leftEarly(subject)] : []),
    ...neverLeft(subject),
  ];
}

/** Of a call that was not taken, nobody is said to be missing: that it was not taken says it. */
function neverJoined(subject: Subject): readonly Finding[] {
  const { call, people, joined, nameOf, t } = subject;
  const isOpen = call.status === 'ongoing' && isLive(call);
  if (call.status !== 'ended' && !isOpen) return [];
  // Who rejected it is another finding's.
  const missing = people.filter(
    ({ stays }) => attendanceOfAll(stays) === 'notJoined' && !stays.some(isRejected),
  );
  const silent = people.filter(({ stays }) => attendanceOfAll(stays) === 'notTold');
  const isNobody = missing.length + silent.length === people.length && people.length > 0;
  if (isNobody && !isOpen) return [nobodyJoined(subject)];
  const isProblem = isOneToOne(call) && joined.length < 2;
  const of = people.length;
  return [
    ...forEachPerson(
      missing,
      (person) =>
        absent(
          subject,
          person,
          isOpen ? 'info' : isProblem ? 'problem' : 'notice',
          isOpen ? t('{0} has not joined yet', nameOf(person)) : t('{0} never joined', nameOf(person)),
        ),
      (count) =>
        isOpen
          ? t('{0} of {1} people have not joined yet', count, of)
          : t('{0} of {1} people never joined', count, of),
    ),
    // An entry without a word of it does not show that somebody never came.
    ...forEachPerson(
      silent,
      (person) =>
        absent(
          subject,
          person,
          isOpen ? 'info' : 'notice',
          t('CometChat did not report {0} joining', nameOf(person)),
        ),
      (count) => t('CometChat did not report {0} of {1} people joining', count, of),
    ),
  ];
}

function absent(subject: Subject, person: Person, severity: Severity, message: string): Finding {
  return finding('neverJoined', severity, message, {
    advice: severity === 'info' ? undefined : absenceAdvice(subject, person),
    facts: { who: [person.key] },
    fields: person.stays.flatMap(absencePaths),
    uid: person.uid,
  });
}

function isRejected(stay: Participant): boolean {
  return stateOf(stay) === 'rejected';
}

function absenceAdvice({ call, t }: Subject, { uid }: Person): string {
  return uid !== '' && uid === call.initiator?.id
    ? t('Look in the caller’s log for why they did not join after it was answered')
    : t('Check whether they were online, and whether their device showed the incoming call or invitation');
}

function nobodyJoined({ call, people, t }: Subject): Finding {
  const isShown = people.every(({ stays }) => attendanceOfAll(stays) === 'notJoined');
  const message = isShown
    ? t('Nobody on the list joined the call')
    : t('CometChat did not report anybody joining');
  return finding('neverJoined', isShown ? 'problem' : 'notice', message, {
    advice: t('Look in the devices’ logs for what happened between answering and joining'),
    facts: { who: people.map(({ key }) => key) },
    fields: [...callPaths(call, 'status'), ...people.flatMap(({ stays }) => stays.flatMap(absencePaths))],
  });
}

/** What shows that somebody never joined, and their state, whatever it is. */
function absencePaths(stay: Participant): readonly (string | undefined)[] {
  return [...attendancePaths(stay), pathOf(stay, 'state')];
}

/** The share of the call that people of a group may be late for, or gone before. */
function slack({ call, asOf }: Subject, least: number): number {
  const length = secondsBetween(call.startedAt, call.endedAt ?? asOf) ?? 0;
  return Math.max(least, length * GROUP_SHARE);
}

function joinedLate(subject: Subject, timeline: Timeline): readonly Finding[] {
  const { call, nameOf, t } = subject;
  const isForTwo = isOneToOne(call);
  const limit = isForTwo ? ONE_TO_ONE_LATE : slack(subject, GROUP_LATE);
  const entries = new Map(subject.people.map(({ key, stays }) => [key, stays]));
  const late = timeline.people.flatMap((person) => {
    const [first] = person.stays;
    const stays = entries.get(person.key) ?? [];
    // Without one of the times of joining, somebody may have been there before.
    const isFirst = !person.hasUntimed && person.stays.every(({ start }) => start === 'known');
    if (!first || !isFirst || isInDoubt(subject, stays)) return [];
    const after = secondsBetween(call.startedAt, first.from);
    return after !== undefined && after >= limit ? [{ person, first, after }] : [];
  });
  return forEachPerson(
    late,
    ({ person, first, after }) => {
      const stay = call.participants[first.index];
      const length = formatDuration(after, t);
      const message =
        call.mode === 'call'
          ? t('{0} joined {1} after the call was answered', nameOf(person), length)
          : t('{0} joined {1} after the start', nameOf(person), length);
      return finding('joinedLate', isForTwo ? 'notice' : 'info', message, {
        advice: isForTwo
          ? t('Look in their device’s log between the answer and the join: network, permissions, sign-in')
          : undefined,
        facts: { who: [person.key], seconds: after },
        fields: [...callPaths(call, 'startedAt'), stay && pathOf(stay, 'joinedAt')],
        uid: person.uid,
        from: call.startedAt,
        to: first.from,
      });
    },
    (count) => t('{0} people joined at least {1} after the start', count, formatDuration(limit, t)),
  );
}

/** Counted to when the last one left, where all times of leaving are known, for a call may be ended long after that. */
function leftEarly(subject: Subject): readonly Finding[] {
  const { call, joined, nameOf, t } = subject;
  if (call.status !== 'ended' || call.endedAt === undefined) return [];
  const leavers = joined.map((person) => ({
    person,
    leftAt: isInDoubt(subject, person.stays) ? undefined : lastLeave(person.stays),
  }));
  const last = lastLeaveOfAll(subject);
  const until = Math.min(last ?? call.endedAt, call.endedAt);
  const isToEnd = until === call.endedAt;
  const isForTwo = isOneToOne(call);
  const limit = isForTwo ? ONE_TO_ONE_EARLY : slack(subject, GROUP_EARLY);
  const lastFields = isToEnd
    ? callPaths(call, 'endedAt')
    : call.participants
        .filter((stay) => hasJoined(stay) && stay.leftAt === until)
        .map((stay) => pathOf(stay, 'leftAt'));
  const early = leavers.flatMap(({ person, leftAt }) => {
    const seconds = secondsBetween(leftAt, until);
    return leftAt !== undefined &&
      seconds !== undefined &&
      seconds >= limit &&
      leftAt >= (call.startedAt ?? 0)
      ? [{ person, leftAt, seconds }]
      : [];
  });
  return forEachPerson(
    early,
    ({ person, leftAt, seconds }) => {
      const name = nameOf(person);
      const length = formatDuration(seconds, t);
      const message = isToEnd
        ? t('{0} left {1} before the end', name, length)
        : t('{0} left {1} before the last one did', name, length);
      const own = person.stays.filter((stay) => hasJoined(stay) && stay.leftAt === leftAt);
      return finding('leftEarly', isForTwo ? 'notice' : 'info', message, {
        advice: isForTwo
          ? t('CometChat did not report why: look in their device’s log at that time')
          : undefined,
        facts: { who: [person.key], seconds },
        fields: [...own.map((stay) => pathOf(stay, 'leftAt')), ...lastFields],
        uid: person.uid,
        from: leftAt,
        to: until,
      });
    },
    (count) => {
      const length = formatDuration(limit, t);
      return isToEnd
        ? t('{0} people left at least {1} before the end', count, length)
        : t('{0} people left at least {1} before the last one did', count, length);
    },
  );
}

/** Whoever was in a call that is over, and of whom nobody heard that they left. */
function neverLeft(subject: Subject): readonly Finding[] {
  const { call, joined, nameOf, t } = subject;
  if (call.status !== 'ended' || call.endedAt === undefined) return [];
  const open = joined.flatMap((person) => {
    // A state that is still ongoing is another finding's.
    const stays = person.stays.filter(
      (stay) => hasJoined(stay) && stay.leftAt === undefined && stateOf(stay) !== 'ongoing',
    );
    return stays.length === 0 ? [] : [{ person, stays }];
  });
  return forEachPerson(
    open,
    ({ person, stays }) =>
      finding('neverLeft', 'info', t('When {0} left is not reported', nameOf(person)), {
        facts: { who: [person.key] },
        fields: stays.map((stay) => pathOf(stay, 'joinedAt') ?? `participants[${stay.entry}]`),
        uid: person.uid,
        from: stays[0]?.joinedAt,
      }),
    (count) => t('When {0} people left is not reported', count),
  );
}
