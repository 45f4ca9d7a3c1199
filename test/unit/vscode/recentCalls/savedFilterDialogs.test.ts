/** No connection offers two filters of one name. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { settle } from '../../core/support.ts';
import { RecentCommandsFixture } from '../support/recentCommandsFixture.ts';
import { home, staging } from '../support/recentCallsFixture.ts';

describe('recent calls: names of filters', () => {
  let fixture: RecentCommandsFixture;

  beforeEach(() => {
    fixture = new RecentCommandsFixture();
  });
  afterEach(() => fixture.dispose());

  const kept = async () =>
    (await fixture.filters.list()).map(({ name, connectionId, filter }) => [name, connectionId, filter.type]);
  const apply = (type: 'audio' | 'video') => fixture.run('filterRecentCalls', { filter: { type } });
  const note = () => fixture.user.asked[0]?.validationMessage?.message;

  it('one that is known replaces its filter, which is said as it is typed, and can be undone', async () => {
    await fixture.filters.save('Mine', home.id, { type: 'video' });
    await apply('audio');
    fixture.user.does({ type: ' Mine' });
    fixture.user.buttons.push('Undo');
    await fixture.run('saveFilter');
    assert.equal(note(), 'This replaces the filter of this name.');
    assert.deepEqual(fixture.user.messages, ['Replaced the filter Mine']);
    while ((await fixture.filters.list())[0]?.filter.type !== 'video') await settle();
    assert.deepEqual(await kept(), [['Mine', home.id, 'video']]);
  });

  for (const [does, scope, said, after] of [
    [
      'one that is known for all connections replaces that, and stays for all',
      undefined,
      'This replaces the filter of this name, for all connections.',
      [['Mine', undefined, 'audio']],
    ],
    [
      'one that another connection has is for its own connection alone, and replaces nothing',
      staging.id,
      'Another connection has a filter of this name: this one is for Acme Production only.',
      [
        ['Mine', staging.id, 'video'],
        ['Mine', home.id, 'audio'],
      ],
    ],
  ] as const) {
    it(does, async () => {
      await fixture.filters.save('Mine', scope, { type: 'video' });
      await apply('audio');
      fixture.user.does({ type: 'Mine' });
      await fixture.run('saveFilter');
      assert.equal(note(), said);
      assert.deepEqual(await kept(), after);
      assert.deepEqual(await fixture.offered(), ['Mine']);
    });
  }

  it('one that a caller gives replaces what is of that name for all connections, and makes no second', async () => {
    await fixture.filters.save('Mine', undefined, { type: 'video' });
    await apply('audio');
    await fixture.run('saveFilter', { name: 'Mine' });
    assert.deepEqual(await kept(), [['Mine', undefined, 'audio']]);
  });

  it('a saved filter can be saved as itself, and asks nothing more', async () => {
    const { id } = await fixture.filters.save('Mine', undefined, { type: 'video' });
    await fixture.offered();
    fixture.user.does({ type: 'Mine' });
    await fixture.run('saveFilter', { connectionId: home.id, filterId: id });
    assert.equal(note(), undefined);
    assert.deepEqual([await kept(), fixture.user.messages], [[['Mine', undefined, 'video']], []]);
  });

  for (const [title, scope] of [
    ['of its connection', home.id],
    ['of all connections', undefined],
  ] as const) {
    it(`a filter cannot be given the name of another one ${title}, and can keep its own`, async () => {
      await fixture.filters.save('Taken', scope, { type: 'video' });
      const { id } = await fixture.filters.save('Mine', home.id, { type: 'audio' });
      await fixture.offered();
      const target = { connectionId: home.id, filterId: id };
      fixture.user.does({ pick: 'Name' }, { type: ' Taken' });
      await fixture.run('editFilter', target);
      assert.equal(
        fixture.user.asked[1]?.validationMessage?.message,
        'There is already a filter of this name. Enter another one.',
      );
      fixture.user.does({ pick: 'Name' }, { type: 'Mine' }, { pick: 'Save' });
      await fixture.run('editFilter', target);
      assert.deepEqual(
        (await kept()).map(([name]) => name),
        ['Taken', 'Mine'],
      );
    });
  }

  it('a filter of all connections cannot be given the name of one of any', async () => {
    await fixture.filters.save('Taken', staging.id, { type: 'video' });
    const { id } = await fixture.filters.save('Ours', undefined, { type: 'audio' });
    await fixture.offered();
    fixture.user.does({ pick: 'Name' }, { type: 'Taken' });
    await fixture.run('editFilter', { connectionId: home.id, filterId: id });
    assert.match(fixture.user.asked[1]?.validationMessage?.message ?? '', /already a filter of this name/);
  });

  it('a filter can be given the name of another connection’s', async () => {
    await fixture.filters.save('Taken', staging.id, { type: 'video' });
    const { id } = await fixture.filters.save('Mine', home.id, { type: 'audio' });
    await fixture.offered();
    fixture.user.does({ pick: 'Name' }, { type: 'Taken' }, { pick: 'Save' });
    await fixture.run('editFilter', { connectionId: home.id, filterId: id });
    assert.deepEqual(await fixture.offered(), ['Taken']);
  });

  it('none is that of a filter that is always there', async () => {
    const { id } = await fixture.filters.save('Mine', home.id, { type: 'audio' });
    await apply('audio');
    await assert.rejects(fixture.run('saveFilter', { name: ' All' }), /already/);
    fixture.user.does({ type: 'With recording' });
    await fixture.run('saveFilter');
    assert.match(note() ?? '', /^There is already a filter of this name/);
    fixture.user.does({ pick: 'Name' }, { type: 'Ongoing' });
    await fixture.run('editFilter', { connectionId: home.id, filterId: id });
    assert.match(fixture.user.asked[1]?.validationMessage?.message ?? '', /^There is already a filter/);
    assert.deepEqual(
      (await kept()).map(([name]) => name),
      ['Mine'],
    );
  });

  for (const [name, back] of [
    ['Mine', 'Mine (2)'],
    ['x'.repeat(60), `${'x'.repeat(50)} (2)`],
  ] as const) {
    it(`a removed filter comes back beside the one that has its name now: ${back}`, async () => {
      const { id } = await fixture.filters.save(name, home.id, { type: 'video' });
      await fixture.offered();
      const save = fixture.filters.save('Other', home.id, {});
      fixture.user.buttons.push('Undo');
      const { remove } = fixture.filters;
      fixture.filters.remove = async (one) => {
        const removed = await remove.call(fixture.filters, one);
        await fixture.filters.save(name, home.id, { type: 'audio' });
        return removed;
      };
      await save;
      await fixture.run('removeFilter', { connectionId: home.id, filterId: id });
      while ((await fixture.filters.list()).length < 3) await settle();
      assert.deepEqual(
        new Set((await kept()).map(([one, , type]) => `${one}: ${type}`)),
        new Set([`${back}: video`, 'Other: undefined', `${name}: audio`]),
      );
    });
  }
});
