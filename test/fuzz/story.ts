/** The story of any call, held against an oracle that works from the raw answer. */
import * as fc from 'fast-check';
import { checkStory } from '../oracle/checkStory.ts';
import { asked } from '../oracle/rawCalls.ts';

export const name = 'story';

/** Holds the claims of so many generated calls of a seed against the oracle; throws with the smallest that breaks one. */
export function run(count: number, seed: number): void {
  fc.assert(
    fc.property(asked, (each) => {
      checkStory(each);
    }),
    { numRuns: count, seed },
  );
}
