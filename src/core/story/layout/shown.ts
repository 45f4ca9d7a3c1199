/**
 * What the axis of a timeline shows: all of it, unless most of that is silence that only as of the answer ends, or lies
 * between the call and a recording that is far from it.
 */
import type { Bar, Timeline } from '../timeline/index.ts';
import type { Span } from '../../call/spans.ts';
import { reachOf } from '../../call/spans.ts';
import type { LogLineMark } from './rows.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A call that nobody is in any more, or that nobody took: it goes on by its status alone. Where that takes more
 * than four times as long as what is known of it, the story has less than a fifth of the picture. Up to an hour a
 * call is short enough to be drawn to its true scale all the same.
 */
const SILENT = { share: 4, least: HOUR };
/**
 * A call that somebody is still in: how long already is a part of its story, and is drawn so. But in the hundredth
 * part of a picture nothing is told apart, and no zoom that a browser can draw helps a call of minutes that has been
 * open for days. No call that is meant to lasts a day.
 */
const STILL_IN = { share: 100, least: DAY };
/** So much of the silence stays, of what is known, or in milliseconds: enough to see that bars go on. */
const TAIL_SHARE = 0.25;
const LEAST_TAIL = MINUTE;

/**
 * What was recorded or transcribed so long before or after, by times that are hardly right, is no part of the story's
 * scale: it stands at the nearer end of the axis, and its details tell when it was.
 */
const ASTRAY = { share: 100, least: DAY };

/** A log line not further from the call than this share of its length widens the axis, or than these milliseconds. */
const NEAR_SHARE = 0.5;
const NEAR_MS = 10_000;
/** What is only a moment stands in the middle of so long an axis, in milliseconds. */
const LEAST_MS = 2000;

/** A stretch of time with an axis, in milliseconds since 1970 UTC. */
export interface Shown extends Span {
  /** Whether the call goes on behind the axis's end, as of its answer. */
  readonly isCut: boolean;
}

/** What the axis shows: the timeline or its known part, with a log line that is near, and never nothing. */
export function shownOf(timeline: Timeline, logLine: LogLineMark | undefined): Shown {
  const { from, to, isCut } = withoutSilence(timeline);
  const near = Math.max(NEAR_MS, (to - from) * NEAR_SHARE);
  const at = logLine?.instant;
  const isNear = at !== undefined && at >= from - near && at <= to + near;
  const first = isNear ? Math.min(from, at) : from;
  const last = isNear ? Math.max(to, at) : to;
  return last - first < LEAST_MS
    ? { from: first - LEAST_MS / 2, to: first + LEAST_MS / 2, isCut }
    : { from: first, to: last, isCut };
}

/** Of a call that is over, the last known time is its end, so nothing is left out. */
function withoutSilence(timeline: Timeline): Shown {
  const { people } = timeline;
  const { from, to } = withoutStrays(timeline);
  const known = Math.min(lastKnown(timeline), to) - from;
  const silent = to - from - known;
  const isAnyoneIn = people.some(({ stays }) => stays.some(({ end }) => end === 'ongoing'));
  const { share, least } = isAnyoneIn ? STILL_IN : SILENT;
  if (silent <= known * share || silent <= least) return { from, to, isCut: false };
  return { from, to: from + known + Math.max(LEAST_TAIL, known * TAIL_SHARE), isCut: true };
}

/** The timeline without recordings and transcripts that are far from all else. */
function withoutStrays({ from, to, events, ringing, talking, people, isLive, asOf }: Timeline): Span {
  const bars = [ringing, talking, ...people.flatMap(({ stays }) => stays)].filter((bar) => bar !== undefined);
  const story = reachOf([
    // An event of nobody that stands in a list is of a recording or a transcript.
    ...events.filter(({ person, index }) => person || index === undefined).map(({ at }) => at),
    ...bars.flatMap((bar) => [bar.from, bar.to]),
    isLive ? asOf : undefined,
  ]);
  const length = story ? story.to - story.from : 0;
  const { share, least } = ASTRAY;
  return story && length > 0 && to - from > Math.max(length * share, least) ? story : { from, to };
}

/** When the last thing happened that the answer tells a time of; the timeline's start where it tells none. */
function lastKnown({ from, events, ringing, talking, people, windows }: Timeline): number {
  const bars = [ringing, talking, ...people.flatMap(({ stays }) => stays), ...windows];
  const ends = bars.filter((bar) => bar !== undefined).flatMap(knownTimes);
  return [...events.map(({ at }) => at), ...ends].reduce((last, at) => Math.max(last, at), from);
}

function knownTimes({ from, to, start, end }: Bar): readonly number[] {
  return [...(start === 'known' ? [from] : []), ...(end === 'known' ? [to] : [])];
}
