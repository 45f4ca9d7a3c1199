/**
 * Decides by bytes alone what stands where the kernel found something, by the rules of the finder
 * (core/sessionId/finder), as far as that is plain.
 */

/** Takes a place: the bytes `from` to `to` of the scanner's buffer, which are the id unless it is spelt anew. */
export type RecordId = (from: number, to: number, form: number, id?: Uint8Array) => void;

const DIGIT = 1;
const HEX = 2;
const LETTER = 4;
const WORD = 8;

/** What bytes are: the finder's words, digits and letters are all ASCII. */
const CLASSES = new Uint8Array(256);
for (const char of '0123456789') CLASSES[char.charCodeAt(0)] = DIGIT | HEX | WORD;
for (let code = 0x61; code <= 0x7a; code += 1) {
  const bits = LETTER | WORD | (code <= 0x66 ? HEX : 0);
  CLASSES[code] = bits;
  CLASSES[code - 0x20] = bits;
}
CLASSES[0x5f] = WORD;

/** Whether a byte is of one of the classes; one before the start of the bytes is of none. */
function isAt(bytes: Uint8Array, at: number, classes: number): boolean {
  return ((CLASSES[bytes[at] ?? 0] ?? 0) & classes) !== 0;
}

/** The codes of forms: their places in FORMS. */
const V1 = 0;
const LEGACY = 1;
const KEYED = 2;

const DOT = 0x2e;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const COLON = 0x3a;
const EQUALS = 0x3d;
const UNDERSCORE = 0x5f;

/** v1 and legacy ids end in so many hex digits in a row, of which the first are seconds. */
const TAIL = 50;
const SECONDS = 10;
/** Fewer hex digits than this before the mark of a cut are of no id. */
const SHORTEST_CUT = 16;
/** A value with a whole id in it has at least so many bytes. */
const LONGEST = 49;
/** Shorter values are ids only in some surroundings; behind a key of other things as well, these. */
const SHORTEST = 3;
const SHORTEST_WEAK = 8;
/** How far before a key it can be told that it is the media server's, and the longest name of its parts, in bytes. */
const LOOK_BACK = 600;
const LONGEST_TAG = 360;

/** No id stands there. */
const NONE = 0;
/** It cannot be told from the bytes alone: an escape may end before it, for one. */
const UNDECIDED = -1;

/** After an unquoted value these end it, and say nothing else of it: `, ; ) ] } " ' & > < | # ?` and white space. */
const ENDS = new Uint8Array(256);
for (const char of ' \t\n\r,;)]}"\'&><|#?') ENDS[char.charCodeAt(0)] = 1;
/** After a key these tell that no value follows. */
const NO_SEPARATOR = new Uint8Array(256);
for (const char of ',.;()[]') NO_SEPARATOR[char.charCodeAt(0)] = 1;
/** Before a key these may end an escape, after which a token may begin: hex digits, `\n`, `\r`, `\t`, a colour's `m`. */
const ESCAPE_END = /[0-9a-fnrtm]/i;

/** Decides about 16 bytes that are hex digits: false when the finder has to look. */
export function decideHex(bytes: Uint8Array, block: number, record: RecordId): boolean {
  const start = tailAround(bytes, block);
  const end = start < 0 ? NONE : legacyEndingAt(bytes, start);
  if (end > 0) record(start, end, LEGACY);
  return end !== UNDECIDED;
}

/** Decides about a needle that begins here: false when the finder has to look. */
export function decideNeedle(bytes: Uint8Array, at: number, record: RecordId): boolean {
  const byte = (bytes[at] ?? 0) | 0x20;
  if (byte === 0x76) {
    const end = v1EndingAt(bytes, at);
    if (end > 0) record(at, end, V1);
    return end !== UNDECIDED;
  }
  if (byte === 0x73) return decideKeyed(bytes, at - 2, endOfSessionKey(bytes, at), SHORTEST, record);
  if (byte === 0x6d) return decideKeyed(bytes, at - 3, endOfRoomKey(bytes, at), SHORTEST_WEAK, record);
  // The last hex digit before the mark of a cut.
  for (let digit = at; digit > at - SHORTEST_CUT; digit -= 1) if (!isAt(bytes, digit, HEX)) return true;
  return false;
}

/**
 * Decides about the key between two places and its value: the key in JSON, in JSON escaped once, or before `=` or `:`;
 * the value of letters, digits, `-` and `_`.
 * @param key where the key ends; -1 where none does
 * @param shortest how long a value the bytes alone decide about has to be
 */
