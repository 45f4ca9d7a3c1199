/** What the subjects of fuzzing share: how inputs are generated, and what none of them may lead to. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';

/** How long telling of a failure may go on looking for a smaller input that fails, in milliseconds. */
const SHRINK_MS = 20_000;

/** A subject's run: so many inputs of a seed; throws with the smallest input that was found to break a rule. */
export type Run = (count: number, seed: number) => void;

/** Holds generated inputs to what a check asserts of each. */
export function fuzz<Input>(inputs: fc.Arbitrary<Input>, check: (input: Input) => void): Run {
  return (count, seed) => {
    let shrinkUntil = Number.POSITIVE_INFINITY;
    fc.assert(
      fc.property(inputs, (input) => {
        if (Date.now() > shrinkUntil) return;
        try {
          check(input);
        } catch (error) {
          shrinkUntil = Math.min(shrinkUntil, Date.now() + SHRINK_MS);
          throw error;
        }
      }),
      { numRuns: count, seed },
    );
  };
}

/** What a sentence says when a value that was not there was written into it. */
const HOLES = /\bNaN\b|\bInfinity\b|\bundefined\b|\[object |\{\d\}/;
// What draws nothing and changes what is drawn, written otherwise than the code under test has it.
const HIDDEN =
  // oxlint-disable-next-line no-control-regex -- exactly these are looked for
  /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Holds a text that is shown to this: it has no holes and hides nothing. Texts of strangers may say `NaN`. */
export function assertShown(text: string, { isTheirs = false } = {}): void {
  if (!isTheirs) assert.doesNotMatch(text, HOLES);
  assert.doesNotMatch(text, HIDDEN);
}

/** Holds every number anywhere in a value to being one. */
export function assertFinite(value: unknown, path = ''): void {
  if (typeof value === 'number') assert.ok(Number.isFinite(value), `${path} is ${value}`);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) assertFinite(part, `${path}.${key}`);
}
