/** Runs test files with mocha, in a process of their own. */
import { globSync, mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readCounts } from '../../test/host/run.ts';
import { COUNTS_VARIABLE } from '../../test/support/reporter.ts';
import type { Counts } from '../../test/support/reporter.ts';
import { ROOT, runScript } from './run.ts';
import { judge, noTests, remarksOf } from './stageResult.ts';
import type { StageResult } from './stageResult.ts';

export interface MochaOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /**
   * When tests of at most so many files failed, those files are run once more as a whole. Default: 0. For tests
   * that drive a whole VS Code with a keyboard and a mouse, where another program's moment can come between.
   */
  readonly secondTries?: number;
}

/** Runs every file that matches. A test that passed only the second time counts as passed, and is named. */
export async function runMocha(title: string, pattern: string, options: MochaOptions): Promise<StageResult> {
  const files = globSync(pattern, { cwd: ROOT }).toSorted();
  if (files.length === 0) return noTests(pattern);
  const first = await runFiles(title, files, options);
  const again = filesOfFailures(first.counts);
  if (!first.counts || again.length === 0 || again.length > (options.secondTries ?? 0))
    return judge(first.counts, first.problem, pattern);
  console.log(`  Once more, from the start: ${again.join(', ')}`);
  const second = await runFiles(title, again, options);
  const { passed, failed, words, remarks = [] } = judge(second.counts, second.problem, pattern);
  return {
    passed: first.counts.passed - passedIn(again, first.counts) + passed,
    failed,
    ...(words && { words }),
    remarks: [...remarksOf(first.counts, 'Run a second time'), ...remarks],
  };
}

interface FilesRun {
  /** Absent when mocha did not come to its end. */
  readonly counts: Counts | undefined;
  readonly problem: string | undefined;
}

async function runFiles(title: string, files: readonly string[], options: MochaOptions): Promise<FilesRun> {
  const folder = join(ROOT, 'out', 'counts');
  mkdirSync(folder, { recursive: true });
  const countsFile = join(folder, `${title.replaceAll(/[^a-z0-9]+/gi, '-')}.json`);
  rmSync(countsFile, { force: true });
  // Not mocha's own command: that starts a second process, and passes it only some signals.
  const result = await runScript(
    'node_modules/mocha/lib/cli/cli.js',
    ['--reporter', 'test/support/reporter.ts', ...(options.args ?? []), ...files],
    { show: true, env: { ...options.env, [COUNTS_VARIABLE]: countsFile } },
  );
  const problem = result.ok ? undefined : `mocha ended with ${result.code}`;
  return { counts: readCounts(countsFile), problem };
}

/** The files whose tests failed, as mocha was given them. */
function filesOfFailures(counts: Counts | undefined): string[] {
  return [...new Set(counts?.failures.map(({ file }) => relative(ROOT, file)))];
}

function passedIn(files: readonly string[], counts: Counts): number {
  return files.reduce((sum, file) => sum + (counts.passedByFile[join(ROOT, file)] ?? 0), 0);
}
