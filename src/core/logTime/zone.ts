/** Local times and instants, by the runtime's own time zones. Instants are milliseconds since 1970 UTC. */
import { END_OF_TIME } from '../base/index.ts';

const DAY = 86_400_000;
/** More zones than this are not kept: a window shows few, and a file names none. */
const KEPT = 16;

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const kept = clocks.get(timeZone);
  if (kept) return kept;
  if (clocks.size >= KEPT) clocks.clear();
  const made = makeClock(timeZone) ?? makeClock('UTC') ?? new Intl.DateTimeFormat();
  clocks.set(timeZone, made);
  return made;
}

function makeClock(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
}

/**
 * What clocks in a zone show at an instant, as if that were UTC: in milliseconds, to the second. What is beyond all
 * dates is taken for the last one, or the first.
 * @param timeZone an IANA name; one the runtime does not know reads as `UTC`
 */
export function wallTimeAt(instant: number, timeZone: string): number {
  const second = Math.floor(instant / 1000) * 1000;
  const steady = steadyOffset(Math.floor(instant / DAY), timeZone);
  return steady === undefined ? shownAt(second, timeZone) : second + steady;
}

function shownAt(instant: number, timeZone: string): number {
  const shown = new Map(
    clockOf(timeZone)
      .formatToParts(within(instant))
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

/** An instant of which every zone has a date. */
function within(instant: number): number {
  return Math.max(DAY - END_OF_TIME, Math.min(END_OF_TIME - DAY, instant));
}

function offsetAt(instant: number, timeZone: string): number {
  const second = Math.floor(within(instant) / 1000) * 1000;
  return shownAt(second, timeZone) - second;
}

/** The days asked for last, the newest first: a log's lines are of one after another, and near one that stays. */
const keptDays: { readonly day: number; readonly timeZone: string; readonly offset: number | undefined }[] =
  [];
const KEPT_DAYS = 4;

/**
 * By how much a zone's clocks are ahead of UTC on a day, in milliseconds; undefined where they are changed on it or on
 * the days beside it. The runtime takes microseconds to tell, and a log has a line after another.
 * @param day since 1970, in UTC or in the zone
 */
function steadyOffset(day: number, timeZone: string): number | undefined {
  for (const kept of keptDays) if (kept.day === day && kept.timeZone === timeZone) return kept.offset;
  // No zone changes its clocks twice within four days.
  const [before, after] = [offsetAt((day - 1) * DAY, timeZone), offsetAt((day + 2) * DAY, timeZone)];
  const offset = before === after ? before : undefined;
  keptDays.unshift({ day, timeZone, offset });
  keptDays.length = Math.min(keptDays.length, KEPT_DAYS);
  return offset;
}

/** Whether clocks in a zone are put back between two instants, so that they show some times twice. */
export function isPutBack(
  { from, to }: { readonly from: number; readonly to: number },
  timeZone: string,
): boolean {
  return offsetAt(to, timeZone) < offsetAt(from, timeZone);
}

/**
 * The instants at which clocks in a zone show a time: one; two when the clocks were put back over it, the earlier
 * first; and when they were put forward over it, the one at which it would have been had they not been.
 * @param wall the time shown, as if that were UTC
 */
export function instantsOf(wall: number, timeZone: string): readonly [number, ...number[]] {
  const steady = steadyOffset(Math.floor(wall / DAY), timeZone);
  if (steady !== undefined) return [wall - steady];
  const before = wall - offsetAt(wall - DAY, timeZone);
  const after = wall - offsetAt(wall + DAY, timeZone);
  if (before === after) return [before];
  const [first = before, ...others] = [before, after].filter(
    (instant) => instant + offsetAt(instant, timeZone) === wall,
  );
  return [first, ...others];
}
