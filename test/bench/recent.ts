/** Measures a long list of recent calls below the view: `npm run bench -- recent`. */
import { spawnSync } from 'node:child_process';
import { report } from './report.ts';

const CALLS = 10_000;
/** What it should be; told, and no failure: absolute figures depend on the machine. */
const AIM_MEMORY_MB = 60;
const AIM_EXPAND_MS = 50;

interface Figures {
  readonly megabytes: number;
  readonly groupMs: number;
  readonly days: number;
  readonly expandMs: number;
  readonly dayCalls: number;
}

/** Always true: nothing here is a bound. */
export function runRecentBench(): Promise<boolean> {
  const { megabytes, groupMs, days, expandMs, dayCalls } = measured();
  const calls = CALLS.toLocaleString('en');
  return Promise.resolve(
    report({
      heading: 'Recent calls',
      about: `Written by \`npm run bench -- recent\`: a list of ${calls} calls of two people on ${days} days, loaded page by page from a
source in memory in a process of its own. Times are medians. The view's own part, its tree items and their way to the
window, is not in these figures.`,
      bounds: [],
      told: [
        {
          name: `memory of ${calls} decoded calls with their raw answers, above that of none`,
          figure: `${megabytes.toFixed(0)} MB`,
          aim: `≤ ${AIM_MEMORY_MB} MB`,
        },
        { name: `grouping ${calls} calls by day`, figure: `${groupMs.toFixed(1)} ms` },
        {
          name: `the words of all ${dayCalls} calls of the largest day, as when it is expanded`,
          figure: `${expandMs.toFixed(1)} ms`,
          aim: `≤ ${AIM_EXPAND_MS} ms`,
        },
      ],
    }),
  );
}

function measured(): Figures {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--expose-gc',
      '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
      'test/bench/recentChild.ts',
      String(CALLS),
    ],
    { encoding: 'utf8' },
  );
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout) as Figures;
}
