import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { CallError } from '../../../../src/core/failure/model.ts';
import { NOW, settle } from '../../core/support.ts';
import { KEY, RecentDesk } from '../support/recentDesk.ts';
import { all, home, staging } from '../support/recentWorld.ts';

describe('recent calls: commands', () => {
  let desk: RecentDesk;

  beforeEach(() => {
    desk = new RecentDesk();
  });
  afterEach(() => desk.dispose());

  const temporary = { connectionId: home.id, filterId: 'temporary' };

  it('a filter that is asked for stands below the default connection, is opened, and is named above', async () => {
    desk.answerWith({ pick: 'Type' }, { pick: 'video' }, { pick: 'Show Calls' });
    await desk.handlers['cometchatCalls.filterRecentCalls'](undefined);
    assert.deepEqual(await desk.offered(), ['Filter: video']);
    assert.deepEqual(await desk.offered('staging'), []);
    assert.deepEqual(desk.revealed, [desk.drawing.tree.filterNode(temporary)]);
    assert.equal(desk.view.description, 'video · Acme Production');
    assert.equal(desk.world.requests.length, 0, 'VS Code asks for what it opens');
    desk.answerWith({ pick: 'Type' }, { pick: 'Any' }, { pick: 'Show Calls' });
    await desk.handlers['cometchatCalls.filterRecentCalls'](undefined);
    assert.deepEqual(
      await desk.offered(),
      ['Filter: all calls'],
      'what was asked for is where one goes on from',
    );
  });

  it('a filter is of the connection that a line is of, and begins with what the line shows', async () => {
    desk.answerWith({ pick: 'Show Calls' });
    await desk.handlers['cometchatCalls.filterRecentCalls']({ connectionId: 'staging', filterId: 'ongoing' });
    assert.deepEqual(await desk.offered('staging'), ['Filter: ongoing']);
  });

  it('an API key is in no filter: not as a user, and not as a name', async () => {
    const refused = (run: () => unknown) => assert.rejects(async () => run(), /API key/);
    await refused(() => desk.handlers['cometchatCalls.filterRecentCalls']({ filter: { uid: KEY } }));
    await desk.handlers['cometchatCalls.filterRecentCalls']({ filter: { type: 'audio' } });
    await refused(() => desk.handlers['cometchatCalls.saveFilter']({ name: `key ${KEY}` }));
    desk.answerWith({ type: KEY });
    void desk.handlers['cometchatCalls.saveFilter'](undefined);
    while (!desk.questions.isOver) await settle();
    assert.match(desk.questions.asked[0]?.validationMessage?.message ?? '', /API key/);
    desk.answerWith({ type: KEY, pick: `Calls of this user in Acme Production` });
    await refused(() => desk.handlers['cometchatCalls.searchCalls'](undefined));
    assert.deepEqual(await desk.filters.list(), []);
    assert.doesNotMatch(desk.view.description + (await desk.offered()).join(), new RegExp(KEY));
  });

  it('a list of saved filters draws no icon that their texts name', async () => {
    desk.world.connections = [{ ...home, name: '$(zap) Acme' }];
    await desk.filters.save('$(key) Mine', home.id, { uid: '$(bell) ana' });
    desk.answerWith('escape');
    await desk.handlers['cometchatCalls.editFilter'](undefined);
    const shown = desk.questions.asked[0]?.items.map((item) => ({ ...item, found: undefined }));
    assert.doesNotMatch(JSON.stringify(shown), /\$\(/);
  });

  it('a filter that is given up changes nothing', async () => {
    desk.answerWith({ pick: 'Type' }, 'escape');
    await desk.handlers['cometchatCalls.filterRecentCalls'](undefined);
    assert.deepEqual([await desk.offered(), desk.revealed, desk.view.description], [[], [], '']);
  });

  it('a filter is saved under a name, for one connection or for all, with a way back', async () => {
    await desk.handlers['cometchatCalls.filterRecentCalls']({ filter: { type: 'audio' } });
    desk.answerWith({ type: 'First' }, 'back', { type: 'Mine' }, { pick: 'For Acme Production' });
    await desk.handlers['cometchatCalls.saveFilter'](undefined);
    assert.deepEqual([await desk.offered(), await desk.offered('staging')], [['Mine'], []]);
    await desk.handlers['cometchatCalls.filterRecentCalls']({ filter: { type: 'video' } });
    desk.answerWith({ type: 'Ours' }, { pick: 'For all' });
    await desk.handlers['cometchatCalls.saveFilter'](temporary);
    assert.deepEqual([await desk.offered(), await desk.offered('staging')], [['Mine', 'Ours'], ['Ours']]);
    assert.equal(desk.view.description, 'Ours · video · Acme Production');
  });

  it('what stands above the view is the filter that was opened last', async () => {
    const saved = await desk.filters.save('Mine', home.id, { type: 'audio' });
    await desk.handlers['cometchatCalls.filterRecentCalls']({ filter: { type: 'video' } });
    assert.equal(desk.view.description, 'video · Acme Production');
    const open = (filterId: string) =>
      desk.expand(desk.drawing.tree.filterNode({ connectionId: home.id, filterId }));
    open(saved.id);
    assert.equal(desk.view.description, 'Mine · audio · Acme Production');
    open('ongoing');
    assert.equal(desk.view.description, 'Ongoing · Acme Production');
    open('all');
    assert.equal(desk.view.description, '');
    await assert.rejects(desk.handlers['cometchatCalls.saveFilter'](undefined), /no filter to save/);
    open(saved.id);
    desk.buttons = ['Undo'];
    await desk.handlers['cometchatCalls.removeFilter'](undefined);
    while ((await desk.filters.list()).length === 0) await settle();
    await desk.offered();
    assert.equal(desk.view.description, '', 'what was removed and is back is not what is looked at');
  });

  it('a saved filter is edited with its name, and removed with a way back', async () => {
    const saved = await desk.filters.save('Mine', home.id, { type: 'audio' });
    await desk.offered();
    const target = { connectionId: home.id, filterId: saved.id };
    desk.answerWith(
      { pick: 'Name' },
      { type: 'Theirs' },
      { pick: 'Type' },
      { pick: 'video' },
      { pick: 'Save' },
    );
    await desk.handlers['cometchatCalls.editFilter'](target);
    const [edited] = await desk.filters.list();
    assert.deepEqual([edited?.name, edited?.filter], ['Theirs', { type: 'video' }]);
    desk.answerWith();
    desk.buttons = ['Undo'];
    await desk.handlers['cometchatCalls.removeFilter'](target);
    assert.deepEqual(desk.said, ['Removed the filter Theirs']);
    while ((await desk.filters.list()).length === 0) await settle();
    assert.deepEqual(await desk.offered(), ['Theirs']);
    await desk.handlers['cometchatCalls.removeFilter'](target);
    assert.deepEqual([await desk.offered(), await desk.filters.list(), desk.view.description], [[], [], '']);
  });

  it('which saved filter is meant is asked where none is named, or that there is none is said', async () => {
    await assert.rejects(desk.handlers['cometchatCalls.removeFilter'](undefined), /No filter is saved/);
    await desk.filters.save('Mine', home.id, { type: 'audio' });
    await desk.filters.save('Ours', undefined, { type: 'video' });
    desk.answerWith({ pick: 'Ours' }, { pick: 'Type' }, { pick: 'audio' }, { pick: 'Save' });
    await desk.handlers['cometchatCalls.editFilter'](undefined);
    assert.equal(desk.view.description, 'Ours · audio · Acme Production');
    desk.answerWith('escape');
    await desk.handlers['cometchatCalls.removeFilter']({ connectionId: 'gone', filterId: 'gone' });
    desk.answerWith({ pick: 'Mine' });
    await desk.handlers['cometchatCalls.removeFilter']({ connectionId: 'gone', filterId: 'gone' });
    assert.deepEqual(
      (await desk.filters.list()).map(({ name }) => name),
      ['Ours'],
    );
  });

  it('a temporary filter is closed without a word', async () => {
    await desk.handlers['cometchatCalls.filterRecentCalls']({ filter: { type: 'audio' } });
    await desk.handlers['cometchatCalls.removeFilter'](temporary);
    assert.deepEqual([await desk.offered(), desk.said, desk.view.description], [[], [], '']);
  });

  it('a filter that cannot be written says so', async () => {
    await desk.handlers['cometchatCalls.filterRecentCalls']({ filter: { type: 'audio' } });
    desk.filters.save = () => Promise.reject(Object.assign(new Error('/home/me/secret'), { code: 'ENOSPC' }));
    const saving = desk.handlers['cometchatCalls.saveFilter']({ ...temporary, name: 'Mine' });
    await assert.rejects(saving, /could not be written on this computer \(ENOSPC\)/);
    assert.deepEqual(await desk.offered(), ['Filter: audio'], 'it is not lost');
  });

  it('what a caller gives that is none of a command’s arguments is refused, and does no harm', async () => {
    const { handlers } = desk;
    const commands = [
      'filterRecentCalls',
      'loadMoreCalls',
      'saveFilter',
      'editFilter',
      'removeFilter',
    ] as const;
    for (const name of commands) {
      const run = async (given: unknown) => handlers[`cometchatCalls.${name}`](given);
      for (const given of ['text', 5]) await assert.rejects(run(given), /takes an object/);
      await assert.rejects(run({ connectionId: 5, filterId: {} }), /“connectionId” must be text/);
      await assert.rejects(run({ connectionId: home.id, filterId: {} }), /“filterId” must be text/);
    }
    assert.deepEqual([desk.world.requests, desk.ran], [[], []]);
  });

  it('the title’s refresh loads all lists that were opened, whatever line has the focus', async () => {
    await desk.offered();
    const { tree } = desk.drawing;
    for (const filterId of ['all', 'ongoing']) tree.open({ ...all(), filterId });
    for (let turn = 0; turn < 20; turn += 1) await settle();
    assert.equal(desk.world.requests.length, 2);
    await desk.handlers['cometchatCalls.refreshRecent']();
    for (const filterId of ['all', 'ongoing']) await tree.childrenOf(tree.filterNode({ ...all(), filterId }));
    for (let turn = 0; turn < 20; turn += 1) await settle();
    assert.equal(desk.world.requests.length, 4);
  });

  it('refresh, cancel and fixes go to the list they are about, and to calls otherwise', async () => {
    await desk.offered();
    await desk.shared['cometchatCalls.refresh'](all(), []);
    await settle();
    assert.equal(desk.world.requests.length, 1);
    desk.world.server.answer = () => {
      throw new CallError({ reason: 'rateLimited', retryAt: NOW });
    };
    await desk.shared['cometchatCalls.refresh'](all(), []);
    for (let turn = 0; turn < 9; turn += 1) await settle();
    assert.equal(desk.drawing.tree.lists.find(all())?.state.failure?.reason, 'rateLimited');
    desk.world.server.answer = undefined;
    await desk.shared['cometchatCalls.applyFix']({ ...all(), fix: 'lookUpAgain' }, []);
    assert.equal(desk.drawing.tree.lists.find(all())?.state.failure, undefined);
    desk.world.server.answer = () => new Promise(() => undefined);
    await desk.shared['cometchatCalls.refresh'](all(), []);
    await desk.shared['cometchatCalls.cancelLookUp'](all(), []);
    assert.equal(desk.drawing.tree.lists.find(all())?.state.activity, 'idle');
    assert.deepEqual(desk.ofCalls, []);
    const call = { sessionId: 'x', connectionId: home.id, onBehalfOf: undefined };
    await desk.shared['cometchatCalls.refresh'](call, []);
    await desk.shared['cometchatCalls.cancelLookUp'](call, []);
    await desk.shared['cometchatCalls.applyFix']({ key: 'k', fix: 'lookUpAgain' }, []);
    assert.deepEqual(desk.ofCalls, [call, call, ['k', 'lookUpAgain']]);
  });

  it('a fix that the failure does not have is not run', async () => {
    desk.world.server.answer = () => {
      throw new CallError({ reason: 'badApiKey' });
    };
    await desk.offered();
    await desk.drawing.tree.childrenOf(desk.drawing.tree.filterNode(all()));
    for (let turn = 0; turn < 9; turn += 1) await settle();
    await desk.shared['cometchatCalls.applyFix']({ ...all(), fix: 'proxySettings' }, []);
    assert.deepEqual(desk.ran, []);
    await desk.shared['cometchatCalls.applyFix']({ ...all(), fix: 'replaceApiKey' }, []);
    assert.deepEqual(desk.ran, [['cometchatCalls.replaceApiKey', { connectionId: home.id }]]);
  });

  it('a lost connection is forgotten on demand', async () => {
    desk.world.lost = [{ id: 'gone', name: 'Old Laptop' }];
    await desk.drawing.tree.childrenOf();
    await desk.shared['cometchatCalls.applyFix'](
      { connectionId: 'gone', filterId: '', fix: 'forgetConnection' },
      [],
    );
    assert.deepEqual(desk.said, ['gone']);
  });

  it('asks which connection where there is no default', async () => {
    desk.world.defaultConnectionId = undefined;
    desk.answerWith({ pick: staging.name });
    await desk.handlers['cometchatCalls.filterRecentCalls']({ filter: { type: 'audio' } });
    assert.deepEqual(await desk.offered('staging'), ['Filter: audio']);
    desk.answerWith('escape');
    await desk.handlers['cometchatCalls.filterRecentCalls']({ filter: { type: 'video' } });
    assert.deepEqual(await desk.offered('staging'), ['Filter: audio']);
  });

  it('offers to add a connection where there is none', async () => {
    desk.world.connections = [];
    await desk.handlers['cometchatCalls.filterRecentCalls'](undefined);
    assert.deepEqual(desk.ran, [['cometchatCalls.addConnection']]);
  });
});
