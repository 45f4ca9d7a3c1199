import type { Call } from './model.ts';
import { displayName } from './facts.ts';
import { isolatedName, visibleText } from '../text/index.ts';

/**
 * Who called whom, such as `superhero8 → superhero2`; with one party known, that one; with none, undefined.
 * @param maxLength of each name, in UTF-16 code units
 */
export function partiesOf(call: Call, maxLength = 60): string | undefined {
  return joined(partyNames(call, maxLength));
}

/**
 * The same for a label that is shown as it is: names from right to left stand in isolates (U+2068, U+2069), which
 * show nothing, so that two of them do not change places.
 */
export function partiesLabel(call: Call, maxLength: number): string | undefined {
  return joined(partyNames(call, maxLength).map(isolatedName));
}

function partyNames(call: Call, maxLength: number): readonly string[] {
  return [call.initiator, call.receiver]
    .filter((party) => party !== undefined)
    .map((party) => visibleText(displayName(party), maxLength));
}

function joined(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : names.join(' → ');
}
