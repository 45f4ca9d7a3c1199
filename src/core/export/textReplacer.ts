/** Replaces known uids and names wherever they stand in a text. */
import { partitionPoint } from '../base/index.ts';
import { findWholeIds } from '../sessionId/finder/index.ts';

/** What stands in the place of a URL: it may hold a name, and leads to a recording, a transcript or a face. */
export const URL_NOTE = '[URL removed]';

/** The scheme is bounded so that time stays linear; colon and slashes may be escaped, any number of times, as in logs. */
const URLS = /[a-z][a-z0-9+.-]{1,15}(?::|\\+u003a|%(?:25)*3a)(?:\\*\/|\\+u002f|%(?:25)*2f){2}[^\s"'<>]*/gi;
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
 * Makes what replaces terms by their pseudonyms, in any case, percent-encoded or escaped for JSON, with hyphens and
 * the like for spaces, and every URL by a note; `whole` replaces a text that is one term, however short, or is
 * undefined. Whole session ids stay: they hold no name, and chance may have put a short one among their digits.
 */
export function textReplacer(pseudonyms: ReadonlyMap<string, string>) {
  const wholes = new Map<string, string>();
  const [terms, joined]: [Term[], Term[]] = [[], []];
  for (const [term, pseudonym] of pseudonyms) {
    const whole = wholeForm(term);
    if (whole === '' || wholes.has(whole)) continue;
    wholes.set(whole, pseudonym);
    terms.push(...termsOf(accentsOf(term.trim()), pseudonym));
    joined.push(...termsOf(joinedOf(term.trim()), pseudonym));
  }
  // Of equal ones the first counts: what somebody is called before how it might be written.
  terms.push(...joined);
  const find = formFinder(terms.map(({ form }) => form));
  const wholeOf = (text: string) => wholes.get(wholeForm(text));
  return {
    whole: wholeOf,
    text: (text: string): string => {
      const whole = wholeOf(text);
      if (whole !== undefined) return whole;
      if (WHOLE_URL.test(text)) return URL_NOTE;
      return exceptSessionIds(text.replace(URLS, URL_NOTE), (part) => replaceTerms(part, terms, find));
    },
  };
}

/** What is the same of two texts that are one as a whole. */
function wholeForm(text: string): string {
  return folded(text.trim().normalize('NFC'));
}

/** In lower case and of the same length, so that places in it are places in the text. */
function folded(text: string): string {
  return text.replaceAll('İ', 'i').toLowerCase().replaceAll('ς', 'σ');
}

function termsOf(spellings: readonly string[], pseudonym: string): readonly Term[] {
  const known = new Map<string, Term>();
  for (const spelling of spellings) {
    const weight = spelling.length + (spelling.match(CJK)?.length ?? 0) * (CJK_WEIGHT - 1);
    if (weight < LIGHTEST) continue;
    const isNumber = /^\d+$/.test(spelling);
    const isBounded = isNumber || weight < HEAVY;
    for (const form of formsOf(spelling)) {
      if (!known.has(form)) known.set(form, { form, pseudonym, isBounded, isNumber });
    }
  }
  return [...known.values()];
}

/** How a text may stand in another: as it is, escaped or percent-encoded. */
function formsOf(term: string): readonly string[] {
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
  return forms.map((form) => folded(form).slice(0, LONGEST));
}

/** As it is, and with its accents written in either way. */
function accentsOf(term: string): readonly string[] {
  return [term, term.normalize('NFC'), term.normalize('NFD')];
}

/** As names of several words are put into ids. */
function joinedOf(term: string): readonly string[] {
  return /\s/.test(term) ? ['-', '_', '.', ''].map((joint) => term.replaceAll(/\s+/g, joint)) : [];
}

function exceptSessionIds(text: string, replace: (part: string) => string): string {
  let [result, end] = ['', 0];
  for (const { start, end: next } of findWholeIds(text)) {
    result += replace(text.slice(end, start)) + text.slice(start, next);
    end = next;
  }
  return result + replace(text.slice(end));
}

function replaceTerms(text: string, terms: readonly Term[], find: FindForm): string {
  const lower = folded(text);
  let [result, end] = ['', 0];
  for (let at = 0; at < lower.length; at++) {
    const found = find(lower, at, standing(lower, at, terms));
    const term = found === undefined ? undefined : terms[found];
    if (!term) continue;
    result += text.slice(end, at) + term.pseudonym;
    end = at + term.form.length;
    at = end - 1;
  }
  return result + text.slice(end);
}

/** Tells of each term that is found at a place whether it is one there. What is before is looked at once for all. */
function standing(text: string, at: number, terms: readonly Term[]): (index: number) => boolean {
  let before: ReturnType<typeof beforeOf> | undefined;
  return (index) => {
    const term = terms[index];
    if (!term?.isBounded) return term !== undefined;
    before ??= beforeOf(text, at);
    return before.startsWord && !(term.isNumber && before.isInNumber) && ends(term, text, at);
  };
}

/** What a place is the beginning of, by what is before it. */
function beforeOf(text: string, at: number) {
  const before = text.slice(Math.max(0, at - 6), at);
  return {
    startsWord:
      !isAlphanumeric(before.slice(-1)) || !isAlphanumeric(text.charAt(at)) || ESCAPE_BEFORE.test(before),
    isInNumber: /\d[.,:]$/.test(before),
  };
}

/** Whether a term ends where a word does, and a number where no larger one goes on. */
function ends({ form, isNumber }: Term, text: string, at: number): boolean {
  const end = at + form.length;
  if (isNumber && /^[.,:]\d/.test(text.slice(end, end + 2))) return false;
  return !isAlphanumeric(text.charAt(end)) || !isAlphanumeric(form.slice(-1));
}

function isAlphanumeric(character: string): boolean {
  return LETTER_OR_DIGIT.test(character);
}

/**
 * Finds the longest form that a text has at a place and that is acceptable there.
 * @param at an index into the text, in UTF-16 code units
 * @returns the form's index in the list the finder was made of; undefined where there is none
 */
type FindForm = (text: string, at: number, accepts: (form: number) => boolean) => number | undefined;

interface Sorted {
  readonly form: string;
  readonly index: number;
  /** Where the longest other form stands that this one begins with; -1 where there is none. */
  readonly shorter: number;
}

/**
 * Makes a finder for forms. In their order, every form that a text begins with is the last one not after the text,
 * or one that that one begins with: one search by halves finds them all, however many begin alike.
 * @param forms none empty; of equal ones, the first counts
 */
export function formFinder(forms: readonly string[]): FindForm {
  const sorted = sortedForms(forms);
  const longest = forms.reduce((most, { length }) => Math.max(most, length), 0);
  const starts = new Set(forms.map((form) => form.charCodeAt(0)));
  return (text, at, accepts) => {
    if (!starts.has(text.charCodeAt(at))) return undefined;
    const rest = text.slice(at, at + longest);
    const last = partitionPoint(sorted, ({ form }) => form <= rest) - 1;
    const common = commonLength(sorted[last]?.form ?? '', rest);
    for (let found = sorted[last]; found; found = sorted[found.shorter]) {
      if (found.form.length <= common && accepts(found.index)) return found.index;
    }
    return undefined;
  };
}

function sortedForms(forms: readonly string[]): readonly Sorted[] {
  const ordered = forms
    .map((form, index) => ({ form, index }))
    .toSorted((a, b) => (a.form < b.form ? -1 : a.form > b.form ? 1 : 0));
  const sorted: Sorted[] = [];
  for (const { form, index } of ordered) {
    let shorter = sorted.length - 1;
    if (sorted[shorter]?.form === form) continue;
    while (shorter >= 0 && !form.startsWith(sorted[shorter]?.form ?? '')) {
      shorter = sorted[shorter]?.shorter ?? -1;
    }
    sorted.push({ form, index, shorter });
  }
  return sorted;
}

/** How many code units two texts have in common, from their beginnings. */
function commonLength(form: string, text: string): number {
  let length = 0;
  while (length < form.length && form.charCodeAt(length) === text.charCodeAt(length)) length++;
  return length;
}
