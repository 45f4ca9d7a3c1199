/** The times of lines that are read one after another. */
import { readLogTime } from './readLogTime.ts';
import { SEARCHED, TIME_HINT } from './head.ts';
import type { LogClock } from './model.ts';

/** How a time was written that may be written alike in the next line, but for its seconds. */
interface Pattern {
  /** The line up to the seconds, without the address it begins with. */
  readonly upToMinute: string;
  readonly hasAddress: boolean;
  /** What stands between seconds and fraction, or nothing; how many digits the fraction has. */
  readonly point: string;
  readonly digits: number;
  /** What of the time follows these: its zone. */
  readonly rest: string;
  /** The instant at which the minute begins. */
  readonly minute: number;
  /** Whether the time is the value of a key in JSON. */
  readonly isField: boolean;
}

/** So many are remembered: a log mixes a few kinds of lines. */
const KEPT = 6;
const SECONDS = /\d:\d\d:(?<seconds>[0-5]\d)(?:(?<point>[.,:])(?<fraction>\d{3,9}))?/;
const ADDRESS = /(?:\d{1,3}\.){3}\d{1,3}(?= )/y;
/** A key of JSON and what is before its value, where nothing is escaped. */
const KEY = /^\{[^\\]*"[@\w]+" ?: ?"$/;
const ENCLOSED = /\[[^[\]]*\]|\([^()]*\)|<[^<>]*>|\{[^{}]*\}/g;
/** What ends a time whatever comes behind: not AM or PM, a zone, or a date. */
const PLAIN_END =
  /$|["\]|;}]|(?![ \t]{0,8}(?:[AaPp]\.?[Mm]\b|\(?(?:UTC|GMT)|[+\-−]|\d{4}(?!\d)|[A-Z]{2,5} (?:[+\-−]|\d{4}(?!\d))))[ \t]/y;

/** Reads the times of lines as {@link readLogTime} does, sooner where one is written like one before it. */
export class LineTimes {
  /** Where the time ends that was read last, in UTF-16 code units. */
  end = 0;
  /** Whether a time was read that states no zone. */
  hasAssumedZone = false;
  readonly #clock: LogClock;
  readonly #patterns: Pattern[] = [];

  constructor(clock: LogClock) {
    this.#clock = clock;
  }

  /** In milliseconds since 1970 UTC; undefined where the line tells no time. */
  read(line: string): number | undefined {
    const text = line.length > SEARCHED ? line.slice(0, SEARCHED) : line;
    for (const pattern of this.#patterns) {
      const instant = this.#readAlike(text, pattern);
      if (instant !== undefined) return instant;
    }
    const time = readLogTime(text, this.#clock);
    if (!time) return undefined;
    this.end = time.end;
    if (time.zone === 'assumed') this.hasAssumedZone = true;
    this.#learn(text, time);
    return time.instant;
  }

  #readAlike(text: string, pattern: Pattern): number | undefined {
    const { upToMinute, hasAddress, point, digits, rest, minute, isField } = pattern;
    let at = 0;
    if (hasAddress) {
      ADDRESS.lastIndex = 0;
      if (!ADDRESS.test(text)) return undefined;
      at = ADDRESS.lastIndex;
    }
    if (!text.startsWith(upToMinute, at)) return undefined;
    at += upToMinute.length;
    const seconds = numberAt(text, at, 2);
    at += 2;
    if (seconds === undefined || seconds > 59 || !text.startsWith(point, at)) return undefined;
    at += point.length;
    const thousandths = digits === 0 ? 0 : numberAt(text, at, 3);
    for (let digit = at + 3; digit < at + digits; digit += 1) if (!isDigitAt(text, digit)) return undefined;
    at += digits;
    if (thousandths === undefined || !text.startsWith(rest, at)) return undefined;
    const end = at + rest.length;
    PLAIN_END.lastIndex = end;
    if (!PLAIN_END.test(text) || !(isField ? isOnlyField(text, upToMinute) : isNotPassedOn(text, end)))
      return undefined;
    this.end = end;
    return minute + seconds * 1000 + thousandths;
  }

  #learn(
    text: string,
    { instant, start, end }: { readonly instant: number; readonly start: number; readonly end: number },
  ): void {
    const groups = SECONDS.exec(text.slice(start, end));
    if (!groups?.groups) return;
    const { seconds = '', point = '', fraction = '' } = groups.groups;
    const clockEnd = start + groups.index + groups[0].length;
    const at = clockEnd - fraction.length - point.length - 2;
    const before = text.slice(0, start);
    const isField = KEY.test(before);
    ADDRESS.lastIndex = 0;
    const hasAddress = ADDRESS.test(text) && ADDRESS.lastIndex < start;
    const pattern = {
      upToMinute: text.slice(hasAddress ? ADDRESS.lastIndex : 0, at),
      hasAddress,
      point,
      digits: fraction.length,
      rest: text.slice(clockEnd, end),
      minute: instant - Number(seconds) * 1000 - Number(fraction.slice(0, 3)),
      isField,
    };
    PLAIN_END.lastIndex = end;
    const isPlain =
      PLAIN_END.test(text) &&
      (isField ? isOnlyField(text, pattern.upToMinute) : isHead(before) && isNotPassedOn(text, end));
    if (!isPlain) return;
    // In a minute in which clocks are changed, or the nearest day is another, its seconds do not follow each other.
    const isWholeMinute = ['00', '59'].every((second) => {
      const other = `${text.slice(0, at)}${second}${point}${'0'.repeat(fraction.length)}${text.slice(clockEnd)}`;
      const read = readLogTime(other, this.#clock);
      return read?.instant === pattern.minute + Number(second) * 1000 && read.end === end;
    });
    if (!isWholeMinute) return;
    this.#patterns.unshift(pattern);
    this.#patterns.length = Math.min(this.#patterns.length, KEPT);
  }
}

function isDigitAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function numberAt(text: string, at: number, digits: number): number | undefined {
  let number = 0;
  for (let digit = at; digit < at + digits; digit += 1) {
    if (!isDigitAt(text, digit)) return undefined;
    number = number * 10 + text.charCodeAt(digit) - 48;
  }
  return number;
}

/** Whether what is before a time does not reach behind it, as a bracket that is open may. */
function isHead(before: string): boolean {
  return !/[[({<]/.test(before.replace(ENCLOSED, '').replace(/[ \t[(<{"'|*#]*$/, ''));
}

function isNotPassedOn(text: string, end: number): boolean {
  TIME_HINT.lastIndex = end;
  return !TIME_HINT.test(text);
}

/** Whether no other field of a line of JSON outranks the one that was read, and the line is nothing before a time. */
function isOnlyField(text: string, upToMinute: string): boolean {
  if (!upToMinute.includes('"@timestamp"') && text.includes('@timestamp', upToMinute.length)) return false;
  const close = text.indexOf('}');
  if (close === -1 || close === text.length - 1) return true;
  const open = text.indexOf('{', 1);
  return open !== -1 && open < close;
}
