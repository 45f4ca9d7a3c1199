import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  answerOf,
  type LookUp,
  lookUpKey,
  type LookUpState,
  type LookUpTarget,
} from '../../../src/core/lookUp/model.ts';
import { FAILURE_REASONS } from '../../../src/core/failure/model.ts';
import { startSandbox } from '../../../src/sandbox/index.ts';
import { joinIntoList, joinLookUps, readSaved, writeSaved } from '../../../src/storage/savedLookUp.ts';
import type { Versioned } from '../../../src/storage/versioned.ts';
import { answer, failed, FETCHED, loading, raw, ready, target } from '../vscode/support/storageFixture.ts';

function lookUpOf(state: LookUpState, more: Partial<LookUpTarget> = {}): LookUp {
  const named = target('an-id', more);
  return { ...named, key: lookUpKey(named), addedAt: 1_600_000_000_123, state };
}

function roundTrip(before: LookUp): LookUp | undefined {
  const text = writeSaved(before);
  assert.ok(text !== undefined, 'it is worth keeping');
  return readOf(readSaved(text));
}

function readOf(read: Versioned<LookUp>): LookUp | undefined {
  return read.kind === 'known' ? read.content : undefined;
}

describe('vscode savedLookUp', () => {
  it('has a format that stays', () => {
    assert.deepEqual(JSON.parse(writeSaved(lookUpOf(ready(raw('an-id')), { onBehalfOf: 'me' })) ?? ''), {
      version: 2,
      sessionId: 'an-id',
      connectionId: 'home',
      onBehalfOf: 'me',
      addedAt: 1_600_000_000_123,
      answer: { raw: raw('an-id'), fetchedAt: FETCHED },
    });
  });

  it('reads back one that is ready', () => {
    const before = lookUpOf(ready(raw('an-id')));
    assert.deepEqual(roundTrip(before), before);
  });

  it('reads back one that is fetched again as what it was', () => {
    assert.deepEqual(roundTrip(lookUpOf(loading(answer(raw('an-id'))))), lookUpOf(ready(raw('an-id'))));
  });

  it('keeps nothing of one that is fetched for the first time', () => {
    assert.equal(writeSaved(lookUpOf(loading())), undefined);
  });

  for (const reason of FAILURE_REASONS) {
    it(`reads back one that failed: ${reason}`, () => {
      for (const last of [undefined, answer(raw('an-id'))]) {
        const failure = { reason, appId: '31780434a95d45', region: 'eu' };
        const state: LookUpState = { kind: 'failed', failure, failedAt: FETCHED, ...(last ? { last } : {}) };
        const before = lookUpOf(state);
        assert.deepEqual(roundTrip(before), before);
      }
    });
  }

  it('writes again what it has read of a failure, an empty app included', () => {
    const failure = { reason: 'wrongApp', appId: '', region: '' } as const;
    const before = lookUpOf({ kind: 'failed', failure, failedAt: FETCHED });
    assert.deepEqual(roundTrip(before), before);
  });

  it('keeps of a failure the reason and the app, and nothing that was of the moment', () => {
    const failure = {
      reason: 'rateLimited',
      host: 'calls.example.com',
      httpStatus: 429,
      serverCode: 'ERR_TOO_MANY_REQUESTS',
      retryAt: FETCHED,
      systemCode: 'ECONNRESET',
      limit: 20,
      apiKey: 'a-key-that-slipped-in',
    } as const;
    const text = writeSaved(lookUpOf({ kind: 'failed', failure, failedAt: FETCHED }));
    assert.deepEqual(JSON.parse(text ?? '').failure, { reason: 'rateLimited', failedAt: FETCHED });
  });

  it('keeps whatever JSON the server sent, as it is', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), (more) => {
        const sent: unknown = JSON.parse(JSON.stringify({ ...more, sessionId: 'an-id' }));
        const state = roundTrip(lookUpOf(ready(sent)))?.state;
        assert.deepEqual(state?.kind === 'ready' && state.answer.raw, sent);
      }),
    );
  });

  it('keeps fields with names that mean something to JavaScript', () => {
    const sent: unknown = JSON.parse(
      '{"sessionId":"an-id","__proto__":{"status":"x"},"constructor":1,"toJSON":2}',
    );
    const state = roundTrip(lookUpOf(ready(sent)))?.state;
    assert.equal(JSON.stringify(state?.kind === 'ready' && state.answer.raw), JSON.stringify(sent));
  });

  it('keeps every id, connection and user apart', () => {
    const text = fc.string({ unit: 'binary' });
    const some = fc.option(text, { nil: undefined });
    fc.assert(
      fc.property(text, some, some, (sessionId, connectionId, onBehalfOf) => {
        const before = lookUpOf(ready(raw('an-id')), { sessionId, connectionId, onBehalfOf });
        assert.equal(roundTrip(before)?.key, before.key);
      }),
    );
  });

  it('keeps every sample call deep-equal, and no key of the sandbox', async () => {
    const sandbox = await startSandbox();
    try {
      assert.ok(sandbox.calls.length >= 14);
      for (const { sessionId, raw: sent } of sandbox.calls) {
        const before = lookUpOf(ready(sent), { sessionId });
        assert.deepEqual(roundTrip(before), before);
        for (const key of [sandbox.apiKey, sandbox.authKey]) assert.ok(!writeSaved(before)?.includes(key));
      }
    } finally {
      await sandbox.dispose();
    }
  });

  it('takes a time that none can be for damage', () => {
    const failure: LookUpState = {
      kind: 'failed',
      failure: { reason: 'offline' },
      failedAt: FETCHED,
      last: answer(raw('an-id')),
    };
    const marks = { pin: { on: true, changedAt: FETCHED }, note: { text: 'n', editedAt: FETCHED } };
    const good = writeSaved({ ...lookUpOf(failure), addedAt: FETCHED, ...marks }) ?? '';
    const parts = good.split(String(FETCHED));
    assert.equal(parts.length, 6, 'five times are in it');
    for (let index = 1; index < parts.length; index += 1) {
      const withTime = (time: string) =>
        readSaved(
          `${parts.slice(0, index).join(String(FETCHED))}${time}${parts.slice(index).join(String(FETCHED))}`,
        );
      for (const time of ['1e300', '1e999', '-1', '-1e300', '8640000000000001', '"1"', 'null'])
        assert.equal(withTime(time).kind, 'damaged', `${time} as the ${index}. time`);
      for (const time of ['0', '8.64e15', '1.5']) assert.equal(withTime(time).kind, 'known', time);
    }
  });

  it('reads nothing but its own', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => assert.equal(readSaved(text).kind, 'damaged')),
    );
    const good = writeSaved(lookUpOf(failed())) ?? '';
    const kinds = [0, '2', null, 2.5, 3, 99].map(
      (version) => readSaved(JSON.stringify({ ...JSON.parse(good), version })).kind,
    );
    assert.deepEqual(kinds, ['damaged', 'damaged', 'damaged', 'damaged', 'later', 'later']);
    for (let end = 0; end < good.length; end += 1) {
      assert.equal(readSaved(good.slice(0, end)).kind, 'damaged');
    }
  });
});

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
