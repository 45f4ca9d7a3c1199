/** Measures a log read by its times against one scan of the same file in the same run: `npm run bench -- lanes`. */
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogClock } from '../../src/core/logTime/model.ts';
import { createScanner } from '../../src/scan/index.ts';
import { bundleScanWorker } from '../support/scanWorker.ts';
import { median, timeOf } from './measure.ts';
import { report } from './report.ts';
import { ensureLog, GIGABYTE, STARTS_AT } from './scanLog.ts';

const FOLDER = join(tmpdir(), 'cometchat-calls-bench');
const ROUNDS = 15;
const HOUR = 3_600_000;
/** Milliseconds from a line to the next: 1 GB are ten hours. */
const STEP_MS = 4.29;
const MOST_OF_SCAN = 0.1;
const MOST_MEMORY_MB = 50;

export const LANES_CLOCK: LogClock = { timeZone: 'UTC', offsetSeconds: 0, near: undefined };
export const LANES_WINDOW = { from: STARTS_AT + 5 * HOUR, to: STARTS_AT + 5 * HOUR + 120_000 };

export async function runLanesBench(): Promise<boolean> {
  const worker = join(FOLDER, 'scan-lanes.cjs');
  await bundleScanWorker(worker);
  const log = join(FOLDER, 'log-1gb-10h.log');
  console.log('Writing a log of 1 GB, unless it is there');
  ensureLog(log, GIGABYTE, STEP_MS);
  const reader = createScanner({ workerPath: worker });
  const wanted = { window: LANES_WINDOW, clock: LANES_CLOCK, names: ['room-7-none'], slices: 300 };
  const windowOf = () => reader.readWindow({ path: log }, wanted);
  await reader.scanFile(log);
  const window = await windowOf();
  if (window.isEstimate || window.count < 20_000) throw new Error(`${window.count} lines were read.`);
  const instant = LANES_WINDOW.from + 1;
  const nearestOf = () => reader.nearestLine({ path: log }, { instant, clock: LANES_CLOCK });
  await nearestOf();
  const times = {
    scan: [] as number[],
    window: [] as number[],
    nearest: [] as number[],
    fresh: [] as number[],
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.scan.push(await timeOf(() => reader.scanFile(log)));
    times.window.push(await timeOf(windowOf));
    times.nearest.push(await timeOf(nearestOf));
    const fresh = createScanner({ workerPath: worker });
    times.fresh.push(await timeOf(() => fresh.readWindow({ path: log }, wanted)));
    await fresh.dispose();
  }
  await reader.dispose();
  const [bare, reading] = [peakMegabytes(worker, 'nothing'), peakMegabytes(worker, log)];
  return report({
    heading: 'A log by its times',
    about: `Written by \`npm run bench -- lanes\`. A window of 2 minutes in the midst of a generated log of 1 GB and ten hours,
against one full scan of the same file in the same run, held in the system's cache: ${window.count.toLocaleString('en')} lines with their times and
levels in 300 slices, ${(window.bytesRead / 1e6).toFixed(1)} MB read. Medians of runs that take turns. Only the bounds fail a run.`,
    bounds: [
      {
        name: 'time of the window / time of a scan',
        figure: median(times.window) / median(times.scan),
        digits: 3,
        most: MOST_OF_SCAN,
      },
      {
        name: 'peak memory above the bare process, MB',
        figure: reading - bare,
        digits: 0,
        most: MOST_MEMORY_MB,
      },
    ],
    told: [
      { name: 'one scan of the file', figure: `${median(times.scan).toFixed(0)} ms` },
      { name: 'the window', figure: `${median(times.window).toFixed(1)} ms` },
      { name: 'the same by a worker that has to be started', figure: `${median(times.fresh).toFixed(0)} ms` },
      {
        name: 'the line nearest to an instant, and its number: all lines before it are counted',
        figure: `${median(times.nearest).toFixed(0)} ms`,
      },
    ],
  });
}

function peakMegabytes(worker: string, path: string): number {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', 'test/bench/lanesChild.ts', worker, path],
    { encoding: 'utf8' },
  );
  if (!stdout) throw new Error(stderr);
  return Number(stdout) / 1_024;
}
