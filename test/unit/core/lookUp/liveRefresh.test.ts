/** How an ongoing call is kept up to date while its panel can be seen. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { NOW, settle } from '../support.ts';
import { LiveFixture } from './liveSupport.ts';

describe('vscode LiveRefresh', () => {
  it('asks again at its time, and says when that is', async () => {
    const fixture = new LiveFixture();
    assert.equal(fixture.nextAt, 10);
    fixture.pass(9.9);
    assert.equal(fixture.asked.length, 0);
    fixture.pass(0.1);
    assert.equal(fixture.asked.length, 1);
    fixture.pass(0.5);
    await fixture.answered(0, fixture.answer('ongoing'));
    assert.equal(fixture.nextAt, 20.5);
    assert.deepEqual([fixture.waiting, fixture.nothings], [1, 0]);
  });

  it('does not ask again before it was answered', () => {
    const fixture = new LiveFixture();
    fixture.pass(10);
    fixture.update();
    fixture.pass(600);
    assert.deepEqual([fixture.asked.length, fixture.nextAt], [1, undefined]);
  });

  it('ends when the call does, and says that it just did', async () => {
    const fixture = new LiveFixture();
    fixture.pass(10);
    await fixture.answered(0, fixture.answer('ended'));
    assert.deepEqual(fixture.live.live, { nextAt: undefined, justEnded: true });
    assert.equal(fixture.waiting, 0);
    fixture.update();
    assert.equal(fixture.live.live.justEnded, true);
  });

  it('says so as well when somebody else asked', () => {
    const fixture = new LiveFixture();
    fixture.become({ kind: 'loading', since: NOW });
    assert.equal(fixture.waiting, 0);
    fixture.become(fixture.answer('ended'));
    assert.equal(fixture.live.live.justEnded, true);
  });

  it('takes it back when the call goes on', () => {
    const fixture = new LiveFixture();
    fixture.become(fixture.answer('ended'));
    fixture.become(fixture.answer('ongoing'));
    assert.deepEqual([fixture.live.live.justEnded, fixture.nextAt], [false, 10]);
  });

  it('does not say so of a call that was over, or of which an old answer is shown first', () => {
    assert.equal(new LiveFixture(new LiveFixture().answer('ended')).live.live.justEnded, false);
    const fixture = new LiveFixture(undefined);
    fixture.clock.now -= 600_000;
    const old = fixture.answer('ongoing');
    fixture.clock.now += 600_000;
    const late = new LiveFixture(old);
    assert.equal(late.nextAt, -590);
    late.pass(0);
    assert.equal(late.asked.length, 1);
    late.become(late.answer('ended'));
    assert.equal(late.live.live.justEnded, false);
  });

  it('does not say so of a status that it does not know', () => {
    const fixture = new LiveFixture();
    fixture.become(fixture.answer('on hold'));
    assert.deepEqual(fixture.live.live, { nextAt: undefined, justEnded: false });
  });

  it('rests while it cannot be seen, and asks at once when it is seen again', () => {
    const fixture = new LiveFixture();
    fixture.visible = false;
    fixture.update();
    assert.deepEqual([fixture.waiting, fixture.nextAt], [0, undefined]);
    fixture.pass(600);
    fixture.visible = true;
    fixture.update();
    fixture.pass(0);
    assert.equal(fixture.asked.length, 1);
  });

  it('gives up what is under way when it is hidden', async () => {
    const fixture = new LiveFixture();
    fixture.pass(10);
    fixture.visible = false;
    fixture.update();
    assert.equal(fixture.asked[0]?.signal.aborted, true);
    await fixture.asked[0].end();
    assert.equal(fixture.nothings, 0);
    fixture.visible = true;
    fixture.update();
    fixture.pass(0);
    assert.equal(fixture.asked.length, 2);
  });

  it('waits longer with every failure, and as long as before after a success', async () => {
    const fixture = new LiveFixture();
    const waits: (number | undefined)[] = [];
    for (let index = 0; index < 7; index += 1) {
      fixture.pass(300);
      await fixture.answered(index, fixture.failed({ reason: 'timeout' }));
      waits.push((fixture.nextAt ?? 0) - (fixture.clock.now - NOW) / 1000);
    }
    assert.deepEqual(waits, [20, 40, 80, 160, 300, 300, 300]);
    fixture.pass(300);
    await fixture.answered(7, fixture.answer('ongoing'));
    assert.equal((fixture.nextAt ?? 0) - (fixture.clock.now - NOW) / 1000, 10);
  });

  it('obeys the server that says when', async () => {
    const fixture = new LiveFixture();
    fixture.pass(10);
    await fixture.answered(
      0,
      fixture.failed({ reason: 'rateLimited', retryAt: fixture.clock.now + 120_000 }),
    );
    fixture.pass(119);
    assert.equal(fixture.asked.length, 1);
    fixture.pass(1);
    assert.equal(fixture.asked.length, 2);
  });

  it('stops at a failure for good, and goes on once that is mended', async () => {
    const fixture = new LiveFixture();
    fixture.pass(10);
    await fixture.answered(0, fixture.failed({ reason: 'badApiKey' }));
    assert.deepEqual([fixture.waiting, fixture.nextAt], [0, undefined]);
    fixture.become(fixture.answer('ongoing'));
    assert.equal(fixture.waiting, 1);
  });

  it('is not caught in a loop when asking comes to nothing', async () => {
    const fixture = new LiveFixture();
    fixture.pass(10);
    await fixture.asked[0]?.end();
    assert.deepEqual([fixture.nothings, fixture.nextAt], [1, 30]);
    fixture.pass(19);
    assert.equal(fixture.asked.length, 1);
  });

  it('after a refresh that was cancelled waits its time again', () => {
    const fixture = new LiveFixture();
    const { state } = fixture;
    assert.ok(state?.kind === 'ready');
    fixture.pass(8);
    fixture.become({ kind: 'loading', since: fixture.clock.now, last: state.answer });
    fixture.become({ kind: 'ready', answer: state.answer });
    assert.equal(fixture.nextAt, 18);
  });

  it('follows the setting', () => {
    const fixture = new LiveFixture();
    fixture.everySeconds = 0;
    fixture.update();
    assert.deepEqual([fixture.waiting, fixture.nextAt], [0, undefined]);
    fixture.everySeconds = 3;
    fixture.update();
    assert.equal(fixture.nextAt, 3);
  });

  it('asks nobody where there is nobody to ask', () => {
    const fixture = new LiveFixture();
    fixture.become(undefined);
    fixture.pass(600);
    assert.equal(fixture.asked.length, 0);
  });

  it('lets everything go when it is disposed', async () => {
    const fixture = new LiveFixture();
    fixture.pass(10);
    fixture.live.dispose();
    assert.equal(fixture.asked[0]?.signal.aborted, true);
    await fixture.asked[0].end();
    fixture.update();
    await settle();
    assert.deepEqual([fixture.waiting, fixture.nothings], [0, 0]);
  });

  it('waits as long as it takes, though no timer can wait for longer than 24 days', () => {
    const fixture = new LiveFixture();
    const month = 30 * 86_400;
    fixture.become(fixture.failed({ reason: 'rateLimited', retryAt: NOW + month * 1000 }));
    fixture.pass(month - 1);
    assert.equal(fixture.asked.length, 0);
    fixture.pass(1);
    assert.equal(fixture.asked.length, 1);
  });
});
