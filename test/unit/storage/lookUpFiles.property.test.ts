import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { LookUpStore } from '../../../src/core/lookUp/store.ts';
import { answerOf } from '../../../src/core/lookUp/model.ts';
import { diskFiles } from '../../../src/storage/files.ts';
import { LookUpFiles } from '../../../src/storage/lookUpFiles.ts';
import { readSaved } from '../../../src/storage/savedLookUp.ts';
import { KEY, lines } from '../vscode/support/keyringFixture.ts';
import { MemoryDisk, takingTurns } from '../vscode/support/disk.ts';
import type { StorageModel, Times } from '../vscode/support/storageModel.ts';
import { atOnce, runSessions, type Place, script, timesOf } from '../vscode/support/storageSessions.ts';
import { answer, fileName, hash, raw } from '../vscode/support/storageFixture.ts';
import { rethrow } from '../../support/listeners.ts';

/** What was there before: of nobody, and of a version to come. They are where they would be in the way. */
const FOREIGN: readonly [string, string][] = [
  [fileName('a'), '{"version":2,"sessionId":"a","half'],
  [`${hash('a')}.0b8e1d52-7f5e-4d0c-9b3a-2f6f0c1a9e77.pinned.json`, '\u0000\u0001 nobody’s'],
  [fileName('b'), JSON.stringify({ version: 3, sessionId: 'b', answers: [] })],
];

/**
 * Holds a disk to what was promised, when nobody is at it any more.
 * @param cut whether the power was cut: what was removed may be back
 */
async function check(place: Place, model: StorageModel, cut = false): Promise<void> {
  // Where windows keep few, only what is noted stays: no script takes a note away.
  const isKept = (times: Times) => place.most === undefined || times['note'] !== undefined;
  place.fill(false);
  const files = place.files(atOnce);
  const { log, logger } = lines();
  const last = new LookUpFiles(place.folder, new LookUpStore(rethrow), logger, files, place.most);
  const found = await last.read(500);
  await last.flush();
  const byId = new Map(found.map((lookUp) => [lookUp.sessionId, lookUp]));
  for (const [sessionId, owed] of model.owed(isKept)) {
    const lookUp = byId.get(sessionId);
    assert.ok(lookUp, `${sessionId} is lost`);
    const times: Record<string, number | undefined> = timesOf(lookUp);
    for (const [part, time] of Object.entries(owed)) {
      assert.ok((times[part] ?? -1) >= time, `${sessionId}: ${part} of ${times[part]} instead of ${time}`);
    }
  }
  for (const sessionId of cut ? [] : model.gone())
    assert.ok(!byId.has(sessionId), `${sessionId} was removed`);
  for (const lookUp of found) {
    const newest = answerOf(lookUp);
    if (newest) {
      const { fetchedAt } = newest;
      assert.deepEqual(newest, answer(raw(lookUp.sessionId, { time: fetchedAt }), fetchedAt));
    }
    if (lookUp.note) assert.equal(lookUp.note.text, `noted ${lookUp.note.editedAt}`);
  }
  const names = await files.names(place.folder);
  const texts = await Promise.all(
    names.map(async (name) => [name, await files.read(join(place.folder, name))] as const),
  );
  assert.ok(
    texts.every(([, text]) => !text.includes(KEY)),
    'no key',
  );
  const foreign = FOREIGN.map(([, text]) => text);
  for (const [name, text] of texts) {
    if (foreign.includes(text) || name.endsWith('.tmp')) continue;
    assert.equal(readSaved(text).kind, 'known', `${name} is half written: ${log.join('\n')}`);
  }
  for (const [name, text] of FOREIGN) {
    const where = texts.filter((one) => one[1] === text).map(([there]) => there);
    assert.equal(where.length, 1, `a file that is none of ours: ${name}`);
    const isLater = readSaved(text).kind === 'later';
    assert.ok(where[0] === name || (!isLater && where[0]?.endsWith('.aside')), where[0]);
  }
}

describe('vscode storage of look-ups, whatever happens', () => {
  const scripts = fc.array(script, { minLength: 1, maxLength: 3, size: 'max' });
  const inMemory = async (): Promise<{ readonly disk: MemoryDisk; readonly place: Place }> => {
    const disk = new MemoryDisk();
    const folder = '/look-ups';
    const files = disk.files(atOnce);
    for (const [name, text] of FOREIGN) {
      await files.write(join(folder, name), text);
      await files.move(join(folder, name), join(folder, name));
    }
    const fill = (full: boolean) => {
      disk.full = full;
    };
    return { disk, place: { folder, files: (turn) => disk.files(turn), fill } };
  };

  it('loses no acknowledged entry to other windows, crashes at every step, a full disk and restarts', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), scripts, async (scheduler, given) => {
        const { place } = await inMemory();
        await check(place, await runSessions(place, given, scheduler));
      }),
      { numRuns: 1000 },
    );
  });

  it('loses no acknowledged note to a disk that takes few look-ups, of which the oldest go', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), scripts, async (scheduler, given) => {
        const { place } = await inMemory();
        const narrow = { ...place, most: 1 };
        await check(narrow, await runSessions(narrow, given, scheduler));
      }),
      { numRuns: 500 },
    );
  });

  it('loses no acknowledged entry to a power cut after any step', async function () {
    this.timeout(120_000);
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), scripts, share, async (scheduler, given, kept) => {
        const { disk, place } = await inMemory();
        const model = await runSessions(place, given, scheduler);
        disk.cutPower(kept);
        await check(place, model, true);
      }),
      { numRuns: 500 },
    );
  });

  it('loses none on a real disk', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), scripts, async (scheduler, given) => {
        const above = mkdtempSync(join(tmpdir(), 'cometchat-sessions-'));
        const folder = join(above, 'look-ups');
        mkdirSync(folder);
        for (const [name, text] of FOREIGN) writeFileSync(join(folder, name), text);
        const files: Place['files'] = (turn) => takingTurns(diskFiles, turn);
        try {
          const place = { folder, files, fill: () => undefined };
          await check(place, await runSessions(place, given, scheduler));
        } finally {
          rmSync(above, { recursive: true, force: true });
        }
      }),
      { numRuns: 40 },
    );
  });
});
