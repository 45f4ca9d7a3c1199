/** Calls that are listed and were looked up: one call, told in one way. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { lookUpKey } from '../../../../src/core/lookUp/model.ts';
import { calls, raw, type Raw } from '../../core/callList/support.ts';
import { decoded, NOW, settle } from '../../core/support.ts';
import { RecentDesk } from '../support/recentDesk.ts';
import { all, home, only, RecentWorld } from '../support/recentWorld.ts';

const UNDER_WAY = raw('live', 60, { status: 'ongoing', initiator: 'ana', receiver: 'leo' });
const ENDED = { ...UNDER_WAY, status: 'ended' };
const target = { sessionId: 'live', connectionId: home.id, onBehalfOf: undefined };

function lookUp({ lookUps }: RecentWorld, of: Raw, fetchedAt: number): void {
  lookUps.store.set(target, { kind: 'ready', answer: { call: decoded(of), raw: of, fetchedAt } }, fetchedAt);
}

describe('recent calls: those that were looked up', () => {
  let world: RecentWorld;
  afterEach(() => world.dispose());

  async function line() {
    const [day] = await world.expand('all');
    const [call] = only(await world.tree.childrenOf(day), 'call');
    assert.ok(call);
    return { text: world.text(call), kind: world.item(call).contextValue };
  }

  it('are told by the newer answer', async () => {
    world = new RecentWorld([UNDER_WAY]);
    lookUp(world, ENDED, NOW + 1);
    assert.deepEqual(await line(), { text: 'ana → leo · ended · 09:59:00 UTC', kind: 'recent.call' });
  });

  it('are told by the list where that is newer', async () => {
    world = new RecentWorld([ENDED]);
    lookUp(world, UNDER_WAY, NOW - 1);
    assert.deepEqual(await line(), { text: 'ana → leo · ended · 09:59:00 UTC', kind: 'recent.call' });
  });

  it('are not told by the answer for another meeting of their session', async () => {
    world = new RecentWorld([UNDER_WAY]);
    lookUp(world, raw('live', 9000, { status: 'rejected' }), NOW + 1);
    assert.deepEqual(await line(), { text: 'ana → leo · ongoing · 09:59:00 UTC', kind: 'recent.call.live' });
  });

  it('say that their end is waited for', async () => {
    world = new RecentWorld([UNDER_WAY]);
    lookUp(world, UNDER_WAY, NOW - 1);
    world.watched.add(lookUpKey(target));
    assert.deepEqual(await line(), {
      text: 'ana → leo · watching · ongoing · 09:59:00 UTC',
      kind: 'recent.call.watched',
    });
  });
});

describe('recent calls: the line of a call', () => {
  let desk: RecentDesk;
  afterEach(() => desk.dispose());

  async function drawn() {
    desk = new RecentDesk();
    desk.world.server.calls = [UNDER_WAY, ...calls(5)];
    await desk.offered();
    const { tree } = desk.drawing;
    const filter = tree.filterNode(all());
    await tree.childrenOf(filter);
    for (let turn = 0; turn < 20; turn += 1) await settle();
    const [day] = await tree.childrenOf(filter);
    const call = only(await tree.childrenOf(day), 'call').find(({ sessionId }) => sessionId === 'live');
    desk.redrawn.length = 0;
    return call;
  }

  it('is drawn again when a look-up of it has another answer, and no other line is', async () => {
    const call = await drawn();
    lookUp(desk.world, ENDED, NOW + 1);
    assert.deepEqual(desk.redrawn, [call]);
    assert.equal(desk.redrawn[0], call, 'as VS Code knows it');
    desk.world.lookUps.store.set({ ...target, sessionId: 'another' }, { kind: 'loading', since: NOW }, NOW);
    assert.equal(desk.redrawn.length, 1);
  });

  it('is drawn again when its end is waited for, and when it is not any more', async () => {
    const call = await drawn();
    lookUp(desk.world, UNDER_WAY, NOW - 1);
    desk.redrawn.length = 0;
    desk.world.watched.add(lookUpKey(target));
    desk.watchesChanged.fire();
    assert.deepEqual(desk.redrawn, [call]);
    desk.watchesChanged.fire();
    assert.equal(desk.redrawn.length, 1);
    desk.world.watched.clear();
    desk.watchesChanged.fire();
    assert.deepEqual(desk.redrawn, [call, call]);
  });
});
