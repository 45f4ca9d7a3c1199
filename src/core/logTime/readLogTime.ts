/** The time a log line tells. Instants are milliseconds since 1970 UTC. */
import { END_OF_TIME } from '../base/index.ts';
import { readTimeField } from './fields.ts';
import { isDate } from './forms.ts';
import { headTime, passedOn, SEARCHED } from './head.ts';
import type { DayOrder, LogClock, LogTime, WrittenDate, WrittenTime } from './model.ts';
import { instantsOf, wallTimeAt } from './zone.ts';

const DAY = 86_400_000;
/** Offsets of zones are multiples of this. */
const QUARTER = 900_000;
/** A program that passes lines on has them within this. */
const PASSED_ON_WITHIN = 60_000;
/** The clocks of no two zones are further apart. */
const FURTHEST_ZONES = 26 * 3_600_000;
// The 29 February nearest to an instant may be years away: eight where a century has none.
const NEAR_YEARS = [0, -1, 1];
const LEAP_YEARS = [-2, 2, -3, 3, -4, 4, -5, 5, -6, 6, -7, 7, -8, 8];

/**
 * Reads the time of a log line: the one at its head, behind at most what tools put before a line, else the one in a
 * field named for it. Where Docker, Kubernetes, syslog or logcat passed a line on, it is the time of whoever wrote the
 * line. Only the first 2,000 UTF-16 code units are looked at.
 * @returns undefined when there is none, none that any calendar has, or one whose date is in doubt, see {@link isDateInDoubt}
 */
export function readLogTime(line: string, clock: LogClock): LogTime | undefined {
  const text = line.length > SEARCHED ? line.slice(0, SEARCHED) : line;
  const head = headTime(text);
  const outer = head && timeOf(head, clock);
  if (!head || !outer) return timeOf(readTimeField(text), clock);
  return innerTime(text, head, outer, clock) ?? outer;
}

/** Whether a line tells a time but no date, so that {@link LogClock.near} decides on its day. */
export function isDateless(line: string, clock: LogClock): boolean {
  const time = readLogTime(line, clock);
  const dayLater = time && readLogTime(line, { ...clock, near: (clock.near ?? 0) + DAY });
  // Not by a day exactly where a zone's clocks are set; a date without a year moves by none, or by years.
  const moved = dayLater ? dayLater.instant - time.instant : 0;
  return moved > 0 && moved < 2 * DAY;
}

/** The time of whoever wrote a line that was passed on, where it is one that can be from a moment before that. */
function innerTime(text: string, head: WrittenTime, outer: LogTime, clock: LogClock): LogTime | undefined {
  const from = passedOn(text, head);
  if (from === undefined) return undefined;
  const isJson = text.charCodeAt(from) === 123;
  const written = isJson ? readTimeField(text, from) : headTime(text, from);
  const inner = timeOf(written, { ...clock, near: outer.instant });
  if (!inner) return undefined;
  const apart = inner.instant - outer.instant;
  const quarters = inner.zone === 'stated' ? 0 : Math.round(apart / QUARTER) * QUARTER;
  const slack = PASSED_ON_WITHIN + (inner.precisionSeconds + outer.precisionSeconds) * 1000;
  if (Math.abs(apart - quarters) > slack || Math.abs(quarters) > FURTHEST_ZONES) return undefined;
  // Where the outer time states its zone, it tells which one the inner is in.
  if (quarters === 0 || outer.zone === 'assumed') return inner;
  return { ...inner, instant: inner.instant - quarters, zone: 'stated' };
}

function timeOf(written: WrittenTime | undefined, clock: LogClock): LogTime | undefined {
  if (!written) return undefined;
  const read = instantOf(written, clock);
  if (read === undefined) return undefined;
  const instant = read + offsetFor(written, clock);
  // Near a call at the end of all dates, or by a clock that is years off.
  if (!(Math.abs(instant) <= END_OF_TIME)) return undefined;
  const { precisionSeconds, start, end } = written;
  return {
    instant,
    zone: statesZone(written) ? 'stated' : 'assumed',
    precisionSeconds,
    start,
    end,
  };
}

