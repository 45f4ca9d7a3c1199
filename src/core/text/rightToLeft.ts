/** The scripts in use that are written from right to left, as Unicode names them. */
const SCRIPTS = [
  'Adlam',
  'Arabic',
  'Hanifi_Rohingya',
  'Hebrew',
  'Mandaic',
  'Mende_Kikakui',
  'Nko',
  'Samaritan',
  'Syriac',
  'Thaana',
];
const LETTERS = SCRIPTS.map((script) => String.raw`\p{Script=${script}}`).join('');

/** Words from right to left with nothing but spaces and marks between them; its one group is all of them. */
export const RIGHT_TO_LEFT_WORDS = new RegExp(
  String.raw`([${LETTERS}]+(?:[\s\p{M}'’".-]+[${LETTERS}]+)*)`,
  'u',
);

const LETTER = new RegExp(`[${LETTERS}]`, 'u');

/**
 * Puts a name from right to left between U+2068 and U+2069, which show nothing, so that it does not change places with
 * what stands around it; others stay as they are.
 */
export function isolatedName(name: string): string {
  return LETTER.test(name) ? `\u2068${name}\u2069` : name;
}

/** The same for each of the words from right to left in a sentence. */
export function withIsolatedWords(sentence: string): string {
  return sentence.replace(new RegExp(RIGHT_TO_LEFT_WORDS, 'gu'), '\u2068$1\u2069');
}
