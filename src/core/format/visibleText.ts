/**
 * Text from outside is text: control characters, which can hide or fake it, and bidirectional controls,
 * which can reorder it, are written as their code points, such as `⟨U+202E⟩`.
 */

// Everything that draws nothing and changes what is drawn: C0 and C1 controls, line separators, zero-width
// characters, bidirectional marks, embeddings, overrides and isolates, tags, and lone surrogates.
const HIDDEN =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- exactly such characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;
// A zero-width joiner between two pictographs makes one emoji of them.
const EMOJI_JOINER =
  /(?<=\p{Extended_Pictographic}|[\u{1f3fb}-\u{1f3ff}]|\ufe0f)\u200d(?=\p{Extended_Pictographic})/gu;

/**
 * Makes every character of a text visible and cuts it at a length.
 * @param maxLength in UTF-16 code units, 1 or more; longer texts end in `…`
 */
export function visibleText(text: string, maxLength = 300): string {
  const joiners = new Set([...text.slice(0, maxLength).matchAll(EMOJI_JOINER)].map(({ index }) => index));
  const cut =
    text.length > maxLength ? `${text.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;
  return cut.replace(HIDDEN, (character, offset: number) =>
    joiners.has(offset)
      ? character
      : `⟨U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}
