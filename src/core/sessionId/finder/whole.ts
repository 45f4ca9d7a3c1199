/**
 * v1 and legacy ids, wherever they stand, also wrapped over two lines: they end in 50 hexadecimal digits in a row, of
 * which ten are decimal.
 */
import { parseSessionId } from '../parse.ts';
import { endsId, isAlphanumeric, isDigit, isHex, startsToken } from './boundary.ts';
import type { FoundSessionId } from './model.ts';

/** How many hexadecimal digits end a whole id, and how many of them are its seconds. */
export const TAIL = 50;
export const SECONDS = 10;
const LONGEST_APP_ID = 40;
const SHORTEST_APP_ID = 6;
const LONGEST_REGION = 16;
const REGION = /^[a-z][a-z0-9-]{1,15}$/i;
// What such a character precedes may be the end of an id that names an app; taken for an id that names none, it
// would be sent to an app it does not name.
const TAIL_OF_MORE = /(?:[.…]|\\u2026|%(?:25)*(?:2E|A6))$/i;

/**
 * All whole v1 and legacy ids of a text, in order. Looks at one code unit in fifty and at what is around
 * hexadecimal digits: time is linear in the text.
 */
export function findWholeIds(text: string): FoundSessionId[] {
  const found: FoundSessionId[] = [];
  const { length } = text;
  let from = 0;
  while (from + TAIL <= length) {
    // No run of 50 that begins at `from` or later can miss this place.
    const probe = from + TAIL - 1;
    if (!isHex(text.charCodeAt(probe))) {
      from = probe + 1;
      continue;
    }
    let start = probe;
    while (start > from && isHex(text.charCodeAt(start - 1))) start -= 1;
    let end = probe + 1;
    while (end < length && isHex(text.charCodeAt(end))) end += 1;
    if (end - start >= TAIL) {
      const id = wholeIdEndingAt(text, end);
      if (id) found.push(id);
    }
    from = end + 1;
  }
  return found;
}

/** The whole id whose last digit stands before an index, if one does. */
function wholeIdEndingAt(text: string, end: number): FoundSessionId | undefined {
  const tail = end - TAIL;
  if (!endsId(text, end) || !tenDigits(text, tail)) return undefined;
  const start = startOfV1(text, tail);
  if (start !== undefined) {
    const session = parseSessionId(text.slice(start, end));
    return { session, start, end, form: 'v1', looksCutOff: false };
  }
  if (!isLegacyStart(text, tail) || !hasLetter(text, tail + SECONDS, end)) return undefined;
  const session = parseSessionId(text.slice(tail, end));
  return { session, start: tail, end, form: 'legacy', looksCutOff: false };
}

/** Where the v1 id begins whose 50 digits begin at `tail`: its `v1.region.app.` is read backwards. */
function startOfV1(text: string, tail: number): number | undefined {
  if (text.charCodeAt(tail - 1) !== 0x2e) return undefined;
  let app = tail - 1;
  const lowest = Math.max(0, app - LONGEST_APP_ID);
  while (app > lowest && isAlphanumeric(text.charCodeAt(app - 1))) app -= 1;
  if (tail - 1 - app < SHORTEST_APP_ID || text.charCodeAt(app - 1) !== 0x2e) return undefined;
  const dot = text.lastIndexOf('.', app - 2);
  if (dot < 2 || dot < app - 2 - LONGEST_REGION || !REGION.test(text.slice(dot + 1, app - 1)))
    return undefined;
  const start = dot - 2;
  const isV1 = (text.charCodeAt(start) | 0x20) === 0x76 && text.charCodeAt(start + 1) === 0x31;
  return isV1 && startsToken(text, start) ? start : undefined;
}

/**
 * Whether a legacy id can begin here: a token whose ten digits are a plausible time. Hashes of 50 digits exist;
 * as every id tells when its call began, and as calls on CometChat began after 2014, ten digits outside
 * 1,400,000,000 to 2,199,999,999 (May 2014 to September 2039) are none of an id.
 */
export function isLegacyStart(text: string, index: number): boolean {
  const first = text.charCodeAt(index);
  const second = text.charCodeAt(index + 1);
  const plausible = first === 0x31 ? second >= 0x34 : first === 0x32 && second <= 0x31;
  return (
    plausible &&
    tenDigits(text, index) &&
    startsToken(text, index) &&
    !TAIL_OF_MORE.test(text.slice(Math.max(0, index - 9), index))
  );
}

function tenDigits(text: string, index: number): boolean {
  for (let at = index; at < index + SECONDS; at += 1) if (!isDigit(text.charCodeAt(at))) return false;
  return true;
}

/** Whether there is a letter: 50 decimal digits are a long number, and forty random digits are never all decimal. */
export function hasLetter(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (!isDigit(text.charCodeAt(at))) return true;
  return false;
}

// Ids that a log viewer wrapped over two lines.

/** How much of either line is looked at, in UTF-16 code units: more than the longest v1 id and an escape before it. */
const LONGEST_PART = 160;

/**
 * The id at a position of a line that begins on the line before or goes on on the line after. Only v1 and legacy
 * ids that are whole once both parts are joined are taken: else nothing tells that the lines belong together.
 */
export function findWrappedId(
  before: string | undefined,
  line: string,
  after: string | undefined,
  offset: number,
): FoundSessionId | undefined {
  const lineEnd = line.trimEnd().length;
  const beginning = after === undefined ? undefined : acrossSeam(line, after);
  if (beginning) {
    const start = lineEnd - beginning.headLength;
    if (start <= offset && offset <= lineEnd) {
      return { ...beginning.id, start, end: lineEnd, looksCutOff: true };
    }
  }
  const ending = before === undefined ? undefined : acrossSeam(before, line);
  if (ending) {
    const start = line.length - line.trimStart().length;
    const end = start + ending.restLength;
    if (start <= offset && offset <= end) return { ...ending.id, start, end, looksCutOff: true };
  }
  return undefined;
}

/** The whole id that two lines make together, with the lengths of its parts. */
function acrossSeam(first: string, second: string) {
  const head = first.trimEnd().slice(-LONGEST_PART);
  const text = head + second.trimStart().slice(0, LONGEST_PART);
  const id = findWholeIds(text).find(({ start, end }) => start < head.length && head.length < end);
  return id && { id, headLength: head.length - id.start, restLength: id.end - head.length };
}
