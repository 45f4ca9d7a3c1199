/** The commands on recent calls, also on what is gone meanwhile. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { CallError } from '../../../../src/core/failure/model.ts';
import { NOW, settle } from '../../core/support.ts';
import { KEY, RecentCommandsFixture } from '../support/recentCommandsFixture.ts';
import { all, home, staging } from '../support/recentCallsFixture.ts';

describe('recent calls: commands', () => {
  let fixture: RecentCommandsFixture;

  beforeEach(() => {
    fixture = new RecentCommandsFixture();
  });
  afterEach(() => fixture.dispose());

  const temporary = { connectionId: home.id, filterId: 'temporary' };

  it('a filter that is asked for stands below the default connection, is opened, and is named above', async () => {
    fixture.user.does({ pick: 'Type' }, { pick: 'video' }, { pick: 'Show Calls' });
    await fixture.run('filterRecentCalls');
    assert.deepEqual(await fixture.offered(), ['Filter: video']);
    assert.deepEqual(await fixture.offered('staging'), []);
    assert.deepEqual(fixture.recent.revealed, [await fixture.recent.filter('temporary')]);
    assert.equal(fixture.recent.treeView.description, 'video · Acme Production');
    assert.equal(fixture.recent.requests.length, 0, 'VS Code asks for what it opens');
    fixture.user.does({ pick: 'Status' }, { mark: ['ended'] }, { pick: 'Show Calls' });
    await fixture.run('filterRecentCalls');
    assert.deepEqual(
      await fixture.offered(),
      ['Filter: video · ended'],
      'what was asked for is where one goes on from',
    );
  });

  it('a filter that asks for nothing is All, as of now', async () => {
    await fixture.run('filterRecentCalls', { filter: { type: 'video' } });
    await fixture.recent.expand('all');
    const before = fixture.recent.requests.length;
    fixture.user.does({ pick: 'Type' }, { pick: 'Any' }, { pick: 'Show Calls' });
    await fixture.run('filterRecentCalls');
    assert.deepEqual(await fixture.offered(), []);
    assert.equal(fixture.recent.revealed.at(-1), await fixture.recent.filter('all'));
    assert.equal(fixture.recent.requests.length, before + 1);
    assert.deepEqual(fixture.recent.model.selected, all());
  });

  it('a filter is of the connection that a line is of, and begins with what the line shows', async () => {
    fixture.user.does({ pick: 'Show Calls' });
    await fixture.run('filterRecentCalls', {
      connectionId: 'staging',
      filterId: 'ongoing',
    });
    assert.deepEqual(await fixture.offered('staging'), ['Filter: ongoing']);
  });

  it('an API key is in no filter: not as a user, and not as a name', async () => {
    const refused = (running: Promise<unknown>) => assert.rejects(running, /API key/);
    await refused(fixture.run('filterRecentCalls', { filter: { uid: KEY } }));
    await fixture.run('filterRecentCalls', { filter: { type: 'audio' } });
    await refused(fixture.run('saveFilter', { name: `key ${KEY}` }));
    fixture.user.does({ type: KEY });
    await fixture.run('saveFilter');
    assert.match(fixture.user.asked[0]?.validationMessage?.message ?? '', /API key/);
    fixture.user.does({ type: KEY, pick: `Calls of this user in Acme Production` });
    await refused(fixture.run('searchCalls'));
    assert.deepEqual(await fixture.filters.list(), []);
    assert.doesNotMatch(
      fixture.recent.treeView.description + (await fixture.offered()).join(),
      new RegExp(KEY),
    );
  });

  it('a list of saved filters draws no icon that their texts name', async () => {
    fixture.recent.connections = [{ ...home, name: '$(zap) Acme' }];
    await fixture.filters.save('$(key) Mine', home.id, { uid: '$(bell) ana' });
    fixture.user.does('escape');
    await fixture.run('editFilter');
    const shown = fixture.user.asked[0]?.items.map((item) => ({ ...item, found: undefined }));
    assert.doesNotMatch(JSON.stringify(shown), /\$\(/);
  });

  it('a filter that is given up changes nothing', async () => {
    fixture.user.does({ pick: 'Type' }, 'escape');
    await fixture.run('filterRecentCalls');
    assert.deepEqual(
      [await fixture.offered(), fixture.recent.revealed, fixture.recent.treeView.description],
      [[], [], ''],
    );
  });

  it('a filter is saved under a name, for one connection or for all, with a way back', async () => {
    await fixture.run('filterRecentCalls', { filter: { type: 'audio' } });
    fixture.user.does({ type: 'First' }, 'back', { type: 'Mine' }, { pick: 'For Acme Production' });
    await fixture.run('saveFilter');
    assert.deepEqual([await fixture.offered(), await fixture.offered('staging')], [['Mine'], []]);
    await fixture.run('filterRecentCalls', { filter: { type: 'video' } });
    fixture.user.does({ type: 'Ours' }, { pick: 'For all' });
    await fixture.run('saveFilter', temporary);
    assert.deepEqual(
      [await fixture.offered(), await fixture.offered('staging')],
      [['Mine', 'Ours'], ['Ours']],
    );
    assert.equal(fixture.recent.treeView.description, 'Ours · video · Acme Production');
  });

  it('what stands above the view is the filter that was opened last', async () => {
    const saved = await fixture.filters.save('Mine', home.id, { type: 'audio' });
    await fixture.run('filterRecentCalls', { filter: { type: 'video' } });
    assert.equal(fixture.recent.treeView.description, 'video · Acme Production');
    const open = async (filterId: string) =>
      fixture.recent.expandElement(await fixture.recent.filter(filterId));
    await open(saved.id);
    assert.equal(fixture.recent.treeView.description, 'Mine · audio · Acme Production');
    await open('ongoing');
    assert.equal(fixture.recent.treeView.description, 'Ongoing · Acme Production');
    await open('all');
    assert.equal(fixture.recent.treeView.description, '');
    await assert.rejects(fixture.run('saveFilter'), /no filter to save/);
    await open(saved.id);
    fixture.user.buttons.push('Undo');
    await fixture.run('removeFilter');
    while ((await fixture.filters.list()).length === 0) await settle();
    await fixture.offered();
    assert.equal(
      fixture.recent.treeView.description,
      '',
      'what was removed and is back is not what is looked at',
    );
  });

  it('a saved filter is edited with its name, and removed with a way back', async () => {
    const saved = await fixture.filters.save('Mine', home.id, { type: 'audio' });
    await fixture.offered();
    const target = { connectionId: home.id, filterId: saved.id };
    fixture.user.does(
      { pick: 'Name' },
      { type: 'Theirs' },
      { pick: 'Type' },
      { pick: 'video' },
      { pick: 'Save' },
    );
    await fixture.run('editFilter', target);
    const [edited] = await fixture.filters.list();
    assert.deepEqual([edited?.name, edited?.filter], ['Theirs', { type: 'video' }]);
    fixture.user.does();
    fixture.user.buttons.push('Undo');
    await fixture.run('removeFilter', target);
    assert.deepEqual(fixture.user.messages, ['Removed the filter Theirs']);
    while ((await fixture.filters.list()).length === 0) await settle();
    assert.deepEqual(await fixture.offered(), ['Theirs']);
    await fixture.run('removeFilter', target);
    assert.deepEqual(
      [await fixture.offered(), await fixture.filters.list(), fixture.recent.treeView.description],
      [[], [], ''],
    );
  });

  it('which saved filter is meant is asked where none is named, or that there is none is said', async () => {
    await assert.rejects(fixture.run('removeFilter'), /No filter is saved/);
    await fixture.filters.save('Mine', home.id, { type: 'audio' });
    await fixture.filters.save('Ours', undefined, { type: 'video' });
    fixture.user.does({ pick: 'Ours' }, { pick: 'Type' }, { pick: 'audio' }, { pick: 'Save' });
    await fixture.run('editFilter');
    assert.equal(fixture.recent.treeView.description, 'Ours · audio · Acme Production');
    fixture.user.does('escape');
    await fixture.run('removeFilter', { connectionId: 'gone', filterId: 'gone' });
    fixture.user.does({ pick: 'Mine' });
    await fixture.run('removeFilter', { connectionId: 'gone', filterId: 'gone' });
    assert.deepEqual(
      (await fixture.filters.list()).map(({ name }) => name),
      ['Ours'],
    );
  });

  it('a temporary filter is closed without a word', async () => {
    await fixture.run('filterRecentCalls', { filter: { type: 'audio' } });
    await fixture.run('removeFilter', temporary);
    assert.deepEqual(
      [await fixture.offered(), fixture.user.messages, fixture.recent.treeView.description],
      [[], [], ''],
    );
  });

  it('a filter that cannot be written says so', async () => {
    await fixture.run('filterRecentCalls', { filter: { type: 'audio' } });
    fixture.filters.save = () =>
      Promise.reject(Object.assign(new Error('/home/me/secret'), { code: 'ENOSPC' }));
    const saving = fixture.run('saveFilter', { ...temporary, name: 'Mine' });
    await assert.rejects(saving, /could not be written on this computer \(ENOSPC\)/);
    assert.deepEqual(await fixture.offered(), ['Filter: audio'], 'it is not lost');
  });

  it('what a caller gives that is none of a command’s arguments is refused, and does no harm', async () => {
    for (const name of [
      'filterRecentCalls',
      'loadMoreCalls',
      'saveFilter',
      'editFilter',
      'removeFilter',
    ] as const) {
      for (const given of ['text', 5]) await assert.rejects(fixture.run(name, given), /takes an object/);
      await assert.rejects(
        fixture.run(name, { connectionId: 5, filterId: {} }),
        /“connectionId” must be text/,
      );
      await assert.rejects(
        fixture.run(name, { connectionId: home.id, filterId: {} }),
        /“filterId” must be text/,
      );
    }
    assert.deepEqual([fixture.recent.requests, fixture.user.ran], [[], []]);
  });

  it('the title’s refresh loads all lists that were opened, whatever line has the focus', async () => {
    const opened = [all(), { ...all(), filterId: 'ongoing' }];
    await fixture.recent.open(...opened);
    assert.equal(fixture.recent.requests.length, 2);
    await fixture.run('refreshRecent');
    await fixture.recent.open(...opened);
    assert.equal(fixture.recent.requests.length, 4);
  });

  it('refresh, cancel and fixes go to the list they are about, and to calls otherwise', async () => {
    await fixture.offered();
    await fixture.run('refresh', all());
    await settle();
    assert.equal(fixture.recent.requests.length, 1);
    fixture.recent.server.answer = () => {
      throw new CallError({ reason: 'rateLimited', retryAt: NOW });
    };
    await fixture.run('refresh', all());
    for (let turn = 0; turn < 9; turn += 1) await settle();
    assert.equal(fixture.recent.model.stateOf(all())?.failure?.reason, 'rateLimited');
    fixture.recent.server.answer = undefined;
    await fixture.run('applyFix', { ...all(), fix: 'lookUpAgain' });
    assert.equal(fixture.recent.model.stateOf(all())?.failure, undefined);
    fixture.recent.server.answer = () => new Promise(() => undefined);
    await fixture.run('refresh', all());
    await fixture.run('cancelLookUp', all());
    assert.equal(fixture.recent.model.stateOf(all())?.activity, 'idle');
    assert.deepEqual(fixture.ofCalls, []);
    const call = { sessionId: 'x', connectionId: home.id, onBehalfOf: undefined };
    await fixture.run('refresh', call);
    await fixture.run('cancelLookUp', call);
    await fixture.run('applyFix', { key: 'k', fix: 'lookUpAgain' });
    assert.deepEqual(fixture.ofCalls, [call, call, ['k', 'lookUpAgain']]);
  });

  it('a fix that the failure does not have is not run', async () => {
    fixture.recent.server.answer = () => {
      throw new CallError({ reason: 'badApiKey' });
    };
    await fixture.recent.open(all());
    await fixture.run('applyFix', { ...all(), fix: 'proxySettings' });
    assert.deepEqual(fixture.user.ran, []);
    await fixture.run('applyFix', { ...all(), fix: 'replaceApiKey' });
    assert.deepEqual(fixture.user.ran, [['cometchatCalls.replaceApiKey', { connectionId: home.id }]]);
  });

  it('a lost connection is forgotten on demand', async () => {
    fixture.recent.lost = [{ id: 'gone', name: 'Old Laptop' }];
    await fixture.recent.view.getChildren();
    await fixture.run('applyFix', { connectionId: 'gone', filterId: '', fix: 'forgetConnection' });
    assert.deepEqual(fixture.user.messages, ['gone']);
  });

  it('asks which connection where there is no default', async () => {
    fixture.recent.defaultConnectionId = undefined;
    fixture.user.does({ pick: staging.name });
    await fixture.run('filterRecentCalls', { filter: { type: 'audio' } });
    assert.deepEqual(await fixture.offered('staging'), ['Filter: audio']);
    fixture.user.does('escape');
    await fixture.run('filterRecentCalls', { filter: { type: 'video' } });
    assert.deepEqual(await fixture.offered('staging'), ['Filter: audio']);
  });

  it('offers to add a connection where there is none', async () => {
    fixture.recent.connections = [];
    await fixture.run('filterRecentCalls');
    assert.deepEqual(fixture.user.ran, [['cometchatCalls.addConnection']]);
  });
});

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
      fixture.user.does({ pick: 'Type' }, { pick: 'video' }, { pick: 'Save' });
      const { edit } = fixture.filters;
      fixture.filters.edit = async (...given) => {
        await fixture.filters.remove(id);
        return edit.apply(fixture.filters, given);
      };
      await fixture.run('editFilter', { connectionId: home.id, filterId: id });
      const [kept] = await fixture.filters.list();
      assert.deepEqual([kept?.name, kept?.connectionId, kept?.filter], ['Mine', scope, { type: 'video' }]);
      assert.deepEqual(fixture.recent.revealed, [await fixture.recent.filter(kept?.id ?? '')]);
    });
  }

  it('a filter of a connection that was removed can be removed, and is not there to be edited', async () => {
    await fixture.filters.save('Orphan', 'gone', { type: 'audio' });
    await assert.rejects(fixture.run('editFilter'), /No filter is saved/);
    fixture.recent.lost = [{ id: 'lost', name: 'Old Laptop' }];
    await fixture.filters.save('Lost', 'lost', { type: 'audio' });
    await fixture.filters.save('Mine', home.id, { type: 'audio' });
    fixture.user.does('escape');
    await fixture.run('editFilter');
    const told = () => fixture.user.asked[0]?.items.map((item) => [item.label, Reflect.get(item, 'detail')]);
    assert.deepEqual(told(), [['Mine', 'Acme Production']]);
    fixture.user.does({ pick: 'Orphan' });
    await fixture.run('removeFilter');
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
    fixture.user.buttons.push('Undo');
    await fixture.run('removeFilter', { connectionId: home.id, filterId: id });
    while (fixture.user.messages.length < 2) await settle();
    assert.match(fixture.user.messages[1] ?? '', /could not be written on this computer \(ENOSPC\)/);
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
