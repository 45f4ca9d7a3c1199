/** Answers that are far larger than any call: read in bounds, and said so. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { peopleOf } from '../../../../src/core/call/facts.ts';
import { decoded } from '../support.ts';
import { timesAsLong } from '../../../support/timing.ts';

const times = <Item>(length: number, item: (index: number) => Item) =>
  Array.from({ length }, (_, index) => item(index));
const problems = (raw: object) =>
  decoded({ sessionId: 'a', status: 'ended', ...raw }).warnings.map(
    ({ path, problem }) => `${path} ${problem}`,
  );

describe('core decode: a large answer', () => {
  for (const [name, read] of [
    ['participants', 'participants'],
    ['recordings', 'recordings'],
    ['transcriptions', 'transcripts'],
  ] as const) {
    it(`reads the first thousand ${name}, and says once that there are more`, () => {
      const of = (length: number) =>
        decoded({ sessionId: 'a', status: 'ended', [name]: times(length, (n) => ({ uid: `u${n}` })) });
      assert.deepEqual([of(1000)[read].length, of(1000).warnings], [1000, []]);
      const more = of(1001);
      assert.equal(more[read].length, 1000);
      assert.deepEqual(more.warnings, [{ path: name, problem: 'outOfRange', found: 'array' }]);
    });
  }

  it('keeps the first of the participants, in their order', () => {
    const many = decoded({
      sessionId: 'a',
      status: 'ended',
      totalParticipants: 20_000,
      participants: times(20_000, (n) => ({ uid: `u${n % 7}`, joinedAt: 1_692_368_113 + n })),
    });
    assert.equal(many.participantCount, 20_000);
    assert.deepEqual(
      peopleOf(many).map(({ uid }) => uid),
      ['u0', 'u1', 'u2', 'u3', 'u4', 'u5', 'u6'],
    );
  });

  it('of nine megabytes of empty participants is read at once, with few warnings', function () {
    // Parsing three million objects is most of it.
    this.timeout(60_000);
    const text = `{"sessionId":"a","status":"ended","participants":[${'{},'.repeat(2_999_999)}{}]}`;
    const raw: unknown = JSON.parse(text);
    const call = decoded(raw);
    const ratio = timesAsLong(
      () => decoded(raw),
      () => JSON.parse(text),
    );
    assert.ok(ratio < 0.5, `${ratio.toFixed(3)} times as long as parsing it`);
    assert.equal(call.participants.length, 1000);
    assert.ok(call.warnings.length <= 200, `${call.warnings.length} warnings`);
    assert.deepEqual(call.warnings[0], { path: 'participants', problem: 'outOfRange', found: 'array' });
  });

  it('warns of every list that is cut, however many warnings came before', () => {
    const told = problems({
      participants: times(999, () => 7),
      recordings: times(1001, () => 7),
      transcriptions: times(1001, () => ({ tid: true })),
    });
    assert.ok(told.length <= 200, `${told.length} warnings`);
    assert.equal(told[0], 'participants[0] wrongType');
    for (const list of ['recordings', 'transcriptions']) {
      assert.equal(told.filter((line) => line === `${list} outOfRange`).length, 1, list);
    }
  });
});
