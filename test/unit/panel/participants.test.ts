/** What the table of participants says in its cells. */
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { type ColumnId, columnsOf, type Row } from '../../../media/panel/participants.ts';
import { nextOrder, sorted, type SortKey } from '../../../media/panel/sorting.ts';
import { peopleOf } from '../../../src/core/call/facts.ts';
import type { Call } from '../../../src/core/call/model.ts';
import { at, call, stay } from '../core/support.ts';
import { pageOf } from './support.ts';

describe('panel: the columns of the participants', () => {
  function rowsOf(some: Call): readonly Row[] {
    return peopleOf(some).flatMap((person) =>
      person.stays.map((each, index) => ({ person, stay: each, isFirst: index === 0, meeting: undefined })),
    );
  }

  function texts(some: Call, column: ColumnId): readonly (string | undefined)[] {
    const rows = rowsOf(some);
    const found = columnsOf(pageOf(some), some, rows).find(({ id }) => id === column);
    return rows.map((row) => found?.text(row));
  }

  it('tells who has not joined yet from who never did', () => {
    const participants = [
      stay('ana', 0),
      stay('ben'),
      stay('cem', undefined, undefined, { state: 'rejected' }),
    ];
    const joined = (status: string) =>
      texts(call({ status, startedAt: at(0), participants }), 'joined').slice(1);
    assert.deepEqual(joined('ongoing'), ['not yet', 'never']);
    assert.deepEqual(joined('initiated'), ['not yet', 'never']);
    assert.deepEqual(joined('ended'), ['never', 'never']);
  });

  it('says who is still in, as the verdict counts them, also who joined at an unknown time', () => {
    const some = call({
      status: 'ongoing',
      startedAt: at(0),
      participants: [stay('ana', 0, undefined, { state: 'ongoing' }), { uid: 'ben', isJoined: true }],
    });
    assert.deepEqual(texts(some, 'left'), ['still in', 'still in']);
    assert.deepEqual(texts(some, 'joined'), ['22:13:20', '–']);
  });

  it('writes the date where it is another than the start’s', () => {
    const some = call({ startedAt: at(0), participants: [stay('ana', 6399, 6400), stay('ben', 1, 86_400)] });
    assert.deepEqual(texts(some, 'left'), ['15 Nov 2023, 22:13:20', '15 Nov 2023, 00:00:00']);
    assert.deepEqual(texts(some, 'joined'), ['22:13:21', '23:59:59']);
  });

  it('has a column only for what the answer has', () => {
    const ids = (some: Call) => columnsOf(pageOf(some), some, rowsOf(some)).map(({ id }) => id);
    const plain = call({ participants: [stay('ana', 0, 5)] });
    assert.deepEqual(ids(plain), ['name', 'state', 'joined', 'left', 'inCall', 'audio', 'device']);
    const rich = call({ participants: [stay('ana', 0, 5, { name: 'Ana', totalVideoMinutes: 1 })] });
    assert.deepEqual(ids(rich), [
      'name',
      'uid',
      'state',
      'joined',
      'left',
      'inCall',
      'audio',
      'video',
      'device',
    ]);
  });

  describe('of lengths', () => {
    const zero = { totalVideoMinutes: 0, totalAudioMinutes: 0 };
    const participants = [stay('ana', 5, 5, zero), stay('ben', undefined, undefined, zero), stay('cem', 6)];
    const lengths = (some: Call) =>
      (['inCall', 'audio', 'video'] as const).map((column) => texts(some, column));

    it('tell whatever the answer has, also zero, and a dash where it has nothing', () => {
      const video = call({ type: 'video', participants });
      assert.deepEqual(lengths(video), [
        ['0 s', '–', '–'],
        ['0 s', '–', '0 s'],
        ['0 s', '–', '0 s'],
      ]);
    });

    it('have none of video where the call is not one, and nobody had any', () => {
      const none = [undefined, undefined, undefined];
      assert.deepEqual(lengths(call({ type: 'audio', participants }))[2], none);
      assert.deepEqual(lengths(call({ type: 'video', participants: [stay('cem', 6)] }))[2], [undefined]);
      const upgraded = [stay('dan', 4, 9, { totalVideoMinutes: 1 }), ...participants];
      assert.deepEqual(lengths(call({ type: 'audio', participants: upgraded }))[2], [
        '1 min',
        '0 s',
        '–',
        '0 s',
      ]);
    });
  });
});

/** The order of a table's rows. */
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
