/** How an ongoing call is kept up to date while its panel can be seen. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { NOW, settle } from '../support.ts';
import { LiveWorld } from './liveSupport.ts';

describe('vscode LiveRefresh', () => {
  it('asks again at its time, and says when that is', async () => {
    const world = new LiveWorld();
    assert.equal(world.nextAt, 10);
    world.pass(9.9);
    assert.equal(world.asked.length, 0);
    world.pass(0.1);
    assert.equal(world.asked.length, 1);
    world.pass(0.5);
    await world.answered(0, world.answer('ongoing'));
    assert.equal(world.nextAt, 20.5);
    assert.deepEqual([world.waiting, world.nothings], [1, 0]);
  });

  it('does not ask again before it was answered', () => {
    const world = new LiveWorld();
    world.pass(10);
    world.update();
    world.pass(600);
    assert.deepEqual([world.asked.length, world.nextAt], [1, undefined]);
  });

  it('ends when the call does, and says that it just did', async () => {
    const world = new LiveWorld();
    world.pass(10);
    await world.answered(0, world.answer('ended'));
    assert.deepEqual(world.live.live, { nextAt: undefined, justEnded: true });
    assert.equal(world.waiting, 0);
    world.update();
    assert.equal(world.live.live.justEnded, true);
  });

  it('says so as well when somebody else asked', () => {
    const world = new LiveWorld();
    world.become({ kind: 'loading', since: NOW });
    assert.equal(world.waiting, 0);
    world.become(world.answer('ended'));
    assert.equal(world.live.live.justEnded, true);
  });

  it('takes it back when the call goes on', () => {
    const world = new LiveWorld();
    world.become(world.answer('ended'));
    world.become(world.answer('ongoing'));
    assert.deepEqual([world.live.live.justEnded, world.nextAt], [false, 10]);
  });

  it('does not say so of a call that was over, or of which an old answer is shown first', () => {
    assert.equal(new LiveWorld(new LiveWorld().answer('ended')).live.live.justEnded, false);
    const world = new LiveWorld(undefined);
    world.clock.now -= 600_000;
    const old = world.answer('ongoing');
    world.clock.now += 600_000;
    const late = new LiveWorld(old);
    assert.equal(late.nextAt, -590);
    late.pass(0);
    assert.equal(late.asked.length, 1);
    late.become(late.answer('ended'));
    assert.equal(late.live.live.justEnded, false);
  });

  it('does not say so of a status that it does not know', () => {
    const world = new LiveWorld();
    world.become(world.answer('on hold'));
    assert.deepEqual(world.live.live, { nextAt: undefined, justEnded: false });
  });

  it('rests while it cannot be seen, and asks at once when it is seen again', () => {
    const world = new LiveWorld();
    world.visible = false;
    world.update();
    assert.deepEqual([world.waiting, world.nextAt], [0, undefined]);
    world.pass(600);
    world.visible = true;
    world.update();
    world.pass(0);
    assert.equal(world.asked.length, 1);
  });

  it('gives up what is under way when it is hidden', async () => {
    const world = new LiveWorld();
    world.pass(10);
    world.visible = false;
    world.update();
    assert.equal(world.asked[0]?.signal.aborted, true);
    await world.asked[0].end();
    assert.equal(world.nothings, 0);
    world.visible = true;
    world.update();
    world.pass(0);
    assert.equal(world.asked.length, 2);
  });

  it('waits longer with every failure, and as long as before after a success', async () => {
    const world = new LiveWorld();
    const waits: (number | undefined)[] = [];
    for (let index = 0; index < 7; index += 1) {
      world.pass(300);
      await world.answered(index, world.failed({ reason: 'timeout' }));
      waits.push((world.nextAt ?? 0) - (world.clock.now - NOW) / 1000);
    }
    assert.deepEqual(waits, [20, 40, 80, 160, 300, 300, 300]);
    world.pass(300);
    await world.answered(7, world.answer('ongoing'));
    assert.equal((world.nextAt ?? 0) - (world.clock.now - NOW) / 1000, 10);
  });

  it('obeys the server that says when', async () => {
    const world = new LiveWorld();
    world.pass(10);
    await world.answered(0, world.failed({ reason: 'rateLimited', retryAt: world.clock.now + 120_000 }));
    world.pass(119);
    assert.equal(world.asked.length, 1);
    world.pass(1);
    assert.equal(world.asked.length, 2);
  });

  it('stops at a failure for good, and goes on once that is mended', async () => {
    const world = new LiveWorld();
    world.pass(10);
    await world.answered(0, world.failed({ reason: 'badApiKey' }));
    assert.deepEqual([world.waiting, world.nextAt], [0, undefined]);
    world.become(world.answer('ongoing'));
    assert.equal(world.waiting, 1);
  });

  it('is not caught in a loop when asking comes to nothing', async () => {
    const world = new LiveWorld();
    world.pass(10);
    await world.asked[0]?.end();
    assert.deepEqual([world.nothings, world.nextAt], [1, 30]);
    world.pass(19);
    assert.equal(world.asked.length, 1);
  });

  it('after a refresh that was cancelled waits its time again', () => {
    const world = new LiveWorld();
    const { state } = world;
    assert.ok(state?.kind === 'ready');
    world.pass(8);
    world.become({ kind: 'loading', since: world.clock.now, last: state.answer });
    world.become({ kind: 'ready', answer: state.answer });
    assert.equal(world.nextAt, 18);
  });

  it('follows the setting', () => {
    const world = new LiveWorld();
    world.everySeconds = 0;
    world.update();
    assert.deepEqual([world.waiting, world.nextAt], [0, undefined]);
    world.everySeconds = 3;
    world.update();
    assert.equal(world.nextAt, 3);
  });

  it('asks nobody where there is nobody to ask', () => {
    const world = new LiveWorld();
    world.become(undefined);
    world.pass(600);
    assert.equal(world.asked.length, 0);
  });

  it('lets everything go when it is disposed', async () => {
    const world = new LiveWorld();
    world.pass(10);
    world.live.dispose();
    assert.equal(world.asked[0]?.signal.aborted, true);
    await world.asked[0].end();
    world.update();
    await settle();
    assert.deepEqual([world.waiting, world.nothings], [0, 0]);
  });

  it('waits as long as it takes, though no timer can wait for longer than 24 days', () => {
    const world = new LiveWorld();
    const month = 30 * 86_400;
    world.become(world.failed({ reason: 'rateLimited', retryAt: NOW + month * 1000 }));
    world.pass(month - 1);
    assert.equal(world.asked.length, 0);
    world.pass(1);
    assert.equal(world.asked.length, 1);
  });
});
