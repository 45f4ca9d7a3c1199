/** Measures what the extension takes of VS Code's start, and of its own first use: `npm run bench -- startup`. */
import { join } from 'node:path';
import { run, runScript } from '../../scripts/support/run.ts';
import { ensureInstalled } from '../support/host/install.ts';
import { ROOT, serverFolder } from '../support/host/versions.ts';
import { report } from './report.ts';

const ROUNDS = 25;
/** So much of the time of a small extension of VS Code's own. */
const MOST = 1;
const AIM = 0.5;

interface Figures {
  readonly loadMs: number;
  readonly activateMs: number;
  readonly useMs: number;
}

/** Whether start-up loads no longer than `vscode.references-view`. */
export async function runStartUpBench(): Promise<boolean> {
  const built = await run(process.execPath, ['esbuild.js', '--production']);
  if (!built.ok) throw new Error(built.output);
  const server = serverFolder(await ensureInstalled('newest', console.log));
  const theirs = join(server, 'extensions', 'references-view', 'dist', 'extension.js');
  const ours = join(ROOT, 'dist', 'extension.js');
  const runs = { theirs: [theirs], ours: [ours], hover: [ours, 'hover'], command: [ours, 'command'] };
  const least = await leastOf(runs);
  const started = ({ loadMs, activateMs }: Figures) => `${loadMs.toFixed(1)} + ${activateMs.toFixed(1)} ms`;
  return report({
    heading: 'Start-up',
    about: `Written by \`npm run bench -- startup\`: each in a process of its own, with a stand-in for VS Code that has as many
members as its API, the least of ${ROUNDS} rounds that take turns. Only the bound fails a run.`,
    bounds: [
      {
        name: 'loading the extension / loading `vscode.references-view`',
        figure: least.ours.loadMs / least.theirs.loadMs,
        digits: 2,
        most: MOST,
      },
    ],
    told: [
      {
        name: 'the same as an aim',
        figure: (least.ours.loadMs / least.theirs.loadMs).toFixed(2),
        aim: `≤ ${AIM}`,
      },
      { name: 'load and activation of the extension', figure: started(least.ours) },
      { name: 'load and activation of `vscode.references-view`', figure: started(least.theirs) },
      {
        name: 'the first command, which loads and makes the services',
        figure: `${least.command.useMs.toFixed(0)} ms`,
      },
      { name: 'the first hover on a session id, the same', figure: `${least.hover.useMs.toFixed(0)} ms` },
    ],
  });
}

/** The least figures of each kind of run. */
async function leastOf<Name extends string>(
  runs: Readonly<Record<Name, readonly string[]>>,
): Promise<Readonly<Record<Name, Figures>>> {
  const most = { loadMs: Infinity, activateMs: Infinity, useMs: Infinity };
  const names = Object.keys(runs) as Name[];
  const least = new Map<Name, Figures>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of names) {
      const { ok, output } = await runScript('test/bench/startUpChild.ts', runs[name]);
      if (!ok) throw new Error(output);
      const figures: Figures = JSON.parse(output);
      const before = least.get(name) ?? most;
      least.set(name, {
        loadMs: Math.min(before.loadMs, figures.loadMs),
        activateMs: Math.min(before.activateMs, figures.activateMs),
        useMs: Math.min(before.useMs, figures.useMs),
      });
    }
  }
  return Object.fromEntries(least) as Record<Name, Figures>;
}
