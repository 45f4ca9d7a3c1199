/** Look-ups whose connection is gone, and those whose caller is while the user chooses one. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { home, told, world } from './lookUpSupport.ts';
import { call, connection, NOW, SEED_ID } from '../support.ts';

describe('core callLookup: choosing among connections that nobody waits for', () => {
  const connections = [home, connection({ id: 'twin' })];

  it('keeps no caller who gave up waiting, and tells that the question is nobody’s any more', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const choose = (_: unknown, signal?: AbortSignal) => (signals.push(signal), new Promise<never>(() => {}));
    const { start, source, store } = world({ connections, choose });
    const giveUp = new AbortController();
    const started = await start({}, giveUp.signal);
    assert.deepEqual(
      signals.map((signal) => signal?.aborted),
      [false],
    );
    giveUp.abort();
    assert.equal(await told(started), 'cancelled');
    assert.deepEqual(
      [source.asked.length, store.all().length, signals.map((signal) => signal?.aborted)],
      [0, 0, [true]],
    );
  });
});

describe('core callLookup: a connection that is gone', () => {
  const other = connection({ id: 'other', appId: '204546db1e57db4' });

  for (const [title, sessionId, reason] of [
    ['of an id that names its app', SEED_ID, 'wrongApp'],
    ['of an id that names none', 'team-standup', 'noConnection'],
  ] as const) {
    it(`${title}: says so where its answer is, which stays`, async () => {
      const { start, store, source, clock } = world({ connections: [other] });
      const answer = { call: call({ sessionId }), raw: {}, fetchedAt: NOW };
      const target = { sessionId, connectionId: 'gone', onBehalfOf: undefined };
      const { key } = store.set(target, { kind: 'ready', answer }, NOW);
      clock.now += 60_000;
      const result = await (await start({ sessionId, connectionId: 'gone', fresh: true })).result;
      assert.ok(!result.ok);
      assert.deepEqual([result.key, result.failure.reason], [key, reason]);
      const { failure } = result;
      assert.deepEqual(
        store.all().map(({ connectionId, state }) => [connectionId, state]),
        [['gone', { kind: 'failed', failure, failedAt: clock.now, last: answer }]],
      );
      assert.equal(source.asked.length, 0);
    });
  }

  it('is nothing that a look-up could wait with which never was on it', async () => {
    const { start, store } = world({ connections: [other] });
    assert.equal(await told(await start({ connectionId: 'gone' })), 'wrongApp');
    assert.deepEqual(
      store.all().map(({ connectionId }) => connectionId),
      [undefined],
    );
  });

  it('and was looked up as another user is another look-up', async () => {
    const { start, store } = world({ connections: [other] });
    const target = { sessionId: SEED_ID, connectionId: 'gone', onBehalfOf: 'a' };
    store.set(target, { kind: 'failed', failure: { reason: 'timeout' }, failedAt: NOW }, NOW);
    await start({ connectionId: 'gone' });
    assert.deepEqual(
      store.all().map(({ connectionId, onBehalfOf }) => [connectionId, onBehalfOf]),
      [
        ['gone', 'a'],
        [undefined, undefined],
      ],
    );
  });
});
