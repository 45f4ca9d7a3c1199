/**
 * What an answer shows, worked out from its raw JSON second by second: a second, plain way, which shares nothing with
 * the code under test. Slow, and simple enough to be believed. Times are Unix seconds.
 */
import type { RawCall, RawEntry } from './rawCalls.ts';

const DENYING = ['unanswered', 'missed', 'rejected', 'busy', 'cancelled', 'canceled'];

/** Whether an entry shows somebody in the call: `unclear` where its fields deny each other or say nothing. */
export function shows(entry: RawEntry): 'joined' | 'absent' | 'unclear' {
  const state = entry.state?.toLowerCase() ?? '';
  const lengths = [entry.totalDuration, entry.totalAudioMinutes, entry.totalVideoMinutes];
  const isConnected = entry.deviceId !== undefined && ['ended', 'ongoing'].includes(state);
  const proofs = [
    entry.joinedAt !== undefined,
    entry.leftAt !== undefined,
    isConnected,
    ...lengths.map((length) => (length ?? 0) > 0),
  ].filter(Boolean).length;
  const denials = [entry.isJoined === false, DENYING.includes(state)].filter(Boolean).length;
  if (denials === 0) return proofs > 0 || entry.isJoined === true ? 'joined' : 'unclear';
  if (entry.isJoined === true) return proofs > 0 ? 'joined' : 'unclear';
  return proofs > 0 ? 'unclear' : 'absent';
}

export function isReversed({ joinedAt, leftAt }: RawEntry): boolean {
  return joinedAt !== undefined && leftAt !== undefined && leftAt < joinedAt;
}

/** Who an entry is of: its uid, or without one, its place. */
export type Who = string | number;

export interface Shown {
  readonly raw: RawCall;
  /** Of this many seconds, half past each is looked at. */
  readonly moments: readonly number[];
  /** How many more seconds there were until the answer: nothing happened in them. */
  readonly tail: number;
  readonly isLive: boolean;
  /** By person, in the order of the list. */
  readonly entries: ReadonlyMap<Who, readonly RawEntry[]>;
  /** Everybody whom some entry shows in the call. */
  readonly joined: readonly Who[];
  /** Whether everybody whom an entry does not show in the call is shown not to have been. */
  readonly areAbsentKnown: boolean;
  /** Whether nothing speaks against the list having everybody. */
  readonly mayBeWhole: boolean;
  readonly asOf: number;
}

export function shown(raw: RawCall, fetched: number): Shown {
  const entries = new Map<Who, RawEntry[]>();
  for (const [place, entry] of raw.participants.entries()) {
    const who = entry.uid ?? place;
    entries.set(who, [...(entries.get(who) ?? []), entry]);
  }
  const stays = raw.participants.filter((entry) => shows(entry) === 'joined');
  const times = [
    raw.initiatedAt,
    raw.startedAt,
    raw.endedAt,
    ...stays.flatMap((entry) => [entry.joinedAt, entry.leftAt]),
  ];
  const known = times.filter((time) => time !== undefined);
  const recorded = (raw.recordings ?? []).flatMap(({ startTime, endTime }) => [startTime, endTime]);
  const newest = Math.max(fetched, ...known, ...recorded.filter((time) => time !== undefined));
  const asOf = newest <= fetched + 300 ? newest : fetched;
  const isLive = (raw.status === 'ongoing' || raw.status === 'initiated') && raw.endedAt === undefined;
  const first = Math.min(...known, asOf);
  const newestKnown = Math.max(...known);
  const last = isLive ? Math.max(newestKnown, Math.min(asOf, newestKnown + 10)) : newestKnown;
  const parties = [raw.initiator, raw.receiverType === 'user' ? raw.receiver : undefined];
  const areParties = parties.every((party) => party === undefined || entries.has(party));
  const count = countOf(raw);
  const kinds = [...entries].map(([who, all]) => [who, all.map(shows)] as const);
  return {
    raw,
    moments:
      known.length === 0 ? [] : Array.from({ length: last - first }, (_, index) => first + index + 0.5),
    tail: isLive ? Math.max(0, asOf - last) : 0,
    isLive,
    entries,
    joined: kinds.filter(([, all]) => all.includes('joined')).map(([who]) => who),
    areAbsentKnown: !kinds.some(([, all]) => all.includes('unclear')),
    mayBeWhole: (count ?? 0) <= raw.participants.length && (count !== undefined || areParties),
    asOf,
  };
}

/** Whether somebody may have been in it at a moment, by an entry, wherever its missing ends are. */
function mayBeThere(entry: RawEntry, moment: number): boolean {
  const kind = shows(entry);
  if (kind === 'absent') return false;
  if (kind === 'unclear' || isReversed(entry)) return true;
  return (entry.joinedAt ?? -Infinity) <= moment && moment <= (entry.leftAt ?? Infinity);
}

/** Whether an entry shows somebody in it at a moment, for sure. */
export function isThere(entry: RawEntry, moment: number, { isLive, asOf }: Shown): boolean {
  if (shows(entry) !== 'joined' || isReversed(entry) || entry.joinedAt === undefined) return false;
  const isOpen = isLive && entry.leftAt === undefined && entry.state?.toLowerCase() !== 'ended';
  const leftAt = entry.leftAt ?? (isOpen ? asOf : undefined);
  return leftAt !== undefined && entry.joinedAt <= moment && moment < leftAt;
}

