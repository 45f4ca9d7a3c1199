/**
 * Measures the scanner against ripgrep on the same file in the same run: `npm run bench -- scan`.
 * What ripgrep does is less: it prints the v1 ids alone, ours counts v1, legacy and keyed ids with their lines.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, truncateSync, copyFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rgPath } from '@vscode/ripgrep';
import { findSessionIds } from '../../src/core/sessionId/finder/find.ts';
import { createScanner } from '../../src/scan/index.ts';
import { bundleScanWorker } from '../support/scanWorker.ts';
import { median, timeOf } from './measure.ts';
import { report } from './report.ts';
import { ensureLog, GIGABYTE, IDS } from './scanLog.ts';

const FOLDER = join(tmpdir(), 'cometchat-calls-bench');
const V1 = String.raw`v1\.[a-z]{2,8}\.[0-9a-f]{13,16}\.[0-9]{10}[0-9a-f]{40}`;
const ROUNDS = 9;
/** What ours may take of ripgrep's time, and what it is meant to: it compares two cores with one. */
const MOST_OF_RG = 1.5;
const AIM_OF_RG = 1;
const MOST_MEMORY_MB = 200;
/** How much more a byte of 1 GB may cost than a byte of 100 MB. */
const MOST_GROWTH = 1.5;

export async function runScanBench(): Promise<boolean> {
  const worker = join(FOLDER, 'scan.cjs');
  await bundleScanWorker(worker);
  const log = join(FOLDER, 'log-1gb-v1.log');
  console.log('Writing a log of 1 GB, unless it is there');
  ensureLog(log, GIGABYTE);
  console.log(`Comparing, ${ROUNDS} rounds`);
  const times = await compare(worker, log);
  const memory = measureMemory(worker, log);
  const sizes = await measureSizes(worker, log);
  const line = measureLine();
  return reportScan({ times, memory, sizes, line });
}

async function compare(worker: string, log: string) {
  const ours: number[] = [];
  const cold: number[] = [];
  const rg: number[] = [];
  // Debian's, or another that is on the PATH: told, where there is one.
  const systems: number[] = [];
  const hasOther = versionOf('rg') !== undefined;
  const kept = createScanner({ workerPath: worker });
  const warm = await kept.scanFile(log);
  if (warm.calls.length !== IDS) throw new Error(`${warm.calls.length} ids were found, not ${IDS}.`);
  const v1 = warm.calls.filter(({ form }) => form === 'v1').reduce((sum, { count }) => sum + count, 0);
  for (let round = 0; round < ROUNDS; round += 1) {
    rg.push(runRipgrep(rgPath, log));
    if (hasOther) systems.push(runRipgrep('rg', log));
    ours.push(await timeOf(() => kept.scanFile(log)));
    const fresh = createScanner({ workerPath: worker });
    cold.push(await timeOf(() => fresh.scanFile(log)));
    await fresh.dispose();
  }
  await kept.dispose();
  const printed = readFileSync(join(FOLDER, 'rg.txt'), 'latin1').split('\n').length - 1;
  if (printed !== v1) throw new Error(`ripgrep printed ${printed} v1 ids, we counted ${v1}.`);
  const places = warm.calls.reduce((sum, { count }) => sum + count, 0);
  return {
    ours: median(ours),
    cold: median(cold),
    rg: median(rg),
    systems: median(systems),
    lines: warm.lines,
    places,
  };
}

/** The first line of what it says of its version; undefined where it is not to be had. */
function versionOf(rg: string): string | undefined {
  const { status, stdout } = spawnSync(rg, ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n')[0] : undefined;
}

/** To a real file: for a sink that discards everything ripgrep would stop at the first match. */
function runRipgrep(rg: string, log: string): number {
  const sink = openSync(join(FOLDER, 'rg.txt'), 'w');
  const started = performance.now();
  spawnSync(rg, ['-n', '-o', V1, log], { stdio: ['ignore', sink, 'ignore'] });
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

interface ScanFigures {
  /** In milliseconds; with running workers, and with workers that were started for it. */
  readonly times: { ours: number; cold: number; rg: number; systems: number; lines: number; places: number };
  /** In MB. */
  readonly memory: { bare: number; scanning: number };
  readonly sizes: readonly { size: number; ms: number }[];
  /** In microseconds. */
  readonly line: number;
}

/** Whether all bounds hold. */
function reportScan({ times, memory, sizes, line }: ScanFigures): Promise<boolean> {
  const [tenth, whole] = sizes.slice(-2);
  const growth = whole && tenth ? whole.ms / whole.size / (tenth.ms / tenth.size) : Infinity;
  return report({
    heading: 'Scanning a log',
    about: `Written by \`npm run bench -- scan\`. All figures of a run come from the same machine and the same file, a generated
log of 1 GB with ${times.lines.toLocaleString('en')} lines and 150,000 different ids on ${times.places.toLocaleString('en')} places, held in the system's cache. Times are
medians of runs that take turns. Only the bounds fail a run; absolute figures depend on the machine.`,
    bounds: [
      {
        name: 'the index of a 1 GB log / VS Code’s own `rg` for v1 ids alone',
        figure: times.ours / times.rg,
        digits: 2,
        most: MOST_OF_RG,
        aim: AIM_OF_RG,
      },
      {
        name: 'peak memory above the bare process, MB',
        figure: memory.scanning - memory.bare,
        digits: 0,
        most: MOST_MEMORY_MB,
      },
      { name: 'time a byte, 1 GB / 100 MB', figure: growth, digits: 2, most: MOST_GROWTH },
    ],
    told: [
      {
        name: 'the index of 1 GB: v1, legacy and keyed ids, counts, first and last lines',
        figure: `${times.ours.toFixed(0)} ms`,
      },
      { name: 'the same with workers that have to be started', figure: `${times.cold.toFixed(0)} ms` },
      {
        name: `\`rg -n -o\` of v1 ids alone, into a file (VS Code’s: ${versionOf(rgPath) ?? ''})`,
        figure: `${times.rg.toFixed(0)} ms`,
      },
      ...(times.systems > 0
        ? [
            {
              name: `the index / the same by the system’s own (${versionOf('rg') ?? ''})`,
              figure: `${(times.ours / times.systems).toFixed(2)} (${times.systems.toFixed(0)} ms)`,
            },
          ]
        : []),
      { name: 'memory of the bare process with its workers', figure: `${memory.bare.toFixed(0)} MB` },
      { name: 'peak memory of the process that scans 1 GB', figure: `${memory.scanning.toFixed(0)} MB` },
      ...sizes.map(({ size, ms }) => ({
        name: `the index of ${size / 1e6} MB`,
        figure: `${ms.toFixed(ms < 10 ? 1 : 0)} ms`,
      })),
      { name: 'the finder on one line of an editor', figure: `${line.toFixed(1)} µs` },
    ],
  });
}
