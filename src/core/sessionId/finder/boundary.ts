/** Where a token may begin and end. All positions are UTF-16 code units. */

/** Longer escapes before an id than this many code units do not occur. */
const LONGEST_ESCAPE = 24;

// The letters and digits of an escape before an id, as in `%3D`, `\n`, `\u0022` and a terminal's colour, are
// none of its token.
const ESCAPE_BEFORE =
  // oxlint-disable-next-line no-control-regex -- terminals colour text with this control character
  /(?:%(?:25)*[0-9a-f]{2}|\\(?:[bfnrt]|u[0-9a-f]{4}|x[0-9a-f]{2})|(?:\u001b|\\u001b|\\x1b|\\033|\\e)\[[0-9;]*m)$/i;

/** Whether a code unit is an ASCII letter or digit or `_`: what no id may touch. */
export function isWord(code: number): boolean {
  return isAlphanumeric(code) || code === 0x5f;
}

/** Whether a code unit is an ASCII letter or digit. */
export function isAlphanumeric(code: number): boolean {
  return isDigit(code) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a);
}

/** Whether a code unit is an ASCII digit. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Whether a code unit is a hexadecimal digit of either case. */
export function isHex(code: number): boolean {
  return isDigit(code) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x66);
}

/** Whether a token may begin here: at the text's start, behind what is no word, or behind an escape. */
export function startsToken(text: string, index: number): boolean {
  if (index === 0 || !isWord(text.charCodeAt(index - 1))) return true;
  return ESCAPE_BEFORE.test(text.slice(Math.max(0, index - LONGEST_ESCAPE), index));
}

/** Whether a token may end here: at the text's end or before what is no word. */
export function endsToken(text: string, index: number): boolean {
  return index >= text.length || !isWord(text.charCodeAt(index));
}

/** In names of recordings, a date follows the id: `_2023-08-18-14-15-30.mp4`, `_20230818.mp4`. */
const RECORDED_ON = /_20\d\d-?\d\d-?\d\d(?:\d{6})?(?!\d)/y;

/** Whether a token may end here, or a date of the name of a recording follow. */
export function endsId(text: string, index: number): boolean {
  if (endsToken(text, index)) return true;
  RECORDED_ON.lastIndex = index;
  return RECORDED_ON.test(text);
}

/** Whether the line ends here, or the text does. */
export function endsLine(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return index >= text.length || code === 0x0a || code === 0x0d;
}
