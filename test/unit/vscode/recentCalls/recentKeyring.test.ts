/** “Recent Calls” while the keyring cannot be read: said, with a way on, and nothing of what is there is let go. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { RecentCommandsFixture } from '../support/recentCommandsFixture.ts';
import { all, home, only } from '../support/recentCallsFixture.ts';

const SAID =
  'The keyring cannot be read · The keyring of this computer cannot be read now, so nobody can tell which connections are in it. Unlock it and try again.';

describe('recent calls: a keyring that cannot be read', () => {
  let fixture: RecentCommandsFixture;
  beforeEach(() => {
    fixture = new RecentCommandsFixture();
  });
  afterEach(() => fixture.dispose());

  it('is said in the place of the connections, with a way to try again', async () => {
    fixture.recent.isUnreadable = true;
    assert.deepEqual(await fixture.recent.read(), [SAID, 'Try Again']);
    const [, again] = await fixture.recent.view.getChildren();
    assert.ok(again);
    const { command } = fixture.recent.item(again);
    assert.equal(command?.command, 'cometchatCalls.applyFix');
    const [argument]: unknown[] = command.arguments ?? [];
    await fixture.recent.view.getChildren();
    fixture.recent.changed.length = 0;
    await fixture.shared['cometchatCalls.applyFix'](argument as never, []);
    assert.deepEqual(
      [fixture.recent.changed, fixture.ofCalls],
      [[undefined], []],
      'all of the view is asked for again',
    );
    fixture.recent.isUnreadable = false;
    assert.equal(only(await fixture.recent.view.getChildren(), 'connection').length, 2);
  });

  it('that could be read before takes no connection, no loaded list and no lost one away', async () => {
    const { recent } = fixture;
    recent.lost = [{ id: 'lost', name: 'Old Laptop' }];
    await recent.expand('all');
    const before = await recent.read();
    const listing = recent.model.stateOf(all());
    assert.ok(listing);
    recent.isUnreadable = true;
    assert.deepEqual(await recent.read(), [SAID, 'Try Again', ...before]);
    assert.equal(recent.model.stateOf(all()), listing);
    assert.equal(recent.model.defaultConnectionId, home.id);
    recent.isUnreadable = false;
    assert.deepEqual(await recent.read(), before);
  });

  it('loses no temporary filter to a change that is heard of meanwhile', async () => {
    fixture.recent.temporary.set(home.id, { type: 'audio' });
    fixture.recent.isUnreadable = true;
    await fixture.recent.view.getChildren();
    await fixture.recent.connectionChanged(home.id, false);
    assert.deepEqual(fixture.recent.temporary.get(home.id), { type: 'audio' });
  });

  it('is why calls cannot be filtered, rather than that there is no connection', async () => {
    fixture.recent.isUnreadable = true;
    await assert.rejects(
      async () => fixture.handlers['cometchatCalls.filterRecentCalls'](undefined),
      /keyring of this computer cannot be read now/,
    );
    assert.deepEqual(fixture.ran, []);
  });
});
