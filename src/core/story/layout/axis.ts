import type { Axis, Lane, Tick } from './model.ts';
import type { Bar, LogLineMark, Timeline } from '../timeline/model.ts';
import { reachOf, type Span } from '../../call/index.ts';
import { startOfDay, type TimeFormat } from '../../text/index.ts';
import { textWidth } from './text.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Between two labels, in font sizes. */
const GAP = 2.5;
/** No label is narrower, in font sizes: what is closer together need not be tried. */
const NARROWEST = 4;

/** Lengths between two ticks, as people count time, in milliseconds. */
const STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 30, 91, 182, 365, 730, 1825, 3650, 18_250].map((days) => days * DAY),
];

/**
 * An axis over a span.
 * @param left and right: where its first and last instant are, in CSS pixels, `left` below `right`
 */
export function axisOf({ from, to }: Span, left: number, right: number): Axis {
  const scale = (right - left) / (to - from);
  return { from, to, x: (at) => round(left + (Math.min(to, Math.max(from, at)) - from) * scale) };
}

/** To tenths of a pixel: nobody sees more, and what is written stays short. */
export function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

/**
 * The ticks of an axis: as many as their labels leave room for, at the reader's full seconds, minutes, hours or days.
 * @param width of the picture, in CSS pixels; no label stands out of it
 */
export function ticksOf(axis: Axis, width: number, time: TimeFormat, fontSize: number): readonly Tick[] {
  const { from, to, x } = axis;
  const pixels = (x(to) - x(from)) / (to - from);
  for (const step of STEPS) {
    const apart = step * pixels;
    if (apart < NARROWEST * fontSize) continue;
    const marks = instantsOf(axis, step, time).map((at) => ({ at, text: labelOf(at, step, time) }));
    const widest = Math.max(0, ...marks.map(({ text }) => textWidth(text, fontSize)));
    // Days are not all of one length: where clocks change, an hour is missing.
    const least = step > HOUR ? apart * 0.95 : apart;
    if (widest + GAP * fontSize > least) continue;
    return withDays(marks, axis, step, width, time, fontSize);
  }
  return [];
}

function withDays(
  marks: readonly { readonly at: number; readonly text: string }[],
  { from, to, x }: Axis,
  step: number,
  width: number,
  time: TimeFormat,
  fontSize: number,
): readonly Tick[] {
  let today = time.date(from);
  const oneDay = step >= DAY || time.date(to) === today;
  return marks.map(({ at, text }) => {
    const date = oneDay ? today : time.date(at);
    const half = textWidth(text, fontSize) / 2;
    const isInside = x(at) - half >= 0 && x(at) + half <= width;
    const day = date === today ? undefined : date;
    today = date;
    return { at, x: x(at), label: isInside ? text : undefined, day };
  });
}

function labelOf(at: number, step: number, time: TimeFormat): string {
  if (step >= DAY) return time.date(at);
  // Seconds that are always none say nothing. A language that writes them in another way keeps them.
  return step >= MINUTE ? time.time(at).replace(/[:.]00$/, '') : time.time(at);
}

/** The instants of the ticks: counted from the beginning of each of the reader's days. */
function instantsOf({ from, to }: Span, step: number, time: TimeFormat): readonly number[] {
  const instants: number[] = [];
  let day = startOfDay(from, time);
  if (step >= DAY) {
    for (; day <= to; day = startOfDay(day + step + DAY / 2, time)) if (day >= from) instants.push(day);
    return instants;
  }
  let tomorrow = startOfDay(day + DAY + DAY / 2, time);
  for (let at = day + Math.ceil((from - day) / step) * step; at <= to; at += step) {
    if (at >= tomorrow) {
      day = at = tomorrow;
      tomorrow = startOfDay(day + DAY + DAY / 2, time);
      if (at > to) break;
    }
    instants.push(at);
  }
  return instants;
}

// What the axis of a timeline shows: all of it, unless most of that is silence that only as of the answer ends, or lies
// between the call and a recording that is far from it.

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

/** Of a ring whose end nobody tells: as long as the SDKs ring unless they are told otherwise, in milliseconds. */
const RING_MS = 45 * SECOND;

/** A log line not further from the call than this share of its length widens the axis, or than these milliseconds. */
const NEAR_SHARE = 0.5;
const NEAR_MS = 10_000;
/** Around a call, so much of its lanes is shown: more would leave the call itself too narrow. */
const LANE_SHARE = 0.5;
const LANE_MS = 10_000;
/** What is only a moment stands in the middle of so long an axis, in milliseconds. */
const LEAST_MS = 2000;

/** A stretch of time with an axis, in milliseconds since 1970 UTC. */
interface Shown extends Span {
  /** Whether the call goes on behind the axis's end, as of its answer. */
  readonly isCut: boolean;
}

/** What the axis shows: the timeline or its known part, with what of a log line and lanes is near, and never nothing. */
export function shownOf(timeline: Timeline, logLine: LogLineMark | undefined, lanes: readonly Lane[]): Shown {
  const { from, to: end, isCut } = withoutSilence(timeline);
  const to = isRingOpen(timeline) ? Math.max(end, timeline.ringing.from + RING_MS) : end;
  const near = Math.max(NEAR_MS, (to - from) * NEAR_SHARE);
  const at = logLine?.instant;
  const isNear = at !== undefined && at >= from - near && at <= to + near;
  const around = Math.max(LANE_MS, (to - from) * LANE_SHARE);
  const windows = lanes.flatMap(({ window }) => window ?? []);
  const first = Math.min(
    from,
    isNear ? at : from,
    ...windows.map((window) => Math.max(window.from, from - around)),
  );
  const last = Math.max(to, isNear ? at : to, ...windows.map((window) => Math.min(window.to, to + around)));
  return last - first < LEAST_MS
    ? { from: first - LEAST_MS / 2, to: first + LEAST_MS / 2, isCut }
    : { from: first, to: last, isCut };
}

/**
 * Whether a call rang, was not answered, and nobody tells how long it rang: the ring is then drawn as far as the
 * axis goes, for it is what there is to see.
 */
export function isRingOpen(timeline: Timeline): timeline is Timeline & { readonly ringing: Bar } {
  const { ringing, talking } = timeline;
  return !talking && ringing?.end === 'unknown' && ringing.from === ringing.to;
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
