/** Which values after a session key are ids, and which are placeholders, types or names. */
import { invalidSessionId } from '../index.ts';
import type { KeyedValue } from './keyed.ts';

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
export function isPlausibleId(value: string): boolean {
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
export function isPlausibleUnquoted(text: string, { value, end }: KeyedValue): boolean {
  if (/[\d-]/.test(value)) return !/\.[a-z]+$/i.test(value) || /-/.test(value);
  return /^\p{Ll}[\p{Ll}_]{3,}$/u.test(value) && /^(?:[,)}\]]|\s*$)/.test(text.slice(end, end + 1));
}
