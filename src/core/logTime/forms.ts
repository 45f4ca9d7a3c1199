/** The forms in which logs write a time: each bounded in length, to be tried at one place of a line. */
import type { WrittenDate, WrittenTime } from './model.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const MONTH_NAME = String.raw`(?<monthName>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(?:[a-z]{1,6})?\.?`;
const WEEKDAY = String.raw`(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)`;
const FRACTION = String.raw`(?:[.,](?<fraction>\d{1,9})|:(?<thousandths>\d{3}))?`;
// Before AM and PM, newer runtimes write a narrow space that does not break.
const HALF = String.raw`(?:[ \u00a0\u202f]?(?<half>[AaPp])(?:\.[Mm]\.|[Mm]\b))?`;
const CLOCK = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2}):(?<second>\d{2})${FRACTION}${HALF}`;
// Between date and time: `T`, a space, a comma, brackets that enclose each, or the key of the time.
const BETWEEN = String.raw`(?:[Tt_ ]|, ?| [|-] |\] ?\[?|["']?(?:, ?| )["']?time["']?[:=] ?["']?)`;
/**
 * `Z`, `+05`, `+0530`, ` +05:30`, ` IST +0530`, ` UTC`, ` GMT+5:30`, ` (UTC-5)`. Behind a space, two digits with a
 * sign are a number more often than a zone. Names other than UTC and GMT mean several zones each.
 */
const ZONE = String.raw`(?<zone>[Zz](?![A-Za-z])|[+-](?:0\d|1[0-4])(?!:?\d)|(?: ?| [A-Z]{2,5} )[+-](?:0\d|1[0-4]):?(?:00|15|30|45)| ?\(?(?:UTC|GMT)(?:[+\-−]\d{1,2}(?::?\d{2})?(?!\d|:\d))?(?![A-Za-z]))?`;
// A time is no part of a longer number or word.
const END = String.raw`(?![:.,]?\d|[A-Za-z_])`;

/** How a time can be written. */
interface Form {
  readonly name: string;
  /** One a tool writes; the first character is of the kind that all of this form begin with. */
  readonly example: string;
  readonly pattern: string;
  readonly read: (groups: Groups) => Reading | undefined;
}

type Groups = Readonly<Record<string, string | undefined>>;
type Reading = Omit<WrittenTime, 'start' | 'end'>;

/** Every form, the most common first: of two that fit, the first is taken. */
export const FORMS: readonly Form[] = [
  {
    name: 'ISO 8601 and its like',
    example: '2020-07-08T14:03:34.733+02:00',
    pattern: String.raw`(?<year>\d{4})(?<separator>[-/.])(?<month>\d{1,2})\k<separator>(?<day>\d{1,2})${BETWEEN}(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})${FRACTION})?${HALF}${ZONE}`,
    read: readDated,
  },
  {
    name: 'epoch',
    example: '1594206205.123',
    pattern: String.raw`(?<epoch>\d{19}|\d{16}|\d{13}(?:\.\d{1,9})?|\d{10}(?:\.\d{1,9})?)(?![\w-])`,
    read: readEpoch,
  },
  {
    name: 'logcat',
    example: '07-08 14:03:34.733',
    pattern: String.raw`(?<month>\d{2})-(?<day>\d{2}) ${CLOCK}${ZONE}`,
    read: readDated,
  },
  {
    name: 'time of day',
    example: '2:03:34.733 PM',
    pattern: String.raw`${CLOCK}${ZONE}(?: (?<year>\d{4})(?<separator>[-/])(?<month>\d{2})\k<separator>(?<day>\d{2}))?`,
    read: readDated,
  },
  {
    name: 'numbers that begin with day or month',
    example: '07/08/2020, 2:03:34 PM',
    pattern: String.raw`(?<a>\d{1,2})(?<separator>[/-])(?<b>\d{1,2})\k<separator>(?<year>\d{4}|\d{2}(?=,))${BETWEEN}${CLOCK}${ZONE}`,
    read: readDayOrMonthFirst,
  },
  {
    name: 'numbers that begin with the day',
    example: '08.07.2020 14:03:34',
    pattern: String.raw`(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})${BETWEEN}${CLOCK}${ZONE}`,
    read: readDated,
  },
  {
    name: 'Apache, HTTP, Tomcat',
    example: '08/Jul/2020:14:03:34 +0000',
    pattern: String.raw`(?<day>\d{1,2})[ /-]${MONTH_NAME}[ /-](?<year>\d{4})(?:[: ]|, )${CLOCK}${ZONE}`,
    read: readDated,
  },
  {
    name: 'without separators',
    example: '20200708T140334.733Z',
    pattern: String.raw`(?<year>\d{4}|\d{2})(?<month>\d{2})(?<day>\d{2})(?:[Tt_-]| {1,2})(?<hour>\d{2}):?(?<minute>\d{2}):?(?<second>\d{2})${FRACTION}${ZONE}`,
    read: readDated,
  },
  {
    name: 'Unreal',
    example: '2020.07.08-14.03.34:733',
    pattern: String.raw`(?<year>\d{4})\.(?<month>\d{2})\.(?<day>\d{2})-(?<hour>\d{2})\.(?<minute>\d{2})\.(?<second>\d{2})${FRACTION}`,
    read: readDated,
  },
  {
    name: 'Chrome',
    example: '0708/140334.733123',
    pattern: String.raw`(?<month>\d{2})(?<day>\d{2})/(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})${FRACTION}`,
    read: readDated,
  },
  {
    name: 'ctime',
    example: 'Wed Jul  8 14:03:34 UTC 2020',
    pattern: String.raw`${WEEKDAY} ${MONTH_NAME} {1,2}(?<day>\d{1,2}) ${CLOCK}(?: (?<zone>[+-]\d{2}(?::?\d{2})?|(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d{2})?)?)| [A-Z]{2,5})? (?<year>\d{4})`,
    read: readDated,
  },
  {
    name: 'syslog, java.util.logging, Kibana',
    example: 'Jul 8, 2020 @ 14:03:34.733',
    pattern: String.raw`${MONTH_NAME} {1,2}(?<day>\d{1,2})(?:,? (?<year>\d{4}))?(?:,| at| @)? ${CLOCK}${ZONE}`,
    read: readDated,
  },
  {
    name: 'klog',
    example: 'I0708 14:03:34.733123',
    pattern: String.raw`[IWEF](?<year>\d{4})?(?<month>\d{2})(?<day>\d{2}) ${CLOCK}`,
    read: readDated,
  },
  {
    name: 'seconds and nanoseconds',
    example: '{"epochSecond":1594206205,"nanoOfSecond":123000000}',
    pattern: String.raw`\{\\{0,15}"(?:epochSecond|seconds)\\{0,15}" ?: ?(?<seconds>\d{10}), ?\\{0,15}"(?:nanoOfSecond|nanos)\\{0,15}" ?: ?(?<nanos>\d{1,9})(?=\D)`,
    read: readInstant,
  },
];

interface Expression {
  readonly expression: RegExp;
  readonly read: Form['read'];
}

/** The expressions of the forms that begin with a character of a kind. */
function beginningWith(kind: RegExp): readonly Expression[] {
  return FORMS.filter(({ example }) => kind.test(example)).map(({ pattern, read }) => ({
    expression: new RegExp(`(?:${pattern})${END}`, 'y'),
    read,
  }));
}

const WITH_DIGIT = beginningWith(/^\d/);
const WITH_LETTER = beginningWith(/^[A-Z]/);
const WITH_BRACE = beginningWith(/^\{/);
const NONE: readonly Expression[] = [];

function formsFor(character: number): readonly Expression[] {
  if (character >= 48 && character <= 57) return WITH_DIGIT;
  if (character >= 65 && character <= 90) return WITH_LETTER;
  return character === 123 ? WITH_BRACE : NONE;
}

/** The time that begins at a place of a text; undefined when none does that a calendar and a clock have. */
export function timeAt(text: string, start: number): WrittenTime | undefined {
  for (const { expression, read } of formsFor(text.charCodeAt(start))) {
    expression.lastIndex = start;
    const match = expression.exec(text);
    const reading = match?.groups && read(match.groups);
    if (reading) return { ...reading, start, end: expression.lastIndex };
  }
  return undefined;
}

function readDated(groups: Groups): Reading | undefined {
  const { month, monthName, day } = groups;
  if (day === undefined) return readClock(groups, undefined);
  const number = monthName === undefined ? Number(month) : MONTHS.indexOf(monthName.toLowerCase()) + 1;
  const date = { year: yearOf(groups), month: number, day: Number(day), order: undefined };
  // 2000 had a 29 February: of a date without a year, that is not yet known.
  return isDate(date.year ?? 2000, number, date.day) ? readClock(groups, date) : undefined;
}

/** Logs are younger than the century. */
function yearOf({ year }: Groups): number | undefined {
  if (year === undefined) return undefined;
  return year.length === 2 ? 2000 + Number(year) : Number(year);
}

function readDayOrMonthFirst(groups: Groups): Reading | undefined {
  const [a, b, year = 0] = [Number(groups['a']), Number(groups['b']), yearOf(groups)];
  const [isMonthFirst, isDayFirst] = [isDate(year, a, b), isDate(year, b, a)];
  if (!isMonthFirst && !isDayFirst) return undefined;
  if (!isMonthFirst) return readClock(groups, { year, month: b, day: a, order: 'dayFirst' });
  const order = !isDayFirst ? 'monthFirst' : a === b ? undefined : 'inDoubt';
  return readClock(groups, { year, month: a, day: b, order });
}

function readClock(groups: Groups, date: WrittenDate | undefined): Reading | undefined {
  const { minute, second, zone, fraction = groups['thousandths'] } = groups;
  const hour = hourOf(groups);
  const zoneMinutes = zone === undefined ? undefined : minutesOf(zone);
  const [minutes, seconds] = [Number(minute), second === undefined ? 0 : Number(second)];
  // Clocks that know leap seconds show 60.
  if (hour === undefined || minutes > 59 || seconds > 60 || Number.isNaN(zoneMinutes)) return undefined;
  const timeOfDay = ((hour * 60 + minutes) * 60 + seconds) * 1000 + thousandths(fraction);
  const precisionSeconds = second === undefined ? 60 : precisionOf(fraction);
  return { date, timeOfDay, zoneMinutes, epoch: undefined, precisionSeconds };
}

function hourOf({ hour: written, half }: Groups): number | undefined {
  const hour = Number(written);
  if (half === undefined) return hour <= 23 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

/** Whether there is such a date in the years that logs are from. */
export function isDate(year: number, month: number, day: number): boolean {
  if (year < 1970 || year > 2199 || month < 1 || month > 12 || day < 1) return false;
  return day <= 28 || day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const OFFSET = /([+\-−])(\d{1,2}?):?(\d{2})?$/;

/** Minutes east of UTC; not a number where no zone is that far from it. */
function minutesOf(zone: string): number {
  const [, sign, hours, minutes = '0'] = OFFSET.exec(zone) ?? [];
  if (hours === undefined) return 0;
  if (Number(hours) > 14 || Number(minutes) > 59) return Number.NaN;
  return (sign === '+' ? 1 : -1) * (Number(hours) * 60 + Number(minutes));
}

// Instants are whole milliseconds.
const PRECISIONS = [1, 0.1, 0.01, 0.001];

function precisionOf(fraction = ''): number {
  return PRECISIONS[Math.min(3, fraction.length)] ?? 1;
}

function thousandths(fraction = ''): number {
  return fraction === '' ? 0 : Number(fraction.slice(0, 3).padEnd(3, '0'));
}

/** Ten digits are seconds, 13 milliseconds, 16 microseconds, 19 nanoseconds. */
function readEpoch({ epoch = '' }: Groups): Reading | undefined {
  const [whole = '', fraction = ''] = epoch.split('.');
  const digits = whole.length > 10 ? whole.slice(10) : fraction;
  return epochReading(whole.slice(0, 10), digits);
}

function readInstant({ seconds = '', nanos = '' }: Groups): Reading | undefined {
  return epochReading(seconds, nanos.padStart(9, '0'));
}

/** From 1,400,000,000 to 2,199,999,999 seconds: other numbers of as many digits are something else. */
function epochReading(seconds: string, fraction: string): Reading | undefined {
  const epoch = Number(seconds) * 1000 + thousandths(fraction);
  if (epoch < 1_400_000_000_000 || epoch >= 2_200_000_000_000) return undefined;
  const precisionSeconds = precisionOf(fraction);
  return { date: undefined, timeOfDay: 0, zoneMinutes: undefined, epoch, precisionSeconds };
}
