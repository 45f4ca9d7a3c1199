/** The time a log line tells. Instants are milliseconds since 1970 UTC. */
import { END_OF_TIME } from '../base/index.ts';
import { ANYWHERE, AT_START, IN_BRACKETS, isDate, readMatch, readTimeField } from './forms.ts';
import type { LogClock, LogTime, WrittenTime } from './model.ts';
import { instantsOf, wallTimeAt } from './zone.ts';

/** How much of a line is looked at, in UTF-16 code units. */
const SEARCHED = 2_000;
const DAY = 86_400_000;
// The 29 February nearest to an instant may be years away: eight where a century has none.
const YEARS_AROUND = [0, -1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6, -7, 7, -8, 8];

// What may stand before a line's time: a syslog priority, a terminal's colour, brackets and quotes.
const PREFIX =
  // oxlint-disable-next-line no-control-regex -- terminals colour text with this control character
  /^[ \t\ufeff]{0,40}(?:<\d{1,3}>(?:\d{1,2} )?)?(?:\u001b\[[0-9;]{0,16}m){0,4}[[(<"'|*#{]{0,3}[ \t]{0,4}/;

/**
 * Reads the time of a log line: the one it begins with, else the one in a field named for it, else the first
 * with a date, else one in brackets. Only the first 2,000 UTF-16 code units are looked at.
 * @returns undefined when there is none, or none that any calendar has
 */
export function readLogTime(line: string, clock: LogClock): LogTime | undefined {
  const text = line.slice(0, SEARCHED);
  for (const written of writtenTimes(text)) {
    const read = written && instantOf(written, clock);
    if (read === undefined) continue;
    const instant = read + clock.offsetSeconds * 1000;
    // Near a call at the end of all dates, or by a clock that is years off.
    if (!(Math.abs(instant) <= END_OF_TIME)) continue;
    return {
      instant,
      zone: written?.epoch === undefined && written?.zoneMinutes === undefined ? 'assumed' : 'stated',
      precisionSeconds: written?.precisionSeconds ?? 1,
      start: written?.start ?? 0,
      end: written?.end ?? 0,
    };
  }
  return undefined;
}

/** The times a line has, those that are most likely its own first. */
function* writtenTimes(text: string): Generator<WrittenTime | undefined> {
  const begin = PREFIX.exec(text)?.[0].length ?? 0;
  for (const form of AT_START) {
    form.lastIndex = begin;
    const match = form.exec(text);
    if (match) yield readMatch(match);
  }
  yield readTimeField(text);
  yield* inOrder(text, ANYWHERE);
  yield* inOrder(text, IN_BRACKETS);
}

function inOrder(text: string, forms: readonly RegExp[]): readonly (WrittenTime | undefined)[] {
  return forms
    .map((form) => form.exec(text))
    .filter((match) => match !== null)
    .toSorted((a, b) => a.index - b.index)
    .map(readMatch);
}

/** The instant of a written time, before the clock's offset. */
function instantOf(written: WrittenTime, clock: LogClock): number | undefined {
  if (written.epoch !== undefined) return written.epoch;
  const { zoneMinutes } = written;
  const near = clock.near === undefined ? undefined : clock.near - clock.offsetSeconds * 1000;
  const wall = wallTimeOf(written, near, clock.timeZone);
  if (wall === undefined) return undefined;
  if (zoneMinutes !== undefined) return wall - zoneMinutes * 60_000;
  const instants = instantsOf(wall, clock.timeZone);
  return near === undefined ? instants[0] : nearest(instants, near);
}

/** What the clocks showed, as if that were UTC: where the line has no year or date, as near to `near` as can be. */
function wallTimeOf(written: WrittenTime, near: number | undefined, timeZone: string): number | undefined {
  const { year, month, day, timeOfDay, zoneMinutes } = written;
  if (month !== undefined && day !== undefined && year !== undefined) {
    return Date.UTC(year, month - 1, day) + timeOfDay;
  }
  if (near === undefined) return undefined;
  const wall = zoneMinutes === undefined ? wallTimeAt(near, timeZone) : near + zoneMinutes * 60_000;
  if (month === undefined || day === undefined) {
    const midnight = Math.floor(wall / DAY) * DAY + timeOfDay;
    return nearest([midnight - DAY, midnight, midnight + DAY], wall);
  }
  const walls = YEARS_AROUND.map((years) => new Date(wall).getUTCFullYear() + years)
    .filter((candidate) => isDate(candidate, month, day))
    .map((candidate) => Date.UTC(candidate, month - 1, day) + timeOfDay);
  return nearest(walls, wall);
}

function nearest(instants: readonly number[], near: number): number | undefined {
  return instants.toSorted((a, b) => Math.abs(a - near) - Math.abs(b - near))[0];
}
