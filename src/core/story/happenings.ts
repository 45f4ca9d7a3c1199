/** What happened in a call, as data: what its verdict and its findings both tell. Lengths are seconds. */
import {
  contradictionOf,
  differenceOf,
  intersectionOf,
  hasJoined,
  isEverybodyListed,
  isLive,
  isStillThere,
  lastLeave,
  mayBeThere,
  isLater,
  type Person,
  type PersonKey,
  reachOf,
  ROUNDING,
  secondsBetween,
  secondsOf,
  type Span,
  unionOf,
} from '../call/index.ts';
import { isInDoubt, isOneToOne, type Subject } from './subject.ts';
import { awayOf, possibleStays } from './timeline/index.ts';
import type { Gap, PersonTrack, StayBar } from './timeline/model.ts';

// From when on a thing is worth a look, in seconds.

/** Between two people, who waits for longer than it takes to find the phone has been alone. */
const ALONE_ONE_TO_ONE = 20;
/** A minute alone in a group's call is more than a short loss of network takes to mend. */
const ALONE = 60;
/** Rooms are opened before the others come: five minutes alone in one is more than that. */
const ALONE_IN_MEETING = 300;
/** Whoever left within the last minute may be on the way back, and the server may yet end the call. */
export const NOBODY_THERE = 60;
/** A call that ends within so little of its start was no talk. */
const AT_ONCE = 5;
/** A network changes over within three seconds, and nobody notices. */
const NOTICED_GAP = 3;
/** Leaving within so little of each other is not people hanging up one by one. */
const AT_THE_SAME_TIME = 2;

/** When the last of those who were listed left; undefined where one of their times is missing or in doubt. */
export function lastLeaveOfAll(subject: Subject): number | undefined {
  const { call, joined } = subject;
  if (joined.length === 0 || isInDoubt(subject, call.participants)) return undefined;
  const leaves = joined.map(({ stays }) => lastLeave(stays));
  return leaves.includes(undefined) ? undefined : reachOf(leaves)?.to;
}

/** How long before its end a call was left by the last of those listed, where that was long before. */
export function emptyAtEnd(subject: Subject): (Span & { readonly seconds: number }) | undefined {
  const { startedAt, endedAt, status } = subject.call;
  const from = lastLeaveOfAll(subject);
  const seconds = secondsBetween(from, endedAt);
  if (status !== 'ended' || from === undefined || endedAt === undefined) return undefined;
  // Who left before the start was in an earlier meeting of the session.
  if (seconds === undefined || seconds < NOBODY_THERE || from < (startedAt ?? 0)) return undefined;
  return { from, to: endedAt, seconds };
}

/** Whether a call that is over had all of those who joined in it at other times: in another meeting of its session. */
export function isOfAnotherMeeting(subject: Subject): boolean {
  const { startedAt, endedAt, participants } = subject.call;
  if (startedAt === undefined || endedAt === undefined || isInDoubt(subject, participants)) return false;
  const stays = participants.filter(hasJoined);
  return (
    stays.length > 0 &&
    stays.every(
      ({ joinedAt, leftAt }) => (leftAt ?? endedAt) < startedAt || (joinedAt ?? startedAt) > endedAt,
    )
  );
}

/** Two or more who joined, and were never in it at one time; in meetings of their own where the entries tell them. */
export function neverTogether(subject: Subject): { readonly inMeetings: boolean } | undefined {
  const { call, joined, timeline } = subject;
  if (joined.length < 2 || !timeline || isLive(call)) return undefined;
  const people = timeline.people.filter(({ attendance }) => attendance === 'joined');
  if (people.some(({ hasUntimed }) => hasUntimed)) return undefined;
  if (joined.some(({ stays }) => isInDoubt(subject, stays))) return undefined;
  const stays = people.flatMap((person) => possibleStays(person).map((bar) => ({ ...bar, key: person.key })));
  const meetings = new Set(stays.map(({ meetingId }) => meetingId));
  if (meetings.size > 1 && meetings.has(undefined)) return undefined;
  const byMeeting = [...Map.groupBy(stays, ({ meetingId }) => meetingId).values()];
  if (byMeeting.some(meet)) return undefined;
  return { inMeetings: meetings.size > 1 && meet(stays) };
}

/** Whether the stays of two people touch: times are whole seconds, and who came as another left may have met them. */
function meet(stays: readonly (Span & { readonly key: PersonKey })[]): boolean {
  let last: { readonly key: PersonKey; readonly to: number } | undefined;
  let another = Number.NEGATIVE_INFINITY;
  for (const { key, from, to } of stays.toSorted((a, b) => a.from - b.from)) {
    if (Math.max(another, last && last.key !== key ? last.to : another) >= from) return true;
    if (!last || to >= last.to) {
      if (last && last.key !== key) another = Math.max(another, last.to);
      last = { key, to };
    } else if (last.key !== key) another = Math.max(another, to);
  }
  return false;
}

