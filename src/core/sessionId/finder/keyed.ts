/**
 * Values of session keys: `"sessionId":"…"`, `session_id=…`, `sessionID: …`, in JSON, in JSON escaped in a JSON
 * string, in URL queries plain and percent-encoded, in quotes straight and curly; with less evidence, behind a space
 * alone and under `roomName`.
 */
import type { SessionId } from '../model.ts';
import {
  hasOwnName,
  invalidSessionId,
  MAX_SESSION_ID_LENGTH,
  parseCutSessionId,
  parseSessionId,
} from '../parse.ts';
import { cutMarkBefore, isCutMark } from '../cutMark.ts';
import { endsLine, isAlphanumeric, isWord, startsToken } from './boundary.ts';
import type { FoundSessionId } from './model.ts';

/** A value as it stands behind its key. */
interface KeyedValue {
  /** The value, decoded. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly cutOff: boolean;
}

/** The longest value as it stands in the text, in UTF-16 code units: one of 512 may be written with escapes. */
const LONGEST = 3 * MAX_SESSION_ID_LENGTH;
interface Key {
  /** What all its spellings share, and what follows that. */
  readonly needle: string;
  readonly rest: RegExp;
  /** Whether it is that of other things as well. */
  readonly isWeak: boolean;
}

const KEYS: readonly Key[] = [
  { needle: 'ession', rest: /(?:I[dD]|_?id)/y, isWeak: false },
  { needle: 'oomName', rest: /(?!\w)/y, isWeak: true },
];

const QUOTE = String.raw`\\{0,15}["'\x60]|(?:%(?:25){0,3}5C){0,7}%(?:25){0,3}2[27]|\\{1,8}(?:u00|x)2[27]|&(?:quot|apos|#3[49]);|[‘’‚“”„]`;
const SPACE = String.raw`(?:[ \t]|%(?:25){0,3}20){0,8}`;
const SEPARATOR = String.raw`(?:=>?|:=?|\\{1,8}u003[ad])${SPACE}|%(?:25){0,3}3[AD](?:%(?:25){0,3}20|\+| ){0,8}`;
/** A label between a key and its value, which can be no id itself: `sessionID:1:  …`. */
const LABEL = String.raw`:(?:\d{1,7}|[a-z]{1,16}):[ \t]{1,8}`;
/** How languages print an optional value. */
const WRAPPERS = String.raw`(?:(?:Optional|AnyHashable|Some)[([]){0,3}`;
/**
 * What stands between a key and its value: 1 what comes before a separator, 2 the separator; neither where a label or
 * a space alone stands there; 3 what wraps the value, 4 the value's quote. A key may be wrapped: `AnyHashable("key")`.
 */
const BETWEEN = new RegExp(
  String.raw`(?:(?:${QUOTE})\)?)?(?:${LABEL}|(${SPACE})(${SEPARATOR})|[ \t]{1,8})(${WRAPPERS})(${QUOTE})?`,
  'iy',
);

/** The values of all keys of a text that can be ids, in no order. Time is linear in the text. */
export function findKeyedIds(text: string): FoundSessionId[] {
  const found: FoundSessionId[] = [];
  for (const key of KEYS) {
    const { needle } = key;
    for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length)) {
      const id = idAfterKey(text, at - 1, key);
      if (id) found.push(id);
    }
  }
  return found;
}

function idAfterKey(
  text: string,
  keyStart: number,
  { needle, rest, isWeak }: Key,
): FoundSessionId | undefined {
  const first = text.charCodeAt(keyStart) | 0x20;
  if (keyStart < 0 || (first !== 0x73 && first !== 0x72)) return undefined;
  rest.lastIndex = keyStart + 1 + needle.length;
  if (!rest.test(text)) return undefined;
  BETWEEN.lastIndex = rest.lastIndex;
  const between = BETWEEN.exec(text);
  if (!between || !startsToken(text, keyStart)) return undefined;
  const value = valueAfter(text, BETWEEN.lastIndex, keyStart, between);
  if (!value || (isWeak && !isAddress(text, value.end) && !isDistinct(value.value))) return undefined;
  const id = keyedId(value);
  if (id.form !== 'keyed') return id;
  const before = text.slice(Math.max(0, keyStart - LOOK_BACK), keyStart);
  const isAttribute = between[4] !== undefined && between[0] === `=${between[4]}`;
  const isOfOthers =
    SOCKET.test(id.session.id) || MEDIA_SERVER.test(before) || (isAttribute && RECORDER_TAG.test(before));
  return isOfOthers ? undefined : id;
}

