/** The order of a table's rows. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { nextOrder, sorted, type SortKey } from '../../../media/panel/sorting.ts';

describe('panel: sorting a table', () => {
  const keys = (...all: SortKey[]) => all.map((key, index) => ({ key, index }));
  const sortedKeys = (rows: readonly { key: SortKey }[], descending = false) =>
    sorted(rows, ({ key }) => key, descending).map(({ key }) => key);

  it('sorts numbers by amount and words as people count', () => {
    assert.deepEqual(sortedKeys(keys(10, 9, 0)), [0, 9, 10]);
    assert.deepEqual(sortedKeys(keys('emp-10', 'emp-9', 'Émile', 'eve')), [
      'Émile',
      'emp-9',
      'emp-10',
      'eve',
    ]);
    assert.deepEqual(sortedKeys(keys(10, 9, 0), true), [10, 9, 0]);
  });

  it('puts what is missing last, whichever the direction', () => {
    assert.deepEqual(sortedKeys(keys(undefined, 2, undefined, 1)), [1, 2, undefined, undefined]);
    assert.deepEqual(sortedKeys(keys(undefined, 2, undefined, 1), true), [2, 1, undefined, undefined]);
  });

  it('keeps every row once, in order, and equal rows as they were', () => {
    const row = fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), fc.boolean(), (some, descending) => {
        const rows = keys(...some);
        const result = sorted(rows, ({ key }) => key, descending);
        assert.deepEqual(
          result.map(({ index }) => index).toSorted((a, b) => a - b),
          rows.map(({ index }) => index),
        );
        for (const [place, after] of result.entries()) {
          const before = result[place - 1];
          if (!before) continue;
          if (before.key === after.key) assert.ok(before.index < after.index, 'stable');
          else if (after.key !== undefined) {
            assert.ok(before.key !== undefined, 'missing ones come last');
            assert.equal(before.key > after.key, descending);
          }
        }
      }),
    );
  });

  it('goes from up to down to the order of the call, and begins anew with another column', () => {
    const up = nextOrder<'a' | 'b'>(undefined, 'a');
    const down = nextOrder(up, 'a');
    assert.deepEqual(
      [up, down, nextOrder(down, 'a'), nextOrder(down, 'b')],
      [
        { column: 'a', descending: false },
        { column: 'a', descending: true },
        undefined,
        { column: 'b', descending: false },
      ],
    );
  });
});
