/** How the times of a log are corrected: what is asked, remembered, told and taken away again. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type * as vscode from 'vscode';
import { type KnownTimes, LogClocks, setClockOffset } from '../../../../src/vscode/fileCalls/index.ts';
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
  let known: KnownTimes | undefined;
  beforeEach(() => {
    user = new User();
    clocks = new LogClocks(memory(), lines().logger);
    changes = 0;
    known = { line: undefined, events: [], suggested: undefined };
    clocks.onDidChange(() => (changes += 1));
  });
  afterEach(() => user.dispose());

  const correct = (given: { readonly offsetSeconds?: number; readonly withoutZone?: boolean } = {}) =>
    setClockOffset(LOG, { withoutZone: false, ...given }, clocks, () => Promise.resolve(known));

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

  describe('by what is known', () => {
    const T0 = Date.parse('2026-09-14T08:31:10.400Z');
    const line = (precisionSeconds = 0.001) => ({
      number: 4,
      timeNear: () => ({ instant: T0, precisionSeconds }),
    });
    const event = (seconds: number, text: string) => ({
      at: T0 - 400 + seconds * 1000,
      text,
      source: 'ana → leo',
    });
    const items = (index: number) => user.asked[index]?.items ?? [];

    it('suggest what webhook events say first, on top of what is added already', async () => {
      await correct({ offsetSeconds: 60 });
      await correct({ offsetSeconds: 3_600, withoutZone: true });
      known = { line: undefined, events: [], suggested: { seconds: 3_600, agree: 4, of: 5 } };
      user.does({ pick: 'All Times by +1:01' });
      assert.equal(await correct(), 'log times +1 h 1 min · log times without a zone +1 h');
      assert.deepEqual(
        items(0).map(({ label }) => label)[0],
        'All Times by +1:01',
        'it comes before what is asked for',
      );
      assert.equal(items(0)[0]?.detail, 'so 4 of 5 webhook events in this log stand where they happened');
      known = { ...known, suggested: { seconds: 28 * 3_600, agree: 2, of: 2 } };
      user.does('escape');
      await correct();
      assert.ok(!items(1).some(({ description }) => description === 'suggested'), 'that is too much');
    });

    it('set them so that the line with the cursor was when something happened, the nearest first', async () => {
      await correct({ offsetSeconds: 5 });
      known = {
        line: line(),
        events: [event(7_200, 'leo $(bug) joined'), event(-3, 'ana joined'), event(30 * 3_600, 'next day')],
        suggested: undefined,
      };
      user.does({ pick: 'Line 5 Is When…' }, { pick: 'leo' });
      assert.equal(await correct(), 'log times +2 h');
      assert.equal(clocks.correctionOf(uri).offsetSeconds, 7_205);
      assert.deepEqual(
        items(1).map(({ label, description, detail }) => [label, description, detail]),
        [
          ['ana joined', '+0:00:02', 'ana → leo'],
          ['leo $\u2060(bug) joined', '+2:00:05', 'ana → leo'],
        ],
      );
      user.does({ pick: 'Line 5 Is When…' }, 'escape');
      assert.equal(await correct(), undefined);
    });

    it('move a line that tells only its minute by whole minutes', async () => {
      known = { line: line(60), events: [event(3_620, 'ana joined')], suggested: undefined };
      user.does({ pick: 'Line 5 Is When…' }, { pick: 'ana joined' });
      assert.equal(await correct(), 'log times +1 h');
      assert.equal(clocks.correctionOf(uri).offsetSeconds, 3_600);
    });

    it('are asked for nothing when nobody waits for what is known, or nothing is', async () => {
      known = undefined;
      assert.equal(await correct(), undefined);
      assert.equal(user.asked.length, 0);
      known = { line: line(), events: [], suggested: undefined };
      user.does('escape');
      await correct();
      assert.equal(items(0)[0]?.label, 'Times Without a Zone…');
    });
  });
});
