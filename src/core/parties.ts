import type { Call } from './call.ts';
import { displayName } from './facts.ts';
import { visibleText } from './format/visibleText.ts';

/**
 * Who called whom, such as `superhero8 → superhero2`; with one party known, that one; with none, undefined.
 * @param maxLength of each name, in UTF-16 code units
 */
export function partiesOf(call: Call, maxLength = 60): string | undefined {
  const names = [call.initiator, call.receiver]
    .filter((party) => party !== undefined)
    .map((party) => visibleText(displayName(party), maxLength));
  return names.length === 0 ? undefined : names.join(' → ');
}
