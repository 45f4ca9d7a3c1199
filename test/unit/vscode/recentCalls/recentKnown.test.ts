/** Calls that are listed and were looked up: one call, told in one way. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { lookUpKey } from '../../../../src/core/lookUp/model.ts';
import { calls, raw, type Raw } from '../../core/callList/support.ts';
import { decoded, NOW } from '../../core/support.ts';
import { RecentCommandsFixture } from '../support/recentCommandsFixture.ts';
import { home, only, RecentCallsFixture } from '../support/recentCallsFixture.ts';

const UNDER_WAY = raw('live', 60, { status: 'ongoing', initiator: 'ana', receiver: 'leo' });
const ENDED = { ...UNDER_WAY, status: 'ended' };
const target = { sessionId: 'live', connectionId: home.id, onBehalfOf: undefined };

function lookUp({ lookUps }: RecentCallsFixture, of: Raw, fetchedAt: number): void {
  lookUps.store.set(target, { kind: 'ready', answer: { call: decoded(of), raw: of, fetchedAt } }, fetchedAt);
}

describe('recent calls: those that were looked up', () => {
  let recent: RecentCallsFixture;
  afterEach(() => recent.dispose());

  async function line() {
    const [day] = await recent.expand('all');
    const [call] = only(await recent.view.getChildren(day), 'call');
    assert.ok(call);
    return { text: recent.text(call), kind: recent.item(call).contextValue };
  }

  it('are told by the newer answer', async () => {
    recent = new RecentCallsFixture([UNDER_WAY]);
    lookUp(recent, ENDED, NOW + 1);
    assert.deepEqual(await line(), { text: 'ana → leo · ended · 09:59:00 UTC', kind: 'recent.call' });
  });

  it('are told by the list where that is newer', async () => {
    recent = new RecentCallsFixture([ENDED]);
    lookUp(recent, UNDER_WAY, NOW - 1);
    assert.deepEqual(await line(), { text: 'ana → leo · ended · 09:59:00 UTC', kind: 'recent.call' });
  });

  it('are not told by the answer for another meeting of their session', async () => {
    recent = new RecentCallsFixture([UNDER_WAY]);
    lookUp(recent, raw('live', 9000, { status: 'rejected' }), NOW + 1);
    assert.deepEqual(await line(), { text: 'ana → leo · ongoing · 09:59:00 UTC', kind: 'recent.call.live' });
  });

  it('say that their end is waited for', async () => {
    recent = new RecentCallsFixture([UNDER_WAY]);
    lookUp(recent, UNDER_WAY, NOW - 1);
    recent.watched.add(lookUpKey(target));
    assert.deepEqual(await line(), {
      text: 'ana → leo · watching · ongoing · 09:59:00 UTC',
      kind: 'recent.call.watched',
    });
  });
});

describe('recent calls: the line of a call', () => {
  let fixture: RecentCommandsFixture;
  afterEach(() => fixture.dispose());

  async function drawn() {
    fixture = new RecentCommandsFixture();
    fixture.recent.server.calls = [UNDER_WAY, ...calls(5)];
    const [day] = await fixture.recent.expand('all');
    const call = only(await fixture.recent.view.getChildren(day), 'call').find(
      ({ sessionId }) => sessionId === 'live',
    );
    fixture.recent.changed.length = 0;
    return call;
  }

  it('is drawn again when a look-up of it has another answer, and no other line is', async () => {
    const call = await drawn();
    lookUp(fixture.recent, ENDED, NOW + 1);
    assert.deepEqual(fixture.recent.changed, [call]);
    assert.equal(fixture.recent.changed[0], call, 'as VS Code knows it');
    fixture.recent.lookUps.store.set(
      { ...target, sessionId: 'another' },
      { kind: 'loading', since: NOW },
      NOW,
    );
    assert.equal(fixture.recent.changed.length, 1);
  });

  it('is drawn again when its end is waited for, and when it is not any more', async () => {
    const call = await drawn();
    lookUp(fixture.recent, UNDER_WAY, NOW - 1);
    fixture.recent.changed.length = 0;
    fixture.recent.watched.add(lookUpKey(target));
    fixture.recent.watchesChanged.fire();
    assert.deepEqual(fixture.recent.changed, [call]);
    fixture.recent.watchesChanged.fire();
    assert.equal(fixture.recent.changed.length, 1);
    fixture.recent.watched.clear();
    fixture.recent.watchesChanged.fire();
    assert.deepEqual(fixture.recent.changed, [call, call]);
  });
});
