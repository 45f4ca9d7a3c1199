/**
 * A call as time: what happened in which order, and who was there from when to when. Instants are milliseconds
 * since 1970 UTC, lengths seconds. Nothing is made up: where the answer leaves an end open, the bar says so.
 */
import type { Call } from '../../call/model.ts';
import { isEverybodyListed, peopleOf, personKey, type PersonKey } from '../../call/facts.ts';
import { frameOf, ringingOf, staysOf, talkingOf, windowsOf } from './bars.ts';
import { eventsOf } from './events.ts';
import { meetingsOf } from './meetings.ts';
import { intersectionOf, reachOf, secondsOf, type Span, unionOf } from '../../call/spans.ts';
import { meetingsIn, presenceIn, sweep } from './sweep.ts';
import { trackOf } from './tracks.ts';

/**
 * How an end of a bar is known: `known` from the answer; `ongoing`, not over as of the answer, so the bar is drawn
 * to that moment; `unknown`, the answer leaves it out although it must have been, so it is drawn to the call's own end.
 */
export type BarEdge = 'known' | 'ongoing' | 'unknown';

/** Something that lasted. */
export interface Bar extends Span {
  readonly start: BarEdge;
  readonly end: BarEdge;
}

/** One device's stay of one person. */
export interface StayBar extends Bar {
  readonly uid: string;
  /** Where it stands in `call.participants`. */
  readonly index: number;
  readonly device: string | undefined;
  readonly meetingId: string | undefined;
}

/** A person's line: every stay, the devices they came with, and when they were there on any of them. */
export interface PersonTrack {
  /** Tells people apart: the uid, or for somebody without one, where they stand in `call.participants`. */
  readonly key: PersonKey;
  /** Empty for somebody without one. */
  readonly uid: string;
  readonly name: string | undefined;
  /** In the order of joining; empty for someone who never joined, or of whom no time is known. */
  readonly stays: readonly StayBar[];
  /** The same stays by device, in the order in which each first joined. */
  readonly devices: readonly { readonly device: string | undefined; readonly stays: readonly StayBar[] }[];
  /** The union of the stays: in order, none touching the next, none without length. */
  readonly presence: readonly Span[];
  /** The sum of `presence`. */
  readonly presentSeconds: number;
  /** Whether the answer dates all of it: else an unknown edge made `presence` as long as the call allows. */
  readonly isCertain: boolean;
  readonly joined: boolean;
  /** Whether they are marked as not joined, and have a time of joining, which is not drawn. */
  readonly isDisputed: boolean;
}

/** When two people or more were in one meeting. */
export interface Together extends Span {
  /** Who was there for all of it or for a part, where that is a handful; undefined of more. */
  readonly keys: readonly PersonKey[] | undefined;
  /** Which of several meetings; undefined where there is one. */
  readonly meetingId: string | undefined;
}

/** When somebody was in a meeting, and with nobody in any. */
export interface Alone extends Span {
  readonly key: PersonKey;
  readonly uid: string;
}

/** When something was recorded or transcribed. */
export interface MediaWindow extends Bar {
  readonly kind: 'recording' | 'transcript';
  /** Where it stands in `call.recordings` or `call.transcripts`. */
  readonly index: number;
  readonly meetingId: string | undefined;
}

export type TimelineEventKind =
  | 'initiated'
  | 'answered'
  | 'started'
  | 'recordingStarted'
  | 'transcriptStarted'
  | 'joined'
  | 'left'
  | 'recordingEnded'
  | 'transcriptEnded'
  | 'ended';

export interface TimelineEvent {
  readonly at: number;
  readonly kind: TimelineEventKind;
  /** Who joined or left; undefined for the rest. */
  readonly person: { readonly uid: string; readonly name: string | undefined } | undefined;
  /** Where it stands in the call's participants, recordings or transcripts; undefined for the call's own times. */
  readonly index: number | undefined;
}

/** One meeting of a session: the stays, and the windows, that carry its `mid`. */
export interface Meeting extends Span {
  readonly meetingId: string;
  readonly uids: readonly string[];
  /** Whether both ends are known: else it may have begun before the first known time, or gone on after the last. */
  readonly isCertain: boolean;
}

export interface Timeline extends Span {
  /**
   * When the answer was fetched: as far as anything ongoing is drawn. Where this computer's clock is a little behind,
   * the newest time of the answer, for it is no older than what it tells.
   */
  readonly asOf: number;
  /** Whether the call was under way as of the answer. */
  readonly isLive: boolean;
  /** In order; of those at one time, in the order in which calls go. */
  readonly events: readonly TimelineEvent[];
  readonly ringing: Bar | undefined;
  readonly talking: Bar | undefined;
  /** In the order of first joining; who never joined comes last. */
  readonly people: readonly PersonTrack[];
  /** In order; of several meetings, those that went on side by side overlap. */
  readonly together: readonly Together[];
  /**
   * In order, as above; empty where somebody may be missing from the list, or where anybody's times are not all told:
   * that one may have been there.
   */
  readonly alone: readonly Alone[];
  readonly windows: readonly MediaWindow[];
  /** The meetings of the session, when there is more than one; else empty. */
  readonly meetings: readonly Meeting[];
}

/**
 * The timeline of a call; undefined when the answer has no time at all.
 * @param asOf when the answer was fetched, in milliseconds since 1970 UTC
 */
export function timelineOf(call: Call, asOf: number): Timeline | undefined {
  const frame = frameOf(call, asOf);
  if (!frame) return undefined;
  const stays = staysOf(call, frame);
  const byPerson = Map.groupBy(stays, (stay) => personKey(stay, stay.index));
  const people = peopleOf(call).map((person) => trackOf(person, byPerson.get(person.key) ?? []));
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
    alone: isEverybodyListed(call) && isEverybodyDated(people) ? alone : [],
    windows,
    meetings: meetingsOf(stays, windows),
  };
}

/** Whether the answer dates all stays of all people: else somebody may have been there when nothing shows it. */
export function isEverybodyDated(people: Timeline['people']): boolean {
  return people.every(({ joined, isCertain }) => !joined || isCertain);
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
