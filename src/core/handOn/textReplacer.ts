/** Replaces known uids and names wherever they stand in a text. */
import { findWholeIds } from '../finder/whole.ts';

/** What stands in the place of a URL: it may hold a name, and leads to a recording, a transcript or a face. */
export const URL_NOTE = '[URL removed]';

/** The scheme is bounded so that time stays linear; slashes may be escaped or percent-encoded, as in logs. */
const URLS = /[a-z][a-z0-9+.-]{1,15}(?::(?:\\?\/){2}|%3A%2F%2F)[^\s"'<>]*/gi;
/** A text that is nothing but an address without an authority, or one without a scheme. */
const WHOLE_URL = /^\s*(?:(?:data|blob|javascript|mailto|tel|file|about):|\/\/|www\.)\S*\s*$/i;

const LETTER_OR_DIGIT = /^[\p{L}\p{N}]$/u;
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
/** An escape before a term ends in letters or digits and is none of its neighbours. */
const ESCAPE_BEFORE = /(?:%[0-9a-f]{2}|\\[nrtbf]|\\u[0-9a-f]{4})$/i;

/** What a term weighs, in letters of an alphabet: a Chinese name is two or three characters, and as telling. */
const CJK_WEIGHT = 3;
/** Lighter terms are replaced only where they are the whole of a value: `a` must not become a person in every word. */
const LIGHTEST = 3;
/** Terms of this weight are replaced within words too: chance does not make them. */
const HEAVY = 5;
/** So much of a longer term is looked for, in UTF-16 code units: it keeps the time within bounds. */
const LONGEST = 512;

interface Term {
  readonly form: string;
  readonly pseudonym: string;
  /** Whether it counts only between characters that are neither letters nor digits. */
  readonly isBounded: boolean;
  /** Whether it is a number, which is none of its own within a time or a larger number. */
  readonly isNumber: boolean;
}

/**
 * Makes a function that replaces terms by their pseudonyms, as they are in any case, percent-encoded or escaped for
 * JSON, and every URL by a note. A text that is one term is replaced however short that is. Whole v1 and legacy
 * session ids stay: they hold no name, and chance may have put a short one among their digits.
 * @param pseudonyms by term
 */
export function textReplacer(pseudonyms: ReadonlyMap<string, string>): (text: string) => string {
  const wholes = new Map<string, string>();
  const terms = new Map<string, Term[]>();
  for (const [term, pseudonym] of pseudonyms) {
    const whole = folded(term.trim());
    if (whole === '' || wholes.has(whole)) continue;
    wholes.set(whole, pseudonym);
    for (const each of termsOf(term.trim(), pseudonym)) {
      const start = each.form.slice(0, 2);
      const same = terms.get(start);
      if (same) same.push(each);
      else terms.set(start, [each]);
    }
  }
  // Of two terms that begin alike the longer one goes first, or its rest would stay.
  for (const same of terms.values()) same.sort((a, b) => b.form.length - a.form.length);
  return (text) => {
    const whole = wholes.get(folded(text.trim()));
    if (whole !== undefined) return whole;
    if (WHOLE_URL.test(text)) return URL_NOTE;
    return exceptSessionIds(text.replace(URLS, URL_NOTE), (part) => replaceTerms(part, terms));
  };
}

/** In lower case and of the same length, so that places in it are places in the text. */
function folded(text: string): string {
  return text.replaceAll('İ', 'i').toLowerCase().replaceAll('ς', 'σ');
}

function termsOf(term: string, pseudonym: string): readonly Term[] {
  const weight = term.length + (term.match(CJK)?.length ?? 0) * (CJK_WEIGHT - 1);
  if (weight < LIGHTEST) return [];
  const isNumber = /^\d+$/.test(term);
  const escaped = JSON.stringify(term).slice(1, -1);
  // As PHP writes JSON, and as the API's own answers may be logged.
  const ascii = escaped.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const percent = encodeURIComponent(term.toWellFormed());
  const forms = [
    term,
    escaped,
    ascii,
    ascii.replaceAll('/', String.raw`\/`),
    percent,
    percent.replaceAll('%20', '+'),
  ];
  return [...new Set(forms.map((form) => folded(form).slice(0, LONGEST)))].map((form) => ({
    form,
    pseudonym,
    isBounded: isNumber || weight < HEAVY,
    isNumber,
  }));
}

function exceptSessionIds(text: string, replace: (part: string) => string): string {
  let [result, end] = ['', 0];
  for (const { start, end: next } of findWholeIds(text)) {
    result += replace(text.slice(end, start)) + text.slice(start, next);
    end = next;
  }
  return result + replace(text.slice(end));
}

function replaceTerms(text: string, terms: ReadonlyMap<string, readonly Term[]>): string {
  const lower = folded(text);
  let [result, end] = ['', 0];
  for (let at = 0; at < lower.length - 1; at++) {
    const candidates = terms.get(lower.slice(at, at + 2));
    const term = candidates?.find((each) => lower.startsWith(each.form, at) && stands(each, lower, at));
    if (!term) continue;
    result += text.slice(end, at) + term.pseudonym;
    end = at + term.form.length;
    at = end - 1;
  }
  return result + text.slice(end);
}

/** Whether a term that is found at a place is one there. */
function stands({ form, isBounded, isNumber }: Term, text: string, at: number): boolean {
  if (!isBounded) return true;
  const end = at + form.length;
  const before = text.slice(Math.max(0, at - 6), at);
  const after = text.slice(end, end + 2);
  if (isNumber && (/\d[.,:]$/.test(before) || /^[.,:]\d/.test(after))) return false;
  const startsWord =
    !isAlphanumeric(before.slice(-1)) || !isAlphanumeric(form.slice(0, 1)) || ESCAPE_BEFORE.test(before);
  return startsWord && (!isAlphanumeric(after.slice(0, 1)) || !isAlphanumeric(form.slice(-1)));
}

function isAlphanumeric(character: string): boolean {
  return LETTER_OR_DIGIT.test(character);
}
