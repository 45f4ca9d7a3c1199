import { localeOf } from './locale.ts';

/** Writes instants the way a reader in one time zone wants them. All instants are milliseconds since 1970 UTC. */
export interface TimeFormat {
  /** The zone's name, such as `UTC` or `Europe/Berlin`: what a view tells once for all of its times. */
  readonly zone: string;
  /** `14:15:27`, without its zone: for places where the zone stands beside it. */
  time(instant: number): string;
  /** The zone's short name then, such as `CEST` or `GMT+5:30`. */
  zoneAt(instant: number): string;
  /** `14:15:27 UTC`. */
  timeWithZone(instant: number): string;
  /** `18 Aug 2023, 14:15:27 UTC`. */
  dateTime(instant: number): string;
  /** `18 Aug 2023`. */
  date(instant: number): string;
  /** A date before what else is said of it, as the language writes a date before a time. */
  onDate(date: string, clock: string): string;
  /** `14 Sept 08:31:10`, with its year where that is not the one of `now`: for lists whose view tells the zone. */
  inList(instant: number, now: number): string;
  /** `18 Aug 2023, 14:15:27 – 14:15:46 UTC`, or both dates where they differ; one moment is told once. */
  range(from: number, to: number): string;
}

/**
 * Makes a TimeFormat.
 * @param timeZone an IANA name or `UTC`; one the runtime does not know falls back to `UTC`
 * @param language a language tag, as {@link localeOf} takes it
 */
export function createTimeFormat(timeZone: string, language: string): TimeFormat {
  const locale = localeOf(language);
  const zone = isTimeZone(timeZone) ? timeZone : 'UTC';
  const formatter = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, hourCycle: 'h23', ...options });
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const time = formatter(clock);
  const zoned = formatter({ ...clock, timeZoneName: 'short' });
  const date = formatter(day);
  const dayOfYear = formatter({ day: 'numeric', month: 'short' });
  const year = formatter({ year: 'numeric' });
  const between = separatorOf(date, formatter({ ...day, ...clock }));
  const onDate = (written: string, other: string) => `${written}${between}${other}`;
  const zoneAt = (instant: number) =>
    zoned.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? zone;
  // Behind its time in every language: between a range's times, where some would write it, it is of one of them.
  const timeWithZone = (instant: number) => `${time.format(instant)} ${zoneAt(instant)}`;
  const dateTime = (instant: number) => onDate(date.format(instant), timeWithZone(instant));
  return {
    zone,
    time: (instant) => time.format(instant),
    zoneAt,
    timeWithZone,
    dateTime,
    date: (instant) => date.format(instant),
    onDate,
    inList: (instant, now) => {
      const written = year.format(instant) === year.format(now) ? dayOfYear : date;
      return `${written.format(instant)} ${time.format(instant)}`;
    },
    range: (from, to) => {
      if (from === to) return dateTime(from);
      if (date.format(from) !== date.format(to)) return `${dateTime(from)} – ${dateTime(to)}`;
      // On the day the clocks change, each time has a zone of its own.
      const first = zoneAt(from) === zoneAt(to) ? time.format(from) : timeWithZone(from);
      return onDate(date.format(from), `${first} – ${timeWithZone(to)}`);
    },
  };
}

/** What a language writes between a date and a time: a comma in most, nothing but a space in others. */
function separatorOf(date: Intl.DateTimeFormat, both: Intl.DateTimeFormat): string {
  const [day, whole] = [date.format(0), both.format(0)];
  return whole.startsWith(day) ? (/^[\p{P}\s]+/u.exec(whole.slice(day.length))?.[0] ?? ' ') : ', ';
}

/** Writes numbers as a language does, by the same rules as {@link createTimeFormat}: `2,340`. */
export function createNumberFormat(language: string): (number: number) => string {
  const format = new Intl.NumberFormat(localeOf(language));
  return (number) => format.format(number);
}

/** Tells whether the runtime knows a time zone by this name. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Zones differ, and days begin, by whole quarters of an hour: within one, neither changes. In milliseconds. */
export const QUARTER_HOUR = 15 * 60_000;
/** The longest day, in quarters of an hour: of 26 hours, where clocks are set back by two, as on Troll in Antarctica. */
const LONGEST_DAY = 26 * 4;

/** When the reader's day of an instant began: it is searched among the quarters of an hour. */
export function startOfDay(at: number, time: Pick<TimeFormat, 'date'>): number {
  const date = time.date(at);
  let last = Math.floor(at / QUARTER_HOUR);
  let before = last - LONGEST_DAY;
  while (last - before > 1) {
    const middle = Math.floor((before + last) / 2);
    if (time.date(middle * QUARTER_HOUR) === date) last = middle;
    else before = middle;
  }
  return last * QUARTER_HOUR;
}

/** From when to when, as far as either is known: a range, or the start alone. */
export function formatWindow(
  time: TimeFormat,
  from: number | undefined,
  to: number | undefined,
): string | undefined {
  if (from === undefined) return undefined;
  return to === undefined ? time.dateTime(from) : time.range(from, to);
}