/** How long after the start of a call between two they were together, and for how long of it. */
export function togetherLate(subject: Subject) {
  const { call, joined, timeline } = subject;
  const talking = timeline?.talking;
  if (!timeline || !talking || joined.length !== 2 || timeline.meetings.length > 0) return undefined;
  const isDated = timeline.people.every(({ attendance, isCertain }) => attendance !== 'joined' || isCertain);
  if (!isDated || isInDoubt(subject, call.participants) || contradictionOf(call)) return undefined;
  const [first] = timeline.together;
  const together = intersectionOf(timeline.together, [talking]);
  const after = secondsBetween(talking.from, first?.from);
  if (!first || after === undefined || after < ALONE_ONE_TO_ONE) return undefined;
  return { after, seconds: secondsOf(together), length: secondsOf([talking]), from: first.from };
}

/** A call that ended as soon as it had started. */
export function endedAtOnce({ call }: Subject): number | undefined {
  const seconds = secondsBetween(call.startedAt, call.endedAt);
  return call.status === 'ended' && seconds !== undefined && seconds <= AT_ONCE ? seconds : undefined;
}

/** Three or more, who all left within a moment, and before the end. */
export function goneTogether(subject: Subject) {
  const { call, timeline, joined } = subject;
  const last = lastLeaveOfAll(subject);
  if (call.status !== 'ended' || joined.length < 3 || last === undefined || !timeline) return undefined;
  const before = secondsBetween(last, call.endedAt);
  if (before === undefined || before <= ROUNDING || timeline.meetings.length > 0) return undefined;
  const first = reachOf(joined.map(({ stays }) => lastLeave(stays)))?.from ?? last;
  const within = (last - first) / 1000;
  return within <= AT_THE_SAME_TIME
    ? { count: joined.length, within, before, from: first, to: last }
    : undefined;
}

export interface Return {
  readonly person: PersonTrack;
  readonly gaps: readonly Gap<StayBar>[];
  /** In all. */
  readonly seconds: number;
  /** Whether any of the gaps is long enough to be noticed. */
  readonly isNoticed: boolean;
  /** Whether every stay after a gap is on another device than the one before. */
  readonly onOtherDevice: boolean;
}

/** Who left and came back. A missing time of leaving takes nothing from a gap that other times show. */
export function returns(subject: Subject): readonly Return[] {
  const { timeline, joined } = subject;
  const doubtful = new Set(joined.filter(({ stays }) => isInDoubt(subject, stays)).map(({ key }) => key));
  return (timeline?.people ?? []).flatMap((person) => {
    if (person.hasUntimed || doubtful.has(person.key)) return [];
    const gaps = awayOf(person, timeline?.meetings.length !== 0);
    if (gaps.length === 0) return [];
    return {
      person,
      gaps,
      seconds: secondsOf(gaps),
      isNoticed: gaps.some((gap) => secondsOf([gap]) >= NOTICED_GAP),
      onOtherDevice: gaps.every(
        ({ before, after }) =>
          before.device !== undefined && after.device !== undefined && before.device !== after.device,
      ),
    };
  });
}

export interface Loneliness {
  readonly person: PersonTrack;
  readonly stretches: readonly Span[];
  readonly longest: Span;
  /** In all. */
  readonly seconds: number;
  readonly isNow: boolean;
}

/** From how many seconds on somebody was alone for long. */
export function aloneLimit({ call }: Subject): number {
  if (isOneToOne(call)) return ALONE_ONE_TO_ONE;
  return call.mode === undefined || call.mode === 'call' ? ALONE : ALONE_IN_MEETING;
}

/**
 * Who was alone for long. A stretch is told whole; whether it is long is reckoned of a call from its start on, for
 * while it rings the caller waits.
 */
export function lonely(subject: Subject): readonly Loneliness[] {
  const { call, timeline } = subject;
  if (!timeline || timeline.people.length < 2) return [];
  const isMeeting = call.mode !== undefined && call.mode !== 'call';
  const since = isMeeting ? 0 : timeline.talking?.from;
  if (since === undefined) return [];
  const limit = aloneLimit(subject);
  const byPerson = Map.groupBy(timeline.alone, ({ key }) => key);
  return timeline.people.flatMap((person) => {
    const stretches = (byPerson.get(person.key) ?? []).filter(
      ({ from, to }) => (to - Math.max(from, since)) / 1000 >= limit,
    );
    const [longest] = stretches.toSorted((a, b) => b.to - b.from - (a.to - a.from));
    if (!longest) return [];
    const entries = person.stays.map(({ index }) => call.participants[index]);
    const isOpen = entries.some((stay) => stay !== undefined && isStillThere(stay));
    const isNow = timeline.isLive && isOpen && stretches.at(-1)?.to === timeline.asOf;
    return { person, stretches, longest, seconds: secondsOf(stretches), isNow };
  });
}

