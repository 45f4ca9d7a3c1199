import type { Translate } from '../base/index.ts';

// What stands in a row, as the reader's language writes it: what is between two things is a message as well.

/** Names and other words of one kind: `Ana, Ben, Chloe`. Empty for none. */
export function listText(words: readonly string[], t: Translate): string {
  return words.join(t(', '));
}

/** Phrases that say different things of one: `joined +5 s, left +2 min`. Those that are empty or undefined are left out. */
export function phraseText(phrases: readonly (string | undefined)[], t: Translate): string {
  return joined(phrases, (so, phrase) => t('{0}, {1}', so, phrase));
}

/** The same of longer ones, in which there may be commas. */
export function clauseText(clauses: readonly (string | undefined)[], t: Translate): string {
  return joined(clauses, (so, clause) => t('{0}; {1}', so, clause));
}

function joined(parts: readonly (string | undefined)[], join: (so: string, part: string) => string): string {
  let so = '';
  for (const part of parts) if (part) so = so === '' ? part : join(so, part);
  return so;
}
