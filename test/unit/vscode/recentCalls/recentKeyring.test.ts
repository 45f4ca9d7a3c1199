/** “Recent Calls” while the keyring cannot be read: said, with a way on, and nothing of what is there is let go. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { RecentDesk } from '../support/recentDesk.ts';
import { all, home, only } from '../support/recentWorld.ts';

const SAID =
  'The keyring cannot be read · The keyring of this computer cannot be read now, so nobody can tell which connections are in it. Unlock it and try again.';

describe('recent calls: a keyring that cannot be read', () => {
  let desk: RecentDesk;
  beforeEach(() => {
    desk = new RecentDesk();
  });
  afterEach(() => desk.dispose());

  it('is said in the place of the connections, with a way to try again', async () => {
    desk.world.isUnreadable = true;
    assert.deepEqual(await desk.world.read(), [SAID, 'Try Again']);
    const [, again] = await desk.world.tree.childrenOf();
    assert.ok(again);
    const { command } = desk.world.item(again);
    assert.equal(command?.command, 'cometchatCalls.applyFix');
    const [argument]: unknown[] = command.arguments ?? [];
    await desk.drawing.tree.childrenOf();
    desk.redrawn.length = 0;
    await desk.shared['cometchatCalls.applyFix'](argument);
    assert.deepEqual([desk.redrawn, desk.ofCalls], [[undefined], []], 'all of the view is asked for again');
    desk.world.isUnreadable = false;
    assert.equal(only(await desk.world.tree.childrenOf(), 'connection').length, 2);
  });

  it('that could be read before takes no connection, no loaded list and no lost one away', async () => {
    const { world } = desk;
    world.lost = [{ id: 'lost', name: 'Old Laptop' }];
    await world.expand('all');
    const before = await world.read();
    const listing = world.tree.lists.find(all());
    assert.ok(listing);
    world.isUnreadable = true;
    assert.deepEqual(await world.read(), [SAID, 'Try Again', ...before]);
    assert.equal(world.tree.lists.find(all()), listing);
    assert.equal(world.tree.offers.defaultConnectionId, home.id);
    world.isUnreadable = false;
    assert.deepEqual(await world.read(), before);
  });

  it('loses no temporary filter to a change that is heard of meanwhile', async () => {
    desk.world.temporary.set(home.id, { type: 'audio' });
    desk.world.isUnreadable = true;
    await desk.world.tree.childrenOf();
    await desk.world.connectionChanged(home.id, false);
    assert.deepEqual(desk.world.temporary.get(home.id), { type: 'audio' });
  });

  it('is why calls cannot be filtered, rather than that there is no connection', async () => {
    desk.world.isUnreadable = true;
    await assert.rejects(
      async () => desk.handlers['cometchatCalls.filterRecentCalls'](undefined),
      /keyring of this computer cannot be read now/,
    );
    assert.deepEqual(desk.ran, []);
  });
});
