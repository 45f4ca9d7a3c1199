/** The look-up use case: what is asked of whom, what is shared, and what failures become. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { CallError, type Failure } from '../../../../src/core/failure/model.ts';
import { callError, ended, home, told, world } from './lookUpSupport.ts';
import { connection, LEGACY_ID, NOW, SEED_ID, settle } from '../support.ts';

describe('core callLookup: one look-up', () => {
  it('is loading, then ready, and gives the call with the server’s own words', async () => {
    const { start, asked, state, changes, clock } = world();
    const started = await start({ sessionId: ` ${SEED_ID}\n` });
    assert.deepEqual(asked(0).request, { connection: home, sessionId: SEED_ID });
    assert.deepEqual(state(), { kind: 'loading', since: NOW });
    clock.now += 250;
    const raw = ended(3600, { unknownField: [1] });
    await asked(0).answer(raw);
    const result = await started.result;
    assert.ok(result.ok);
    assert.equal(result.raw, raw);
    assert.equal(result.call.sessionId, SEED_ID);
    assert.deepEqual(state(), {
      kind: 'ready',
      answer: { call: result.call, raw, fetchedAt: NOW + 250 },
    });
    assert.deepEqual(
      changes.map((change) => change.kind),
      ['added', 'changed'],
    );
  });

  for (const [typed, sent] of [
    ['superhero1', 'superhero1'],
    [' superhero1 ', 'superhero1'],
    ['  ', undefined],
    ['', undefined],
    [undefined, undefined],
  ] as const) {
    it(`is sent on behalf of ${JSON.stringify(typed)} as ${sent ?? 'nobody'}`, async () => {
      const { start, asked } = world();
      await start({ onBehalfOf: typed });
      assert.deepEqual(Object.keys(asked(0).request).toSorted(), [
        'connection',
        ...(sent === undefined ? [] : ['onBehalfOf']),
        'sessionId',
      ]);
      assert.equal(asked(0).request.onBehalfOf, sent);
    });
  }

  for (const [sessionId, invalid] of [
    ['', 'empty'],
    ['x'.repeat(10_000), 'tooLong'],
    ['a\nb', 'controlCharacter'],
    ['..', 'dots'],
  ] as const) {
    it(`is refused without a trace: ${invalid}`, async () => {
      const { lookUps, source, store } = world();
      assert.deepEqual(await lookUps.lookUp({ sessionId }), {
        ok: false,
        key: undefined,
        failure: { reason: 'invalidSessionId', invalid },
      });
      assert.deepEqual([source.asked.length, store.all().length], [0, 0]);
    });
  }

  it('is refused without a trace where an API key is in place of an id or a uid', async () => {
    const key = 'a'.repeat(40);
    for (const request of [
      { sessionId: key },
      { sessionId: `x${key}` },
      { sessionId: 'x', onBehalfOf: key },
    ]) {
      // Keys are known once the connections were read.
      let isRead = false;
      const { lookUps, source, store, offered } = world({
        connections: [home, connection({ appId: '204546db1e57db4' })],
        onRead: () => (isRead = true),
        isApiKey: (text) => isRead && text.includes(key),
      });
      assert.deepEqual(await lookUps.lookUp(request), {
        ok: false,
        key: undefined,
        failure: { reason: 'invalidSessionId', invalid: 'apiKey' },
      });
      assert.deepEqual([source.asked.length, store.all().length, offered.length], [0, 0, 0]);
    }
  });

  it('of an id whose app has no connection fails, and waits in the store for one', async () => {
    const { start, source, store, changes, clock, state } = world({
      connections: [connection({ appId: '204546db1e57db4' })],
    });
    const started = await start({});
    assert.equal(await told(started), 'wrongApp');
    const failure = { reason: 'wrongApp', appId: '31780434a95d45', region: 'us' };
    assert.deepEqual(state(), { kind: 'failed', failure, failedAt: clock.now });
    assert.equal(source.asked.length, 0);
    assert.deepEqual([store.all().length, changes.length], [1, 1]);
  });

  it('takes the place of the entry that waited for a connection', async () => {
    const connections = [connection({ id: 'other', appId: '204546db1e57db4' })];
    const { start, asked, store } = world({ connections });
    await start({});
    connections.push(home);
    const again = await start({});
    await asked(0).answer(ended());
    assert.equal(await told(again), 'ok');
    assert.deepEqual(
      store.all().map(({ connectionId, state }) => [connectionId, state.kind]),
      [['home', 'ready']],
    );
  });

  it('keeps the marks of the entry that waited for a connection', async () => {
    const connections = [connection({ id: 'other', appId: '204546db1e57db4' })];
    const { start, store } = world({ connections });
    await start({});
    store.mark(store.all()[0]?.key ?? '', { pinned: true, note: 'ticket 12' }, NOW);
    connections.push(home);
    await start({});
    assert.deepEqual(
      store.all().map(({ connectionId, pin, note }) => [connectionId, pin?.on, note?.text]),
      [['home', true, 'ticket 12']],
    );
  });

  const failures: readonly (readonly [string, unknown, Failure])[] = [
    [
      'a typed failure',
      callError({ reason: 'notFound', httpStatus: 404 }),
      { reason: 'notFound', httpStatus: 404 },
    ],
    ['an error that is none of ours', new TypeError('x'), { reason: 'badResponse' }],
    ['a thrown string', 'x', { reason: 'badResponse' }],
    ['nothing', undefined, { reason: 'badResponse' }],
  ];
  for (const [title, error, failure] of failures) {
    it(`fails with its reason: ${title}`, async () => {
      const { start, asked, state, clock } = world();
      const started = await start({});
      clock.now += 10;
      await asked(0).fail(error);
      const result = await started.result;
      assert.ok(!result.ok);
      assert.deepEqual(result.failure, failure);
      assert.deepEqual(state(), { kind: 'failed', failure, failedAt: NOW + 10 });
    });
  }

  for (const raw of [null, undefined, 'html', 5, [], [ended()]]) {
    it(`fails where the answer is no call: ${JSON.stringify(raw)?.slice(0, 20) ?? 'nothing'}`, async () => {
      const { start, asked } = world();
      const started = await start({});
      await asked(0).answer(raw);
      assert.equal(await told(started), 'badResponse');
    });
  }

  it('of a source that throws at once fails too', async () => {
    const { lookUps, source } = world();
    source.getCall = () => {
      throw new CallError({ reason: 'noApiKey' });
    };
    const result = await lookUps.lookUp({ sessionId: SEED_ID });
    assert.ok(!result.ok && result.failure.reason === 'noApiKey');
  });
});

describe('core callLookup: choosing among connections', () => {
  const twin = connection({ id: 'twin' });
  const connections = [home, twin];

  it('asks the chosen one', async () => {
    const choose = () => Promise.resolve(twin);
    const { start, asked, offered } = world({ connections, choose });
    await start({});
    assert.deepEqual(offered, [connections]);
    assert.equal(asked(0).request.connection.id, 'twin');
  });

  it('ends as cancelled, and leaves nothing behind, when none is chosen', async () => {
    const { start, source, store } = world({ connections });
    assert.equal(await told(await start({})), 'cancelled');
    assert.deepEqual([source.asked.length, store.all().length], [0, 0]);
  });

  it('asks nobody when the caller gave up meanwhile', async () => {
    const giveUp = new AbortController();
    const choose = () => (giveUp.abort(), Promise.resolve(twin));
    const { start, source, store } = world({ connections, choose });
    assert.equal(await told(await start({}, giveUp.signal)), 'cancelled');
    assert.deepEqual([source.asked.length, store.all().length], [0, 0]);
  });
});

describe('core callLookup: what is under way is shared', () => {
  it('by those who ask for the same', async () => {
    const { start, asked, source } = world();
    const all = [await start({}), await start({ sessionId: ` ${SEED_ID}` }), await start({ fresh: true })];
    assert.equal(source.asked.length, 1);
    await asked(0).answer(ended());
    const results = await Promise.all(all.map(({ result }) => result));
    assert.equal(new Set(results.map((result) => result.ok && result.call)).size, 1);
    assert.ok(results.every(({ ok }) => ok));
  });

  it('not by those who ask for another call, as another user, or elsewhere', async () => {
    const { start, source, store } = world({
      connections: [home, connection({ id: 'premise', kind: 'custom' })],
      defaultConnectionId: 'home',
    });
    await start({});
    await start({ onBehalfOf: 'a' });
    await start({ onBehalfOf: 'b' });
    await start({ sessionId: LEGACY_ID });
    await start({ connectionId: 'premise' });
    assert.equal(source.asked.length, 5);
    assert.equal(new Set(store.all().map(({ key }) => key)).size, 5);
  });

  it('not with one that has ended', async () => {
    const { start, asked, source } = world();
    const first = await start({});
    await asked(0).fail(callError({ reason: 'offline' }));
    assert.equal(await told(first), 'offline');
    await start({ fresh: true });
    assert.equal(source.asked.length, 2);
  });

  it('even when its entry was removed: it is in the list again', async () => {
    const { start, asked, source, store, state } = world();
    const first = await start({});
    store.remove(store.all()[0]?.key ?? '');
    const second = await start({});
    assert.equal(state().kind, 'loading');
    assert.equal(source.asked.length, 1);
    await asked(0).answer(ended());
    assert.deepEqual([await told(first), await told(second)], ['ok', 'ok']);
    assert.equal(state().kind, 'ready');
  });
});

describe('core callLookup: at most six requests at once', () => {
  it('the others wait their turn, in order', async () => {
    const { start, asked, source } = world();
    for (let index = 0; index < 8; index += 1) await start({ sessionId: `call-${index}` });
    assert.equal(source.asked.length, 6);
    await asked(3).answer(ended());
    assert.equal(source.asked.length, 7);
    await asked(0).fail(callError({ reason: 'offline' }));
    assert.deepEqual(
      source.asked.map(({ request }) => request.sessionId),
      Array.from({ length: 8 }, (_, index) => `call-${index}`),
    );
  });

  it('one that is given up while it waits is never sent', async () => {
    const { start, asked, source, lookUps, store } = world();
    for (let index = 0; index < 6; index += 1) await start({ sessionId: `call-${index}` });
    const giveUp = new AbortController();
    const seventh = await start({ sessionId: 'call-6' }, giveUp.signal);
    const eighth = await start({ sessionId: 'call-7' });
    await start({ sessionId: 'call-8' });
    giveUp.abort();
    lookUps.cancel(store.all().find(({ sessionId }) => sessionId === 'call-7')?.key ?? '');
    await settle();
    assert.deepEqual([await told(seventh), await told(eighth)], ['cancelled', 'cancelled']);
    await asked(0).answer(ended());
    assert.equal(asked(6).request.sessionId, 'call-8');
    assert.equal(source.asked.length, 7);
  });
});
