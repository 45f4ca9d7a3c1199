/** The look-up use case: what is asked of whom, what is shared, and what failures become. */
import type { Connection } from '../../../../src/core/connection/model.ts';
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { CallError, type Failure } from '../../../../src/core/failure/model.ts';
import { callError, ended, home, told, world, ongoing, type World } from './support.ts';
import { connection, LEGACY_ID, NOW, SEED_ID, settle, call } from '../support.ts';
import { lookUpKey, type LookUpState, type Answer, answerOf } from '../../../../src/core/lookUp/model.ts';

describe('core look-up service: one look-up', () => {
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

  it('keeps the logs of the entry that waited for a connection, also where nothing else was marked', async () => {
    const connections = [connection({ id: 'other', appId: '204546db1e57db4' })];
    const { start, store } = world({ connections });
    await start({});
    store.mark(store.all()[0]?.key ?? '', { logs: ['file:///app.log'] }, NOW);
    connections.push(home);
    await start({});
    assert.deepEqual(
      store.all().map(({ connectionId, pin, note, logs }) => [connectionId, pin, note, logs?.uris]),
      [['home', undefined, undefined, ['file:///app.log']]],
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

describe('core look-up service: choosing among connections', () => {
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

describe('core look-up service: what is under way is shared', () => {
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

describe('core look-up service: at most six requests at once', () => {
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

const SECOND = 1000;
const HOUR = 3_600_000;

/** Fetches an answer, lets time pass, asks again, and tells how many requests were sent. */
async function requestsFor(raw: unknown, passes: number, fresh = false): Promise<number> {
  const { start, asked, source, clock } = world();
  await start({});
  await asked(0).answer(raw);
  clock.now += passes;
  await start({ fresh });
  return source.asked.length;
}

describe('core look-up service: answers that are known', () => {
  const table: readonly (readonly [title: string, raw: object, passes: number, requests: number])[] = [
    ['ended an hour before, at once', ended(), 0, 1],
    ['ended an hour before, a year later', ended(), 365 * 24 * HOUR, 1],
    ['ended just now, within five seconds', ended(10), 5 * SECOND - 1, 1],
    ['ended just now, after five seconds: may gain a recording', ended(10), 5 * SECOND, 2],
    ['ended a quarter of an hour before, and not a second more', ended(15 * 60), HOUR, 1],
    ['ended a little less than that before', ended(15 * 60 - 1), HOUR, 2],
    ['a recording still due, after five seconds', ended(3600, { hasRecording: true }), 5 * SECOND, 2],
    [
      'a recording there, after an hour',
      ended(3600, { hasRecording: true, recordings: [{ rid: 'r' }] }),
      HOUR,
      1,
    ],
    ['ended, with no time of it, long ago', ended(3600, { endedAt: undefined }), HOUR, 1],
    ['ended, with no time at all', ended(3600, { endedAt: undefined, initiatedAt: undefined }), HOUR, 2],
    ['unanswered long ago', ended(3600, { status: 'unanswered' }), HOUR, 1],
    ['rejected long ago', ended(3600, { status: 'rejected' }), HOUR, 1],
    ['ongoing, within five seconds', ongoing, 5 * SECOND - 1, 1],
    ['ongoing, after five seconds', ongoing, 5 * SECOND, 2],
    ['ringing, after five seconds', { ...ongoing, status: 'initiated' }, 5 * SECOND, 2],
    ['an unknown status, after five seconds', ended(3600, { status: 'paused' }), 5 * SECOND, 2],
    // The computer's clock was set back: how old the answer is nobody knows.
    ['ongoing, a day earlier', ongoing, -24 * HOUR, 2],
  ];
  for (const [title, raw, passes, requests] of table) {
    it(`${title}: ${requests === 1 ? 'not asked again' : 'asked again'}`, async () => {
      assert.equal(await requestsFor(raw, passes), requests);
    });
  }

  it('are asked for again when that is wished', async () => {
    assert.equal(await requestsFor(ended(), 0, true), 2);
  });

  it('are given as they were, without a change to the store', async () => {
    const { start, asked, changes } = world();
    await start({});
    const raw = ended();
    await asked(0).answer(raw);
    const before = changes.length;
    const again = await (await start({})).result;
    assert.ok(again.ok);
    assert.equal(again.raw, raw);
    assert.equal(changes.length, before);
  });
});

describe('core look-up service: failures that are known', () => {
  async function requestsAfter(reason: 'notFound' | 'cancelled', passes: number, fresh = false) {
    const { start, asked, source, clock } = world();
    const first = await start({});
    await asked(0).fail(callError({ reason }));
    assert.equal(await told(first), reason);
    clock.now += passes;
    const second = await start({ fresh });
    if (source.asked.length === 1) assert.equal(await told(second), reason);
    return source.asked.length;
  }

  for (const [title, passes, requests] of [
    ['within five seconds', 5 * SECOND - 1, 1],
    ['after five seconds', 5 * SECOND, 2],
    ['an hour earlier, by a clock that was set back', -HOUR, 2],
  ] as const) {
    it(`${title}: ${requests === 1 ? 'not asked again' : 'asked again'}`, async () => {
      assert.equal(await requestsAfter('notFound', passes), requests);
    });
  }

  it('are asked for again when that is wished', async () => {
    assert.equal(await requestsAfter('notFound', 0, true), 2);
  });

  it('a look-up that was cancelled is asked for again at once', async () => {
    assert.equal(await requestsAfter('cancelled', 0), 2);
  });
});

describe('core look-up service: a refresh', () => {
  it('keeps the last answer while it lasts, and when it fails', async () => {
    const { start, asked, state, clock } = world();
    const raw = ended();
    await start({});
    await asked(0).answer(raw);
    const ready = state();
    assert.ok(ready.kind === 'ready');
    clock.now += HOUR;
    const again = await start({ fresh: true });
    assert.deepEqual(state(), { kind: 'loading', since: NOW + HOUR, last: ready.answer });
    await asked(1).fail(callError({ reason: 'offline' }));
    assert.equal(await told(again), 'offline');
    assert.deepEqual(state(), {
      kind: 'failed',
      failure: { reason: 'offline' },
      failedAt: NOW + HOUR,
      last: ready.answer,
    });
    await start({ fresh: true });
    await asked(2).fail(callError({ reason: 'timeout' }));
    const twice = state();
    assert.ok(twice.kind === 'failed');
    assert.equal(twice.last, ready.answer);
  });

  it('that is cancelled leaves what there was', async () => {
    const { start, asked, state, lookUps, store } = world();
    await start({});
    await asked(0).answer(ended());
    const ready = state();
    const again = await start({ fresh: true });
    lookUps.cancel(store.all()[0]?.key ?? '');
    await asked(1).answer(ended(7200));
    assert.equal(await told(again), 'cancelled');
    assert.deepEqual(state(), ready);
  });

  it('that succeeds takes its place', async () => {
    const { start, asked, state } = world();
    await start({});
    await asked(0).answer(ended());
    await start({ fresh: true });
    const raw = ended(7200);
    await asked(1).answer(raw);
    const now = state();
    assert.ok(now.kind === 'ready');
    assert.equal(now.answer.raw, raw);
  });

  it('keeps when the call was first asked for', async () => {
    const { start, asked, store, clock } = world();
    await start({});
    await asked(0).answer(ended());
    clock.now += HOUR;
    await start({ fresh: true });
    await asked(1).answer(ended());
    assert.deepEqual(
      store.all().map(({ addedAt }) => addedAt),
      [NOW],
    );
  });
});

describe('core look-up service: a connection whose key has changed', () => {
  it('is asked again for what was fetched with the old key', async () => {
    const { start, asked, source, lookUps, state } = world();
    await start({});
    await asked(0).answer(ended());
    lookUps.forgetConnection('home');
    assert.equal(state().kind, 'ready');
    await start({});
    assert.equal(source.asked.length, 2);
    await asked(1).answer(ended());
    await start({});
    assert.equal(source.asked.length, 2);
  });

  it('is asked again for what failed with the old key', async () => {
    const { start, asked, source, requests, lookUps } = world();
    await start({});
    await asked(0).fail(callError({ reason: 'badApiKey' }));
    requests.keyChanged('home');
    lookUps.forgetConnection('home');
    await start({});
    assert.equal(source.asked.length, 2);
  });

  it('has what fails with the new key remembered as briefly as anything', async () => {
    const { start, asked, source, lookUps } = world();
    await start({});
    await asked(0).answer(ended());
    lookUps.forgetConnection('home');
    await start({});
    await asked(1).fail(callError({ reason: 'badApiKey' }));
    assert.equal(await told(await start({})), 'badApiKey');
    assert.equal(source.asked.length, 2);
  });

  it('does not trust the old answer again because a refresh was cancelled or failed', async () => {
    for (const reason of ['cancelled', 'offline'] as const) {
      const { start, asked, source, lookUps, clock } = world();
      await start({});
      await asked(0).answer(ended());
      lookUps.forgetConnection('home');
      await start({});
      await asked(1).fail(callError({ reason }));
      clock.now += HOUR;
      await start({});
      await asked(2).fail(callError({ reason: 'cancelled' }));
      await start({});
      assert.equal(source.asked.length, 4, reason);
    }
  });

  it('ends what is under way, and what comes late does not land', async () => {
    const { start, asked, lookUps, state } = world();
    const started = await start({});
    lookUps.forgetConnection('home');
    assert.ok(asked(0).signal.aborted);
    await asked(0).answer(ended());
    assert.equal(await told(started), 'cancelled');
    assert.deepEqual(state(), { kind: 'failed', failure: { reason: 'cancelled' }, failedAt: NOW });
  });

  it('is asked again, at whatever moment of an answer that was fetched with the old key it changed', async () => {
    for (let moments = 0; moments <= 30; moments += 1) {
      const { start, asked, source, lookUps } = world();
      await start({});
      const answered = asked(0).answer(ended());
      for (let moment = 0; moment < moments; moment += 1) await Promise.resolve();
      lookUps.forgetConnection('home');
      await answered;
      await start({});
      assert.equal(source.asked.length, 2, `after ${moments} moments`);
    }
  });

  it('leaves other connections alone', async () => {
    const { start, asked, source, lookUps } = world();
    const first = await start({});
    lookUps.forgetConnection('another');
    assert.ok(!asked(0).signal.aborted);
    await asked(0).answer(ended());
    assert.equal(await told(first), 'ok');
    lookUps.forgetConnection('another');
    await start({ sessionId: SEED_ID });
    assert.equal(source.asked.length, 1);
  });
});

const keyOf = ({ store }: World) => store.all()[0]?.key ?? '';
const CANCELLED = { kind: 'failed', failure: { reason: 'cancelled' }, failedAt: NOW };

describe('core look-up service: those who wait give up one by one', () => {
  it('and the request goes on as long as one waits', async () => {
    const { start, asked, source, state } = world();
    const [first, second, third] = [new AbortController(), new AbortController(), new AbortController()];
    const a = await start({}, first.signal);
    const b = await start({}, second.signal);
    const c = await start({}, third.signal);
    first.abort();
    assert.equal(await told(a), 'cancelled');
    third.abort();
    assert.equal(await told(c), 'cancelled');
    assert.ok(!asked(0).signal.aborted);
    await asked(0).answer(ended());
    assert.equal(await told(b), 'ok');
    assert.equal(state().kind, 'ready');
    assert.equal(source.asked.length, 1);
  });

  it('and the last one ends it, and nothing is left of it', async () => {
    const { start, asked, store } = world();
    const [first, second] = [new AbortController(), new AbortController()];
    const a = await start({}, first.signal);
    const b = await start({}, second.signal);
    first.abort();
    second.abort();
    assert.deepEqual([await told(a), await told(b)], ['cancelled', 'cancelled']);
    assert.ok(asked(0).signal.aborted);
    await asked(0).fail(callError({ reason: 'cancelled' }));
    assert.deepEqual(store.all(), []);
  });

  it('and what was known before is what is known after', async () => {
    const { start, asked, state, clock } = world();
    await start({});
    await asked(0).fail(callError({ reason: 'notFound' }));
    const before = state();
    clock.now += 60_000;
    for (const request of [1, 2]) {
      const giveUp = new AbortController();
      await start({}, giveUp.signal);
      giveUp.abort();
      // The second begins while the first has not heard of its end yet.
      assert.equal(asked(request).signal.aborted, true);
    }
    await asked(1).fail(callError({ reason: 'cancelled' }));
    await asked(2).fail(callError({ reason: 'cancelled' }));
    assert.deepEqual(state(), before);
  });

  it('and what was removed meanwhile does not come back', async () => {
    const { start, asked, store, clock } = world();
    await start({});
    await asked(0).fail(callError({ reason: 'notFound' }));
    clock.now += 60_000;
    const giveUp = new AbortController();
    await start({}, giveUp.signal);
    store.remove(store.all()[0]?.key ?? '');
    await start({}, giveUp.signal);
    giveUp.abort();
    await asked(1).fail(callError({ reason: 'cancelled' }));
    assert.deepEqual(store.all(), []);
  });

  it('and an answer there was stays', async () => {
    const { start, asked, state } = world();
    await start({});
    await asked(0).answer(ended());
    const before = state();
    const giveUp = new AbortController();
    await start({ fresh: true }, giveUp.signal);
    giveUp.abort();
    await asked(1).fail(callError({ reason: 'cancelled' }));
    assert.deepEqual(state(), before);
  });

  it('and leaves nothing either when a second one began meanwhile and was given up too', async () => {
    const { start, asked, store } = world();
    for (let n = 0; n < 2; n += 1) {
      const giveUp = new AbortController();
      await start({}, giveUp.signal);
      giveUp.abort();
    }
    await asked(1).fail(callError({ reason: 'cancelled' }));
    await asked(0).fail(callError({ reason: 'cancelled' }));
    assert.deepEqual(store.all(), []);
  });

  it('and does not take away from the disk what an earlier session left there', async () => {
    const { start, asked, changes } = world();
    const giveUp = new AbortController();
    await start({}, giveUp.signal);
    giveUp.abort();
    await asked(0).fail(callError({ reason: 'cancelled' }));
    assert.deepEqual(
      changes.map(({ kind }) => kind),
      ['added', 'trimmed'],
    );
  });

  it('and cannot end it for someone who cannot give up', async () => {
    const { start, asked } = world();
    const giveUp = new AbortController();
    const patient = await start({});
    const hasty = await start({}, giveUp.signal);
    giveUp.abort();
    assert.equal(await told(hasty), 'cancelled');
    assert.ok(!asked(0).signal.aborted);
    await asked(0).answer(ended());
    assert.equal(await told(patient), 'ok');
  });

  it('and giving up twice, or after the answer, does nothing', async () => {
    const { start, asked, state } = world();
    const giveUp = new AbortController();
    const started = await start({}, giveUp.signal);
    await asked(0).answer(ended());
    giveUp.abort();
    giveUp.abort();
    assert.equal(await told(started), 'ok');
    assert.equal(state().kind, 'ready');
  });

  it('and whoever comes after the last has gone starts anew', async () => {
    const { start, asked, source, state } = world();
    const giveUp = new AbortController();
    await start({}, giveUp.signal);
    giveUp.abort();
    const next = await start({});
    assert.equal(source.asked.length, 2);
    const late = ended(7200);
    await asked(0).answer(late);
    assert.equal(state().kind, 'loading');
    const raw = ended();
    await asked(1).answer(raw);
    assert.equal(await told(next), 'ok');
    const now = state();
    assert.ok(now.kind === 'ready');
    assert.equal(now.answer.raw, raw);
  });

  it('a signal that was aborted before is not even sent', async () => {
    const { start, source, store } = world();
    assert.equal(await told(await start({}, AbortSignal.abort())), 'cancelled');
    assert.deepEqual([source.asked.length, store.all().length], [0, 0]);
  });
});

describe('core look-up service: cancelling', () => {
  it('ends the request for all who wait', async () => {
    const all = world();
    const a = await all.start({});
    const b = await all.start({}, new AbortController().signal);
    all.lookUps.cancel(keyOf(all));
    assert.ok(all.asked(0).signal.aborted);
    await all.asked(0).fail(callError({ reason: 'cancelled' }));
    assert.deepEqual([await told(a), await told(b)], ['cancelled', 'cancelled']);
    assert.deepEqual(all.state(), CANCELLED);
  });

  it('wins over an answer that comes late', async () => {
    const all = world();
    const started = await all.start({});
    all.lookUps.cancel(keyOf(all));
    await all.asked(0).answer(ended());
    assert.equal(await told(started), 'cancelled');
    assert.deepEqual(all.state(), CANCELLED);
  });

  it('wins over a failure that comes late', async () => {
    const all = world();
    const started = await all.start({});
    all.lookUps.cancel(keyOf(all));
    await all.asked(0).fail(callError({ reason: 'badApiKey' }));
    assert.equal(await told(started), 'cancelled');
    assert.deepEqual(all.state(), CANCELLED);
  });

  it('is not waited out by a newer request, whose answer stays', async () => {
    const all = world();
    const old = await all.start({});
    all.lookUps.cancel(keyOf(all));
    const next = await all.start({});
    assert.equal(all.source.asked.length, 2);
    const raw = ended();
    await all.asked(1).answer(raw);
    assert.equal(await told(next), 'ok');
    await all.asked(0).answer(ended(7200));
    assert.equal(await told(old), 'cancelled');
    const now = all.state();
    assert.ok(now.kind === 'ready');
    assert.equal(now.answer.raw, raw);
  });

  it('stays to be seen, also when those who waited give up after it', async () => {
    const all = world();
    const giveUp = new AbortController();
    const started = await all.start({}, giveUp.signal);
    all.lookUps.cancel(keyOf(all));
    giveUp.abort();
    await all.asked(0).fail(callError({ reason: 'cancelled' }));
    assert.equal(await told(started), 'cancelled');
    assert.deepEqual(all.state(), CANCELLED);
  });

  it('of nothing does nothing, and twice is once', async () => {
    const all = world();
    all.lookUps.cancel('no such key');
    const started = await all.start({});
    all.lookUps.cancel(keyOf(all));
    all.lookUps.cancel(keyOf(all));
    await all.asked(0).answer(ended());
    all.lookUps.cancel(keyOf(all));
    assert.equal(await told(started), 'cancelled');
    assert.deepEqual(all.state(), CANCELLED);
  });
});

describe('core look-up service: an entry removed while its request is under way', () => {
  it('does not come back with the answer', async () => {
    const all = world();
    const started = await all.start({});
    all.store.remove(keyOf(all));
    await all.asked(0).answer(ended());
    assert.equal(await told(started), 'ok');
    assert.deepEqual(all.store.all(), []);
  });

  it('nor with its failure, nor when it is cancelled first', async () => {
    for (const end of ['fail', 'cancel'] as const) {
      const all = world();
      await all.start({});
      const key = keyOf(all);
      if (end === 'cancel') all.lookUps.cancel(key);
      all.store.remove(key);
      await all.asked(0).fail(callError({ reason: 'offline' }));
      assert.deepEqual(all.store.all(), [], end);
    }
  });

  it('and looked up again hears only of its own answer', async () => {
    const all = world();
    await all.start({});
    const key = keyOf(all);
    all.lookUps.cancel(key);
    all.store.remove(key);
    const again = await all.start({});
    await all.asked(0).answer(ended(7200));
    assert.deepEqual(all.state(), { kind: 'loading', since: NOW });
    await all.asked(1).answer(ended());
    assert.equal(await told(again), 'ok');
    assert.equal(all.state().kind, 'ready');
  });

  it('from within a listener that hears of it', async () => {
    const all = world();
    const listening = all.store.onDidChange((change) => {
      if (change.kind === 'added') all.store.remove(change.lookUp.key);
    });
    const started = await all.start({});
    await all.asked(0).answer(ended());
    assert.equal(await told(started), 'ok');
    assert.deepEqual(all.store.all(), []);
    listening.dispose();
    await settle();
  });
});

const QUIET = { fresh: true, quiet: true };

/** A world that knows an ongoing call, with what happened until then forgotten. */
async function withOngoing(): Promise<World> {
  const known = world();
  await known.start({});
  await known.asked(0).answer(ongoing);
  known.changes.length = 0;
  known.clock.now += 10_000;
  return known;
}

const states = ({ changes }: World) =>
  changes.map((change) => (change.kind === 'reset' ? 'reset' : change.lookUp.state.kind));

describe('core look-up service: a quiet refresh', () => {
  it('leaves the answer as it stands until the new one is there', async () => {
    const known = await withOngoing();
    const before = known.state();
    const refresh = await known.start(QUIET);
    assert.equal(known.state(), before);
    await known.asked(1).answer(ended());
    assert.equal(await told(refresh), 'ok');
    assert.deepEqual(states(known), ['ready']);
  });

  it('keeps the answer beside its failure', async () => {
    const known = await withOngoing();
    await known.start(QUIET);
    await known.asked(1).fail(callError({ reason: 'timeout' }));
    const state = known.state();
    assert.equal(state.kind === 'failed' && state.last?.call.status, 'ongoing');
    assert.deepEqual(states(known), ['failed']);
  });

  it('shows loading to whoever asks meanwhile, and sends nothing twice', async () => {
    const known = await withOngoing();
    await known.start(QUIET);
    const asked = await known.start({ fresh: true });
    assert.equal(known.state().kind, 'loading');
    await known.start({ fresh: true });
    await known.asked(1).answer(ended());
    assert.equal(await told(asked), 'ok');
    assert.equal(known.source.asked.length, 2);
    assert.deepEqual(states(known), ['loading', 'ready']);
  });

  it('joins what was asked for aloud, which stays as it is', async () => {
    const known = await withOngoing();
    await known.start({ fresh: true });
    await known.start(QUIET);
    await known.asked(1).answer(ended());
    assert.equal(known.source.asked.length, 2);
    assert.deepEqual(states(known), ['loading', 'ready']);
  });

  it('that is given up leaves everything as it was', async () => {
    const known = await withOngoing();
    const before = known.state();
    const giveUp = new AbortController();
    await known.start(QUIET, giveUp.signal);
    giveUp.abort();
    await known.asked(1).fail(callError({ reason: 'cancelled' }));
    await settle();
    assert.equal(known.state(), before);
  });

  it('of a call that is not known is shown as loading', async () => {
    const unknown = world();
    await unknown.start(QUIET);
    assert.deepEqual(states(unknown), ['loading']);
  });

  it('of a call that was removed meanwhile brings nothing back', async () => {
    const known = await withOngoing();
    await known.start(QUIET);
    known.store.remove(known.store.all()[0]?.key ?? '');
    await known.asked(1).answer(ended());
    assert.deepEqual(known.store.all(), []);
  });
});

describe('core look-up service: a key that was replaced before this window was opened', () => {
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

/** A world that knows a call and is asking for it again, and a newer answer that came from another window meanwhile. */
async function overtaken(signal?: AbortSignal) {
  const here = world();
  await here.start({});
  await here.asked(0).answer(ended());
  here.clock.now += 60_000;
  const asking = await here.start({ fresh: true }, signal);
  const [lookUp] = here.store.all();
  const last = lookUp && answerOf(lookUp);
  assert.ok(last && lookUp.state.kind === 'loading');
  const newer: Answer = { ...last, fetchedAt: last.fetchedAt + 30_000 };
  here.store.takeOver([{ ...lookUp, state: { ...lookUp.state, last: newer } }]);
  return { here, asking, newer };
}

const shown = ({ store }: World) => store.all().map((lookUp) => [lookUp.state.kind, answerOf(lookUp)]);

describe('core look-up service: an answer that another window brings while a request is under way', () => {
  it('stays beside the failure of the request', async () => {
    const { here, asking, newer } = await overtaken();
    await here.asked(1).fail(callError({ reason: 'offline' }));
    assert.equal(await told(asking), 'offline');
    assert.deepEqual(shown(here), [['failed', newer]]);
  });

  it('stays when the request is cancelled', async () => {
    const { here, asking, newer } = await overtaken();
    here.lookUps.cancel(here.store.all()[0]?.key ?? '');
    await here.asked(1).fail(callError({ reason: 'cancelled' }));
    assert.equal(await told(asking), 'cancelled');
    assert.deepEqual(shown(here), [['ready', newer]]);
  });

  it('stays when nobody waits for the request any more', async () => {
    const giveUp = new AbortController();
    const { here, newer } = await overtaken(giveUp.signal);
    giveUp.abort();
    await here.asked(1).fail(callError({ reason: 'cancelled' }));
    await settle();
    assert.deepEqual(shown(here), [['ready', newer]]);
  });

  it('gives way to the answer of the request', async () => {
    const { here } = await overtaken();
    await here.asked(1).answer(ended());
    assert.deepEqual(
      shown(here).map(([kind]) => kind),
      ['ready'],
    );
    assert.equal(answerOf(here.store.all()[0] ?? assert.fail())?.fetchedAt, here.clock.now);
  });
});

describe('core look-up service: choosing among connections that nobody waits for', () => {
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

describe('core look-up service: a connection that is gone', () => {
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

describe('core look-up service: a call', () => {
  it('that the user asks for again puts its call on top, answered or not, and no other look-up does', async () => {
    const connections = [home];
    const { start, asked, store, clock } = world({ connections });
    for (const sessionId of ['first', 'second']) {
      clock.now += 1000;
      await start({ sessionId });
    }
    await asked(0).answer(ended(3600, { sessionId: 'first' }));
    const order = () => store.all().map(({ sessionId }) => sessionId);
    clock.now += 1000;
    await start({ sessionId: 'first' });
    await start({ sessionId: 'first', fresh: true });
    await start({ sessionId: 'first', quiet: true });
    assert.deepEqual(order(), ['second', 'first']);
    await start({ sessionId: 'first', isWanted: true });
    assert.deepEqual(order(), ['first', 'second'], 'its answer was at hand');
    clock.now += 1000;
    await start({ sessionId: 'second', isWanted: true });
    assert.deepEqual(order(), ['second', 'first'], 'it was under way');
    connections.pop();
    for (const sessionId of ['third', 'fourth', 'third']) {
      clock.now += 1000;
      await start({ sessionId, isWanted: true });
    }
    assert.deepEqual(order().slice(0, 2), ['third', 'fourth'], 'no connection fits it');
  });

  it('that only a hover asks for is listed once somebody else asks, from its answer or while it is under way', async () => {
    const { start, asked, source, store } = world();
    await start({ isFromHover: true });
    await asked(0).answer(ended());
    assert.deepEqual([store.size, store.known()[0]?.state.kind], [0, 'ready']);
    await start({ isFromHover: true });
    assert.equal(store.size, 0);
    await start({});
    assert.deepEqual([store.size, source.asked.length], [1, 1]);
    await start({ sessionId: 'second', isFromHover: true });
    await start({ sessionId: 'second' });
    await asked(1).answer(ended(3600, { sessionId: 'second' }));
    assert.deepEqual([store.size, source.asked.length], [2, 2]);
    await start({ isFromHover: true });
    assert.equal(store.size, 2, 'what is listed stays so');
  });

  it('that only a hover asked for is forgotten with its key, and with what must not be kept', async () => {
    const { start, asked, lookUps, store, source } = world();
    await start({ isFromHover: true });
    await asked(0).answer(ended());
    lookUps.forgetConnection('home');
    await start({ isFromHover: true });
    assert.equal(source.asked.length, 2, 'its answer is of another key');
    lookUps.removeHolding(() => true);
    assert.deepEqual(store.known(), []);
  });

  it('that no connection fitted, and that a hover asks for now that one does, stays in the list', async () => {
    const connections: Connection[] = [];
    const { start, store } = world({ connections });
    await start({});
    assert.equal(store.all()[0]?.connectionId, undefined);
    connections.push(home);
    await start({ isFromHover: true });
    assert.deepEqual(
      store.all().map(({ connectionId }) => connectionId),
      ['home'],
    );
  });
});
