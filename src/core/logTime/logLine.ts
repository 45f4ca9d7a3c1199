import { END_OF_TIME } from '../base/index.ts';

/** A line of a log, and when it was written. */
export interface LogLine {
  readonly uri: string;
  /** From 0. */
  readonly line: number;
  /** By the file's clock, in milliseconds since 1970 UTC. */
  readonly instant: number;
  /** How finely the line tells its time, in seconds, such as 0.001, 1 or 60. */
  readonly precisionSeconds: number;
}

/** No address of a file is longer than this, in UTF-16 code units. */
const LONGEST_URI = 4_000;
/** No file has more lines. */
const MAX_LINE = 2 ** 31;
/** No form of log time is coarser than an hour, in seconds. */
const COARSEST_SECONDS = 3600;
// What is opened must be a text: not a command, nor something for a browser or for another program.
const TEXT_URI = /^(?!(?:command|https?|javascript|data|mailto|tel|blob):)[a-z][a-z0-9+.-]*:/i;

// A path that begins with two slashes, and no authority before it: VS Code throws where it reads one.
const UNREADABLE_URI = /^[^:]*:(?:\/\/\/(?:\/|%2f)|\/%2f|%2f(?:\/|%2f))/i;

/** Whether an address may be that of a log: one of a text, and of nothing that is run or shown by another program. */
export function isLogUri(uri: string): boolean {
  return uri.length <= LONGEST_URI && TEXT_URI.test(uri) && !UNREADABLE_URI.test(uri) && uri.isWellFormed();
}

/**
 * Reads a line of a log from what a caller or a page's memory has for one; it is not to be trusted.
 * @returns undefined when it is not whole
 */
export function readLogLine(value: unknown): LogLine | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const field = (name: keyof LogLine): unknown => Reflect.get(value, name);
  const [uri, line] = [field('uri'), field('line')];
  const [instant, precisionSeconds] = [field('instant'), field('precisionSeconds')];
  if (typeof uri !== 'string' || !isLogUri(uri)) return undefined;
  if (!isWithin(line, 0, MAX_LINE) || !Number.isInteger(line)) return undefined;
  if (!isWithin(instant, -END_OF_TIME, END_OF_TIME)) return undefined;
  if (!isWithin(precisionSeconds, 0, COARSEST_SECONDS)) return undefined;
  return { uri, line, instant, precisionSeconds };
}

function isWithin(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && value >= min && value <= max;
}
