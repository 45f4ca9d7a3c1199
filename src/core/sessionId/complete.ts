import { withoutCutMark } from './cutMark.ts';
import { parseSessionId } from './parse.ts';

/** The whole ids that begin as one that is cut off does: none, the one, or two of several. */
export type Fits = readonly [] | readonly [string] | readonly [string, string];

/** So little of an app's ids names no call: any that is known would do. */
const APP_ALONE = /^v1\.[^.]*(?:\.[^.]*)?\.?$/i;

/** What a text with a cut off id begins with: the id without the mark of its cut; undefined for one that is whole. */
export function cutBeginning(text: string): string | undefined {
  const session = parseSessionId(text);
  const beginning = withoutCutMark(session.id);
  return session.form === 'cut' || beginning !== session.id ? beginning : undefined;
}

/**
 * The known ids that cut off ones may be. Time is that of reading the known ids, times the number of different lengths
 * of the cut off ones.
 * @param beginnings the cut off ids, without the marks of their cuts
 * @param known ids, whole or not, of which one may be told more than once
 */
export function fitsOf(beginnings: Iterable<string>, known: Iterable<string>): ReadonlyMap<string, Fits> {
  const found = new Map<string, Fits>();
  for (const beginning of beginnings) found.set(beginning, []);
  const lengths = new Set(
    [...found.keys()].filter((one) => !APP_ALONE.test(one)).map(({ length }) => length),
  );
  for (const id of known) {
    for (const length of lengths) {
      if (id.length <= length) continue;
      const beginning = id.slice(0, length);
      const before = found.get(beginning);
      if (before && isWhole(id)) found.set(beginning, withOne(before, id));
    }
  }
  return found;
}

function isWhole(id: string): boolean {
  return cutBeginning(id) === undefined;
}

function withOne(before: Fits, id: string): Fits {
  const [first, second] = before;
  if (first === undefined) return [id];
  return second !== undefined || first === id ? before : [first, id];
}