function decideKeyed(
  bytes: Uint8Array,
  start: number,
  key: number,
  shortest: number,
  record: RecordId,
): boolean {
  if (key < 0) return true;
  if (isAt(bytes, start - 1, WORD)) return !ESCAPE_END.test(String.fromCharCode(bytes[start - 1] ?? 0));
  // Prose and code: neither a quote nor a space nor a separator follows.
  if (isAt(bytes, key, WORD) || NO_SEPARATOR[bytes[key] ?? 0] === 1) return true;
  return !mayBeOfOthers(bytes, start, key) && decideValue(bytes, key, shortest, record);
}

/** The end of `sessionId`, `sessionID`, `sessionid` or `session_id` from its third letter, else -1. */
function endOfSessionKey(bytes: Uint8Array, at: number): number {
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

/** The end of `roomName` from its fourth letter, else -1. */
function endOfRoomKey(bytes: Uint8Array, at: number): number {
  const room =
    ((bytes[at - 3] ?? 0) | 0x20) === 0x72 &&
    bytes[at - 2] === 0x6f &&
    bytes[at - 1] === 0x6f &&
    bytes[at + 3] === 0x6d &&
    bytes[at + 4] === 0x65;
  return room ? at + 5 : -1;
}

/** Whether a key may be of the media server or its recorder: behind `[modules/…]`, `[xmpp:…]`, or in a tag. */
function mayBeOfOthers(bytes: Uint8Array, start: number, key: number): boolean {
  if (!isSpace(bytes[start - 1])) return false;
  const isAttribute = bytes[key] === EQUALS && quoteLength(bytes, key + 1) > 0;
  if (isAttribute && isInJibri(bytes, start)) return true;
  let at = skipBack(bytes, start - 1, isSpace);
  at = skipBack(bytes, at, isWordByte);
  at = skipBack(bytes, at, isSpace);
  if (bytes[at] === COLON) at -= 1;
  if (bytes[at] === 0x3e) return true;
  if (bytes[at] !== 0x5d) return false;
  const lowest = Math.max(0, at - LONGEST_TAG);
  while (at > lowest && bytes[at] !== 0x5b) at -= 1;
  // `[` and the first letter of `modules`, `xmpp` or `core`.
  const letter = (bytes[at + 1] ?? 0) | 0x20;
  return letter === 0x6d || letter === 0x78 || letter === 0x63;
}

/** The place before a stretch of bytes of a kind that ends at a place. */
function skipBack(bytes: Uint8Array, from: number, isOf: (byte: number | undefined) => boolean): number {
  let at = from;
  while (isOf(bytes[at])) at -= 1;
  return at;
}

function isSpace(byte: number | undefined): boolean {
  return byte === SPACE || byte === 9;
}

function isWordByte(byte: number | undefined): boolean {
  return ((CLASSES[byte ?? 0] ?? 0) & WORD) !== 0;
}

/** Whether `jibri` stands so near before a place that it may be in its tag. */
function isInJibri(bytes: Uint8Array, before: number): boolean {
  const lowest = Math.max(0, before - LOOK_BACK);
  for (let at = before - 5; at >= lowest; at -= 1) {
    if (((bytes[at] ?? 0) | 0x20) === 0x6a && ((bytes[at + 2] ?? 0) | 0x20) === 0x62) return true;
  }
  return false;
}

function decideValue(bytes: Uint8Array, key: number, shortest: number, record: RecordId): boolean {
  let at = key + quoteLength(bytes, key);
  if (bytes[at] !== COLON && bytes[at] !== EQUALS) return false;
  at += 1;
  for (let spaces = 0; spaces < 2 && bytes[at] === SPACE; spaces += 1) at += 1;
  const quote = quoteLength(bytes, at);
  const start = at + quote;
  const isV1 = ((bytes[start] ?? 0) | 0x20) === 0x76 && bytes[start + 1] === 0x31 && bytes[start + 2] === DOT;
  const whole = isV1 ? v1EndingAt(bytes, start) : legacyEndingAt(bytes, start);
  if (whole > 0) {
    record(start, whole, isV1 ? V1 : LEGACY);
    return true;
  }
  const end = endOfValue(bytes, start);
  if (end === UNDECIDED || end - start < shortest) return false;
  const ends = quote > 0 ? quoteLength(bytes, end) === quote : ENDS[bytes[end] ?? 0] === 1;
  if (ends) record(start, end, KEYED);
  return ends;
}

/** How many bytes a quote has here: 1 where it is `"`, 2 where it is `\"`, else 0. */
function quoteLength(bytes: Uint8Array, at: number): number {
  if (bytes[at] === QUOTE) return 1;
  return bytes[at] === BACKSLASH && bytes[at + 1] === QUOTE ? 2 : 0;
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
    if (isAt(bytes, at, DIGIT)) digits += 1;
    else if (isAt(bytes, at, LETTER)) {
      letters += 1;
      const small = (bytes[at] ?? 0) | 0x20;
      const next = (bytes[at + 1] ?? 0) | 0x20;
      // `xxxx` hides something, `0x` begins a pointer, `ses` may begin the key.
      if (small === 0x78 && (next === 0x78 || at === start + 1)) return UNDECIDED;
      if (small === 0x73 && next === 0x65 && ((bytes[at + 2] ?? 0) | 0x20) === 0x73) return UNDECIDED;
    } else if (bytes[at] === UNDERSCORE) {
      // `4_2` may be the version in the id of a socket.
      if (isAt(bytes, at - 1, DIGIT)) return UNDECIDED;
    } else if (!(bytes[at] === 0x2d && at > start)) break;
  }
  const length = at - start;
  if (length > LONGEST || digits === 0 || letters === 0) return UNDECIDED;
  return beginsLikeLegacy(bytes, start) ? UNDECIDED : at;
}

