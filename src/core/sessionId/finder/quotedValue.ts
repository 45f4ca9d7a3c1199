/** Values in quotes of any kind: straight, curly, escaped, percent-encoded. */
import { MAX_SESSION_ID_LENGTH } from '../index.ts';
import { cutMarkBefore, isCutMark, endsLine } from './boundary.ts';
import type { KeyedValue } from './keyed.ts';

/** The longest value as it stands in the text, in UTF-16 code units: one of 512 may be written with escapes. */
const LONGEST = 3 * MAX_SESSION_ID_LENGTH;
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
export function readQuoted(text: string, start: number, quote: string): KeyedValue | undefined {
  const window = text.slice(start, start + LONGEST + quote.length);
  const lineBreak = window.search(/[\n\r]/);
  const line = lineBreak < 0 ? window : window.slice(0, lineBreak);
  const closing = closingQuote(line, quote);
  const mark = closing < 0 ? 0 : cutMarkBefore(line, closing);
  const length = closing < 0 ? lengthOfUnclosed(line) : closing - mark;
  const closed = closing >= 0 && mark === 0;
  if (length <= 0 || (closing < 0 && !isCutAt(text, start + length))) return undefined;
  const value = decode(line.slice(0, length), quote);
  // White space around a value is part of some other text between quotes.
  if (value === undefined || value !== value.trim()) return undefined;
  return { value, start, end: start + length, cutOff: !closed };
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
export function decodePercent(raw: string, times: number): string {
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
