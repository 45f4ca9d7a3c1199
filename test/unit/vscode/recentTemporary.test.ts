/** Filters that are applied and not saved under a name: they outlive a reload of the window. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { settle } from '../core/support.ts';
import { lines } from './support/computer.ts';
import { RecentDesk } from './support/recentDesk.ts';
import { home, remembering, staging } from './support/recentWorld.ts';
import { standIn } from './support/vscodeStub.ts';

const { TemporaryFilters } = await import('../../../src/vscode/recent/temporaryFilters.ts');
const { keptFilters } = await import('../../../src/vscode/keptFilters.ts');
const STATE = 'cometchatCalls.temporaryFilters';

describe('recent calls: temporary filters', () => {
  it('are there again after a reload, each below its connection', () => {
    const memory = remembering();
    const before = new TemporaryFilters(memory, 'a');
    before.set('home', { type: 'audio' });
    before.set('home', { uid: 'ana', time: { kind: 'last', amount: 24, unit: 'hours' } });
    before.set('staging', { type: 'video' });
    const after = new TemporaryFilters(memory, 'a');
    assert.deepEqual(
      ['home', 'staging', 'other'].map((id) => after.get(id)),
      [{ uid: 'ana', time: { kind: 'last', amount: 24, unit: 'hours' } }, { type: 'video' }, undefined],
    );
    after.set('home', undefined);
    after.set('staging', undefined);
    assert.equal(new TemporaryFilters(memory, 'a').get('home'), undefined);
    assert.equal(memory.get(STATE), undefined, 'nothing is left of them');
  });

  it('are of a workspace: windows of two do not undo what either applied', () => {
    const memory = remembering();
    const [one, other] = [new TemporaryFilters(memory, 'a'), new TemporaryFilters(memory, 'b')];
    one.set('home', { type: 'audio' });
    other.set('home', { type: 'video' });
    assert.deepEqual(one.get('home'), { type: 'audio' });
    assert.deepEqual(
      ['a', 'b', 'c'].map((workspace) => new TemporaryFilters(memory, workspace).get('home')),
      [{ type: 'audio' }, { type: 'video' }, undefined],
    );
  });

  const saved = { version: 1, id: 'temporary', name: 'temporary', filter: { type: 'audio' } };
  const good = { workspace: 'a', connectionId: 'good', saved };
  for (const [title, value] of [
    ['no list', { good }],
    ['a text', 'audio'],
    ['of a later version', [{ ...good, saved: { ...saved, version: 2 } }]],
    ['with a condition that is none', [{ ...good, saved: { ...saved, filter: { type: 'smell' } } }]],
    ['of no connection', [{ workspace: 'a', saved }]],
    ['holes', [null, undefined, 5]],
  ] as const) {
    it(`are forgotten where what is remembered is ${title}`, () => {
      const memory = remembering(new Map([[STATE, value]]));
      const filters = new TemporaryFilters(memory, 'a');
      assert.equal(filters.get('good'), undefined);
      filters.set('home', { type: 'video' });
      assert.deepEqual(new TemporaryFilters(memory, 'a').get('home'), { type: 'video' });
      assert.equal(memory.get<unknown[]>(STATE)?.length, 1);
    });
  }

  it('are no more than fifty over all workspaces, the last that were applied', () => {
    const memory = remembering();
    for (let n = 0; n < 60; n += 1) new TemporaryFilters(memory, `w${n}`).set('home', { type: 'audio' });
    assert.equal(memory.get<unknown[]>(STATE)?.length, 50);
    assert.ok(new TemporaryFilters(memory, 'w59').get('home'));
  });

  it('are there until the window closes where nothing can be remembered', async () => {
    const memory = { ...remembering(), update: () => Promise.reject(new Error('ENOSPC')) };
    const filters = new TemporaryFilters(memory, 'a');
    filters.set('home', { type: 'audio' });
    await settle();
    assert.deepEqual(filters.get('home'), { type: 'audio' });
  });

  it('go over to the connection that takes the place of theirs, unless that has one', () => {
    const memory = remembering();
    const filters = new TemporaryFilters(memory, 'a');
    filters.set('lost', { type: 'audio' });
    filters.adopt('lost', 'new');
    filters.set('gone', { type: 'video' });
    filters.adopt('gone', 'new');
    filters.adopt('never', 'new');
    assert.deepEqual(
      ['lost', 'gone', 'new'].map((id) => new TemporaryFilters(memory, 'a').get(id)),
      [undefined, undefined, { type: 'audio' }],
    );
  });
});

describe('recent calls: kept filters', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cometchat-temporary-'));
  afterEach(() => {
    standIn(undefined);
    rmSync(folder, { recursive: true, force: true });
  });

  it('are those of the workspace, and follow their connection', async () => {
    const memory = remembering();
    const window = (workspace: object) => {
      standIn({ workspace });
      return keptFilters(folder, lines().logger, memory);
    };
    const first = { workspaceFolders: [{ uri: 'file:///first' }, { uri: 'file:///second' }] };
    window(first).temporary.set('lost', { type: 'audio' });
    const { saved, temporary } = window(first);
    await saved.adopt('lost', 'new');
    assert.deepEqual([temporary.get('lost'), temporary.get('new')], [undefined, { type: 'audio' }]);
    const others = [{}, { ...first, workspaceFile: 'file:///both.code-workspace' }, first];
    assert.deepEqual(
      others.map((workspace) => window(workspace).temporary.get('new')),
      [undefined, undefined, { type: 'audio' }],
    );
  });
});

describe('recent calls: temporary filters and their connections', () => {
  let desk: RecentDesk;

  beforeEach(() => {
    desk = new RecentDesk();
  });
  afterEach(() => desk.dispose());

  it('are offered again once their lost connection is found, and not below one that is removed', async () => {
    await desk.handlers['cometchatCalls.filterRecentCalls']({ filter: { type: 'audio' } });
    await desk.handlers['cometchatCalls.filterRecentCalls']({
      connectionId: staging.id,
      filterId: 'all',
      filter: { type: 'video' },
    });
    desk.world.connections = [];
    desk.world.lost = [{ id: home.id, name: home.name }];
    await desk.world.connectionChanged(home.id, true);
    await desk.world.connectionChanged(staging.id, true);
    assert.deepEqual([await desk.offered(), await desk.offered(staging.id)], [[], []]);
    desk.world.connections = [home, staging];
    desk.world.lost = [];
    assert.deepEqual([await desk.offered(), await desk.offered(staging.id)], [['Filter: audio'], []]);
  });
});
