/**
 * How wide a text is, by estimate: measuring in the page would lay it out once for each label. The estimate is on
 * the wide side of the fonts that editors use, so that what is said to fit does.
 */

const NARROW = /[ijltfrI.,:;'|!()[\]·\- ]/;
const BROAD = /[mwMW@%—…]/;
const NO_WIDTH = /\p{M}|[\u200b-\u200f]/u;
/** Scripts whose characters are as wide as they are high, and pictographs. */
const FULL_WIDTH =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}\u3000-\u303f\uff01-\uff60]/u;

/** The width of a text in CSS pixels, at a font size in CSS pixels. */
export function textWidth(text: string, fontSize: number): number {
  let ems = 0;
  for (const character of text) ems += emsOf(character);
  return ems * fontSize;
}

function emsOf(character: string): number {
  if (NARROW.test(character)) return 0.36;
  if (character >= '0' && character <= '~') return BROAD.test(character) ? 0.9 : asciiEms(character);
  if (NO_WIDTH.test(character)) return 0;
  if (FULL_WIDTH.test(character)) return 1.05;
  return BROAD.test(character) ? 0.95 : 0.68;
}

function asciiEms(character: string): number {
  return character >= 'A' && character <= 'Z' ? 0.7 : 0.58;
}

/**
 * The text as far as it fits, with `…` where it is cut; empty where not even one character fits.
 * @param width in CSS pixels, 0 or more
 */
export function fitText(text: string, width: number, fontSize: number): string {
  if (textWidth(text, fontSize) <= width) return text;
  let left = width / fontSize - emsOf('…');
  let cut = '';
  for (const character of text) {
    left -= emsOf(character);
    if (left < 0) break;
    cut += character;
  }
  // A joiner at the end would join nothing.
  cut = cut.replace(/[\s\u200d]+$/u, '');
  return cut === '' ? '' : `${cut}…`;
}
