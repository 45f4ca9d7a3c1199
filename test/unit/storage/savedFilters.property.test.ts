import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Files } from '../../../src/storage/files.ts';
import { SavedFilters } from '../../../src/storage/savedFilters.ts';
import { lines } from '../vscode/support/keyringFixture.ts';
import { MemoryDisk, type Turn } from '../vscode/support/disk.ts';
import { StorageModel } from '../vscode/support/storageModel.ts';
import { atOnce } from '../vscode/support/storageSessions.ts';

const action = fc.record({
  does: fc.constantFrom('save', 'save', 'rename', 'edit', 'remove', 'refresh'),
  which: fc.nat(2),
});
type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

/** What a window does one after the other, and after how many steps of the disk it crashes. */
const script = fc.record({
  actions: fc.array(action, { minLength: 2, maxLength: 8, size: 'max' }),
  steps: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.nat(80)),
});

/** Does one thing in a window; what it ends with is acknowledged. */
async function act(
  filters: SavedFilters,
  window: number,
  model: StorageModel,
  { does, which }: Action,
): Promise<void> {
  const all = await filters.list();
  const id = all[which % Math.max(1, all.length)]?.id ?? 'none';
  const begun = model.tick();
  const filter = { uid: `at ${begun}` };
  let changed = id;
  // Even what is never told of as done may have been done.
  for (const one of does === 'refresh' || does === 'remove' ? [] : all) model.changed(window, one.id, {});
  if (does === 'refresh') await filters.refresh();
  if (does === 'remove') model.removed(window, id);
  if (does === 'remove') await filters.remove(id);
  if (does === 'rename') await filters.rename(id, `Named at ${begun}`);
  if (does === 'edit') await filters.edit(id, filter);
  if (does === 'save') changed = (await filters.save(`Number ${which}`, 'home', filter)).id;
  if (does !== 'refresh' && does !== 'remove') {
    const kept = (await filters.list()).find((one) => one.id === changed);
    const times = { name: kept?.nameChangedAt, filter: kept?.filterChangedAt };
    if (kept) model.changed(window, kept.id, times, begun);
  }
  model.acknowledged(window, Number.POSITIVE_INFINITY);
}

describe('vscode storage of saved filters, whatever happens', () => {
  it('loses nothing acknowledged to other windows and to crashes at every step', async function () {
    this.timeout(60_000);
    const scripts = fc.array(script, { minLength: 2, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), scripts, async (scheduler, given) => {
        const disk = new MemoryDisk();
        const model = new StorageModel();
        const open = (files: Files) =>
          new SavedFilters('/filters', lines().logger, () => model.tick(), files);
        const run = async ({ actions, steps }: (typeof given)[number], window: number) => {
          let left = steps;
          let crash: () => void = () => undefined;
          const crashed = new Promise<void>((resolve) => {
            crash = resolve;
          });
          const turn: Turn = async () => {
            await scheduler.schedule(Promise.resolve(), `window ${window}`);
            left -= 1;
            if (left >= 0) return;
            crash();
            await new Promise(() => undefined);
          };
          const filters = open(disk.files(turn));
          const all = async () => {
            for (const one of actions) await act(filters, window, model, one);
          };
          await Promise.race([all(), crashed]);
          model.crashed(window);
        };
        await scheduler.waitFor(Promise.all(given.map(run)));
        const found = new Map((await open(disk.files(atOnce)).list()).map((kept) => [kept.id, kept]));
        for (const [id, owed] of model.owed()) {
          const kept = found.get(id);
          assert.ok(kept, `${id} is lost`);
          assert.ok(kept.nameChangedAt >= (owed['name'] ?? 0), 'the name');
          assert.ok(kept.filterChangedAt >= (owed['filter'] ?? 0), 'the filter');
        }
        for (const id of model.gone()) assert.ok(!found.has(id), `${id} was removed`);
      }),
      { numRuns: 500 },
    );
  });
});
