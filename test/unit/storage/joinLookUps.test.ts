import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { answerOf, type LookUp, lookUpKey } from '../../../src/core/lookUp/model.ts';
import { joinIntoList, joinLookUps } from '../../../src/storage/savedLookUp.ts';
import { answer, failed, loading, raw, ready, target } from '../vscode/support/shelf.ts';

const NOW = 1000;
const time = fc.nat(1100);

/** States as there are: a failure is no older than the answer it is beside. */
const ended = fc.oneof(
  time.map((at) => ready(raw('a', { at }), at)),
  fc.tuple(time, fc.option(time, { nil: undefined })).map(([one, other = one]) => {
    const at = Math.min(one, other);
    return {
      ...failed(one === other ? undefined : answer(raw('a', { at }), at)),
      failedAt: Math.max(one, other),
    };
  }),
);
const lookUps = (state: fc.Arbitrary<LookUp['state']>): fc.Arbitrary<LookUp> =>
  fc.record(
    {
      ...Object.fromEntries(Object.entries(target('a')).map(([name, value]) => [name, fc.constant(value)])),
      key: fc.constant(lookUpKey(target('a'))),
      addedAt: time,
      state,
      // Of what a user does at one instant there is one: its time decides what it is.
      pin: time.map((changedAt) => ({ on: changedAt % 2 === 0, changedAt })),
      note: time.map((editedAt) => ({ text: `at ${editedAt}`, editedAt })),
    },
    { requiredKeys: ['key', 'addedAt', 'state'] },
  ) as fc.Arbitrary<LookUp>;
const any = lookUps(ended);
const join = (mine: LookUp, theirs: LookUp) => joinLookUps(mine, theirs, NOW);

describe('vscode joinLookUps', () => {
  it('gives the same whatever the order, and joining again changes nothing', () => {
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        assert.deepEqual(join(join(a, b), c).pin, join(c, join(b, a)).pin);
        assert.deepEqual(join(join(a, b), c).note, join(c, join(b, a)).note);
        const all = join(join(a, b), c);
        for (const one of [a, b, c]) assert.equal(join(all, one), all);
        assert.equal(join(a, a), a);
      }),
    );
  });

  it('has the newest of each part, without the future', () => {
    const known = (at: number | undefined) => (at === undefined || at > NOW ? -1 : at);
    fc.assert(
      fc.property(any, any, (a, b) => {
        const joined = join(a, b);
        const newest = (part: (lookUp: LookUp) => number | undefined) =>
          Math.max(part(a) ?? -1, part(b) ?? -1);
        assert.equal(
          joined.pin?.changedAt ?? -1,
          newest(({ pin }) => pin?.changedAt),
        );
        assert.equal(
          joined.note?.editedAt ?? -1,
          newest(({ note }) => note?.editedAt),
        );
        assert.equal(
          joined.addedAt,
          newest(({ addedAt }) => addedAt),
        );
        const fetched = (lookUp: LookUp) => known(answerOf(lookUp)?.fetchedAt);
        assert.equal(fetched(joined), newest(fetched));
      }),
    );
  });

  const at = (state: LookUp['state']): LookUp => ({
    ...target('a'),
    key: lookUpKey(target('a')),
    addedAt: 1,
    state,
  });
  const older = answer(raw('a', { n: 1 }), 100);

  it('is ready or failed as the last request was, beside the newest answer', () => {
    const lastFailed = { ...failed(), failedAt: 200 };
    for (const [mine, theirs] of [
      [ready(older.raw, 100), lastFailed],
      [lastFailed, ready(older.raw, 100)],
    ] as const) {
      assert.deepEqual(join(at(mine), at(theirs)).state, { ...lastFailed, last: older });
    }
    const newer = ready(raw('a', { n: 2 }), 300);
    for (const mine of [lastFailed, loading(), loading(older)]) {
      assert.deepEqual(join(at(mine), at(newer)).state, newer);
    }
    assert.deepEqual(join(at(newer), at(lastFailed)).state, newer);
  });

  it('leaves who waits for an answer waiting in the list, beside what came from elsewhere', () => {
    const newer = answer(raw('a', { n: 2 }), 300);
    const theirs = { ...at({ kind: 'ready', answer: newer }), pin: { on: true, changedAt: 5 } };
    const joined = joinIntoList(at(loading(older)), theirs, NOW);
    assert.deepEqual(joined, { ...at(loading(newer)), pin: theirs.pin });
    const listed = at(loading(newer));
    assert.equal(joinIntoList(listed, at(ready(older.raw, 100)), NOW), listed);
  });
});
