/**
 * A call as time: what happened in which order, and who was there from when to when. Instants are milliseconds
 * since 1970 UTC, lengths seconds. Nothing is made up: where the answer leaves an end open, the bar says so.
 */
import type {
  Bar,
  Bound,
  MediaWindow,
  Meeting,
  PersonTrack,
  StayBar,
  Timeline,
  TimelineEvent,
  TimelineEventKind,
} from './model.ts';
import {
  absenceOf,
  attendanceOfAll,
  devicesOf,
  hasJoined,
  instantsOf,
  isDoubtful,
  isEverybodyListed,
  peopleOf,
  type Person,
  personKey,
  type PersonKey,
  intersectionOf,
  reachOf,
  secondsOf,
  type Span,
  unionOf,
} from '../../call/index.ts';
import type { Call, Participant } from '../../call/model.ts';
import { frameOf, ringingOf, staysOf, talkingOf, windowsOf } from './bars.ts';
import { meetingsIn, presenceIn, sweep } from './sweep.ts';

/**
 * The timeline of a call; undefined when the answer has no time at all.
 * @param asOf when the answer was fetched, in milliseconds since 1970 UTC
 */
export function timelineOf(call: Call, asOf: number): Timeline | undefined {
  const frame = frameOf(call, asOf);
  if (!frame) return undefined;
  const stays = staysOf(call, frame);
  const byPerson = Map.groupBy(stays, (stay) => personKey(stay, stay.index));
  const people = peopleOf(call).map((person) => trackOf(call, person, byPerson.get(person.key) ?? []));
  const [ringing, talking, windows] = [
    ringingOf(call, frame),
    talkingOf(call, frame),
    windowsOf(call, frame),
  ];
  const drawn = [...stays, ...windows, ringing, talking].filter((bar) => bar !== undefined);
  const events = eventsOf(call);
  const { together, alone } = sweep(people);
  const reach = reachOf([
    ...events.map(({ at }) => at),
    ...drawn.flatMap(({ from, to }) => [from, to]),
    frame.isLive ? frame.asOf : undefined,
  ]) ?? { from: frame.end, to: frame.end };
  return {
    ...reach,
    asOf: frame.asOf,
    isLive: frame.isLive,
    events,
    ringing,
    talking,
    people,
    together,
    alone: canTellAlone(call, people, frame.asOf) ? alone : [],
    windows,
    meetings: meetingsOf(stays, windows),
  };
}

/**
 * The timeline of a call that was put together from webhook events: as far as they reach, and without a word on who was
 * alone, as events of others may be missing. Undefined where none tells a time.
 */
export function webhookTimelineOf(call: Call): Timeline | undefined {
  const asOf = reachOf(instantsOf(call))?.to;
  const timeline = asOf === undefined ? undefined : timelineOf(call, asOf);
  return timeline && { ...timeline, alone: [] };
}

/** Whether nobody can have been there unseen: not on the list, or by an entry without a time or with a doubtful one. */
function canTellAlone(call: Call, people: Timeline['people'], asOf: number): boolean {
  return (
    isEverybodyListed(call) &&
    !people.some(({ hasUntimed }) => hasUntimed) &&
    !call.participants.some((stay) => isDoubtful(call, asOf, stay))
  );
}

/** How long people were together by a stretch: at most so where a stay in it has an end that is not known. */
export function boundTeller(people: Timeline['people']): (together: Span) => Bound {
  const hasUntimed = people.some((person) => person.hasUntimed);
  const open = unionOf(
    people.flatMap(({ stays }) => stays.filter(({ start, end }) => start === 'unknown' || end === 'unknown')),
  );
  return (together) => (hasUntimed || intersectionOf([together], open).length > 0 ? 'atMost' : 'exact');
}

/**
 * When two people were there at once, of several meetings in the same one, and for how many seconds in all; the same
 * whichever comes first.
 * @param one a person's uid, or the key of their track, which tells those without a uid apart
 */
export function overlapOf(
  { people }: Pick<Timeline, 'people'>,
  one: PersonKey,
  other: PersonKey,
): { readonly spans: readonly Span[]; readonly seconds: number } {
  const [first, second] = [one, other].map((key) => people.find((person) => person.key === key));
  const meetingIds = meetingsIn(people.flatMap(({ stays }) => stays));
  if (meetingIds.length < 2 || first === second) {
    const spans = intersectionOf(first?.presence ?? [], second?.presence ?? []);
    return { spans, seconds: secondsOf(spans) };
  }
  const spans = unionOf(
    meetingIds.flatMap((id) => intersectionOf(presenceIn(first, id), presenceIn(second, id))),
  );
  return { spans, seconds: secondsOf(spans) };
}

