/** “Tell me when it ends”: calls that are watched, with the requests that takes and what the user is told. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { answerOf, lookUpKey } from '../../../../src/core/lookUp/model.ts';
import { MAX_WATCHED } from '../../../../src/core/lookUp/callWatches.ts';
import { home } from './support.ts';
import { NOW, settle } from '../support.ts';
import { ended, ongoing, WatchFixture } from '../../vscode/support/watchFixture.ts';

describe('vscode watch: a call that ends', () => {
  it('is asked for every ten seconds, and told of once when it has ended', async () => {
    const at = new WatchFixture();
    const { key } = at.watch();
    await at.timers.pass(9.9);
    assert.equal(at.asked, 0);
    await at.timers.pass(0.1);
    assert.equal(at.asked, 1);
    await at.answer(ongoing);
    assert.deepEqual([at.told, at.watches.has(key)], [[], true]);
    await at.timers.pass(10);
    assert.equal(at.asked, 2);
    await at.answer(ended);
    assert.deepEqual([at.told, at.watches.has(key), at.watches.keys], [['one ended'], false, []]);
  });

  it('leaves its last answer as it stands while it is asked for', async () => {
    const at = new WatchFixture();
    const { key } = at.watch();
    await at.timers.pass(10);
    assert.equal(at.known.store.get(key)?.state.kind, 'ready');
  });

  it('is asked for a few times more, for recordings and transcripts, without another word', async () => {
    const at = new WatchFixture();
    const { key } = at.watch();
    await at.timers.pass(10);
    await at.answer(ended);
    const until: number[] = [];
    for (let turn = 0; turn < 20 && at.timers.waiting > 0; turn += 1) {
      const before = at.asked;
      await at.timers.pass(15);
      if (at.asked === before) continue;
      until.push((at.known.clock.now - NOW) / 1000 - 10);
      await at.answer(ended);
    }
    assert.deepEqual(until, [15, 45, 90, 180]);
    assert.deepEqual([at.told, at.timers.waiting], [['one ended'], 0]);
    const state = at.known.store.get(key)?.state;
    assert.equal(state && answerOf({ state })?.call.status, 'ended');
  });

  it('is asked for no more once it has both', async () => {
    const at = new WatchFixture();
    at.watch();
    await at.timers.pass(10);
    const media = { recordings: [{ rid: 'a' }], transcriptions: [{ tid: 'b' }] };
    await at.answer({ ...ended, ...media });
    await at.timers.pass(3600);
    assert.deepEqual([at.asked, at.timers.waiting], [1, 0]);
  });

  it('is asked for those also where it ended so long ago that an answer would do for others', async () => {
    const at = new WatchFixture();
    const hourAgo = Math.floor(NOW / 1000) - 3600;
    at.watch();
    await at.timers.pass(10);
    await at.answer({ ...ended, initiatedAt: hourAgo - 60, startedAt: hourAgo - 50, endedAt: hourAgo });
    await at.timers.pass(15);
    assert.equal(at.asked, 2);
  });

  it('is heard of when somebody else asked, and costs no request then', async () => {
    const at = new WatchFixture();
    at.watch();
    await at.timers.pass(8);
    at.put('one');
    await at.timers.pass(8);
    assert.equal(at.asked, 0, 'its time is counted from the newer answer');
    at.put('one', ended);
    assert.deepEqual(at.told, ['one ended']);
  });

  it('shares the request that its panel has under way', async () => {
    const at = new WatchFixture();
    at.watch();
    await at.timers.pass(9);
    const target = { sessionId: 'one', connectionId: home.id, fresh: true, quiet: true };
    const panel = await at.known.start(target);
    await at.timers.pass(1);
    assert.equal(at.asked, 1);
    await at.answer(ended);
    assert.equal((await panel.result).ok, true);
    assert.deepEqual([at.told, at.asked], [['one ended'], 1]);
  });

  it('is asked for at once when what is known of it is old', async () => {
    const at = new WatchFixture();
    at.watches.watch(at.put('one', ongoing, 3600));
    await at.timers.pass(0);
    assert.equal(at.asked, 1);
  });
});

describe('vscode watch: what goes wrong', () => {
  it('waits longer with every failure that may pass, says nothing of it, and goes on', async () => {
    const at = new WatchFixture();
    at.watch();
    const waits: number[] = [];
    await at.timers.pass(10);
    for (let turn = 0; turn < 3; turn += 1) {
      await at.fail({ reason: 'timeout' });
      const from = at.known.clock.now;
      while (at.asked === turn + 1) await at.timers.pass(1);
      waits.push((at.known.clock.now - from) / 1000);
    }
    assert.deepEqual([waits, at.told], [[20, 40, 80], []]);
    await at.answer(ended);
    assert.deepEqual(at.told, ['one ended']);
  });

  it('obeys the server that says when', async () => {
    const at = new WatchFixture();
    at.watch();
    await at.timers.pass(10);
    await at.fail({ reason: 'rateLimited', retryAt: at.known.clock.now + 120_000 });
    await at.timers.pass(119);
    assert.equal(at.asked, 1);
    await at.timers.pass(1);
    assert.equal(at.asked, 2);
  });

  for (const reason of ['badApiKey', 'notFound'] as const) {
    it(`ends with one word when it cannot heal: ${reason}`, async () => {
      const at = new WatchFixture();
      const { key } = at.watch();
      await at.timers.pass(10);
      await at.fail({ reason });
      assert.deepEqual([at.told, at.watches.has(key)], [['one failed'], false]);
      assert.equal(at.failures[0]?.reason, reason);
      await at.timers.pass(3600);
      assert.deepEqual([at.asked, at.told.length], [1, 1]);
    });
  }

  it('ends with one word when its connection is gone, and asks nobody else', async () => {
    const at = new WatchFixture();
    at.watch();
    at.isConnected = false;
    await at.timers.pass(3600);
    assert.deepEqual([at.asked, at.told, at.failures[0]?.reason], [0, ['one failed'], 'noConnection']);
  });

  it('lasts while nobody can tell which connections there are, and asks when they can', async () => {
    const at = new WatchFixture();
    const { key } = at.watch();
    at.isUnreadable = true;
    await at.timers.pass(600);
    assert.deepEqual([at.asked, at.told, at.watches.has(key)], [0, [], true]);
    at.isUnreadable = false;
    await at.timers.pass(301);
    assert.equal(at.asked, 1);
    await at.answer(ended);
    assert.deepEqual(at.told, ['one ended']);
  });

  it('says nothing of what goes wrong once the end was told', async () => {
    const at = new WatchFixture();
    at.watch();
    await at.timers.pass(10);
    await at.answer(ended);
    at.isConnected = false;
    await at.timers.pass(3600);
    assert.deepEqual([at.told, at.timers.waiting], [['one ended'], 0]);
  });

  it('takes no notice of a failure from before it began', async () => {
    const at = new WatchFixture();
    const { state, ...target } = at.put('one');
    const last = answerOf({ state });
    assert.ok(last);
    const failed = { kind: 'failed', failure: { reason: 'badApiKey' }, failedAt: NOW, last } as const;
    at.watches.watch(at.known.store.set(target, failed, NOW));
    await at.timers.pass(10);
    assert.deepEqual([at.asked, at.told], [1, []]);
  });

  it('gives up after a day', async () => {
    const at = new WatchFixture();
    at.watch();
    while (at.watches.keys.length > 0) {
      const before = at.asked;
      await at.timers.pass(60);
      if (at.asked > before) await at.answer(ongoing);
    }
    assert.deepEqual(at.told, ['one too long']);
    const hours = (at.known.clock.now - NOW) / 3_600_000;
    assert.ok(hours >= 24 && hours < 24.1, String(hours));
    assert.ok(at.asked < 1_900, `${at.asked} requests: six a minute in the first hour, then one a minute`);
  });
});

describe('vscode watch: begin and end', () => {
  it('stops when it is told to, and gives up what is under way', async () => {
    const at = new WatchFixture();
    const { key } = at.watch();
    await at.timers.pass(10);
    at.watches.stop(key);
    await settle();
    assert.equal(at.known.asked(0).signal.aborted, true);
    await at.timers.pass(3600);
    assert.deepEqual([at.asked, at.told, at.watches.has(key)], [1, [], false]);
  });

  it('stops when the look-up is removed, and stays when others are', async () => {
    const at = new WatchFixture();
    const { key } = at.watch();
    at.put('other');
    at.known.store.remove(lookUpKey({ sessionId: 'other', connectionId: home.id, onBehalfOf: undefined }));
    assert.equal(at.watches.has(key), true);
    at.known.store.remove(key);
    assert.deepEqual([at.watches.has(key), at.timers.waiting, at.told], [false, 0, []]);
  });

  it('goes on when the look-ups are read from disk again', async () => {
    const at = new WatchFixture();
    const lookUp = at.watch();
    at.known.store.takeOver([lookUp]);
    assert.equal(at.watches.has(lookUp.key), true);
    const last = at.put('one', ended);
    assert.deepEqual([at.told, last.state.kind], [['one ended'], 'ready']);
  });

  it('takes up a call once, and again after its end', async () => {
    const at = new WatchFixture();
    const lookUp = at.watch();
    at.watches.watch(lookUp);
    assert.equal(at.timers.waiting, 1);
    at.put('one', ended);
    at.watch();
    assert.deepEqual([at.watches.has(lookUp.key), at.timers.waiting], [true, 1]);
    at.put('one', ended);
    assert.deepEqual(at.told, ['one ended', 'one ended']);
  });

  it(`takes up ${MAX_WATCHED} calls at most, and one more when one of them has ended`, () => {
    const at = new WatchFixture();
    for (let n = 0; n < MAX_WATCHED; n += 1) at.watch(`call-${n}`);
    const more = at.put('one too many');
    assert.equal(at.watches.watch(more), false);
    assert.deepEqual([at.watches.keys.length, at.watches.has(more.key)], [MAX_WATCHED, false]);
    at.put('call-3', ended);
    assert.equal(at.watches.watch(more), true);
  });

  it('tells the views of every change', () => {
    const at = new WatchFixture();
    const { key } = at.watch();
    assert.equal(at.changes, 1);
    at.put('one', ended);
    assert.equal(at.changes, 2);
    at.watches.stop(key);
    assert.equal(at.changes, 3);
    at.watches.stop(key);
    assert.equal(at.changes, 3);
  });

  it('lets everything go when the window does', async () => {
    const at = new WatchFixture();
    at.watch();
    await at.timers.pass(10);
    at.watches.dispose();
    assert.equal(at.known.asked(0).signal.aborted, true);
    at.put('one', ended);
    assert.deepEqual([at.told, at.timers.waiting], [[], 0]);
  });
});
