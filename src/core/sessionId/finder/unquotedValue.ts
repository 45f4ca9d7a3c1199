/** Values without quotes, as in `session_id=…` and in URL queries. */
import { MAX_SESSION_ID_LENGTH } from '../index.ts';
import { cutMarkBefore, isAlphanumeric, isCutMark, isWord } from './boundary.ts';
import type { KeyedValue } from './keyed.ts';
import { decodePercent } from './quotedValue.ts';

/** The longest value as it stands in the text, in UTF-16 code units: one of 512 may be written with escapes. */
const LONGEST = 3 * MAX_SESSION_ID_LENGTH;
const ESCAPE = /%((?:25)*)([0-9a-f]{2})/iy;
/** Directly behind a value these go on with something that is no log's: a call, an index, a template, a path, a mask. */
const GOES_ON = /[=$*^([{%]|[:/](?=\w)/y;
const IN_QUERY = /(?:[?&]|%(?:25)*(?:3F|26)|\\u0026)$/i;

/**
 * The value that begins here and ends where its token does: at what is no letter, digit, `-`, `_`, `.`, `~`, `+`
 * or percent-escape of a character that ends nothing at the depth of encoding its separator has.
 * @param separator as it stands in the text: `%3D` tells that the value's end is percent-encoded too
 * @param keyStart where its key begins: behind `?` or `&` a `+` is a space
 */
export function readUnquoted(
  text: string,
  start: number,
  separator: string,
  keyStart: number,
): KeyedValue | undefined {
  const depth = encodedTimes(separator);
  const end = endOfToken(text, start, depth);
  if (end - start > LONGEST) return undefined;
  const mark = cutMarkBefore(text, end);
  let last = Math.max(start, end - mark);
  while (last > start && text.charCodeAt(last - 1) === 0x2e) last -= 1;
  const raw = text.slice(start, last);
  const cutOff = mark > 0 || isCutMark(text, end);
  // A percent sign here begins no escape that ends a value, but a placeholder; where it does end one, it may.
  if (raw === '' || !isTokenStart(raw) || (!cutOff && goesOn(text, end, depth))) return undefined;
  const inQuery = IN_QUERY.test(text.slice(Math.max(0, keyStart - 12), keyStart));
  try {
    const value = decodePercent(inQuery ? raw.replaceAll('+', '%20') : raw, depth + 1);
    return { value, start, end: start + raw.length, cutOff };
  } catch {
    return undefined;
  }
}

/** How many times percent-encoding was applied to what stands around a separator. */
function encodedTimes(separator: string): number {
  const encoded = /^%((?:25)*)3[AD]/i.exec(separator);
  return encoded ? (encoded[1]?.length ?? 0) / 2 + 1 : 0;
}

function endOfToken(text: string, start: number, depth: number): number {
  const limit = Math.min(text.length, start + LONGEST + 1);
  let at = start;
  while (at < limit) {
    if (isValueUnit(text.charCodeAt(at))) at += 1;
    else {
      const length = escapeInValue(text, at, depth);
      if (length === 0) break;
      at += length;
    }
  }
  return at;
}

/** The length of the percent-escape here that belongs to a value, else 0. */
function escapeInValue(text: string, at: number, depth: number): number {
  const escape = escapeAt(text, at);
  if (!escape) return 0;
  const structural = escape.times <= depth;
  return structural && escape.code < 0x80 && !isValueUnit(escape.code) ? 0 : escape.length;
}

function escapeAt(text: string, at: number) {
  if (text.charCodeAt(at) !== 0x25) return undefined;
  ESCAPE.lastIndex = at;
  const match = ESCAPE.exec(text);
  if (!match) return undefined;
  return {
    times: (match[1]?.length ?? 0) / 2 + 1,
    code: Number.parseInt(match[2] ?? '', 16),
    length: match[0].length,
  };
}

function goesOn(text: string, end: number, depth: number): boolean {
  const escape = escapeAt(text, end);
  if (escape) return escape.times > depth;
  GOES_ON.lastIndex = end;
  return GOES_ON.test(text);
}

/** Whether a UTF-16 code unit can be of an unquoted value: ASCII letters, digits and `-_.~+`, and other letters. */
function isValueUnit(code: number): boolean {
  if (code < 0x80) return isWord(code) || code === 0x2d || code === 0x2e || code === 0x7e || code === 0x2b;
  // Latin-1's signs and spaces, general and CJK punctuation, full-width punctuation and what is no character.
  const isSign =
    code < 0xc0 ||
    (code >= 0x2000 && code <= 0x206f) ||
    (code >= 0x3000 && code <= 0x303f) ||
    (code >= 0xff00 && code <= 0xff0f) ||
    code === 0xfeff ||
    code >= 0xfff0;
  return !isSign;
}

function isTokenStart(raw: string): boolean {
  const code = raw.charCodeAt(0);
  return isAlphanumeric(code) || code === 0x5f || code === 0x25 || code >= 0x80;
}
