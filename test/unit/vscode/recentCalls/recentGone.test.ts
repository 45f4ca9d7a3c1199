/** Filters that are gone while somebody works with them, connections that are, and days that end. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { settle } from '../../core/support.ts';
import { RecentDesk } from '../support/recentDesk.ts';
import { all, home, staging } from '../support/recentWorld.ts';

describe('recent calls: what is gone meanwhile', () => {
  let desk: RecentDesk;

  beforeEach(() => {
    desk = new RecentDesk();
  });
  afterEach(() => desk.dispose());

  for (const scope of [home.id, undefined]) {
    it(`a filter for ${scope ?? 'all'} that another window removes while it is edited is saved anew`, async () => {
      const { id } = await desk.filters.save('Mine', scope, { type: 'audio' });
      await desk.offered();
      desk.answerWith({ pick: 'Type' }, { pick: 'video' }, { pick: 'Save' });
      const { edit } = desk.filters;
      desk.filters.edit = async (...given) => {
        await desk.filters.remove(id);
        return edit.apply(desk.filters, given);
      };
      await desk.handlers['cometchatCalls.editFilter']({ connectionId: home.id, filterId: id });
      const [kept] = await desk.filters.list();
      assert.deepEqual([kept?.name, kept?.connectionId, kept?.filter], ['Mine', scope, { type: 'video' }]);
      assert.deepEqual(desk.revealed, [
        desk.drawing.tree.filterNode({ connectionId: home.id, filterId: kept?.id ?? '' }),
      ]);
    });
  }

  it('a filter of a connection that was removed can be removed, and is not there to be edited', async () => {
    await desk.filters.save('Orphan', 'gone', { type: 'audio' });
    await assert.rejects(desk.handlers['cometchatCalls.editFilter'](undefined), /No filter is saved/);
    desk.world.lost = [{ id: 'lost', name: 'Old Laptop' }];
    await desk.filters.save('Lost', 'lost', { type: 'audio' });
    await desk.filters.save('Mine', home.id, { type: 'audio' });
    desk.answerWith('escape');
    await desk.handlers['cometchatCalls.editFilter'](undefined);
    const told = () =>
      desk.questions.asked[0]?.items.map((item) => [item.label, Reflect.get(item, 'detail')]);
    assert.deepEqual(told(), [['Mine', 'Acme Production']]);
    desk.answerWith({ pick: 'Orphan' });
    await desk.handlers['cometchatCalls.removeFilter'](undefined);
    assert.deepEqual(told(), [
      ['Orphan', 'removed'],
      ['Lost', 'Old Laptop'],
      ['Mine', 'Acme Production'],
    ]);
    assert.deepEqual(
      (await desk.filters.list()).map(({ name }) => name),
      ['Lost', 'Mine'],
    );
  });

  it('a removal that cannot be undone says why', async () => {
    const { id } = await desk.filters.save('Mine', home.id, { type: 'audio' });
    await desk.offered();
    desk.filters.putBack = () => Promise.reject(Object.assign(new Error('/home/me'), { code: 'ENOSPC' }));
    desk.buttons = ['Undo'];
    await desk.handlers['cometchatCalls.removeFilter']({ connectionId: home.id, filterId: id });
    while (desk.said.length < 2) await settle();
    assert.match(desk.said[1] ?? '', /could not be written on this computer \(ENOSPC\)/);
  });

  it('a connection that is removed while its page loads takes its list with it, whatever comes', async () => {
    const late = Promise.withResolvers<void>();
    desk.world.server.hearsAborts = false;
    desk.world.server.answer = async (_request, honest) => {
      await late.promise;
      return honest;
    };
    await desk.offered(staging.id);
    const { tree } = desk.drawing;
    const listing = tree.open(all(staging.id));
    await settle();
    desk.world.connections = [home];
    await desk.world.connectionChanged(staging.id, true);
    late.resolve();
    for (let turn = 0; turn < 9; turn += 1) await settle();
    assert.deepEqual([tree.lists.all(), listing?.state.items], [[], []]);
    assert.equal(tree.lists.failureOf(staging.id), undefined);
    assert.equal(desk.world.requests.length, 1);
    assert.deepEqual(await tree.childrenOf(tree.filterNode(all(staging.id))), []);
  });

  for (const [title, look] of [
    ['the view is looked at again', () => desk.visibilityChanged.fire()],
    ['the window is', () => desk.focusChanged.fire({ focused: true })],
  ] as const) {
    it(`a day that is over is no longer called today once ${title}`, async () => {
      await desk.offered();
      const { tree } = desk.drawing;
      const filter = tree.filterNode(all());
      await tree.childrenOf(filter);
      for (let turn = 0; turn < 9; turn += 1) await settle();
      const [day] = await tree.childrenOf(filter);
      assert.ok(day);
      assert.equal(desk.drawing.itemOf(day).label, 'Today');
      desk.redrawn.length = 0;
      look();
      assert.deepEqual(desk.redrawn, [], 'nothing has changed');
      desk.world.now += 24 * 3_600_000;
      look();
      assert.deepEqual(desk.redrawn, [undefined]);
      assert.equal(desk.drawing.itemOf(day).label, 'Yesterday');
      look();
      assert.equal(desk.redrawn.length, 1);
    });
  }
});