/**
 * A person's line.
 * @param bars the stays of which some time is known
 */
function trackOf(call: Call, person: Person, bars: readonly StayBar[]): PersonTrack {
  const stays = bars.toSorted((a, b) => a.from - b.from || a.to - b.to);
  const presence = unionOf(stays);
  const untimed = person.stays.filter(hasJoined).length > stays.length;
  return {
    key: person.key,
    uid: person.uid,
    name: person.name,
    stays,
    deviceIds: devicesOf(person.stays),
    devices: [...Map.groupBy(stays, ({ device }) => device)].map(([device, same]) => ({
      device,
      stays: same,
    })),
    presence,
    presentSeconds: secondsOf(presence),
    hasUntimed: untimed,
    isCertain: !untimed && stays.every(({ start, end }) => start !== 'unknown' && end !== 'unknown'),
    attendance: attendanceOfAll(person.stays),
    absence: absenceOf(call, person.stays),
  };
}

type OfMeeting = Bar & Pick<MediaWindow, 'meetingId'> & { readonly uid?: string };

/** The meetings of a session in the order in which they began, when there is more than one; else none. */
function meetingsOf(stays: readonly StayBar[], windows: readonly MediaWindow[]): readonly Meeting[] {
  const byMeeting = Map.groupBy<string | undefined, OfMeeting>(
    [...stays, ...windows],
    ({ meetingId }) => meetingId,
  );
  const meetings = [...byMeeting].flatMap(([meetingId, bars]) => {
    const reach = reachOf(bars.flatMap(knownEnds));
    // A transcript alone shows nobody in a meeting.
    if (meetingId === undefined || !reach || !bars.some(({ uid }) => uid !== undefined)) return [];
    const uids = new Set(bars.map(({ uid }) => uid).filter((uid) => uid !== undefined && uid !== ''));
    const isCertain = bars.every(({ start, end }) => start !== 'unknown' && end !== 'unknown');
    return [{ meetingId, ...reach, uids: [...uids].filter((uid) => uid !== undefined), isCertain }];
  });
  return meetings.length > 1 ? meetings.toSorted((a, b) => a.from - b.from) : [];
}

/** A stay whose end is not known is drawn to the end of the call, which may be another meeting's. */
function knownEnds({ from, to, start, end }: Bar): readonly number[] {
  return [...(start === 'unknown' ? [] : [from]), ...(end === 'unknown' ? [] : [to])];
}

/**
 * What happened, in order; of what happened at one time, in the order in which calls go, and what one person did
 * in the order in which they did it. Only what the answer dates: an open end is no event.
 */
export function eventsOf(call: Call): readonly TimelineEvent[] {
  const indexOf = new Map(call.participants.map((stay, index) => [stay, index]));
  const people = peopleOf(call).flatMap(({ uid, name, stays }) =>
    stays.filter(hasJoined).flatMap((stay) => comingAndGoing(stay, { uid, name }, indexOf.get(stay))),
  );
  const { recordings, transcripts } = call;
  return [
    ...dated(call.initiatedAt, 'initiated'),
    ...dated(call.startedAt, call.mode === 'call' ? 'answered' : 'started'),
    ...recordings.flatMap(({ startedAt }, index) => dated(startedAt, 'recordingStarted', undefined, index)),
    ...transcripts.flatMap(({ startedAt }, index) => dated(startedAt, 'transcriptStarted', undefined, index)),
    ...people,
    ...recordings.flatMap(({ endedAt }, index) => dated(endedAt, 'recordingEnded', undefined, index)),
    ...transcripts.flatMap(({ endedAt }, index) => dated(endedAt, 'transcriptEnded', undefined, index)),
    ...dated(call.endedAt, 'ended'),
  ].toSorted((a, b) => a.at - b.at);
}

function comingAndGoing(stay: Participant, person: TimelineEvent['person'], index: number | undefined) {
  return [...dated(stay.joinedAt, 'joined', person, index), ...dated(stay.leftAt, 'left', person, index)];
}

function dated(
  at: number | undefined,
  kind: TimelineEventKind,
  person?: TimelineEvent['person'],
  index?: number,
): TimelineEvent[] {
  return at === undefined ? [] : [{ at, kind, person, index }];
}
