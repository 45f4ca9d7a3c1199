/** What a look-up answers from what is known, and when that is trusted no more. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { callError, ended, ongoing, told, world } from './lookUpSupport.ts';
import { NOW, SEED_ID } from '../support.ts';

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

describe('core callLookup: answers that are known', () => {
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

describe('core callLookup: failures that are known', () => {
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

describe('core callLookup: a refresh', () => {
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

describe('core callLookup: a connection whose key has changed', () => {
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
    const { start, asked, source, lookUps } = world();
    await start({});
    await asked(0).fail(callError({ reason: 'badApiKey' }));
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