function valueAfter(text: string, start: number, keyStart: number, between: RegExpExecArray) {
  const [, space = '', separator = '', wrapper = '', quote] = between;
  if (quote !== undefined) {
    const quoted = readQuoted(text, start, quote);
    if (!quoted || !isPlausibleId(quoted.value)) return undefined;
    return separator !== '' || isDistinct(quoted.value) ? quoted : undefined;
  }
  const unquoted = readUnquoted(text, start, separator, keyStart);
  if (!unquoted || !isPlausibleId(unquoted.value)) return undefined;
  if ((separator === '' || wrapper !== '') && !isDistinct(unquoted.value)) return undefined;
  const tight = space === '' && /^(?:=|\\+u003d|%(?:25){0,3}3D)>?$/i.test(separator);
  return tight || isPlausibleUnquoted(text, unquoted) ? unquoted : undefined;
}

function keyedId(found: KeyedValue): FoundSessionId {
  const { start, end, cutOff } = found;
  const session = sessionOf(found);
  const looksCutOff = cutOff || session.form === 'cut';
  return { session, start, end, form: formOf(session), looksCutOff };
}

/** What the value says; behind a session key, what only begins like a legacy id of an odd time is a custom id. */
function sessionOf({ value, cutOff }: KeyedValue): SessionId {
  const parsed = parseSessionId(value);
  const session = cutOff && hasOwnName(parsed) ? parseCutSessionId(value) : parsed;
  const odd = session.form === 'cut' && session.region === undefined && !/^(?:1[4-9]|2[01])/.test(value);
  return odd ? { form: 'custom', id: session.id } : session;
}

function formOf(session: SessionId): FoundSessionId['form'] {
  if (session.form === 'custom') return 'keyed';
  if (session.form === 'cut') return session.region === undefined ? 'legacy' : 'v1';
  return session.form;
}

// Which values after a session key are ids, and which are placeholders, types or names.

/** Shorter values are indexes and placeholders more often than ids; in UTF-16 code units. */
const SHORTEST = 3;
/** Shorter numbers are rows, ports and counts more often than ids; times in seconds have ten digits. */
const SHORTEST_NUMBER = 8;
const MOST_SPACES = 3;

// What programs write where there is no value, and what documents write where one belongs.
const NO_VALUE = new Set(
  `null nil none undefined nan void empty unset unknown true false missing optional required invalid default
  anonymous redacted masked hidden removed filtered str string text char number integer long int float double bool
  boolean object array any never uuid guid varchar bigint value example n/a not_set not-set`.split(/\s+/),
);
const PLACEHOLDER = /[<>{}]|\$[\w(]|#\{|%[-\d$.]*[sdif@]|\*{2}|x{4}/i;
const NIL_UUID = /^[0-]+$/;
const POINTER = /^0x[0-9a-f]+$/i;
const NUMBER = /^[-+]?[\d.,_]+$/;
/** What ends as the key does is a name for the id, such as `call.sessionId`, or goes on with another key and value. */
const KEY_ITSELF = /session[-_ ]?id(?![-\w])/i;

/** Whether a value after a session key can be an id. */
function isPlausibleId(value: string): boolean {
  if (value.length < SHORTEST || invalidSessionId(value) !== undefined) return false;
  if (NO_VALUE.has(value.toLowerCase()) || PLACEHOLDER.test(value) || KEY_ITSELF.test(value)) return false;
  if (!/[\p{L}\p{N}]/u.test(value) || NIL_UUID.test(value) || POINTER.test(value)) return false;
  if (NUMBER.test(value)) return value.replace(/\D/g, '').length >= SHORTEST_NUMBER && /^\d+$/.test(value);
  return (value.match(/\s/g)?.length ?? 0) <= MOST_SPACES;
}

/**
 * Whether an unquoted value after `key: ` or `key = ` can be an id: in prose and in code words stand there too.
 * A digit or a hyphen tells an id; a plain lower-case word is one where the value of a printed map ends.
 */
function isPlausibleUnquoted(text: string, { value, end }: KeyedValue): boolean {
  if (/[\d-]/.test(value)) return !/\.[a-z]+$/i.test(value) || /-/.test(value);
  return /^\p{Ll}[\p{Ll}_]{3,}$/u.test(value) && /^(?:[,)}\]]|\s*$)/.test(text.slice(end, end + 1));
}

/** Whether a value looks like an id also where little tells that one stands there. */
function isDistinct(value: string): boolean {
  return value.length >= 8 && /\d/.test(value) && /\p{L}/u.test(value) && !/\s/.test(value);
}

// Sessions of other things, which are no calls.

/** Of the chat SDK's socket, and of others like it: platform, version, and what tells them apart. */
const SOCKET = /^[a-z]+(?:[_-][a-z]+)?-\d+(?:_\d+){1,3}(?:[_-][a-z]+\d*)?-[\w-]*(?:\d{13}|[0-9a-f]{12})$/i;
/** What stands before a key in a log line of the media server's client, and in a tag of its recorder. */
const MEDIA_SERVER =
  /\[(?:modules\/|(?:core:)?xmpp:)[^\][\n\r]{1,80}\][ \t]+(?:<[^<>\n\r]{0,60}>:?[ \t]+)?(?:\w{1,20}[ \t]+)?$/i;
