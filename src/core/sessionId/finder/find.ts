/**
 * Finds session ids in text: the one finder of hover, links, terminal, cursor and tools. Positions are UTF-16
 * code units. Time grows linearly with the text, whatever it holds; only patterns of the user are not in its hands.
 */
import { hasOwnName, invalidSessionId, parseSessionId } from '../parse.ts';
import { findKeyedIds } from './keyed.ts';
import type { FinderOptions, FoundSessionId, UserPattern } from './model.ts';
import { findNamedAndCutIds } from './named.ts';
import { findWholeIds, findWrappedId } from './whole.ts';

/** How much of a text around a position is searched, in UTF-16 code units to either side. */
const REACH = 2_000;

/**
 * All session ids of a text, in order, none overlapping another. Where several rules find something in one place,
 * a v1 or legacy id with its 50 digits goes before what a user's pattern found, that before a value after a session
 * key, and all before a v1 id with a name of its own and what looks cut off.
 *
 * But for patterns of the user, no id reaches over a line break, and none is told by more than 2,000 code units
 * from its key or first digit on, and 300 before that: a part of a text that has these tells the same.
 */
export function findSessionIds(text: string, options: FinderOptions = {}): readonly FoundSessionId[] {
  const whole = findWholeIds(text);
  const byRank = [
    options.patterns?.length ? findPatternIds(text, options.patterns) : [],
    findKeyedIds(text),
    findNamedAndCutIds(text),
  ];
  return byRank.reduce<readonly FoundSessionId[]>(addWhereFree, whole);
}

/** Adds to ids in order those of a lower rank that overlap none of them, nor each other; the result is in order. */
function addWhereFree(ids: readonly FoundSessionId[], lower: readonly FoundSessionId[]) {
  if (lower.length === 0) return ids;
  const merged: FoundSessionId[] = [];
  let next = 0;
  const before = (start: number) => {
    for (let id = ids[next]; id && id.start < start; id = ids[(next += 1)]) merged.push(id);
  };
  for (const id of lower.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    before(id.start);
    const previousEnd = merged.at(-1)?.end ?? 0;
    const nextStart = ids[next]?.start ?? Infinity;
    if (id.start >= previousEnd && id.end <= nextStart) merged.push(id);
  }
  before(Infinity);
  return merged;
}

/**
 * The session id at a position of a line, searched within 2,000 code units to either side: no id is that long, so
 * none that is at the position is cut by the search. Of two ids that meet at the position, the later.
 * @param offset from the start of the line; either edge of an id counts as on it
 */
export function findSessionIdAt(
  line: string,
  offset: number,
  options: FinderOptions = {},
): FoundSessionId | undefined {
  const from = Math.max(0, offset - REACH);
  const to = Math.min(line.length, offset + REACH);
  const found = findSessionIds(line.slice(from, to), options).findLast(
    ({ start, end }) => from + start <= offset && offset <= from + end,
  );
  return found && { ...found, start: from + found.start, end: from + found.end };
}

/**
 * The session id at a position of a line among others, which may be wrapped onto the line before or after. A
 * wrapped id looks cut off; its place is the part of it on the given line.
 * @param lines without their line breaks
 * @param line the index of the line in `lines`
 * @param offset from the start of the line; either edge of an id counts as on it
 */
export function findSessionIdInLines(
  lines: readonly string[],
  line: number,
  offset: number,
  options: FinderOptions = {},
): FoundSessionId | undefined {
  const text = lines[line];
  if (text === undefined) return undefined;
  const wrapped = findWrappedId(lines[line - 1], text, lines[line + 1], offset);
  const found = findSessionIdAt(text, offset, options);
  // What looks like a name of its own may be the beginning of time and hex.
  const isSure = found?.form === 'v1' && !found.looksCutOff && !hasOwnName(found.session);
  return isSure ? found : (wrapped ?? found);
}

/** What the user's patterns find, in no order; white space around it is left out, and so is what can be no id. */
function findPatternIds(text: string, patterns: readonly UserPattern[]): FoundSessionId[] {
  return patterns.flatMap((pattern) =>
    pattern.find(text).flatMap((range): FoundSessionId[] => {
      const raw = text.slice(range.start, range.end);
      const id = raw.trim();
      if (invalidSessionId(id) !== undefined) return [];
      const start = range.start + raw.indexOf(id);
      const session = parseSessionId(id);
      return [
        { session, start, end: start + id.length, form: 'pattern', looksCutOff: session.form === 'cut' },
      ];
    }),
  );
}
