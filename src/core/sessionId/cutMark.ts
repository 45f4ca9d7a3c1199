/** The mark that a log viewer leaves where it cut a text: `…` itself, or escaped, or three dots or more. */

/** The mark as it is mostly written, to search a text for. */
export const CUT_MARKS: readonly string[] = ['…', '...', '\\u2026', '%E2%80%A6'];

const ESCAPED = String.raw`\\{1,8}u2026|%(?:25){0,3}E2%(?:25){0,3}80%(?:25){0,3}A6`;
const HERE = new RegExp(String.raw`…|\.{3}|${ESCAPED}`, 'iy');
const AT_END = new RegExp(`(?:…|${ESCAPED})$`, 'i');
/** No escaped mark is longer, in UTF-16 code units. */
const LONGEST = 24;

/** Whether the mark of a cut stands here; the index is in UTF-16 code units. */
export function isCutMark(text: string, index: number): boolean {
  HERE.lastIndex = index;
  return HERE.test(text);
}

/** The length of the mark of a cut that ends before an index, in UTF-16 code units; 0 when there is none. */
export function cutMarkBefore(text: string, index: number): number {
  let dots = 0;
  while (text.charCodeAt(index - dots - 1) === 0x2e) dots += 1;
  if (dots > 0) return dots >= 3 ? dots : 0;
  return AT_END.exec(text.slice(Math.max(0, index - LONGEST), index))?.[0].length ?? 0;
}

/** An id without the mark of a cut at its end. */
export function withoutCutMark(id: string): string {
  return id.replace(/(?:…|\.{3})$/, '');
}
