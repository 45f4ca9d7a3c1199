/** The forms in which logs write a time, each as an expression with a bound on its length. */
import type { WrittenTime } from './model.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const CLOCK = String.raw`(?<hour>\d{2}):(?<minute>\d{2}):(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?`;
// Behind a space, two digits with a sign are a number more often than a zone.
const ZONE = String.raw`(?<zone>Z(?![A-Za-z])| ?(?:UTC|GMT)(?![A-Za-z])|[+-](?:0\d|1[0-4])(?!:?\d)| ?[+-](?:0\d|1[0-4]):?(?:00|15|30|45))?`;
const MONTH_NAME = String.raw`(?<monthName>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)`;
// A time is no part of a longer number, date or address.
const START = String.raw`(?<![\d/:.,-]|\d[T ])`;
const END = String.raw`(?![:.,]?\d|[A-Za-z_])`;

/** `2020-07-08T14:03:34.733+02:00`, `2020-07-08 14:03:34,733`, `2020/07/08 14:03`. */
const ISO =
  String.raw`(?<year>\d{4})([-/])(?<month>\d{2})\k<sep>(?<day>\d{2})[Tt_ ](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?`
    .replace('([-/])', '(?<sep>[-/])')
    .concat(ZONE);
/** `20200708T140334.733Z`. */
const ISO_BASIC = String.raw`(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})T(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?${ZONE}`;
/** `08/Jul/2020:14:03:34 +0000`, `08 Jul 2020 14:03:34 GMT`, `08-Jul-2020 14:03:34.733`. */
const DAY_MONTH_YEAR = String.raw`(?<day>\d{1,2})[ /-]${MONTH_NAME}[ /-](?<year>\d{4})[: ]${CLOCK}${ZONE}`;
/** `Wed Jul  8 14:03:34 UTC 2020`. */
const CTIME = String.raw`(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ${MONTH_NAME} {1,2}(?<day>\d{1,2}) ${CLOCK}${ZONE} (?<year>\d{4})`;
/** `Jul  8 14:03:34`, `Jul  8 2020 14:03:34`. */
const SYSLOG = String.raw`${MONTH_NAME} {1,2}(?<day>\d{1,2})(?: (?<year>\d{4}))? ${CLOCK}${ZONE}`;
/** `07-08 14:03:34.733`. */
const LOGCAT = String.raw`(?<month>\d{2})-(?<day>\d{2}) ${CLOCK}${ZONE}`;
/** `14:03:34.733`, `2:03:34 PM`. */
const TIME_ONLY = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2}):(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?(?: ?(?<half>[AaPp])(?:\.[Mm]\.|[Mm]\b))?${ZONE}`;
/** Ten digits with or without a fraction, or 13. */
const EPOCH = String.raw`(?<epoch>\d{10}(?:\.\d{1,9})?|\d{13})(?![\w-])`;
/** As above, or 16 (microseconds) or 19 digits (nanoseconds). */
const EPOCH_IN_FIELD = String.raw`(?<epoch>\d{10}(?:\.\d{1,9})?|\d{13}|\d{16}|\d{19})(?![\w-])`;

const DATED = [ISO, ISO_BASIC, DAY_MONTH_YEAR, CTIME, SYSLOG, LOGCAT];

const expressions = (forms: readonly string[], start: string, flags: string) =>
  forms.map((form) => new RegExp(`${start}(?:${form})${END}`, flags));

/** Every form of a time, to be tried where one is expected. */
export const AT_START = expressions([...DATED, TIME_ONLY, EPOCH], '', 'dy');
/** The forms that are a time wherever they stand. */
export const ANYWHERE = expressions(DATED, START, 'd');
/** The forms that are a time in brackets. */
export const IN_BRACKETS = [TIME_ONLY, EPOCH].map(
  (form) => new RegExp(String.raw`\[(?<inner>${form})(?=\]| )`, 'd'),
);
/** Every form of a time in a field that is said to hold one. */
const IN_FIELD = expressions([...DATED, TIME_ONLY, EPOCH_IN_FIELD], '', 'dy');

/** Reads what an expression of this file matched; undefined when no calendar or clock has such a time. */
export function readMatch(match: RegExpExecArray): WrittenTime | undefined {
  const groups = match.groups ?? {};
  const [start, end] = match.indices?.groups?.['inner'] ?? match.indices?.[0] ?? [0, 0];
  if (groups['epoch'] !== undefined) return readEpoch(groups['epoch'], start, end);
  const hour = hourOf(groups);
  const minute = Number(groups['minute']);
  const second = Number(groups['second'] ?? 0);
  // Clocks that know leap seconds show 60.
  if (hour === undefined || minute > 59 || second > 60) return undefined;
  const fraction = groups['fraction'];
  const milliseconds = Number((fraction ?? '').padEnd(3, '0').slice(0, 3));
  const date = dateOf(groups);
  if (date === undefined) return undefined;
  return {
    ...date,
    timeOfDay: ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds,
    ...zoneOf(groups['zone']),
    precisionSeconds: precisionOf(groups['second'], fraction),
    start,
    end,
  };
}

type Groups = Readonly<Record<string, string | undefined>>;

function hourOf({ hour: written, half }: Groups): number | undefined {
  const hour = Number(written);
  if (half === undefined) return hour <= 23 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function dateOf({ year, month, monthName, day }: Groups) {
  if (day === undefined) return {};
  const number = monthName === undefined ? Number(month) : MONTHS.indexOf(monthName.toLowerCase()) + 1;
  // 2000 had a 29 February: of a date without a year, that is not yet known.
  if (!isDate(year === undefined ? 2000 : Number(year), number, Number(day))) return undefined;
  return { month: number, day: Number(day), ...(year === undefined ? {} : { year: Number(year) }) };
}

/** Whether there is such a date in the years that logs are from. */
export function isDate(year: number, month: number, day: number): boolean {
  if (year < 1970 || year > 2199 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function zoneOf(zone: string | undefined): { zoneMinutes?: number } {
  if (zone === undefined) return {};
  const offset = /([+-])(\d{2}):?(\d{2})?/.exec(zone);
  if (!offset) return { zoneMinutes: 0 };
  const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
  return { zoneMinutes: offset[1] === '-' ? -minutes : minutes };
}

function precisionOf(second: string | undefined, fraction: string | undefined): number {
  if (second === undefined) return 60;
  // Instants are whole milliseconds.
  return 10 ** -Math.min(3, fraction?.length ?? 0);
}

/** Ten digits are seconds, 13 milliseconds, 16 microseconds, 19 nanoseconds, from 1,400,000,000 to 2,199,999,999 seconds. */
function readEpoch(digits: string, start: number, end: number): WrittenTime | undefined {
  const [whole = '', fraction] = digits.split('.');
  const milliseconds = Math.floor(Number(digits) / 10 ** (whole.length - 13) + 1e-4);
  if (milliseconds < 1_400_000_000_000 || milliseconds >= 2_200_000_000_000) return undefined;
  const precisionSeconds = whole.length > 10 ? 0.001 : precisionOf('', fraction);
  return { timeOfDay: 0, epoch: milliseconds, precisionSeconds, start, end };
}

/** `"time":"`, `\"@timestamp\": `, `ts=`: 1 the backslashes before the quotes, which tell how deep the field is. */
const FIELD =
  /(?<![\w@.-])(\\{0,15})["']?(?:@timestamp|timestamp|datetime|date|time|ts)\\{0,15}["']?[ \t]{0,4}[:=][ \t]{0,4}\\{0,15}["']?/gi;

/** The time in a field that is named for it; of several, the least escaped, then the first. */
export function readTimeField(text: string): WrittenTime | undefined {
  let best: { readonly time: WrittenTime; readonly depth: number } | undefined;
  for (const match of text.matchAll(FIELD)) {
    const depth = match[1]?.length ?? 0;
    if (best && best.depth <= depth) continue;
    const time = timeAt(text, match.index + match[0].length);
    if (time) best = { time, depth };
  }
  return best?.time;
}

function timeAt(text: string, index: number): WrittenTime | undefined {
  for (const form of IN_FIELD) {
    form.lastIndex = index;
    const match = form.exec(text);
    const time = match && readMatch(match);
    if (time) return time;
  }
  return undefined;
}
