/** Ids that a log viewer cut short: with a mark (`…` or `...`), or v1 ids that simply end too early. */
import { parseSessionId } from '../index.ts';
import { isCutMark, endsToken, isHex, startsToken } from './boundary.ts';
import type { FoundSessionId } from './types.ts';
import { hasLetter, isLegacyStart } from './whole.ts';

const WHOLE_TAIL = 50;
const SECONDS = 10;
/** Fewer digits than this before a mark could be any abbreviated hash. */
const SHORTEST_LEGACY = 16;
/** App ids had 13 to 16 digits in every sample seen; a shorter one is only taken for one before a mark. */
const SHORTEST_UNMARKED_APP_ID = 12;
const LONGEST_ESCAPE = 6;

const V1_START = /v1\.([a-z]{2,8})\.([0-9a-f]{8,32})(?:\.([0-9a-f]{1,50}))?/iy;
const KNOWN_REGION = /^(?:us|eu|in)$/i;
const TAIL = /^(?:\d{1,10}|\d{10}[0-9a-f]+)$/i;

/** All ids of a text that were cut short, in no order, whole ones not among them. Time is linear in the text. */
export function findCutIds(text: string): FoundSessionId[] {
  return [
    ...cutV1Ids(text, 'v1.'),
    ...cutV1Ids(text, 'V1.'),
    ...MARKS.flatMap((mark) => cutLegacyIds(text, mark)),
  ];
}

const MARKS = ['…', '...', '\\u2026', '%E2%80%A6'];

function cutV1Ids(text: string, prefix: string): FoundSessionId[] {
  const found: FoundSessionId[] = [];
  for (let at = text.indexOf(prefix); at >= 0; at = text.indexOf(prefix, at + prefix.length)) {
    if (!startsToken(text, at)) continue;
    const end = cutV1EndingAt(text, at);
    if (end !== undefined) found.push(cutId(text, at, end, 'v1'));
  }
  return found;
}

/**
 * Where the cut v1 id ends that begins here. Versions, tags and file names begin like ids too (`v1.rc.20230818`),
 * so it names a region that is known or its app id has letters and digits, and it ends with a mark or with some of its time.
 */
function cutV1EndingAt(text: string, start: number): number | undefined {
  V1_START.lastIndex = start;
  const match = V1_START.exec(text);
  const [, region, app, tail] = match ?? [];
  if (!match || region === undefined || app === undefined) return undefined;
  if (!KNOWN_REGION.test(region) && !(/\d/.test(app) && /[a-f]/i.test(app))) return undefined;
  const end = start + match[0].length;
  if (tail !== undefined && (!TAIL.test(tail) || tail.length === WHOLE_TAIL)) return undefined;
  if (isCutMark(text, end)) return end;
  const saysEnough = tail !== undefined && app.length >= SHORTEST_UNMARKED_APP_ID;
  return saysEnough && endsToken(text, end) ? end : undefined;
}

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
  const lowest = Math.max(0, end - WHOLE_TAIL - LONGEST_ESCAPE);
  let run = end;
  while (run > lowest && isHex(text.charCodeAt(run - 1))) run -= 1;
  // Digits of an escape may stand right before it: a start behind one says more than a start of the run.
  for (let start = run + LONGEST_ESCAPE; start >= run; start -= 1) {
    const length = end - start;
    if (length < SHORTEST_LEGACY || length >= WHOLE_TAIL) continue;
    if (isLegacyStart(text, start) && hasLetter(text, start + SECONDS, end)) return start;
  }
  return undefined;
}

function cutId(text: string, start: number, end: number, form: 'v1' | 'legacy'): FoundSessionId {
  return { session: parseSessionId(text.slice(start, end)), start, end, form, looksCutOff: true };
}