const RECORDER_TAG = /(?:<|&lt;|\\+u003c)jibri(?:[ \t]+[\w:-]+=[^\s<>]+)*[ \t]+$/i;
/** How much before a key is looked at, in UTF-16 code units. */
const LOOK_BACK = 200;

// Values in quotes of any kind: straight, curly, escaped, percent-encoded.

/** An id with more quotes in it than this is none. */
const MOST_ESCAPED_QUOTES = 8;
const CLOSING_CURLY: Readonly<Record<string, RegExp>> = {
  '‘': /[’‘]/,
  '’': /[’‘]/,
  '‚': /[’‘]/,
  '“': /[”“]/,
  '”': /[”“]/,
  '„': /[”“]/,
};

/**
 * The value that stands in quotes, decoded as its quotes are encoded.
 * @param start the index behind the opening quote
 * @param quote the opening quote as it stands in the text; the closing one is written alike
 */
function readQuoted(text: string, start: number, quote: string): KeyedValue | undefined {
  const window = text.slice(start, start + LONGEST + quote.length);
  const lineBreak = window.search(/[\n\r]/);
  const line = lineBreak < 0 ? window : window.slice(0, lineBreak);
  const closing = closingQuote(line, quote);
  const mark = closing < 0 ? 0 : cutMarkBefore(line, closing);
  const whole = closing < 0 ? lengthOfUnclosed(line) : closing - mark;
  const address = line.slice(0, whole).search(ADDRESS);
  const length = address < 0 ? whole : address;
  const closed = (closing >= 0 && mark === 0) || address >= 0;
  if (length <= 0 || (!closed && closing < 0 && !isCutAt(text, start + length))) return undefined;
  const value = decode(line.slice(0, length), quote);
  // White space around a value is part of some other text between quotes.
  if (value === undefined || value !== value.trim()) return undefined;
  return { value, start, end: start + length, cutOff: !closed };
}

/** Behind the local part of an XMPP address, which is the id. */
const ADDRESS = /(?:@|%(?:25)*40|\\+u0040)conference\./i;

function isAddress(text: string, index: number): boolean {
  return text.slice(index, index + 32).search(ADDRESS) === 0;
}

/** How much of an unclosed value there is: up to its mark or to the end of its line, if it is one token. */
function lengthOfUnclosed(line: string): number {
  return /^[\w.~%-]*?(?=…|\.{3}|[^\w.~%-]|$)/.exec(line)?.[0].length ?? 0;
}

function isCutAt(text: string, index: number): boolean {
  return isCutMark(text, index) || endsLine(text, index);
}

/** Where the closing quote begins, or -1: a quote that is escaped more or less than the opening one is none. */
function closingQuote(line: string, quote: string): number {
  const curly = CLOSING_CURLY[quote];
  if (curly) return line.search(curly);
  const hasLetters = /[a-z]/i.test(quote);
  const haystack = hasLetters ? line.toLowerCase() : line;
  const needle = quote.toLowerCase();
  let at = haystack.indexOf(needle);
  for (let escaped = 0; at > 0 && haystack[at - 1] === '\\'; escaped += 1) {
    if (escaped === MOST_ESCAPED_QUOTES) return -1;
    at = haystack.indexOf(needle, at + 1);
  }
  return at;
}

function decode(raw: string, quote: string): string | undefined {
  const percent = /%((?:25)*)2[27]$/i.exec(quote);
  try {
    if (percent) return decodePercent(raw, (percent[1]?.length ?? 0) / 2 + 1);
    return raw.includes('\\') ? unescapeJson(raw, quote) : raw;
  } catch {
    return undefined;
  }
}

/** Decodes as often as the text was encoded. Throws when it was not encoded as UTF-8. */
function decodePercent(raw: string, times: number): string {
  let value = raw;
  for (let time = 0; time < times && value.includes('%'); time += 1) value = decodeURIComponent(value);
  return value;
}

/** Undoes the escapes of a JSON string that stands in as many JSON strings as its quote has been escaped for. */
function unescapeJson(raw: string, quote: string): string {
  const backslashes = /^\\*/.exec(quote)?.[0].length ?? 0;
  let value = raw;
  for (let depth = Math.floor(Math.log2(backslashes + 1)); depth >= 0; depth -= 1) {
    if (value.includes('\\')) value = String(JSON.parse(`"${value}"`));
  }
  return value;
}

// Values without quotes, as in `session_id=…` and in URL queries.

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
function readUnquoted(
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