/** Whether two entries may be of one meeting. */
function mayMeet(one: RawEntry, other: RawEntry, isOne: boolean): boolean {
  return isOne || one.mid === undefined || other.mid === undefined || one.mid === other.mid;
}

/** Whether the entries tell of one meeting alone. */
function isOneMeeting({ raw }: Shown): boolean {
  const timed = raw.participants.filter(
    (entry) => shows(entry) === 'joined' && (entry.joinedAt ?? entry.leftAt) !== undefined,
  );
  return new Set(timed.map(({ mid }) => mid).filter((mid) => mid !== undefined)).size < 2;
}

/** The seconds in which somebody was there for sure, and nobody else can have been with them. */
export function aloneSeconds(facts: Shown, who: Who): readonly number[] {
  const own = facts.entries.get(who) ?? [];
  const others = [...facts.entries].filter(([other]) => other !== who).flatMap(([, all]) => all);
  const isOne = isOneMeeting(facts);
  return facts.moments.filter((moment) => {
    if (!own.some((entry) => isThere(entry, moment, facts))) return false;
    const mine = own.filter((entry) => mayBeThere(entry, moment));
    return !others.some(
      (other) => mayBeThere(other, moment) && mine.some((entry) => mayMeet(entry, other, isOne)),
    );
  });
}

/** Whether two of these people can have met: their stays overlap or touch, wherever missing ends are. */
export function canHaveMet(facts: Shown, people: readonly Who[]): boolean {
  const isOne = isOneMeeting(facts);
  const all = people.flatMap((who) => (facts.entries.get(who) ?? []).map((entry) => ({ who, entry })));
  const span = (entry: RawEntry) => {
    if (shows(entry) === 'unclear' || isReversed(entry)) return { from: -Infinity, to: Infinity };
    if (entry.joinedAt === undefined && entry.leftAt === undefined) return { from: -Infinity, to: Infinity };
    return { from: entry.joinedAt ?? -Infinity, to: entry.leftAt ?? Infinity };
  };
  return all.some(({ who, entry }) =>
    all.some((other) => {
      if (other.who === who || !mayMeet(entry, other.entry, isOne)) return false;
      if ([entry, other.entry].some((each) => shows(each) === 'absent')) return false;
      const [one, two] = [span(entry), span(other.entry)];
      return one.from <= two.to && two.from <= one.to;
    }),
  );
}

/** The seconds between somebody's first and last stay in which they can not have been there. */
export function goneSeconds(facts: Shown, who: Who): number {
  const own = facts.entries.get(who) ?? [];
  const there = own.filter((entry) => shows(entry) === 'joined');
  const first = Math.min(...there.map(({ joinedAt, leftAt }) => joinedAt ?? leftAt ?? Infinity));
  const last = Math.max(...there.map(({ joinedAt, leftAt }) => leftAt ?? joinedAt ?? -Infinity));
  return facts.moments.filter(
    (moment) => moment > first && moment < last && !own.some((entry) => mayBeThere(entry, moment)),
  ).length;
}

/** When somebody left for good; undefined where that is not told. */
export function leftForGood(facts: Shown, who: Who): number | undefined {
  const stays = (facts.entries.get(who) ?? []).filter((entry) => shows(entry) === 'joined');
  if (stays.length === 0 || stays.some((entry) => entry.leftAt === undefined || isReversed(entry)))
    return undefined;
  return Math.max(...stays.map(({ leftAt }) => leftAt ?? 0));
}

/**
 * The gaps between recordings in which nothing was recorded, each as how many of its seconds two people were in one
 * meeting of the call for sure, or of a call that lists nobody, the call was. Gaps of under ten such seconds are none.
 */
export function recordingGaps(facts: Shown): readonly number[] {
  const { raw, isLive, asOf } = facts;
  const { startedAt } = raw;
  const recordings = (raw.recordings ?? []).filter(
    ({ startTime, endTime }) => startTime === undefined || startTime !== endTime,
  );
  const endedAt = raw.endedAt ?? (isLive ? asOf : undefined);
  const last = Math.max(...recordings.map(({ startTime = 0 }) => startTime));
  if (startedAt === undefined || (facts.entries.size === 0 && endedAt === undefined)) return [];
  const isOne = isOneMeeting(facts);
  const seconds = new Map<number, number>();
  for (let moment = startedAt + 0.5; moment < Math.min(last, endedAt ?? last); moment++) {
    const ends = recordings.map(({ endTime = Infinity }) => endTime).filter((end) => end <= moment);
    const isRecorded = recordings.some(
      ({ startTime = -Infinity, endTime = Infinity }) => startTime <= moment && moment < endTime,
    );
    if (isRecorded || ends.length === 0) continue;
    const there = [...facts.entries].flatMap(([who, all]) =>
      all.filter((entry) => isThere(entry, moment, facts)).map(({ mid }) => ({ who, mid })),
    );
    const isCompany = there.some((one) =>
      there.some(({ who, mid }) => who !== one.who && (isOne || (mid !== undefined && mid === one.mid))),
    );
    const since = Math.max(...ends);
    if (isCompany || facts.entries.size === 0) seconds.set(since, (seconds.get(since) ?? 0) + 1);
  }
  return [...seconds.values()].filter((length) => length >= 10);
}

/** How many the answer counts; nobody beside entries is no count. */
export function countOf({ totalParticipants, participants }: RawCall): number | undefined {
  return totalParticipants === 0 && participants.length > 0 ? undefined : totalParticipants;
}
