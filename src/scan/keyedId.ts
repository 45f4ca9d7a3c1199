/**
 * Values of session keys in bytes, by the rules of the finder (core/finder/keyed.ts), where these are plain: the
 * key in JSON, in JSON escaped once, or before `=` or `:`; the value of letters, digits, `-` and `_`.
 */
import { isDigitAt, isHexAt, isLetterAt, isWordAt } from './bytes.ts';
import { legacyEndingAt, NONE, UNDECIDED, v1EndingAt } from './wholeId.ts';

/** Where a value stands, and its form's place in FORMS. */
export interface Value {
  readonly start: number;
  readonly end: number;
  readonly form: number;
}

const V1 = 0;
const LEGACY = 1;
const KEYED = 2;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const COLON = 0x3a;
const EQUALS = 0x3d;
/** A value with a whole id in it has at least so many bytes. */
const LONGEST = 49;
/** After an unquoted value these end it, and say nothing else of it: `, ; ) ] } " ' & > < | # ?` and white space. */
const ENDS = new Uint8Array(256);
for (const char of ' \t\n\r,;)]}"\'&><|#?') ENDS[char.charCodeAt(0)] = 1;
/** After a key these tell that no value follows. */
const NO_SEPARATOR = new Uint8Array(256);
for (const char of ',.;()[]') NO_SEPARATOR[char.charCodeAt(0)] = 1;
/** Before a key these may end an escape, after which a token may begin: hex digits, `\n`, `\r`, `\t`, a colour's `m`. */
const ESCAPE_END = /[0-9a-fnrtm]/i;

/**
 * The value of the session key whose third letter stands here; NONE when no key does, or no value can follow;
 * UNDECIDED when the finder has to look.
 */
export function keyedAt(bytes: Uint8Array, at: number): Value | typeof NONE | typeof UNDECIDED {
  const start = at - 2;
  const key = endOfKey(bytes, at);
  if (key < 0) return NONE;
  if (isWordAt(bytes, start - 1)) {
    return ESCAPE_END.test(String.fromCharCode(bytes[start - 1] ?? 0)) ? UNDECIDED : NONE;
  }
  // Prose and code: neither a quote nor a space nor a separator follows.
  if (isWordAt(bytes, key) || NO_SEPARATOR[bytes[key] ?? 0] === 1) return NONE;
  return valueAfter(bytes, key);
}

/** The end of `sessionId`, `sessionID`, `sessionid` or `session_id` from its third letter, else -1. */
function endOfKey(bytes: Uint8Array, at: number): number {
  const session =
    ((bytes[at - 2] ?? 0) | 0x20) === 0x73 &&
    bytes[at - 1] === 0x65 &&
    bytes[at + 1] === 0x73 &&
    bytes[at + 2] === 0x69 &&
    bytes[at + 3] === 0x6f &&
    bytes[at + 4] === 0x6e;
  if (!session) return -1;
  const rest = at + 5;
  if (bytes[rest] === 0x49 && ((bytes[rest + 1] ?? 0) | 0x20) === 0x64) return rest + 2;
  const id = bytes[rest] === 0x5f ? rest + 1 : rest;
  return bytes[id] === 0x69 && bytes[id + 1] === 0x64 ? id + 2 : -1;
}

function valueAfter(bytes: Uint8Array, key: number): Value | typeof UNDECIDED {
  const before = quoteLength(bytes, key);
  let at = key + before;
  if (bytes[at] !== COLON && bytes[at] !== EQUALS) return UNDECIDED;
  at += 1;
  for (let spaces = 0; spaces < 2 && bytes[at] === SPACE; spaces += 1) at += 1;
  const quote = quoteLength(bytes, at);
  const start = at + quote;
  const whole = wholeAt(bytes, start);
  if (whole !== UNDECIDED) return whole;
  const end = endOfValue(bytes, start);
  if (end === UNDECIDED) return UNDECIDED;
  const ends = quote > 0 ? isClosed(bytes, end, quote) : ENDS[bytes[end] ?? 0] === 1;
  return ends ? { start, end, form: KEYED } : UNDECIDED;
}

/** How many bytes a quote has here: 1 where it is `"`, 2 where it is `\"`, else 0. */
function quoteLength(bytes: Uint8Array, at: number): number {
  if (bytes[at] === QUOTE) return 1;
  return bytes[at] === BACKSLASH && bytes[at + 1] === QUOTE ? 2 : 0;
}

function isClosed(bytes: Uint8Array, at: number, quote: number): boolean {
  return quoteLength(bytes, at) === quote;
}

function wholeAt(bytes: Uint8Array, start: number): Value | typeof UNDECIDED {
  const isV = ((bytes[start] ?? 0) | 0x20) === 0x76 && bytes[start + 1] === 0x31 && bytes[start + 2] === 0x2e;
  const end = isV ? v1EndingAt(bytes, start) : legacyEndingAt(bytes, start);
  return end > 0 ? { start, end, form: isV ? V1 : LEGACY } : UNDECIDED;
}

/**
 * The end of a value of which the bytes alone tell that it is an id of the integrator's own: it has a digit and
 * a letter, and nothing that makes it a placeholder, a pointer, the key itself or the beginning of a legacy id.
 */
function endOfValue(bytes: Uint8Array, start: number): number {
  let digits = 0;
  let letters = 0;
  let at = start;
  for (; at <= start + LONGEST; at += 1) {
    if (isDigitAt(bytes, at)) digits += 1;
    else if (isLetterAt(bytes, at)) {
      letters += 1;
      const small = (bytes[at] ?? 0) | 0x20;
      const next = (bytes[at + 1] ?? 0) | 0x20;
      // `xxxx` hides something, `0x` begins a pointer, `ses` may begin the key.
      if (small === 0x78 && (next === 0x78 || at === start + 1)) return UNDECIDED;
      if (small === 0x73 && next === 0x65 && ((bytes[at + 2] ?? 0) | 0x20) === 0x73) return UNDECIDED;
    } else if (!(bytes[at] === 0x5f || (bytes[at] === 0x2d && at > start))) break;
  }
  const length = at - start;
  if (length < 3 || length > LONGEST || digits === 0 || letters === 0) return UNDECIDED;
  return beginsLikeLegacy(bytes, start) ? UNDECIDED : at;
}

function beginsLikeLegacy(bytes: Uint8Array, start: number): boolean {
  for (let at = start; at < start + 10; at += 1) if (!isDigitAt(bytes, at)) return false;
  return isHexAt(bytes, start + 10);
}
