import type { Participant } from '../../call/model.ts';
import { hasJoined, isDisputed, isLive, secondsBetween } from '../../call/facts.ts';
import type { Finding } from './index.ts';
import { formatDuration } from '../../text/duration.ts';
import type { PersonTrack, Timeline } from '../timeline/index.ts';
import { isDoubtful } from './bounds.ts';
import { callPaths, finding, forEachPerson, pathOf, type Subject } from './subject.ts';
import { GROUP_EARLY, GROUP_LATE, GROUP_SHARE, ONE_TO_ONE_EARLY, ONE_TO_ONE_LATE } from './thresholds.ts';

/** Who did not come, came late, or left early. */
export function attendanceFindings(subject: Subject): readonly Finding[] {
  const { timeline, call } = subject;
  // A session of several meetings has no one start to be late for.
  const comings = timeline && timeline.meetings.length === 0 && call.startedAt !== undefined;
  return [
    ...neverJoined(subject),
    ...(comings ? [...joinedLate(subject, timeline), ...leftEarly(subject, timeline)] : []),
  ];
}

/** Of a call that was not taken, nobody is said to be missing: that it was not taken says it. */
function neverJoined(subject: Subject): readonly Finding[] {
  const { call, people, nameOf, t } = subject;
  const isOpen = call.status === 'ongoing' && isLive(call);
  if (call.status !== 'ended' && !isOpen) return [];
  // Who rejected it is another finding's, and so is who joined at a time and by a flag did not.
  const missing = people.filter(
    ({ stays }) => !stays.some((stay) => hasJoined(stay) || stay.state === 'rejected' || isDisputed(stay)),
  );
  if (missing.length === people.length && missing.length > 0 && !isOpen) return [nobodyJoined(subject)];
  return forEachPerson(
    missing,
    (person) => {
      const name = nameOf(person);
      const message = isOpen ? t('{0} has not joined yet', name) : t('{0} never joined', name);
      return finding('neverJoined', isOpen ? 'info' : 'notice', message, {
        advice: isOpen
          ? undefined
          : t(
              'Check whether they were online, and whether their device showed the incoming call or invitation',
            ),
        fields: person.stays.flatMap(absencePaths),
        uid: person.uid,
      });
    },
    (count) =>
      isOpen
        ? t('{0} of {1} people have not joined yet', count, people.length)
        : t('{0} of {1} people never joined', count, people.length),
  );
}

function nobodyJoined({ call, people, t }: Subject): Finding {
  return finding('neverJoined', 'problem', t('Ended, and none of those listed joined it'), {
    advice: t('Look in the devices’ logs for what happened between answering and joining'),
    fields: [...callPaths(call, 'status'), ...people.flatMap(({ stays }) => stays.flatMap(absencePaths))],
  });
}

/** That somebody never joined is shown by a flag, else by an entry without a time of joining. */
function absencePaths(stay: Participant): readonly (string | undefined)[] {
  return [pathOf(stay, 'isJoined') ?? `participants[${stay.entry}]`, pathOf(stay, 'state')];
}

function isOneToOne({ call }: Subject): boolean {
  return call.mode === 'call' && call.receiverType === 'user';
}

/** The share of the call that people of a group may be late for, or gone before. */
function slack(subject: Subject, least: number): number {
  const { call, context } = subject;
  const length = secondsBetween(call.startedAt, call.endedAt ?? context.asOf) ?? 0;
  return Math.max(least, length * GROUP_SHARE);
}

function joinedLate(subject: Subject, timeline: Timeline): readonly Finding[] {
  const { call, nameOf, t } = subject;
  const limit = isOneToOne(subject) ? ONE_TO_ONE_LATE : slack(subject, GROUP_LATE);
  const late = timeline.people.flatMap((person) => {
    const [first] = person.stays;
    if (isInDoubt(subject, person)) return [];
    const after = first?.start === 'known' ? secondsBetween(call.startedAt, first.from) : undefined;
    return person.isCertain && first && after !== undefined && after >= limit
      ? [{ person, first, after }]
      : [];
  });
  return forEachPerson(
    late,
    ({ person, first, after }) => {
      const stay = call.participants[first.index];
      const message = lateWords(nameOf(person), formatDuration(after, t), call.mode === 'call', t);
      return finding('joinedLate', isOneToOne(subject) ? 'notice' : 'info', message, {
        advice: isOneToOne(subject)
          ? t('Look in their device’s log between the answer and the join: network, permissions, sign-in')
          : undefined,
        fields: [...callPaths(call, 'startedAt'), stay && pathOf(stay, 'joinedAt')],
        uid: person.uid,
        from: call.startedAt,
        to: first.from,
      });
    },
    (count) => t('{0} people joined at least {1} after the start', count, formatDuration(limit, t)),
  );
}

function lateWords(name: string, length: string, isAnswered: boolean, t: Subject['t']): string {
  return isAnswered
    ? t('{0} joined {1} after the call was answered', name, length)
    : t('{0} joined {1} after the start', name, length);
}

/** Counted to when the last one left, for a call may be ended long after that. */
function leftEarly(subject: Subject, timeline: Timeline): readonly Finding[] {
  const { call, nameOf, t } = subject;
  const joined = timeline.people.filter((person) => person.joined);
  if (call.status !== 'ended' || call.endedAt === undefined || !joined.every(({ isCertain }) => isCertain))
    return [];
  const lastAt = Math.min(
    call.endedAt,
    ...joined
      .map(lastMoment)
      .toSorted((a, b) => b - a)
      .slice(0, 1),
  );
  const limit = isOneToOne(subject) ? ONE_TO_ONE_EARLY : slack(subject, GROUP_EARLY);
  const early = joined.flatMap((person) => {
    const leftAt = lastMoment(person);
    const before = (lastAt - leftAt) / 1000;
    return before >= limit && !isInDoubt(subject, person) ? [{ person, leftAt, before }] : [];
  });
  return forEachPerson(
    early,
    ({ person, leftAt, before }) => {
      const name = nameOf(person);
      const length = formatDuration(before, t);
      const message =
        lastAt === call.endedAt
          ? t('{0} left {1} before the end', name, length)
          : t('{0} left {1} before the last one did', name, length);
      return finding('leftEarly', isOneToOne(subject) ? 'notice' : 'info', message, {
        advice: isOneToOne(subject)
          ? t('The answer does not tell why: look in their device’s log at that time')
          : undefined,
        fields: [...leavePaths(subject, person, leftAt), ...callPaths(call, 'endedAt')],
        uid: person.uid,
        from: leftAt,
        to: lastAt,
      });
    },
    (count) => {
      const length = formatDuration(limit, t);
      return lastAt === call.endedAt
        ? t('{0} people left at least {1} before the end', count, length)
        : t('{0} people left at least {1} before the last one did', count, length);
    },
  );
}

/** Whether somebody's times contradict themselves or the call: that they do is another finding's. */
function isInDoubt(subject: Subject, { stays }: PersonTrack): boolean {
  return stays.some(({ index }) => {
    const stay = subject.call.participants[index];
    return stay !== undefined && isDoubtful(subject, stay);
  });
}

function lastMoment({ stays }: PersonTrack): number {
  let last = 0;
  for (const { to } of stays) last = Math.max(last, to);
  return last;
}

function leavePaths({ call }: Subject, { stays }: PersonTrack, leftAt: number) {
  return stays
    .filter(({ to }) => to === leftAt)
    .map(({ index }) => call.participants[index])
    .map((stay) => stay && pathOf(stay, 'leftAt'));
}
