import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ended, home, world } from './lookUpSupport.ts';

describe('core callLookup: a call', () => {
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
});
