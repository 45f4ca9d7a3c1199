/** Filters that are gone while somebody works with them, connections that are, and days that end. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { settle } from '../../core/support.ts';
import { RecentCommandsFixture } from '../support/recentCommandsFixture.ts';
import { home, staging } from '../support/recentCallsFixture.ts';

describe('recent calls: what is gone meanwhile', () => {
  let fixture: RecentCommandsFixture;

  beforeEach(() => {
    fixture = new RecentCommandsFixture();
  });
  afterEach(() => fixture.dispose());

  for (const scope of [home.id, undefined]) {
    it(`a filter for ${scope ?? 'all'} that another window removes while it is edited is saved anew`, async () => {
      const { id } = await fixture.filters.save('Mine', scope, { type: 'audio' });
      await fixture.offered();
      fixture.answerWith({ pick: 'Type' }, { pick: 'video' }, { pick: 'Save' });
      const { edit } = fixture.filters;
      fixture.filters.edit = async (...given) => {
        await fixture.filters.remove(id);
        return edit.apply(fixture.filters, given);
      };
      await fixture.handlers['cometchatCalls.editFilter']({ connectionId: home.id, filterId: id });
      const [kept] = await fixture.filters.list();
      assert.deepEqual([kept?.name, kept?.connectionId, kept?.filter], ['Mine', scope, { type: 'video' }]);
      assert.deepEqual(fixture.recent.revealed, [await fixture.recent.filter(kept?.id ?? '')]);
    });
  }

  it('a filter of a connection that was removed can be removed, and is not there to be edited', async () => {
    await fixture.filters.save('Orphan', 'gone', { type: 'audio' });
    await assert.rejects(fixture.handlers['cometchatCalls.editFilter'](undefined), /No filter is saved/);
    fixture.recent.lost = [{ id: 'lost', name: 'Old Laptop' }];
    await fixture.filters.save('Lost', 'lost', { type: 'audio' });
    await fixture.filters.save('Mine', home.id, { type: 'audio' });
    fixture.answerWith('escape');
    await fixture.handlers['cometchatCalls.editFilter'](undefined);
    const told = () =>
      fixture.questions.asked[0]?.items.map((item) => [item.label, Reflect.get(item, 'detail')]);
    assert.deepEqual(told(), [['Mine', 'Acme Production']]);
    fixture.answerWith({ pick: 'Orphan' });
    await fixture.handlers['cometchatCalls.removeFilter'](undefined);
    assert.deepEqual(told(), [
      ['Orphan', 'removed'],
      ['Lost', 'Old Laptop'],
      ['Mine', 'Acme Production'],
    ]);
    assert.deepEqual(
      (await fixture.filters.list()).map(({ name }) => name),
      ['Lost', 'Mine'],
    );
  });

  it('a removal that cannot be undone says why', async () => {
    const { id } = await fixture.filters.save('Mine', home.id, { type: 'audio' });
    await fixture.offered();
    fixture.filters.putBack = () => Promise.reject(Object.assign(new Error('/home/me'), { code: 'ENOSPC' }));
    fixture.buttons = ['Undo'];
    await fixture.handlers['cometchatCalls.removeFilter']({ connectionId: home.id, filterId: id });
    while (fixture.said.length < 2) await settle();
    assert.match(fixture.said[1] ?? '', /could not be written on this computer \(ENOSPC\)/);
  });

  it('a connection that is removed while its page loads takes its list with it, whatever comes', async () => {
    const late = Promise.withResolvers<void>();
    fixture.recent.server.hearsAborts = false;
    fixture.recent.server.answer = async (_request, honest) => {
      await late.promise;
      return honest;
    };
    const filter = await fixture.recent.filter('all', staging.id);
    await fixture.recent.view.getChildren(filter);
    await settle();
    fixture.recent.connections = [home];
    await fixture.recent.connectionChanged(staging.id, true);
    late.resolve();
    for (let turn = 0; turn < 9; turn += 1) await settle();
    assert.deepEqual(fixture.recent.model.openLists(), []);
    assert.equal(fixture.recent.model.failureOf(staging.id), undefined);
    assert.equal(fixture.recent.requests.length, 1);
    assert.deepEqual(await fixture.recent.view.getChildren(filter), []);
  });

  for (const [title, look] of [
    ['the view is looked at again', () => fixture.recent.visibilityChanged.fire()],
    ['the window is', () => fixture.recent.focusChanged.fire({ focused: true })],
  ] as const) {
    it(`a day that is over is no longer called today once ${title}`, async () => {
      const [day] = await fixture.recent.expand('all');
      assert.ok(day);
      assert.equal(fixture.recent.item(day).label, 'Today');
      fixture.recent.changed.length = 0;
      look();
      assert.deepEqual(fixture.recent.changed, [], 'nothing has changed');
      fixture.recent.now += 24 * 3_600_000;
      look();
      assert.deepEqual(fixture.recent.changed, [undefined]);
      assert.equal(fixture.recent.item(day).label, 'Yesterday');
      look();
      assert.equal(fixture.recent.changed.length, 1);
    });
  }
});
