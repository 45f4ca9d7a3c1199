/**
 * Text from outside is text: control characters, which can hide or fake it, and bidirectional controls,
 * which can reorder it, are written as their code points, such as `⟨U+202E⟩`.
 */

// Everything that draws nothing and changes what is drawn: C0 and C1 controls, line separators, what Unicode
// says to ignore (zero-width characters, bidirectional marks, embeddings, overrides and isolates, fillers, tags)
// and lone surrogates. Variation selectors stay: they only choose how the character before them is drawn.
const HIDDEN =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- exactly such characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb]|(?!\p{Variation_Selector})\p{Default_Ignorable_Code_Point}|\p{Surrogate}/gu;
// A zero-width joiner between two pictographs makes one emoji of them.
const EMOJI_JOINER =
  /(?<=\p{Extended_Pictographic}|[\u{1f3fb}-\u{1f3ff}]|\ufe0f)\u200d(?=\p{Extended_Pictographic})/gu;

/**
 * Makes every character of a text visible and cuts it at a length.
 * @param maxLength in UTF-16 code units, 1 or more; longer texts end in `…`
 */
export function visibleText(text: string, maxLength = 300): string {
  const cut = text.length > maxLength ? `${headOf(text, maxLength - 1)}…` : text;
  const joiners = new Set([...cut.matchAll(EMOJI_JOINER)].map(({ index }) => index));
  return cut.replace(HIDDEN, (character, offset: number) =>
    joiners.has(offset)
      ? character
      : `⟨U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}

/** The beginning of a text, without half a character or a joiner that joins nothing at its end. */
function headOf(text: string, length: number): string {
  return text
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/\u200d$/, '');
}

/**
 * Makes a text safe for a notification, a progress title or an error that VS Code shows: these read `[text](link)` as
 * a link, also to commands, and names of files and people come from strangers.
 */
export function plainText(text: string): string {
  // A word joiner between the brackets is invisible and ends the link.
  return text.replaceAll('](', ']\u2060(');
}

/** Keeps VS Code from drawing an icon where a text of strangers names one, as in `$(key)`. */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', '$\u2060(');
}

/** The parts that are there, with a dot between them. */
export function joinParts(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}