function beginsLikeLegacy(bytes: Uint8Array, start: number): boolean {
  for (let at = start; at < start + SECONDS; at += 1) if (!isAt(bytes, at, DIGIT)) return false;
  return isAt(bytes, start + SECONDS, HEX);
}

/**
 * Where the whole v1 id ends that begins here, NONE, or UNDECIDED, which is also said of what may be a v1 id that
 * was cut short or has a name of its own.
 * @param at where `v1.` stands, in either case
 */
function v1EndingAt(bytes: Uint8Array, at: number): number {
  const region = at + 3;
  if (!isAt(bytes, region, LETTER)) return NONE;
  let dot = region + 1;
  while (dot <= region + 16 && (isAt(bytes, dot, LETTER | DIGIT) || bytes[dot] === 0x2d)) dot += 1;
  if (bytes[dot] !== DOT || dot - region < 2 || dot - region > 16) return NONE;
  const app = dot + 1;
  let end = app;
  while (end <= app + 40 && isAt(bytes, end, LETTER | DIGIT)) end += 1;
  const tail = end + 1;
  const whole = bytes[end] === DOT && end - app >= 6 && end - app <= 40 && isTail(bytes, tail);
  if (whole) return isAt(bytes, at - 1, WORD) ? UNDECIDED : tail + TAIL;
  // Behind its digits a date may follow.
  return mayBeCut(bytes, region, dot) || bytes[tail + TAIL] === UNDERSCORE ? UNDECIDED : NONE;
}

/** Whether a region of letters and at least eight hex digits stand here, as in a v1 id that was cut short or has a name. */
function mayBeCut(bytes: Uint8Array, region: number, dot: number): boolean {
  if (dot - region > 8) return false;
  for (let at = region; at < dot; at += 1) if (!isAt(bytes, at, LETTER)) return false;
  for (let at = dot + 1; at <= dot + 8; at += 1) if (!isAt(bytes, at, HEX)) return false;
  return true;
}

/** Whether here stand ten digits and forty hex digits, and no word goes on after them. */
function isTail(bytes: Uint8Array, at: number): boolean {
  for (let digit = at; digit < at + SECONDS; digit += 1) if (!isAt(bytes, digit, DIGIT)) return false;
  for (let digit = at + SECONDS; digit < at + TAIL; digit += 1) if (!isAt(bytes, digit, HEX)) return false;
  return !isAt(bytes, at + TAIL, WORD);
}

/**
 * Where the whole legacy id ends that begins here, NONE, or UNDECIDED.
 * @param at where the 50 digits begin
 */
function legacyEndingAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  const before = bytes[at - 1] ?? 0;
  const plausibleTime = first === 0x31 ? second >= 0x34 : first === 0x32 && second <= 0x31;
  if (!plausibleTime || before === DOT) return NONE;
  if (!isTail(bytes, at)) return bytes[at + TAIL] === UNDERSCORE ? UNDECIDED : NONE;
  // Behind a word it may still begin, after an escape; behind other text it may be the end of a cut v1 id.
  if (before >= 0x80 || isAt(bytes, at - 1, WORD)) return UNDECIDED;
  return hasLetter(bytes, at + SECONDS, at + TAIL) ? at + TAIL : NONE;
}

function hasLetter(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (!isAt(bytes, at, DIGIT)) return true;
  return false;
}

/** Where the last 50 hex digits begin of a run that covers the 16 bytes here; -1 when they do not cover them, too. */
function tailAround(bytes: Uint8Array, block: number): number {
  let end = block;
  const highest = block + TAIL;
  while (end <= highest && isAt(bytes, end, HEX)) end += 1;
  const tail = end - TAIL;
  if (end > highest || tail < 0 || end < block + 16) return -1;
  for (let at = tail; at < block; at += 1) if (!isAt(bytes, at, HEX)) return -1;
  return tail;
}
