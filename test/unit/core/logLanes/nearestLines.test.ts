import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { NearestLines } from '../../../../src/core/logLanes/index.ts';

/** The nearest line to each instant; a line is told by its time, or undefined where it has none. */
function nearest(instants: readonly number[], times: readonly (number | undefined)[]) {
  const lines = new NearestLines(instants);
  for (const [line, at] of times.entries()) if (at !== undefined) lines.feed(line, at);
  return lines.nearest().map((found) => found?.line);
}

describe('the lines nearest to instants', () => {
  it('are those whose time is least away, the first where two are', () => {
    assert.deepEqual(nearest([10, 14, 15, 20], [10, 12, 16, 20, 20]), [0, 1, 2, 3]);
    assert.deepEqual(nearest([11], [10, 12]), [0]);
    assert.deepEqual(nearest([11], [12, 10]), [0]);
  });

  it('are found where the clock jumps back, and past lines without times', () => {
    assert.deepEqual(nearest([5_000, 90_000], [89_000, undefined, 91_001, 4_000, undefined, 5_500]), [5, 0]);
  });

  it('are none where the log begins or ends more than a minute away', () => {
    const times = [100_000, 200_000];
    assert.deepEqual(nearest([39_999, 40_000, 260_000, 260_001], times), [undefined, 0, 1, undefined]);
    assert.deepEqual(nearest([1], []), [undefined]);
    assert.deepEqual(nearest([], times), []);
  });

  it('are found through a gap of any length in the midst of a log', () => {
    assert.deepEqual(nearest([5_000_000], [0, 9_000_000]), [1]);
  });

  it('are those of a plain search, whatever the times are', () => {
    const times = fc.array(fc.option(fc.integer({ min: 0, max: 300_000 }), { nil: undefined }));
    const instants = fc.array(fc.integer({ min: -100_000, max: 400_000 }));
    fc.assert(
      fc.property(instants, times, (given, all) => {
        const sorted = given.toSorted((a, b) => a - b);
        const lines = all.flatMap((at, line) => (at === undefined ? [] : [{ line, at }]));
        const expected = sorted.map((instant) => {
          const [best] = lines.toSorted(
            (a, b) => Math.abs(a.at - instant) - Math.abs(b.at - instant) || a.line - b.line,
          );
          const first = Math.min(...lines.map(({ at }) => at));
          const last = Math.max(...lines.map(({ at }) => at));
          return first - instant > 60_000 || instant - last > 60_000 ? undefined : best?.line;
        });
        assert.deepEqual(nearest(sorted, all), expected);
      }),
    );
  });
});
