import type { Finding } from './model.ts';
import type { PersonTrack, StayBar, Timeline } from '../timeline/model.ts';
import {
  hasJoined,
  isDisputed,
  isLive,
  isStillThere,
  personKey,
  secondsBetween,
  intersectionOf,
  secondsOf,
  type Span,
  unionOf,
} from '../../call/index.ts';
import type { Participant } from '../../call/model.ts';
import { formatDuration } from '../../text/index.ts';
import {
  ALONE,
  ALONE_IN_MEETING,
  callPaths,
  finding,
  forEachPerson,
  GROUP_EARLY,
  GROUP_LATE,
  GROUP_SHARE,
  isDoubtful,
  ONE_TO_ONE_EARLY,
  ONE_TO_ONE_LATE,
  pathOf,
  type Subject,
  timesPaths,
} from './subject.ts';

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

/** Who was there more than once: after one another, and at the same time. */
export function stayFindings(subject: Subject): readonly Finding[] {
  const { timeline } = subject;
  return timeline ? [...rejoined(subject, timeline), ...severalDevices(subject, timeline)] : [];
}

interface Gap extends Span {
  readonly before: StayBar;
  readonly after: StayBar;
}

function rejoined(subject: Subject, timeline: Timeline): readonly Finding[] {
  const { t } = subject;
  const back = timeline.people.flatMap((person) => {
    const gaps = person.isCertain ? gapsOf(person, timeline.meetings.length > 0) : [];
    return gaps.length === 0 ? [] : [{ person, gaps }];
  });
  return forEachPerson(
    back,
    ({ person, gaps }) => rejoinFinding(subject, person, gaps),
    (count) => t('{0} people left and came back', count),
  );
}

/**
 * When somebody was gone between two stays.
 * @param perMeeting whether there are several meetings: who goes from one to the next was not gone from either
 */
function gapsOf({ stays }: PersonTrack, perMeeting: boolean): readonly Gap[] {
  const groups = perMeeting ? Map.groupBy(stays, ({ meetingId }) => meetingId).values() : [stays];
  return [...groups].flatMap((group) => {
    let [last] = group;
    const gaps: Gap[] = [];
    for (const stay of group) {
      if (last && stay.from > last.to) gaps.push({ from: last.to, to: stay.from, before: last, after: stay });
      if (!last || stay.to > last.to) last = stay;
    }
    return gaps;
  });
}

function rejoinFinding(subject: Subject, person: PersonTrack, gaps: readonly Gap[]): Finding {
  const { call, t } = subject;
  const name = subject.nameOf(person);
  const length = formatDuration(secondsOf(gaps), t);
  const [longest] = gaps.toSorted((a, b) => b.to - b.from - (a.to - a.from));
  const message =
    gaps.length === 1
      ? t('{0} was gone for {1}, and came back', name, length)
      : t('{0} left and came back {1} times, gone for {2} in all', name, gaps.length, length);
  return finding('rejoined', 'notice', message, {
    advice: t('The answer does not tell why: look in their device’s log at that time for a lost connection'),
    fields: gaps.flatMap(({ before, after }) => {
      const [left, joined] = [call.participants[before.index], call.participants[after.index]];
      return [left && pathOf(left, 'leftAt'), joined && pathOf(joined, 'joinedAt')];
    }),
    uid: person.uid,
    from: longest?.from,
    to: longest?.to,
  });
}

function severalDevices(subject: Subject, timeline: Timeline): readonly Finding[] {
  const { t } = subject;
  const several = timeline.people.flatMap((person) => {
    const { spans, stays } = overlapsOf(person);
    return spans.length === 0 ? [] : [{ person, spans, stays }];
  });
  return forEachPerson(
    several,
    ({ person, spans, stays }) => deviceFinding(subject, person, spans, stays),
    (count) => t('{0} people were there more than once at the same time', count),
  );
}

/** When somebody was there twice or more, and with which stays; only by times that the answer tells. */
function overlapsOf({ stays }: PersonTrack) {
  const overlaps: Span[] = [];
  const overlapping = new Set<StayBar>();
  let last: StayBar | undefined;
  for (const stay of stays) {
    if (stay.start === 'unknown' || stay.end === 'unknown') continue;
    const [from, to] = [stay.from, Math.min(stay.to, last?.to ?? stay.from)];
    if (last && from < to) {
      overlaps.push({ from, to });
      overlapping.add(last).add(stay);
    }
    if (!last || stay.to > last.to) last = stay;
  }
  return { spans: unionOf(overlaps), stays: [...overlapping] };
}

