/** The bars of a call. What the answer leaves out is drawn as far as the call reaches, and the edge says so. */
import type { Bar, MediaWindow, StayBar } from './model.ts';
import {
  asOfAnswer,
  hasJoined,
  instantsOf,
  isLive,
  isStillThere,
  mayRing,
  contradictionOf,
  firstJoinAgainst,
  reachOf,
} from '../../call/index.ts';
import type { Call, Recording, Transcript } from '../../call/model.ts';

/** How far the bars of a call may be drawn. */
export interface Frame {
  /** The start of the call, from which a bar without one is drawn; undefined where that is not known either. */
  readonly begin: number | undefined;
  /** The end of the call, to which a bar without one is drawn: of a live call, when the answer was fetched. */
  readonly end: number;
  /** When the answer was given. */
  readonly asOf: number;
  readonly isLive: boolean;
}

/** The frame of a call; undefined when the answer has no time at all. */
export function frameOf(call: Call, fetchedAt: number): Frame | undefined {
  const transcripts = call.transcripts.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt]);
  const known = reachOf([...instantsOf(call), ...transcripts]);
  if (!known) return undefined;
  const live = isLive(call);
  const asOf = asOfAnswer(call, fetchedAt);
  const end = call.endedAt ?? (live ? Math.max(asOf, known.to) : known.to);
  return { begin: call.startedAt ?? call.initiatedAt, end, asOf, isLive: live };
}

/**
 * A bar between two times, either of which may be missing; undefined where both are. Where the end comes before
 * the start one of the two is wrong, and nobody knows which: it is a moment at its start with an unknown end, so
 * that it counts for no time.
 * @param isOpen whether a missing end means that it goes on
 */
function barOf(
  start: number | undefined,
  end: number | undefined,
  isOpen: boolean,
  frame: Frame,
): Bar | undefined {
  if (start === undefined) {
    if (end === undefined) return undefined;
    return { from: Math.min(frame.begin ?? end, end), to: end, start: 'unknown', end: 'known' };
  }
  if (end === undefined) {
    return isOpen
      ? { from: start, to: Math.max(start, frame.asOf), start: 'known', end: 'ongoing' }
      : { from: start, to: Math.max(start, frame.end), start: 'known', end: 'unknown' };
  }
  return end < start
    ? { from: start, to: start, start: 'known', end: 'unknown' }
    : { from: start, to: end, start: 'known', end: 'known' };
}

/** One bar for every stay of which some time is known, in the order of the answer. */
export function staysOf(call: Call, frame: Frame): readonly StayBar[] {
  return call.participants.flatMap((stay, index) => {
    const isOpen = frame.isLive && isStillThere(stay);
    const bar = hasJoined(stay) ? barOf(stay.joinedAt, stay.leftAt, isOpen, frame) : undefined;
    return bar ? [{ ...bar, uid: stay.uid, index, device: stay.device, meetingId: stay.meetingId }] : [];
  });
}

/** The ringing: until it was answered, it ended, or as of the answer. Undefined where nobody is rung, or no one can tell. */
export function ringingOf(call: Call, frame: Frame): Bar | undefined {
  const { initiatedAt, startedAt, endedAt } = call;
  if (initiatedAt === undefined || !mayRing(call)) return undefined;
  const contradiction = contradictionOf(call);
  if (contradiction?.kind === 'joined')
    return ringingUntilJoined(initiatedAt, firstJoinAgainst(contradiction), frame);
  const until = startedAt ?? (call.status === 'initiated' || wasNotAnswered(call) ? endedAt : undefined);
  if (until !== undefined) return until < initiatedAt ? undefined : barOf(initiatedAt, until, false, frame);
  if (call.status === 'initiated') return barOf(initiatedAt, undefined, frame.isLive, frame);
  // Drawn no further than a moment: how long it rang is told nowhere.
  return wasNotAnswered(call)
    ? { from: initiatedAt, to: initiatedAt, start: 'known', end: 'unknown' }
    : undefined;
}

/** Where somebody answered whom the status knows nothing of: until then at most; when it was is told nowhere. */
function ringingUntilJoined(initiatedAt: number, joinedAt: number | undefined, { end }: Frame): Bar {
  const to = Math.max(initiatedAt, Math.min(joinedAt ?? 0, end));
  return { from: initiatedAt, to, start: 'known', end: 'unknown' };
}

function wasNotAnswered({ status }: Call): boolean {
  return status === 'unanswered' || status === 'rejected' || status === 'cancelled';
}

/** From its start to its end; undefined where it did not start, or ended before. */
export function talkingOf({ startedAt, endedAt }: Call, frame: Frame): Bar | undefined {
  if (startedAt === undefined || (endedAt !== undefined && endedAt < startedAt)) return undefined;
  return barOf(startedAt, endedAt, frame.isLive, frame);
}

/** When it was recorded and transcribed, in the order of the answer, recordings first. */
export function windowsOf(call: Call, frame: Frame): readonly MediaWindow[] {
  return [
    ...call.recordings.flatMap(({ startedAt, endedAt }: Recording, index) => {
      const bar = barOf(startedAt, endedAt, frame.isLive, frame);
      return bar ? [{ ...bar, kind: 'recording' as const, index, meetingId: undefined }] : [];
    }),
    ...call.transcripts.flatMap(({ startedAt, endedAt, meetingId }: Transcript, index) => {
      const bar = barOf(startedAt, endedAt, frame.isLive, frame);
      return bar ? [{ ...bar, kind: 'transcript' as const, index, meetingId }] : [];
    }),
  ];
}
