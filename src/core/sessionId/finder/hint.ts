/**
 * What every session id of a text has a part of that no other rule looks at: the beginning of a v1 id, the time of a
 * legacy id with some of its digits, or the key before a custom id.
 */
const HINT =
  /[vV]1\.[a-zA-Z][a-zA-Z0-9-]{1,15}\.[a-zA-Z0-9]{6}|(?:1[4-9]|2[01])\d{8}[a-fA-F0-9]{6}|[sS]ession(?:I[dD]|_?id)|[rR]oomName/;

/** How much text around a position is looked at, in UTF-16 code units: as much as the finder's. */
const REACH = 2_000;
/** How much of the lines before and after: as much as a wrapped id may take. */
const WRAPPED = 160;

/** The longest text that has a hint, in UTF-16 code units: slices of a text overlap by so much. */
export const LONGEST_HINT = 30;

/** Whether the finder may find a session id in a text, apart from the user's patterns: a cheap look, never wrong to say no. */
export function mayHoldSessionId(text: string): boolean {
  return HINT.test(text);
}

/**
 * The same for a position of a line, where an id may be wrapped onto the line before or after.
 * @param offset from the start of the line
 */
export function mayHoldSessionIdAt(
  line: string,
  offset: number,
  { before = '', after = '' }: { readonly before?: string | undefined; readonly after?: string | undefined },
): boolean {
  const around = line.slice(Math.max(0, offset - REACH), offset + REACH);
  // A wrapped id is whole only once the lines are joined.
  return mayHoldSessionId(
    [before.trimEnd().slice(-WRAPPED), around.trim(), after.trimStart().slice(0, WRAPPED)].join(''),
  );
}
