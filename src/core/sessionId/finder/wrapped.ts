/** Ids that a log viewer wrapped over two lines. */
import type { FoundSessionId } from './types.ts';
import { findWholeIds } from './whole.ts';

/** How much of either line is looked at, in UTF-16 code units: more than the longest v1 id and an escape before it. */
const LONGEST = 160;

/**
 * The id at a position of a line that begins on the line before or goes on on the line after. Only v1 and legacy
 * ids that are whole once both parts are joined are taken: else nothing tells that the lines belong together.
 */
export function findWrappedId(
  before: string | undefined,
  line: string,
  after: string | undefined,
  offset: number,
): FoundSessionId | undefined {
  const lineEnd = line.trimEnd().length;
  const beginning = after === undefined ? undefined : acrossSeam(line, after);
  if (beginning) {
    const start = lineEnd - beginning.headLength;
    if (start <= offset && offset <= lineEnd) {
      return { ...beginning.id, start, end: lineEnd, looksCutOff: true };
    }
  }
  const ending = before === undefined ? undefined : acrossSeam(before, line);
  if (ending) {
    const start = line.length - line.trimStart().length;
    const end = start + ending.restLength;
    if (start <= offset && offset <= end) return { ...ending.id, start, end, looksCutOff: true };
  }
  return undefined;
}

/** The whole id that two lines make together, with the lengths of its parts. */
function acrossSeam(first: string, second: string) {
  const head = first.trimEnd().slice(-LONGEST);
  const text = head + second.trimStart().slice(0, LONGEST);
  const id = findWholeIds(text).find(({ start, end }) => start < head.length && head.length < end);
  return id && { id, headLength: head.length - id.start, restLength: id.end - head.length };
}
