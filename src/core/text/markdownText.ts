import { visibleText } from './visibleText.ts';

/**
 * Writes a text of strangers so that Markdown shows it as it is: everything but letters, digits and spaces
 * becomes a character reference, so nothing can become syntax, an automatic link, an icon or HTML, and lines
 * still break between words.
 * @param maxLength in UTF-16 code units, as for {@link visibleText}
 */
export function markdownText(text: string, maxLength?: number): string {
  return visibleText(text, maxLength)
    .replace(/[^\p{L}\p{N}\p{M} ]/gu, (character) => `&#${character.codePointAt(0)};`)
    .replace(/ {2,}| $|^ /g, (spaces) => '&nbsp;'.repeat(spaces.length));
}
