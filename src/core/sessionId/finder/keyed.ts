/**
 * Values of session keys: `"sessionId":"…"`, `session_id=…`, `sessionID: …`, in JSON, in JSON escaped in a JSON
 * string, in URL queries plain and percent-encoded, in quotes straight and curly.
 */
import { parseSessionId, type SessionId } from '../index.ts';
import { startsToken } from './boundary.ts';
import { isPlausibleId, isPlausibleUnquoted } from './plausible.ts';
import { readQuoted } from './quotedValue.ts';
import type { FoundSessionId } from './types.ts';
import { readUnquoted } from './unquotedValue.ts';

/** A value as it stands behind its key. */
export interface KeyedValue {
  /** The value, decoded. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly cutOff: boolean;
}

/** What all spellings of the key share. */
const NEEDLE = 'ession';
const KEY_REST = /(?:I[dD]|_?id)/y;

const QUOTE = String.raw`\\{0,15}["'\x60]|(?:%(?:25){0,3}5C){0,7}%(?:25){0,3}2[27]|\\{1,8}(?:u00|x)2[27]|&(?:quot|apos|#3[49]);|[‘’‚“”„]`;
const SPACE = String.raw`(?:[ \t]|%(?:25){0,3}20){0,8}`;
const SEPARATOR = String.raw`(?:=>?|:=?|\\{1,8}u003[ad])${SPACE}|%(?:25){0,3}3[AD](?:%(?:25){0,3}20|\+| ){0,8}`;
/** What stands between a key and its value: 1 what comes before the value's quote, 2 the separator, 3 that quote. */
const BETWEEN = new RegExp(String.raw`(?:${QUOTE})?(${SPACE})(${SEPARATOR})(${QUOTE})?`, 'iy');

/** The values of all session keys of a text that can be ids, in order. Time is linear in the text. */
export function findKeyedIds(text: string): FoundSessionId[] {
  const found: FoundSessionId[] = [];
  for (let at = text.indexOf(NEEDLE); at >= 0; at = text.indexOf(NEEDLE, at + NEEDLE.length)) {
    const id = idAfterKey(text, at - 1);
    if (id) found.push(id);
  }
  return found;
}

function idAfterKey(text: string, keyStart: number): FoundSessionId | undefined {
  if (keyStart < 0 || (text.charCodeAt(keyStart) | 0x20) !== 0x73) return undefined;
  KEY_REST.lastIndex = keyStart + 1 + NEEDLE.length;
  if (!KEY_REST.test(text)) return undefined;
  BETWEEN.lastIndex = KEY_REST.lastIndex;
  const between = BETWEEN.exec(text);
  if (!between || !startsToken(text, keyStart)) return undefined;
  const value = valueAfter(text, BETWEEN.lastIndex, keyStart, between);
  return value && keyedId(value);
}

function valueAfter(text: string, start: number, keyStart: number, between: RegExpExecArray) {
  const [, space = '', separator = '', quote] = between;
  if (quote !== undefined) {
    const quoted = readQuoted(text, start, quote);
    return quoted && isPlausibleId(quoted.value) ? quoted : undefined;
  }
  const unquoted = readUnquoted(text, start, separator, keyStart);
  if (!unquoted || !isPlausibleId(unquoted.value)) return undefined;
  const tight = space === '' && /^(?:=|\\+u003d|%(?:25){0,3}3D)>?$/i.test(separator);
  return tight || isPlausibleUnquoted(text, unquoted) ? unquoted : undefined;
}

function keyedId({ value, start, end, cutOff }: KeyedValue): FoundSessionId {
  const session = sessionOf(value);
  const looksCutOff = cutOff || session.form === 'cut';
  return { session, start, end, form: formOf(session), looksCutOff };
}

/** What the value says; behind a session key, what only begins like a legacy id of an odd time is a custom id. */
function sessionOf(value: string): SessionId {
  const session = parseSessionId(value);
  const odd = session.form === 'cut' && session.region === undefined && !/^(?:1[4-9]|2[01])/.test(value);
  return odd ? { form: 'custom', id: session.id } : session;
}

function formOf(session: SessionId): FoundSessionId['form'] {
  if (session.form === 'custom') return 'keyed';
  if (session.form === 'cut') return session.region === undefined ? 'legacy' : 'v1';
  return session.form;
}
