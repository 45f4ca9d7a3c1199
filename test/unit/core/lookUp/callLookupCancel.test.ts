/** Giving up, cancelling and removing: who hears of it, and that nothing late ever lands. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { callError, ended, told, type World, world } from './lookUpSupport.ts';
import { NOW, settle } from '../support.ts';

const keyOf = ({ store }: World) => store.all()[0]?.key ?? '';
const CANCELLED = { kind: 'failed', failure: { reason: 'cancelled' }, failedAt: NOW };

describe('core callLookup: those who wait give up one by one', () => {
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

describe('core callLookup: cancelling', () => {
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

describe('core callLookup: an entry removed while its request is under way', () => {
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