/** Who left before all others, for good, and how long before the end, or before the last one where that was earlier. */
export function firstToLeave(subject: Subject) {
  const { call, joined } = subject;
  const last = lastLeaveOfAll(subject);
  if (call.endedAt === undefined || last === undefined || joined.length < 2) return undefined;
  const leavers = joined
    .map((person) => ({ person, leftAt: lastLeave(person.stays) ?? last }))
    .toSorted((a, b) => a.leftAt - b.leftAt);
  const until = Math.min(last, call.endedAt);
  const [first, second] = leavers;
  if (!first || first.leftAt === second?.leftAt || first.leftAt >= until) return undefined;
  return {
    person: first.person,
    seconds: (until - first.leftAt) / 1000,
    isBeforeEnd: until === call.endedAt,
  };
}

/** Who is in a call that is under way, as of its answer; undefined where nobody knows. */
export function presence({ call, people, asOf }: Subject): readonly Person[] | undefined {
  const isUnclear = call.participants.some(
    (stay) =>
      mayBeThere(stay) || (hasJoined(stay) && (isLater(stay.joinedAt, asOf) || isLater(stay.leftAt, asOf))),
  );
  if (isUnclear || call.participants.length === 0) return undefined;
  return people.filter(({ stays }) => stays.some(isStillThere));
}

/** A call under way by its status that nobody of those listed is in any more, or ever was. */
export function leftOpen(subject: Subject) {
  const { call, asOf } = subject;
  const there = presence(subject);
  if (call.status !== 'ongoing' || !isLive(call) || !there || there.length > 0) return undefined;
  const stays = call.participants.filter(hasJoined);
  const since = reachOf(stays.map(({ leftAt }) => leftAt))?.to;
  const seconds = secondsBetween(since, asOf);
  if (since !== undefined && (seconds === undefined || seconds < NOBODY_THERE)) return undefined;
  return { since, seconds, stays, isWhole: isEverybodyListed(call) };
}

/** Devices, or the same one twice, that one person was there with at one time. */
export function overlapsOf({ stays }: PersonTrack) {
  const overlaps: Span[] = [];
  const overlapping = new Set<StayBar>();
  let most = 0;
  let isTold = true;
  let open: readonly StayBar[] = [];
  for (const stay of stays) {
    if (stay.start === 'unknown' || stay.end === 'unknown') continue;
    open = open.filter(({ to }) => to > stay.from);
    if (open.length > 0 && stay.to > stay.from) {
      const last = Math.max(...open.map(({ to }) => to));
      overlaps.push({ from: stay.from, to: Math.min(stay.to, last) });
      for (const each of [...open, stay]) {
        overlapping.add(each);
        isTold &&= each.device !== undefined;
      }
      most = Math.max(most, new Set([...open, stay].map(({ device }) => device)).size);
    }
    open = [...open, stay];
  }
  const spans = unionOf(overlaps);
  return { spans, seconds: secondsOf(spans), stays: [...overlapping], devices: isTold ? most : 0 };
}

/** How many people were there at once at most, and from when on. */
export function peakOf({ timeline }: Subject): { readonly count: number; readonly from: number } | undefined {
  const turns = (timeline?.people ?? []).flatMap(({ stays }) =>
    unionOf(stays.filter(({ start, end }) => start !== 'unknown' && end !== 'unknown')).flatMap(
      ({ from, to }) => [
        { at: from, by: 1 },
        { at: to, by: -1 },
      ],
    ),
  );
  let count = 0;
  let peak: { readonly count: number; readonly from: number } | undefined;
  for (const { at, by } of turns.toSorted((a, b) => a.at - b.at || a.by - b.by)) {
    count += by;
    if (count > (peak?.count ?? 0)) peak = { count, from: at };
  }
  return peak;
}

/** How long of a call was recorded, where some of it was not. */
export function recordedPart({ call, timeline }: Subject) {
  const talking = timeline?.talking;
  if (!timeline || !talking || talking.end !== 'known' || call.recordings.length === 0) return undefined;
  const windows = timeline.windows.filter(({ kind }) => kind === 'recording');
  const areTold = windows.every(({ start, end }) => start === 'known' && end === 'known');
  if (!areTold || windows.length < call.recordings.length) return undefined;
  const recorded = unionOf(windows);
  const missing = secondsOf(differenceOf([talking], recorded));
  const length = secondsOf([talking]);
  if (missing <= 10 || recorded.length === 0) return undefined;
  return { seconds: length - missing, length, parts: recorded.length };
}
