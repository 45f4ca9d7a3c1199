import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { raw } from '../../core/callList/support.ts';
import type { LookUpState } from '../../../../src/core/lookUp/model.ts';
import { decoded, NOW } from '../../core/support.ts';
import { RecentCommandsFixture } from '../support/recentCommandsFixture.ts';
import { all, home } from '../support/recentCallsFixture.ts';

describe('recent calls: search', () => {
  let fixture: RecentCommandsFixture;

  beforeEach(() => {
    fixture = new RecentCommandsFixture();
  });
  afterEach(() => fixture.dispose());

  it('a search finds what is listed and looked up, and offers to ask for more', async () => {
    fixture.recent.server.calls = [
      raw('abc', 10, { initiator: 'ana' }),
      raw('def', 20, { initiator: { uid: 'x', name: 'Ben' } }),
    ];
    await fixture.recent.open(all());
    fixture.user.does({ type: 'BEN', pick: '10 Nov 2026, 09:59:40 UTC · Ben' });
    await fixture.run('searchCalls');
    assert.deepEqual(fixture.user.ran, [
      ['cometchatCalls.openCallPanel', { sessionId: 'def', connectionId: 'home', onBehalfOf: undefined }],
    ]);
    assert.deepEqual(
      fixture.user.asked[0]?.items.map(({ label, alwaysShow }) => [label, alwaysShow]),
      [
        ['10 Nov 2026, 09:59:40 UTC · Ben', true],
        ['$(search) Look up as a session id', true],
        ['$(person) Calls of this user in Acme Production', true],
        ['$(person) Calls of this user in Acme Staging', true],
      ],
    );
    fixture.user.does({ type: ' v1.us ', pick: 'Look up' });
    await fixture.run('searchCalls');
    assert.deepEqual(fixture.user.ran[1], ['cometchatCalls.lookUpCall', { sessionId: 'v1.us' }]);
    fixture.user.does({ type: 'zoe', pick: 'Calls of this user in Acme Staging' });
    await fixture.run('searchCalls');
    assert.deepEqual(await fixture.offered('staging'), ['Filter: with zoe']);
  });

  it('a search finds a note, and begins empty', async () => {
    const target = { sessionId: 'noted', connectionId: home.id, onBehalfOf: undefined };
    const { store } = fixture.recent.lookUps;
    const { key } = store.set(target, { kind: 'loading', since: NOW }, NOW);
    store.mark(key, { note: 'Ticket 4711' }, NOW);
    fixture.user.does({ type: 'ticket 47', pick: 'noted' });
    await fixture.run('searchCalls');
    assert.deepEqual(fixture.user.ran, [['cometchatCalls.openCallPanel', target]]);
    fixture.user.does('escape');
    await fixture.run('searchCalls');
    assert.equal(fixture.user.asked[0]?.value, '');
    assert.match(fixture.user.asked[0]?.placeholder ?? '', /a note/);
  });

  const open = async (...lists: string[]) => {
    await fixture.recent.open(...lists.map((filterId) => ({ ...all(), filterId })));
  };
  const found = async (typed: string) => {
    fixture.user.does({ type: typed, pick: 'Look up' });
    await fixture.run('searchCalls');
    return fixture.user.asked[0]?.items
      .filter(({ label }) => !label.startsWith('$('))
      .map(({ label, description }) => `${label} · ${description?.split(' · ')[0]}`);
  };
  const lookUp = (state: LookUpState) =>
    fixture.recent.lookUps.store.set(
      { sessionId: 'standup', connectionId: home.id, onBehalfOf: undefined },
      state,
      NOW,
    );

  it('a search finds each meeting of one session, also those that the look-up of it is not of', async () => {
    const meetings = [
      raw('standup', 10, { mid: 'm2', initiator: 'ana', receiver: 'zoe' }),
      raw('standup', 9000, { mid: 'm1', initiator: 'leo', receiver: 'zoe', status: 'rejected' }),
    ];
    fixture.recent.server.calls = meetings;
    await open('all', 'notAnswered');
    assert.deepEqual(await found('zoe'), [
      '10 Nov 2026, 09:59:50 UTC · ana → zoe · ended',
      '10 Nov 2026, 07:30:00 UTC · leo → zoe · rejected',
    ]);
    const [newest] = meetings;
    assert.ok(newest);
    lookUp({ kind: 'ready', answer: { call: decoded(newest), raw: newest, fetchedAt: NOW } });
    assert.deepEqual(await found('zoe'), [
      '10 Nov 2026, 09:59:50 UTC · ana → zoe · ended',
      '10 Nov 2026, 07:30:00 UTC · leo → zoe · rejected',
    ]);
    assert.deepEqual(await found('leo'), ['10 Nov 2026, 07:30:00 UTC · leo → zoe · rejected']);
  });

  it('a search finds a listed call by who was in it, also where its look-up has no answer', async () => {
    fixture.recent.server.calls = [raw('standup', 10, { initiator: 'ana', receiver: 'zoe' })];
    await open('all');
    lookUp({ kind: 'failed', failure: { reason: 'offline' }, failedAt: NOW });
    assert.deepEqual(await found('zoe'), ['10 Nov 2026, 09:59:50 UTC · ana → zoe · ended']);
    assert.equal((await found('standup'))?.length, 1, 'a call is found once');
  });

  it('a search offers nobody’s calls for what is too long for a uid', async () => {
    await open();
    const users = async (typed: string) => {
      await found(typed);
      return fixture.user.asked[0]?.items.filter(({ label }) => label.includes('Calls of this user')).length;
    };
    assert.deepEqual([await users('x'.repeat(512)), await users('x'.repeat(513))], [2, 0]);
  });

  it('a search draws no icon that a name asks for', async () => {
    fixture.user.does({ type: '$(key)', pick: 'Look up' });
    await fixture.run('searchCalls');
    for (const { label } of fixture.user.asked[0]?.items ?? []) assert.doesNotMatch(label, /\$\(key\)/);
  });
});
