/** Filters that are applied and not saved under a name: they outlive a reload of the window. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { settle } from '../../core/support.ts';
import { lines } from '../support/keyringFixture.ts';
import { RecentCommandsFixture } from '../support/recentCommandsFixture.ts';
import { home, remembering, staging } from '../support/recentCallsFixture.ts';
import { createFilters, TemporaryFilters } from '../../../../src/vscode/recentCalls/filters.ts';

const STATE = 'cometchatCalls.temporaryFilters';

describe('recent calls: temporary filters', () => {
  it('are there again after a reload, each below its connection', () => {
    const memory = remembering();
    const before = new TemporaryFilters(memory);
    before.set('home', { type: 'audio' });
    before.set('home', { uid: 'ana', time: { kind: 'last', amount: 24, unit: 'hours' } });
    before.set('staging', { type: 'video' });
    const after = new TemporaryFilters(memory);
    assert.deepEqual(
      ['home', 'staging', 'other'].map((id) => after.get(id)),
      [{ uid: 'ana', time: { kind: 'last', amount: 24, unit: 'hours' } }, { type: 'video' }, undefined],
    );
    after.set('home', undefined);
    after.set('staging', undefined);
    assert.equal(new TemporaryFilters(memory).get('home'), undefined);
    assert.equal(memory.get(STATE), undefined, 'nothing is left of them');
  });

  const saved = { version: 1, id: 'temporary', name: 'temporary', filter: { type: 'audio' } };
  for (const [title, value] of [
    ['a list', [saved]],
    ['a text', 'audio'],
    ['of a later version', { good: { ...saved, version: 2 } }],
    ['with a condition that is none', { good: { ...saved, filter: { type: 'smell' } } }],
    ['holes', { good: null }],
  ] as const) {
    it(`are forgotten where what is remembered is ${title}`, () => {
      const memory = remembering(new Map([[STATE, value]]));
      const filters = new TemporaryFilters(memory);
      assert.equal(filters.get('good'), undefined);
      filters.set('home', { type: 'video' });
      assert.deepEqual(new TemporaryFilters(memory).get('home'), { type: 'video' });
      assert.deepEqual(Object.keys(memory.get<object>(STATE) ?? {}), ['home']);
    });
  }

  it('are there until the window closes where nothing can be remembered', async () => {
    const memory = { ...remembering(), update: () => Promise.reject(new Error('ENOSPC')) };
    const filters = new TemporaryFilters(memory);
    filters.set('home', { type: 'audio' });
    await settle();
    assert.deepEqual(filters.get('home'), { type: 'audio' });
  });

  it('go over to the connection that takes the place of theirs, unless that has one', () => {
    const memory = remembering();
    const filters = new TemporaryFilters(memory);
    filters.set('lost', { type: 'audio' });
    filters.adopt('lost', 'new');
    filters.set('gone', { type: 'video' });
    filters.adopt('gone', 'new');
    filters.adopt('never', 'new');
    assert.deepEqual(
      ['lost', 'gone', 'new'].map((id) => new TemporaryFilters(memory).get(id)),
      [undefined, undefined, { type: 'audio' }],
    );
  });
});

describe('recent calls: kept filters', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cometchat-temporary-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are those of the workspace, and follow their connection', async () => {
    const globalState = remembering();
    const window = (workspaceState: ReturnType<typeof remembering>) =>
      createFilters(folder, lines().logger, { workspaceState, globalState });
    const mine = remembering();
    window(mine).temporary.set('lost', { type: 'audio' });
    const { saved, temporary } = window(mine);
    await saved.adopt('lost', 'new');
    assert.deepEqual([temporary.get('lost'), temporary.get('new')], [undefined, { type: 'audio' }]);
    assert.deepEqual(
      [mine, remembering()].map((memory) => window(memory).temporary.get('new')),
      [{ type: 'audio' }, undefined],
    );
  });
});

describe('recent calls: filters with a key for a uid or a name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cometchat-filters-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are removed, saved or not, once the key is known for one', async () => {
    const filters = createFilters(folder, lines().logger, {
      workspaceState: remembering(),
      globalState: remembering(),
    });
    filters.temporary.set('home', { uid: 'a key' });
    filters.temporary.set('staging', { uid: 'ana' });
    await filters.saved.save('a key', undefined, { type: 'audio' });
    await filters.saved.save('Ana', 'home', { uid: 'ana' });
    await filters.saved.save('Key', 'home', { uid: 'a key' });
    const closed: string[] = [];
    await filters.removeHolding(
      (text) => text.includes('a key'),
      (connectionId) => closed.push(connectionId),
    );
    assert.deepEqual(closed, ['home']);
    assert.deepEqual(
      (await filters.list()).map(({ name }) => name),
      ['Ana'],
    );
  });
});

describe('recent calls: temporary filters and their connections', () => {
  let fixture: RecentCommandsFixture;

  beforeEach(() => {
    fixture = new RecentCommandsFixture();
  });
  afterEach(() => fixture.dispose());

  it('are offered again once their lost connection is found, and not below one that is removed', async () => {
    await fixture.run('filterRecentCalls', { filter: { type: 'audio' } });
    await fixture.run('filterRecentCalls', {
      connectionId: staging.id,
      filterId: 'all',
      filter: { type: 'video' },
    });
    fixture.recent.connections = [];
    fixture.recent.lost = [{ id: home.id, name: home.name }];
    await fixture.recent.connectionChanged(home.id, true);
    await fixture.recent.connectionChanged(staging.id, true);
    assert.deepEqual([await fixture.offered(), await fixture.offered(staging.id)], [[], []]);
    fixture.recent.connections = [home, staging];
    fixture.recent.lost = [];
    assert.deepEqual([await fixture.offered(), await fixture.offered(staging.id)], [['Filter: audio'], []]);
  });
});
