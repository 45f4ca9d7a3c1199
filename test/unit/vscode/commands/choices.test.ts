/** What the palette leaves out because there is nothing to choose from. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Emitter } from '../../../../src/core/base/index.ts';
import type { ListTarget } from '../../../../src/core/callList/model.ts';
import { LATER_CONTEXT_KEYS } from '../../../../src/manifest.ts';
import type { KeptFilter } from '../../../../src/storage/index.ts';
import { followChoices } from '../../../../src/vscode/commands/choices.ts';
import { rethrow } from '../../../support/listeners.ts';
import { Timers } from '../../../support/timers.ts';
import { answer, target, watched } from '../../core/lookUp/support.ts';
import { call, NOW } from '../../core/support.ts';
import { standIn } from '../support/vscodeStub.ts';

describe('vscode commands: what the palette leaves out', () => {
  const { nonePinned, noneWatched, noneLive, noneToCompare, noFilters, canSaveFilter } = LATER_CONTEXT_KEYS;
  const READY = { kind: 'ready', answer } as const;
  const LIVE = { kind: 'ready', answer: { ...answer, call: call({ status: 'ongoing' }) } } as const;
  const keys = new Map<string, unknown>();
  let told = 0;
  let timers: Timers;
  let watches: Set<string>;
  let saved: KeptFilter[];
  let selectedOwn: ListTarget | undefined;
  const watchesChanged = new Emitter<void>(rethrow);
  const filtersChanged = new Emitter<void>(rethrow);
  const selected = new Emitter<void>(rethrow);
  const changed = new Emitter<object>(rethrow);

  beforeEach(() => {
    keys.clear();
    told = 0;
    timers = new Timers();
    watches = new Set();
    saved = [];
    selectedOwn = undefined;
    const executeCommand = (_: string, key: string, value: unknown) => {
      keys.set(key, value);
      told += 1;
      return Promise.resolve();
    };
    standIn({ commands: { executeCommand } });
  });
  afterEach(() => standIn(undefined));

  async function follow() {
    const { store } = watched();
    const following = followChoices({
      lookUps: { store },
      watches: {
        has: (key) => watches.has(key),
        get keys() {
          return [...watches];
        },
        onDidChange: watchesChanged.event,
      },
      recentCalls: {
        get selectedOwn() {
          return selectedOwn;
        },
        onDidChange: changed.event,
        onDidSelect: selected.event,
      },
      filters: { list: () => Promise.resolve(saved), onDidChange: filtersChanged.event },
      after: timers.after,
    });
    await timers.pass(1);
    await timers.pass(1);
    return { store, following };
  }

  it('is all that needs a call or a filter where there is none', async () => {
    await follow();
    const expected = { nonePinned, noneWatched, noneLive, noneToCompare, noFilters };
    for (const key of Object.values(expected)) assert.equal(keys.get(key), true, key);
    assert.equal(keys.get(canSaveFilter), false);
  });

  it('is less with each call that can be chosen', async () => {
    const { store } = await follow();
    const { key } = store.set(target('a'), LIVE, 1);
    store.set(target('b'), { kind: 'loading', since: NOW }, 2);
    await timers.pass(1);
    assert.deepEqual([keys.get(noneLive), keys.get(noneToCompare)], [false, true]);
    store.set(target('b'), READY, 2);
    store.mark(key, { pinned: true }, NOW);
    watches.add(key);
    watchesChanged.fire();
    await timers.pass(1);
    assert.deepEqual(
      [noneLive, noneWatched, noneToCompare, nonePinned].map((one) => keys.get(one)),
      [true, false, false, false],
    );
  });

  it('is no filter that was saved, or that is on screen', async () => {
    await follow();
    saved = [{ id: 'x', name: 'x' } as unknown as KeptFilter];
    filtersChanged.fire();
    await timers.pass(1);
    await timers.pass(1);
    assert.deepEqual([keys.get(noFilters), keys.get(canSaveFilter)], [false, false]);
    saved = [];
    filtersChanged.fire();
    selectedOwn = { connectionId: 'home', filterId: 'temporary' };
    selected.fire();
    await timers.pass(1);
    await timers.pass(1);
    assert.deepEqual([keys.get(noFilters), keys.get(canSaveFilter)], [false, true]);
  });

  it('is told once for thousands of look-ups, and no more once it is over', async () => {
    const { store, following } = await follow();
    const before = told;
    for (let n = 0; n < 2_000; n += 1) store.set(target(`id-${n}`), READY, n);
    assert.equal(timers.waiting, 1);
    await timers.pass(1);
    assert.equal(told - before, 1);
    store.set(target('z'), LIVE, 1);
    following.dispose();
    await timers.pass(1);
    assert.equal(told - before, 1);
  });
});
