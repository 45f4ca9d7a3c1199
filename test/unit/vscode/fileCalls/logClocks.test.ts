/** How the times of a log are corrected: what is asked, remembered, told and taken away again. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type * as vscode from 'vscode';
import { LogClocks, setClockOffset } from '../../../../src/vscode/fileCalls/index.ts';
import { lines } from '../support/keyringFixture.ts';
import { User } from '../support/user.ts';

const uri = { toString: () => 'file:///app.log' } as vscode.Uri;
const LOG = { uri, name: 'app.log' };

function memory(): vscode.Memento {
  const kept = new Map<string, unknown>();
  return {
    keys: () => [...kept.keys()],
    get: <Value>(key: string) => kept.get(key) as Value,
    update: (key, value) => Promise.resolve(void kept.set(key, value)),
  };
}

describe('vscode log clocks', () => {
  let user: User;
  let clocks: LogClocks;
  let changes: number;
  beforeEach(() => {
    user = new User();
    clocks = new LogClocks(memory(), lines().logger);
    changes = 0;
    clocks.onDidChange(() => (changes += 1));
  });
  afterEach(() => user.dispose());

  const correct = (given: { readonly offsetSeconds?: number; readonly withoutZone?: boolean } = {}) =>
    setClockOffset(LOG, { withoutZone: false, ...given }, clocks);

  it('correct all times, or those without a zone, beside one another, and say how', async () => {
    assert.equal(await correct({ offsetSeconds: 7_200, withoutZone: true }), 'log times without a zone +2 h');
    assert.equal(await correct({ offsetSeconds: -7 }), 'log times −7 s · log times without a zone +2 h');
    assert.deepEqual(clocks.correctionOf(uri), { offsetSeconds: -7, zoneOffsetSeconds: 7_200 });
    assert.equal(changes, 2, 'whoever shows them hears of it');
    assert.equal(await correct({ offsetSeconds: 0 }), 'log times without a zone +2 h');
  });

  it('ask which times are meant, then by how much', async () => {
    user.does({ pick: 'Times Without a Zone…' }, { type: '-0:30' });
    assert.equal(await correct(), 'log times without a zone −30 min');
    assert.deepEqual(
      user.asked[0]?.items.map(({ label }) => label),
      ['Times Without a Zone…', 'All Times…'],
      'there is nothing to clear yet',
    );
    user.does({ pick: 'All Times…' }, 'escape');
    assert.equal(await correct(), undefined);
    assert.equal(changes, 1);
  });

  it('are cleared by a choice of the list', async () => {
    await correct({ offsetSeconds: 60 });
    await correct({ offsetSeconds: 3_600, withoutZone: true });
    user.does({ pick: 'Clear the Correction' });
    assert.equal(await correct(), 'log times as they are written');
    assert.deepEqual(clocks.correctionOf(uri), { offsetSeconds: 0, zoneOffsetSeconds: 0 });
    assert.equal(clocks.correctionText(uri), undefined);
  });

  it('take no more than clocks of two zones are apart', async () => {
    await assert.rejects(correct({ offsetSeconds: 28 * 3_600 }), /must be between/);
    assert.equal(changes, 0);
  });
});
