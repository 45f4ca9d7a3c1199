import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { raw } from '../../core/callList/support.ts';
import type { LookUpState } from '../../../../src/core/lookUp/model.ts';
import { decoded, NOW, settle } from '../../core/support.ts';
import { RecentDesk } from '../support/recentDesk.ts';
import { all, home } from '../support/recentWorld.ts';

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

  it('a search finds a note, and begins empty', async () => {
    const target = { sessionId: 'noted', connectionId: home.id, onBehalfOf: undefined };
    const { store } = desk.world.lookUps;
    const { key } = store.set(target, { kind: 'loading', since: NOW }, NOW);
    store.mark(key, { note: 'Ticket 4711' }, NOW);
    desk.answerWith({ type: 'ticket 47', pick: 'noted' });
    await desk.handlers['cometchatCalls.searchCalls'](undefined);
    assert.deepEqual(desk.ran, [['cometchatCalls.openCallPanel', target]]);
    desk.answerWith('escape');
    await desk.handlers['cometchatCalls.searchCalls'](undefined);
    assert.equal(desk.questions.asked[0]?.value, '');
    assert.match(desk.questions.asked[0]?.placeholder ?? '', /a note/);
  });

  const open = async (...lists: string[]) => {
    await desk.offered();
    for (const filterId of lists)
      await desk.drawing.tree.childrenOf(desk.drawing.tree.filterNode({ ...all(), filterId }));
    for (let turn = 0; turn < 20; turn += 1) await settle();
  };
  const found = async (typed: string) => {
    desk.answerWith({ type: typed, pick: 'Look up' });
    await desk.handlers['cometchatCalls.searchCalls'](undefined);
    return desk.questions.asked[0]?.items
      .filter(({ label }) => !label.startsWith('$('))
      .map(({ label, description }) => `${label} · ${description?.split(' · ')[0]}`);
  };
  const lookUp = (state: LookUpState) =>
    desk.world.lookUps.store.set(
      { sessionId: 'standup', connectionId: home.id, onBehalfOf: undefined },
      state,
      NOW,
    );

  it('a search finds each meeting of one session, also those that the look-up of it is not of', async () => {
    const meetings = [
      raw('standup', 10, { mid: 'm2', initiator: 'ana', receiver: 'zoe' }),
      raw('standup', 9000, { mid: 'm1', initiator: 'leo', receiver: 'zoe', status: 'rejected' }),
    ];
    desk.world.server.calls = meetings;
    await open('all', 'notAnswered');
    assert.deepEqual(await found('zoe'), ['ana → zoe · ended', 'leo → zoe · rejected']);
    const [newest] = meetings;
    assert.ok(newest);
    lookUp({ kind: 'ready', answer: { call: decoded(newest), raw: newest, fetchedAt: NOW } });
    assert.deepEqual(await found('zoe'), ['ana → zoe · ended', 'leo → zoe · rejected']);
    assert.deepEqual(await found('leo'), ['leo → zoe · rejected']);
  });

  it('a search finds a listed call by who was in it, also where its look-up has no answer', async () => {
    desk.world.server.calls = [raw('standup', 10, { initiator: 'ana', receiver: 'zoe' })];
    await open('all');
    lookUp({ kind: 'failed', failure: { reason: 'offline' }, failedAt: NOW });
    assert.deepEqual(await found('zoe'), ['ana → zoe · ended']);
    assert.equal((await found('standup'))?.length, 1, 'a call is found once');
  });

  it('a search offers nobody’s calls for what is too long for a uid', async () => {
    await open();
    const users = async (typed: string) => {
      await found(typed);
      return desk.questions.asked[0]?.items.filter(({ label }) => label.includes('Calls of this user'))
        .length;
    };
    assert.deepEqual([await users('x'.repeat(512)), await users('x'.repeat(513))], [2, 0]);
  });

  it('a search draws no icon that a name asks for', async () => {
    desk.answerWith({ type: '$(key)', pick: 'Look up' });
    await desk.handlers['cometchatCalls.searchCalls'](undefined);
    for (const { label } of desk.questions.asked[0]?.items ?? []) assert.doesNotMatch(label, /\$\(key\)/);
  });
});
