import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { raw } from '../core/browse/support.ts';
import { NOW, settle } from '../core/support.ts';
import { RecentDesk } from './support/recentDesk.ts';
import { all, home } from './support/recentWorld.ts';

describe('recent calls: search', () => {
  let desk: RecentDesk;

  beforeEach(() => {
    desk = new RecentDesk();
  });
  afterEach(() => desk.dispose());

  it('a search finds what is listed and looked up, and offers to ask for more', async () => {
    desk.world.server.calls = [
      raw('abc', 10, { initiator: 'ana' }),
      raw('def', 20, { initiator: { uid: 'x', name: 'Ben' } }),
    ];
    await desk.offered();
    await desk.drawing.tree.childrenOf(desk.drawing.tree.filterNode(all()));
    for (let turn = 0; turn < 20; turn += 1) await settle();
    desk.answerWith({ type: 'BEN', pick: 'Ben' });
    await desk.handlers['cometchatCalls.searchCalls'](undefined);
    assert.deepEqual(desk.ran, [
      ['cometchatCalls.openCallPanel', { sessionId: 'def', connectionId: 'home', onBehalfOf: undefined }],
    ]);
    assert.deepEqual(
      desk.questions.asked[0]?.items.map(({ label, alwaysShow }) => [label, alwaysShow]),
      [
        ['Ben', true],
        ['$(search) Look up as a session id', true],
        ['$(person) Calls of this user in Acme Production', true],
        ['$(person) Calls of this user in Acme Staging', true],
      ],
    );
    desk.answerWith({ type: ' v1.us ', pick: 'Look up' });
    await desk.handlers['cometchatCalls.searchCalls'](undefined);
    assert.deepEqual(desk.ran[1], ['cometchatCalls.lookUpCall', { sessionId: 'v1.us' }]);
    desk.answerWith({ type: 'zoe', pick: 'Calls of this user in Acme Staging' });
    await desk.handlers['cometchatCalls.searchCalls'](undefined);
    assert.deepEqual(await desk.offered('staging'), ['Filter: with zoe']);
  });

  it('a search finds a note, and is not filled with the words of a line of the view', async () => {
    const target = { sessionId: 'noted', connectionId: home.id, onBehalfOf: undefined };
    const { store } = desk.world.lookUps;
    const { key } = store.set(target, { kind: 'loading', since: NOW }, NOW);
    store.mark(key, { note: 'Ticket 4711' }, NOW);
    desk.answerWith({ type: 'ticket 47', pick: 'noted' });
    await desk.handlers['cometchatCalls.searchCalls'](undefined);
    assert.deepEqual(desk.ran, [['cometchatCalls.openCallPanel', target]]);
    desk.answerWith('escape');
    const line = { ...all(), kind: 'note', text: 'No calls fit.' };
    await desk.handlers['cometchatCalls.searchCalls'](line);
    assert.equal(desk.questions.asked[0]?.value, '');
    assert.match(desk.questions.asked[0]?.placeholder ?? '', /a note/);
  });

  it('a search draws no icon that a name asks for', async () => {
    desk.answerWith({ type: '$(key)', pick: 'Look up' });
    await desk.handlers['cometchatCalls.searchCalls'](undefined);
    for (const { label } of desk.questions.asked[0]?.items ?? []) assert.doesNotMatch(label, /\$\(key\)/);
  });
});
