/**
 * Ids without 50 digits at their end: v1 ids with a name of the integrator's own, and ids that a log viewer cut short,
 * with a mark (`…` or `...`) or in the midst of their digits.
 */
import { CUT_MARKS, isCutMark } from '../cutMark.ts';
import { MAX_SESSION_ID_LENGTH, parseCutSessionId, parseSessionId } from '../parse.ts';
import { isHex, startsToken } from './boundary.ts';
import type { FoundSessionId } from './model.ts';
import { hasLetter, isLegacyStart, SECONDS, TAIL } from './whole.ts';

/** All such ids of a text, in no order; whole ids that end in 50 digits are not among them. Time is linear in the text. */
export function findNamedAndCutIds(text: string): FoundSessionId[] {
  return [
    ...findV1Ids(text, 'v1.'),
    ...findV1Ids(text, 'V1.'),
    ...CUT_MARKS.flatMap((mark) => cutLegacyIds(text, mark)),
  ];
}

/** App ids had 13 to 17 characters in every sample seen; a shorter one is only taken for one before a mark. */
const SHORTEST_UNMARKED_APP_ID = 13;
const HEAD = /v1\.([a-z]{2,8})\.([0-9a-f]{8,32})/iy;
const KNOWN_REGION = /^(?:us|eu|in)$/i;
/** The last part of an id in any text: Latin letters, digits, `_`, `-`, and dots between them. */
const LAST_PART = /^\.(?=[^-])([\w\u00c0-\u024f-]+(?:\.[\w\u00c0-\u024f-]+)*)/;
/** What is behind the id in the name of a file: a date and the time of a recording, or the kind of file. */
const FILE_NAME = /_20\d\d-?\d\d-?\d\d[-_T]?\d\d.*$|\.(?:mp4|webm|m4a|wav|json|vtt|txt|log|gz|zip)$/i;
/** Behind a name, these go on with it: a placeholder, or a letter that is written as an escape. */
const GOES_ON = /[${]|%(?!(?:25)*[0-7][0-9a-f])|\\+u0(?:0[c-f]|1)/iy;
const HIDDEN = /x{4}/i;

function findV1Ids(text: string, prefix: string): FoundSessionId[] {
  const found: FoundSessionId[] = [];
  for (let at = text.indexOf(prefix); at >= 0; at = text.indexOf(prefix, at + prefix.length)) {
    const id = startsToken(text, at) ? v1IdAt(text, at) : undefined;
    if (id) found.push(id);
  }
  return found;
}

/**
 * The v1 id that begins here. Versions, tags and file names begin like ids too (`v1.rc.20230818`), so it names a
 * region that is known, or its app id has letters and digits.
 */
function v1IdAt(text: string, start: number): FoundSessionId | undefined {
  HEAD.lastIndex = start;
  const [head, region = '', app = ''] = HEAD.exec(text) ?? [];
  if (head === undefined) return undefined;
  if (!KNOWN_REGION.test(region) && !(/\d/.test(app) && /[a-f]/i.test(app))) return undefined;
  const headEnd = start + head.length;
  const [, part] = LAST_PART.exec(text.slice(headEnd, headEnd + MAX_SESSION_ID_LENGTH)) ?? [];
  if (part === undefined) {
    const isCut = isCutMark(text, headEnd) || (text[headEnd] === '.' && isCutMark(text, headEnd + 1));
    return isCut ? cutId(text, start, headEnd, 'v1') : undefined;
  }
  const end = headEnd + 1 + part.length;
  if (isCutMark(text, end)) return cutId(text, start, end, 'v1');
  if (app.length < SHORTEST_UNMARKED_APP_ID || isNoName(part)) return undefined;
  GOES_ON.lastIndex = end;
  if (GOES_ON.test(text)) return undefined;
  const idEnd = end - (FILE_NAME.exec(part)?.[0].length ?? 0);
  const session = parseSessionId(text.slice(start, idEnd));
  return { session, start, end: idEnd, form: 'v1', looksCutOff: session.form === 'cut' };
}

/** Whether a last part hides something, is too long, or is a whole id's with something behind it. */
function isNoName(part: string): boolean {
  return HIDDEN.test(part) || part.length > LONGEST_NAME || /^\d{10}[0-9a-f]{40}/i.test(part);
}

/** With its region and app id, a longer name would make too long an id. */
const LONGEST_NAME = 460;

/** Fewer digits than this before a mark could be any abbreviated hash. */
const SHORTEST_LEGACY = 16;
const LONGEST_ESCAPE = 6;

function cutLegacyIds(text: string, mark: string): FoundSessionId[] {
  const found: FoundSessionId[] = [];
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) {
    const start = cutLegacyStart(text, at);
    if (start !== undefined) found.push(cutId(text, start, at, 'legacy'));
  }
  return found;
}

/** Where the legacy id begins whose digits end before a mark. */
function cutLegacyStart(text: string, end: number): number | undefined {
  const lowest = Math.max(0, end - TAIL - LONGEST_ESCAPE);
  let run = end;
  while (run > lowest && isHex(text.charCodeAt(run - 1))) run -= 1;
  // Digits of an escape may stand right before it: a start behind one says more than a start of the run.
  for (let start = run + LONGEST_ESCAPE; start >= run; start -= 1) {
    const length = end - start;
    if (length < SHORTEST_LEGACY || length >= TAIL) continue;
    if (isLegacyStart(text, start) && hasLetter(text, start + SECONDS, end)) return start;
  }
  return undefined;
}

function cutId(text: string, start: number, end: number, form: 'v1' | 'legacy'): FoundSessionId {
  return { session: parseCutSessionId(text.slice(start, end)), start, end, form, looksCutOff: true };
}