function deviceFinding(
  { call, nameOf, t }: Subject,
  person: PersonTrack,
  spans: readonly Span[],
  stays: readonly StayBar[],
): Finding {
  const name = nameOf(person);
  const length = formatDuration(secondsOf(spans), t);
  const devices = new Set(stays.map(({ device }) => device));
  // A stay without a device may be of any.
  const known = devices.has(undefined) ? 0 : devices.size;
  const evidence = {
    fields: stays.flatMap(({ index }) => {
      const stay = call.participants[index];
      return stay ? [...timesPaths(stay), pathOf(stay, 'deviceId')] : [];
    }),
    uid: person.uid,
    from: spans[0]?.from,
    to: spans.at(-1)?.to,
  };
  if (known > 1) {
    return finding(
      'severalDevices',
      'info',
      t('{0} was there on {1} devices at once, for {2}', name, known, length),
      { ...evidence, advice: t('Two devices in one room can cause an echo') },
    );
  }
  const message =
    known === 1
      ? t('{0} was there twice at once on one device, for {1}', name, length)
      : t('{0} was there more than once at the same time, for {1}', name, length);
  return finding('severalDevices', 'info', message, { ...evidence, advice: undefined });
}

/**
 * Who was alone for long, since the call started. Nobody is said to have been where an entry contradicts itself or the
 * call: that one may have been there.
 */
export function aloneFindings(subject: Subject): readonly Finding[] {
  const { timeline, call, t } = subject;
  const since = timeline?.talking;
  if (!timeline || !since) return [];
  if (call.participants.some((stay) => isDoubtful(subject, stay))) return [];
  const { mode } = call;
  const limit = mode === 'meet' || mode === 'presenter' ? ALONE_IN_MEETING : ALONE;
  const stretches = Map.groupBy(timeline.alone, ({ key }) => key);
  const lonely = timeline.people.flatMap((person) => {
    const long = intersectionOf(unionOf(stretches.get(person.key) ?? []), [since]).filter(
      (span) => secondsOf([span]) >= limit,
    );
    return long.length === 0 ? [] : [{ person, long }];
  });
  return forEachPerson(
    lonely,
    ({ person, long }) => aloneFinding(subject, timeline, person, long),
    (count) => t('{0} people were alone for at least {1}', count, formatDuration(limit, t)),
  );
}

function aloneFinding(
  subject: Subject,
  timeline: Timeline,
  person: PersonTrack,
  long: readonly Span[],
): Finding {
  const { t } = subject;
  const [longest] = long.toSorted((a, b) => b.to - b.from - (a.to - a.from));
  const stays = person.stays.map(({ index }) => subject.call.participants[index]);
  const isNow = long.at(-1)?.to === timeline.asOf && stays.some((stay) => stay && isStillThere(stay));
  const message = aloneWords(
    subject.nameOf(person),
    formatDuration(secondsOf(long), t),
    long.length,
    isNow && timeline.isLive,
    t,
  );
  return finding('aloneForLong', 'notice', message, {
    advice: t('Find out why nobody else was there: look in the logs of those who had left, or had not come'),
    fields: longest ? boundaryPaths(subject, person, longest) : [],
    uid: person.uid,
    from: longest?.from,
    to: longest?.to,
  });
}

function aloneWords(name: string, length: string, times: number, isNow: boolean, t: Subject['t']): string {
  if (times > 1) return t('{0} was alone for {1}, in {2} stretches', name, length, times);
  return isNow ? t('{0} has been alone for {1}', name, length) : t('{0} was alone for {1}', name, length);
}

/** The stay itself, and whose leaving or joining began or ended the stretch. */
function boundaryPaths({ call }: Subject, { key }: PersonTrack, { from, to }: Span) {
  const own = call.participants.filter(
    (stay, index) =>
      personKey(stay, index) === key &&
      (stay.joinedAt ?? Number.POSITIVE_INFINITY) <= to &&
      (stay.leftAt ?? Number.POSITIVE_INFINITY) >= from,
  );
  return [
    ...call.participants.flatMap((stay) => [
      stay.leftAt === from ? pathOf(stay, 'leftAt') : undefined,
      stay.joinedAt === to ? pathOf(stay, 'joinedAt') : undefined,
    ]),
    ...own.flatMap(timesPaths),
  ];
}