function statesZone({ epoch, zoneMinutes }: WrittenTime): boolean {
  return epoch !== undefined || zoneMinutes !== undefined;
}

/** What is added to a written time, in milliseconds. */
function offsetFor(written: WrittenTime, { offsetSeconds, zoneOffsetSeconds = 0 }: LogClock): number {
  return (offsetSeconds + (statesZone(written) ? 0 : zoneOffsetSeconds)) * 1000;
}

/** The instant of a written time, before the clock's offsets. */
function instantOf(written: WrittenTime, clock: LogClock): number | undefined {
  if (written.epoch !== undefined) return written.epoch;
  const { zoneMinutes } = written;
  const near = clock.near === undefined ? undefined : clock.near - offsetFor(written, clock);
  const wall = wallTimeOf(written, near, clock);
  if (wall === undefined) return undefined;
  if (zoneMinutes !== undefined) return wall - zoneMinutes * 60_000;
  const instants = instantsOf(wall, clock.timeZone);
  return near === undefined ? instants[0] : nearest(instants, near);
}

/** What the clocks showed, as if that were UTC: where the line has no year or date, as near to `near` as can be. */
function wallTimeOf(
  { date, timeOfDay, zoneMinutes }: WrittenTime,
  near: number | undefined,
  { timeZone, dayOrder }: LogClock,
): number | undefined {
  if (date?.year !== undefined) {
    const { year, month, day, order } = date;
    if (order !== 'inDoubt' || dayOrder === 'monthFirst') return Date.UTC(year, month - 1, day) + timeOfDay;
    return dayOrder && Date.UTC(year, day - 1, month) + timeOfDay;
  }
  if (near === undefined) return undefined;
  const wall = zoneMinutes === undefined ? wallTimeAt(near, timeZone) : near + zoneMinutes * 60_000;
  if (!date) {
    const midnight = Math.floor(wall / DAY) * DAY + timeOfDay;
    return nearest([midnight - DAY, midnight, midnight + DAY], wall);
  }
  const { month, day } = date;
  const nearYear = new Date(wall).getUTCFullYear();
  const wallsIn = (years: readonly number[]) =>
    years
      .map((distance) => nearYear + distance)
      .filter((candidate) => isDate(candidate, month, day))
      .map((candidate) => Date.UTC(candidate, month - 1, day) + timeOfDay)
      // No date is later than the last one.
      .filter((candidate) => !Number.isNaN(candidate));
  return nearest(wallsIn(NEAR_YEARS), wall) ?? nearest(wallsIn(LEAP_YEARS), wall);
}

function nearest(instants: readonly number[], near: number): number | undefined {
  let best: number | undefined;
  for (const instant of instants)
    if (best === undefined || Math.abs(instant - near) < Math.abs(best - near)) best = instant;
  return best;
}

function orderOf(line: string): WrittenDate['order'] {
  const text = line.slice(0, SEARCHED);
  return (headTime(text) ?? readTimeField(text))?.date?.order;
}

/** Whether a line's time has a date in numbers that could begin with the day or the month, such as `03/04/2020`. */
export function isDateInDoubt(line: string): boolean {
  return orderOf(line) === 'inDoubt';
}

// One of the first two numbers is no month.
const DECIDING = /(?<!\d)(?:(?:1[3-9]|2\d|3[01])[/-]\d{1,2}|\d{1,2}[/-](?:1[3-9]|2\d|3[01]))[/-]\d{2}/g;

/**
 * What comes first in a file's dates in numbers, by its lines in which only one reading is possible; undefined where
 * there are none, or where they disagree.
 */
export function dayOrderOf(text: string): DayOrder | undefined {
  const orders = new Set<DayOrder>();
  DECIDING.lastIndex = 0;
  for (let match = DECIDING.exec(text); match && orders.size < 2; match = DECIDING.exec(text)) {
    const start = text.lastIndexOf('\n', match.index) + 1;
    const end = text.indexOf('\n', match.index);
    const order = orderOf(text.slice(start, end === -1 ? text.length : end));
    if (order !== undefined && order !== 'inDoubt') orders.add(order);
    DECIDING.lastIndex = end === -1 ? text.length : end;
  }
  return orders.size === 1 ? [...orders][0] : undefined;
}
