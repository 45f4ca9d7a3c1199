/** Answers and failures that came of an API key which was replaced in an earlier session. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { lookUpKey, type LookUpState } from '../../../../src/core/lookUp/model.ts';
import { ended, home, told, world } from './lookUpSupport.ts';
import { call, NOW, SEED_ID } from '../support.ts';

const HOUR = 3_600_000;

describe('core callLookup: a key that was replaced before this window was opened', () => {
  const HOUR_AGO = NOW - HOUR;
  const target = { sessionId: SEED_ID, connectionId: 'home', onBehalfOf: undefined };

  /** How many requests it takes to look a call up that was looked up before, by the same clock. */
  async function requests(state: LookUpState, keyChangedAt: number | undefined): Promise<number> {
    const changed = keyChangedAt === undefined ? {} : { keyChangedAt };
    const { start, store, source } = world({ connections: [{ ...home, ...changed }] });
    store.restore([{ ...target, key: lookUpKey(target), addedAt: HOUR_AGO, state }]);
    await start({});
    return source.asked.length;
  }

  const answered = (fetchedAt: number): LookUpState => ({
    kind: 'ready',
    answer: { call: call(ended(7200)), raw: {}, fetchedAt },
  });
  const failed = (failedAt: number): LookUpState => ({
    kind: 'failed',
    failure: { reason: 'badApiKey' },
    failedAt,
  });

  for (const [title, state, keyChangedAt, count] of [
    ['an answer, and no replacement', answered(HOUR_AGO), undefined, 0],
    ['an answer from after it', answered(HOUR_AGO), HOUR_AGO - 1, 0],
    ['an answer from before it', answered(HOUR_AGO), HOUR_AGO + 1, 1],
    ['an answer of the same moment', answered(HOUR_AGO), HOUR_AGO, 1],
    ['a failure from after it', failed(NOW - 1000), NOW - 1001, 0],
    ['a failure from before it', failed(NOW - 1000), NOW - 999, 1],
  ] as const) {
    it(`${title}: ${count === 0 ? 'not asked again' : 'asked again'}`, async () => {
      assert.equal(await requests(state, keyChangedAt), count);
    });
  }

  it('trusts what the new key fetched', async () => {
    const { start, asked, source, clock } = world({ connections: [{ ...home, keyChangedAt: NOW - 1 }] });
    await start({});
    await asked(0).answer(ended());
    clock.now += HOUR;
    assert.equal(await told(await start({})), 'ok');
    assert.equal(source.asked.length, 1);
  });
});
