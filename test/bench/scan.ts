/**
 * Measures the scanner against ripgrep on the same file in the same run: `npm run bench -- scan`.
 * What ripgrep does is less: it prints the v1 ids alone, ours counts v1, legacy and keyed ids with their lines.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, truncateSync, copyFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { findSessionIds } from '../../src/core/finder.ts';
import { createScanner } from '../../src/scan/scanner.ts';
import { median, timeOf } from './measure.ts';
import { ensureLog, GIGABYTE, IDS } from './scanLog.ts';
import { reportScan } from './scanReport.ts';

const FOLDER = join(tmpdir(), 'cometchat-calls-bench');
const V1 = String.raw`v1\.[a-z]{2,8}\.[0-9a-f]{13,16}\.[0-9]{10}[0-9a-f]{40}`;
const ROUNDS = 9;
/** The bounds, which alone fail a run. */
const MOST_OF_RG = 1;
const MOST_MEMORY_MB = 200;
/** How much more a byte of 1 GB may cost than a byte of 100 MB. */
const MOST_GROWTH = 1.5;

export async function runScanBench(): Promise<boolean> {
  const rg = spawnSync('rg', ['--version'], { encoding: 'utf8' });
  if (rg.status !== 0) {
    console.error('ripgrep is needed to compare with: put rg on the PATH (apt-get install ripgrep).');
    return false;
  }
  const worker = await bundleWorker();
  const log = join(FOLDER, 'log-1gb-v1.log');
  console.log('Writing a log of 1 GB, unless it is there');
  ensureLog(log, GIGABYTE);
  console.log(`Comparing, ${ROUNDS} rounds`);
  const times = await compare(worker, log);
  const memory = measureMemory(worker, log);
  const sizes = await measureSizes(worker, log);
  const line = measureLine();
  return reportScan(
    { rgVersion: rg.stdout.split('\n')[0] ?? '', times, memory, sizes, line },
    {
      mostOfRg: MOST_OF_RG,
      mostMemoryMb: MOST_MEMORY_MB,
      mostGrowth: MOST_GROWTH,
    },
  );
}

/** What ships: the worker bundled and minified. */
async function bundleWorker(): Promise<string> {
  const outfile = join(FOLDER, 'scan.cjs');
  await build({
    entryPoints: ['src/scan/worker.ts'],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22.20',
    logLevel: 'warning',
  });
  return outfile;
}

async function compare(worker: string, log: string) {
  const ours: number[] = [];
  const cold: number[] = [];
  const rg: number[] = [];
  const kept = createScanner({ workerPath: worker });
  const warm = await kept.scanFile(log);
  if (warm.calls.length !== IDS) throw new Error(`${warm.calls.length} ids were found, not ${IDS}.`);
  const v1 = warm.calls.filter(({ form }) => form === 'v1').reduce((sum, { count }) => sum + count, 0);
  for (let round = 0; round < ROUNDS; round += 1) {
    rg.push(runRipgrep(log));
    ours.push(await timeOf(() => kept.scanFile(log)));
    const fresh = createScanner({ workerPath: worker });
    cold.push(await timeOf(() => fresh.scanFile(log)));
    await fresh.dispose();
  }
  await kept.dispose();
  const printed = readFileSync(join(FOLDER, 'rg.txt'), 'latin1').split('\n').length - 1;
  if (printed !== v1) throw new Error(`ripgrep printed ${printed} v1 ids, we counted ${v1}.`);
  const places = warm.calls.reduce((sum, { count }) => sum + count, 0);
  return { ours: median(ours), cold: median(cold), rg: median(rg), lines: warm.lines, places };
}

/** To a real file: for a sink that discards everything ripgrep would stop at the first match. */
function runRipgrep(log: string): number {
  const sink = openSync(join(FOLDER, 'rg.txt'), 'w');
  const started = performance.now();
  spawnSync('rg', ['-n', '-o', V1, log], { stdio: ['ignore', sink, 'ignore'] });
  const took = performance.now() - started;
  closeSync(sink);
  return took;
}

/** Peak memory of a process that scans, and of one that only started the workers, in MB. */
function measureMemory(worker: string, log: string) {
  const peak = (path: string) => {
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', 'test/bench/scanChild.ts', worker, path],
      { encoding: 'utf8' },
    );
    if (!stdout) throw new Error(stderr);
    return Number(stdout) / 1_024;
  };
  return { bare: peak('nothing'), scanning: peak(log) };
}

async function measureSizes(worker: string, log: string) {
  const scanner = createScanner({ workerPath: worker });
  const sizes = [];
  for (const size of [1e6, 1e7, 1e8, GIGABYTE]) {
    const path = size === GIGABYTE ? log : join(FOLDER, `log-${size}.log`);
    if (!existsSync(path)) {
      copyFileSync(log, path);
      truncateSync(path, size);
    }
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) times.push(await timeOf(() => scanner.scanFile(path)));
    sizes.push({ size, ms: median(times) });
  }
  await scanner.dispose();
  return sizes;
}

/** The finder on one line of an editor, in microseconds. */
function measureLine(): number {
  const line =
    '2024-06-01T10:00:00.123Z INFO  [media-router-12] opened v1.us.31780434a95d45.16923681138d75114d60d1345a22e4cc612263fb26c0b5cf92 for 2 participants, "sessionId":"team-standup-7" (34 ms)';
  const times: number[] = [];
  for (let round = 0; round < 50; round += 1) {
    const started = performance.now();
    for (let time = 0; time < 1_000; time += 1) findSessionIds(line);
    times.push(performance.now() - started);
  }
  return median(times);
}
