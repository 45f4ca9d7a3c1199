/** What the table of participants says in its cells. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type ColumnId, columnsOf, type Row } from '../../../media/panel/columns.ts';
import type { Call } from '../../../src/core/call/model.ts';
import { peopleOf } from '../../../src/core/call/facts.ts';
import { at, call, stay } from '../core/support.ts';
import { pageOf } from './support.ts';

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

describe('panel: the columns of the participants', () => {
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

  it('says who is still in, and nothing of who joined at an unknown time', () => {
    const some = call({
      status: 'ongoing',
      startedAt: at(0),
      participants: [stay('ana', 0, undefined, { state: 'ongoing' }), { uid: 'ben', isJoined: true }],
    });
    assert.deepEqual(texts(some, 'left'), ['still in', '–']);
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
