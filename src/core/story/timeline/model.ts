/** A call as time. Instants are milliseconds since 1970 UTC, lengths seconds. */
import type { Absence, Attendance, PersonKey, Span } from '../../call/index.ts';

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

/** What lies between two bars. */
export interface Gap<Of> extends Span {
  readonly before: Of;
  readonly after: Of;
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
  /** All devices of theirs that the answer names, in the order in which each first joined. */
  readonly deviceIds: readonly string[];
  /** The same stays by device, in the order in which each first joined. */
  readonly devices: readonly { readonly device: string | undefined; readonly stays: readonly StayBar[] }[];
  /** The union of the stays: in order, none touching the next, none without length. */
  readonly presence: readonly Span[];
  /** The sum of `presence`. */
  readonly presentSeconds: number;
  /** Whether the answer dates all of it: else an unknown edge made `presence` as long as the call allows. */
  readonly isCertain: boolean;
  /** Whether they have a stay without any time, which is not drawn. */
  readonly hasUntimed: boolean;
  /** Whether they joined, by all their entries; what is in doubt is not drawn. */
  readonly attendance: Attendance;
  /** What there is to say of them where they have no stays. */
  readonly absence: Absence;
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

/** One meeting of a session: the stays that carry its `mid`, and the transcripts of it. */
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
   * In order, as above: only as long as nobody else can have been there, wherever the ends of their stays are that are
   * not told. Empty where somebody may be missing from the list, or an entry leaves open if or when it was.
   */
  readonly alone: readonly Alone[];
  readonly windows: readonly MediaWindow[];
  /** The meetings of the session, when there is more than one; else empty. */
  readonly meetings: readonly Meeting[];
}

/** A line of a log to be marked. */
export interface LogLineMark {
  /** When it was written, in milliseconds since 1970 UTC. */
  readonly instant: number;
  /** How finely it tells its time, in seconds. */
  readonly precisionSeconds: number;
  /** Where it stands, such as `app.log:118`. */
  readonly place: string;
}

/** How a stretch of time shows how long something was: as it was drawn, at most so, or at least. */
export type Bound = 'exact' | 'atMost' | 'atLeast';
