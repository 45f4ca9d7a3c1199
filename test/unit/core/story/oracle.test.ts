/** Five hundred generated calls, each claim held against an oracle; `test/fuzz/story.ts` has as many as are asked for. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { name, run } from '../../../fuzz/story.ts';
import { checkStory } from '../../../oracle/checkStory.ts';
import { asked } from '../../../oracle/rawCalls.ts';

describe(`core ${name}: an oracle of the raw answer`, () => {
  it('denies no claim of five hundred calls', () => run(500, 20_261_130)).timeout(60_000);

  it('is asked about claims of every kind', () => {
    const told = fc.sample(asked, { numRuns: 500, seed: 20_261_130 }).map(checkStory);
    const kinds = new Set(told.flatMap((each) => each.kinds));
    const ranks = new Set(told.map(({ rank }) => rank));
    assert.ok(kinds.size >= 20, [...kinds].join(' '));
    assert.ok(ranks.size >= 9, [...ranks].join(' '));
  }).timeout(60_000);
});
