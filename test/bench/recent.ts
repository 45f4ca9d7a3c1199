/** Measures a long list of recent calls below the view: `npm run bench -- recent`. */
import { spawnSync } from 'node:child_process';
import { report } from './report.ts';

const CALLS = 10_000;
const FEW = 100;
/** What it should be; told, and no failure: absolute figures depend on the machine. */
const AIM_MEMORY_MB = 60;
const AIM_PAINT_MS = 100;
const AIM_EXPAND_MS = 50;
/** The same for each line would be 1; a machine with other work to do may tell a little more. */
const MOST_PER_LINE = 1.5;

interface Figures {
  readonly megabytes: number;
  readonly groupMs: number;
  readonly days: number;
  readonly paintMs: number;
  readonly shownLines: number;
  readonly expandMs: number;
  readonly dayLines: number;
  readonly perLineRatio: number;
}

/** Whether what is drawn of a long list costs no more for each line than of a short one. */
export function runRecentBench(): Promise<boolean> {
  const { megabytes, groupMs, days, paintMs, shownLines, expandMs, dayLines, perLineRatio } = measured();
  const calls = CALLS.toLocaleString('en');
  return report({
    heading: 'Recent calls',
    about: `Written by \`npm run bench -- recent\`: a list of ${calls} calls of two people on ${days} days, loaded page by page from a
source in memory in a process of its own. Times are medians, and the ratio is one of the least times, of the view's own
lines and tree items with a stand-in for VS Code; their way to the window is not in these figures.`,
    bounds: [
      {
        name: `expanding a day, time for each line that is shown: with ${calls} calls loaded / with ${FEW}`,
        figure: perLineRatio,
        digits: 2,
        most: MOST_PER_LINE,
      },
    ],
    told: [
      {
        name: `memory of ${calls} decoded calls with their raw answers, above that of none`,
        figure: `${megabytes.toFixed(0)} MB`,
        aim: `≤ ${AIM_MEMORY_MB} MB`,
      },
      { name: `grouping ${calls} calls by day`, figure: `${groupMs.toFixed(1)} ms` },
      {
        name: `first paint of the list once its calls are there: ${shownLines} lines, today's calls among them`,
        figure: `${paintMs.toFixed(1)} ms`,
        aim: `≤ ${AIM_PAINT_MS} ms`,
      },
      {
        name: `expanding the largest day: ${dayLines} lines`,
        figure: `${expandMs.toFixed(1)} ms`,
        aim: `≤ ${AIM_EXPAND_MS} ms`,
      },
    ],
  });
}

function measured(): Figures {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--expose-gc',
      '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
      'test/bench/recentChild.ts',
      String(CALLS),
      String(FEW),
    ],
    { encoding: 'utf8' },
  );
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout) as Figures;
}
