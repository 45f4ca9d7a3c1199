import type { TimeFormat } from '../../text/time.ts';
import type { Span } from '../../call/spans.ts';
import { textWidth } from './text.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const QUARTER = 15 * MINUTE;
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

/** A stretch of time laid over a width in CSS pixels. */
export interface Axis extends Span {
  /** Where an instant is; one outside is at the nearer end. */
  readonly x: (at: number) => number;
}

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

export interface Tick {
  readonly at: number;
  readonly x: number;
  /** Around `x`; undefined where it would stand out of the picture. */
  readonly label: string | undefined;
  /** The day that begins with this tick, where it is another than the one before. */
  readonly day: string | undefined;
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

/** When the reader's day of an instant began. Zones differ by quarters of an hour: it is searched among those. */
function startOfDay(at: number, time: TimeFormat): number {
  const date = time.date(at);
  let today = Math.floor(at / QUARTER);
  let yesterday = today - 26 * 4;
  while (today - yesterday > 1) {
    const middle = Math.floor((today + yesterday) / 2);
    if (time.date(middle * QUARTER) === date) today = middle;
    else yesterday = middle;
  }
  return today * QUARTER;
}
