import { withIsolatedWords } from './rightToLeft.ts';
import { visibleText } from './visibleText.ts';

/**
 * Writes a text of strangers so that Markdown shows it as it is: everything but letters, digits and spaces
 * becomes a character reference, so nothing can become syntax, an automatic link, an icon or HTML, and lines
 * still break between words. Words from right to left do not reorder what stands around them.
 * @param maxLength in UTF-16 code units, as for {@link visibleText}
 */
export function markdownText(text: string, maxLength?: number): string {
  return withIsolatedWords(visibleText(text, maxLength))
    .replace(/[^\p{L}\p{N}\p{M} ]/gu, (character) => `&#${character.codePointAt(0)};`)
    .replace(/ {2,}| $|^ /g, (spaces) => '&nbsp;'.repeat(spaces.length));
}
