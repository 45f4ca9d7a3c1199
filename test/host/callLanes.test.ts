/** The lanes of a call over real files, read by the real worker: what becomes of them while their panel is open. */
import assert from 'node:assert/strict';
import { appendFileSync, closeSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as vscode from 'vscode';
import { Emitter } from '../../src/core/base/emitter.ts';
import { createScanner } from '../../src/scan/index.ts';
import type { PanelLog } from '../../src/shared/index.ts';
import { CallLanes } from '../../src/vscode/callLogs/callLanes.ts';
import { CallLogs } from '../../src/vscode/callLogs/callLogs.ts';
import { suiteFolder } from './support/extension.ts';

const ID = 'a-call-of-logs';
const DAY = 24 * 3600_000;
const BEGAN = Date.UTC(2024, 9, 27, 0, 30);
const HOUR_OF_CALL = { from: BEGAN - 60_000, to: BEGAN + 2 * 3600_000 + 60_000 };

const iso = (at: number) => new Date(at).toISOString();
const line = (at: number, text = ID) => `${iso(at)} INFO ${text}\n`;
const shown = ({ state, lane }: PanelLog) => [state, lane?.naming];

describe('The lanes of a call', () => {
  const folder = suiteFolder('call-lanes');
  const clocks = {
    correctionOf: () => ({ offsetSeconds: 0, zoneOffsetSeconds: 0 }),
    onDidChange: new Emitter<vscode.Uri>(() => undefined).event,
  };
  let scanner: ReturnType<typeof createScanner>;
  let lanes: CallLanes | undefined;
  before(() => {
    const extension = vscode.extensions.getExtension('cometchat-calls.cometchat-calls');
    scanner = createScanner({ workerPath: join(extension?.extensionPath ?? '', 'dist', 'scan.js') });
  });
  after(() => scanner.dispose());
  afterEach(() => lanes?.dispose());

  const file = (name: string, text: string | Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  /** Follows logs; gives what waits until they fit. */
  function follow(paths: readonly string[], window: { from: number; to: number } | undefined, zone = 'UTC') {
    const logs = new CallLogs({
      reader: scanner,
      clocks: clocks as never,
      readerTime: { zone },
      logger: { error: () => undefined },
      redact: (text: string) => text,
      keysRead: () => Promise.resolve(),
    });
    const uris = paths.map((path) => vscode.Uri.file(path).toString());
    let hear: () => void = () => undefined;
    lanes = new CallLanes({ logs, clocks, redact: (text) => text }, ID, () => hear());
    const update = () => lanes?.update(uris, window, true) ?? [];
    return async (fit: (logs: readonly PanelLog[]) => boolean): Promise<readonly PanelLog[]> => {
      for (;;) {
        const changed = new Promise<void>((resolve) => (hear = resolve));
        const now = update();
        if (fit(now)) return now;
        await changed;
      }
    };
  }
  const isRead = (logs: readonly PanelLog[]) => logs.every(({ state }) => state !== 'reading');

  it('follow a file that grows, is cut, is rotated away and is deleted', async () => {
    const path = file('app.log', line(BEGAN));
    const until = follow([path], HOUR_OF_CALL);
    const untilNaming = (count: number) => until(([log]) => log?.lane?.naming === count);
    await untilNaming(1);
    appendFileSync(path, line(BEGAN + 1_000) + line(BEGAN + 2_000));
    await untilNaming(3);
    writeFileSync(path, line(BEGAN, 'nothing'));
    await untilNaming(0);
    renameSync(path, `${path}.1`);
    writeFileSync(path, line(BEGAN) + line(BEGAN + 1));
    await untilNaming(2);
    rmSync(path);
    const [gone] = await until(([log]) => log?.state === 'gone');
    assert.match(gone?.message ?? '', /app\.log/);
    writeFileSync(path, line(BEGAN));
    await untilNaming(1);
  });

  it('read the others where one is gone, is a folder, is packed in part, or is no text', async () => {
    const paths = [
      file('good.log', line(BEGAN)),
      join(folder, 'never-there.log'),
      folder,
      file('broken.log.gz', gzipSync(line(BEGAN).repeat(1_000)).subarray(0, 100)),
      file('binary.log', '\0\0\0\0'),
      file('plain.log', `no times ${ID}\n`),
    ];
    const read = await follow(paths, HOUR_OF_CALL)(isRead);
    assert.deepEqual(read.map(shown).slice(0, 2), [
      ['ready', 1],
      ['gone', undefined],
    ]);
    assert.equal(read[2]?.state, 'failed');
    assert.equal(read[5]?.lane?.times, 'none');
    for (const { state, message } of read) assert.ok(state === 'ready' || message, 'why not is said');
    assert.match(read[3]?.message ?? '', /this is what could be unpacked/);
    assert.match(read[4]?.message ?? '', /binary/);
    assert.deepEqual([read[0]?.message, read[5]?.message], [undefined, undefined]);
  });

  it('have a line of 200 MB as its beginning, and the lines around it', async () => {
    const path = join(folder, 'long.log');
    const long = openSync(path, 'w');
    writeSync(long, line(BEGAN) + `${iso(BEGAN + 1_000)} ${ID} `);
    for (let part = 0; part < 200; part += 1) writeSync(long, 'x'.repeat(1_000_000));
    writeSync(long, `\n${line(BEGAN + 2_000)}`);
    closeSync(long);
    const [log] = await follow([path], HOUR_OF_CALL)(isRead);
    assert.deepEqual(
      log?.lane?.marks.map(({ at, text }) => [at - BEGAN, text.length <= 301]),
      [0, 1_000, 2_000].map((at) => [at, true]),
    );
    rmSync(path);
  });

  it('of a call of five days have lines of all of them; without times there is nothing beside it', async () => {
    const days = [0, 1, 2, 3, 4, 5].map((day) => line(BEGAN + day * DAY)).join('');
    const path = file('days.log', days);
    const [log] = await follow([path], { from: BEGAN - 60_000, to: BEGAN + 5 * DAY })(isRead);
    assert.equal(log?.lane?.naming, 6);
    lanes?.dispose();
    const [none] = await follow([path], undefined)(isRead);
    assert.deepEqual([none?.lane, none?.message], [undefined, 'This call has no times.']);
  });

  it('say that they are an estimate in a night in which a clock without a zone is put back', async () => {
    // Berlin goes from 3:00 back to 2:00 at 01:00 UTC.
    const text = `2024-10-27 02:40:00 INFO ${ID}\n`;
    const path = file('night.log', text);
    const [berlin] = await follow([path], HOUR_OF_CALL, 'Europe/Berlin')(isRead);
    assert.deepEqual([berlin?.lane?.naming, berlin?.lane?.isEstimate], [1, true]);
    lanes?.dispose();
    const [utc] = await follow([path], { from: BEGAN, to: BEGAN + 3 * 3600_000 })(isRead);
    assert.deepEqual([utc?.lane?.naming, utc?.lane?.isEstimate], [1, false]);
    lanes?.dispose();
    writeFileSync(path, line(BEGAN));
    const [stated] = await follow([path], HOUR_OF_CALL, 'Europe/Berlin')(isRead);
    assert.deepEqual([stated?.lane?.naming, stated?.lane?.isEstimate], [1, false]);
  });

  it('have two forms of time in one file on one clock', async () => {
    const epoch = Math.floor(BEGAN / 1000) + 60;
    const path = file('forms.log', `${line(BEGAN)}${epoch} INFO ${ID}\n[${iso(BEGAN + 120_000)}] ${ID}\n`);
    const [log] = await follow([path], HOUR_OF_CALL)(isRead);
    assert.equal(log?.lane?.naming, 3);
  });
});
