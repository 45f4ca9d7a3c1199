/** The stages of `npm test`, in the order they run. */
import { globSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleHostTests, readCounts, runHostTests } from '../../test/host/run.ts';
import { HOST_NAMES, VERSION_VARIABLE } from '../../test/support/host/versions.ts';
import type { HostName } from '../../test/support/host/versions.ts';
import { COUNTS_VARIABLE } from '../../test/support/reporter.ts';
import type { Counts } from '../../test/support/reporter.ts';
import { ROOT, run, runScript } from './run.ts';
import type { RunResult } from './run.ts';
import { checkSizes } from './sizes.ts';

export interface StageResult {
  readonly passed: number;
  readonly failed: number;
  /** What went wrong beyond what was printed already. */
  readonly words?: string;
}

export interface Stage {
  /** `node scripts/run.js test <group>` runs the stages of one group. */
  readonly group: string;
  readonly title: string;
  /** Fails without running when the build failed. */
  readonly needsBuild?: boolean;
  run(): Promise<StageResult>;
}

/** How long one UI test may take, in milliseconds. */
const UI_TIMEOUT_MS = 120_000;

export const STAGES: readonly Stage[] = [
  tool('typecheck', 'Types', () => runScript('scripts/typecheck.ts', [])),
  tool('lint', 'Lint', () => run('oxlint', ['--type-aware', '--deny-warnings'])),
  tool('format', 'Format', () => run('prettier', ['--check', '.'])),
  tool('unused', 'Unused code (knip)', () => run('knip', [])),
  tool('build', 'Build', () => run(process.execPath, ['esbuild.js', '--production'])),
  { group: 'sizes', title: 'Package and size budgets', needsBuild: true, run: packageAndSizes },
  mochaStage('unit', 'Unit tests', 'test/unit/**/*.test.ts'),
  mochaStage('contract', 'Contract tests', 'test/contract/**/*.test.ts'),
  ...HOST_NAMES.map((host) => hostStage(host)),
  uiStage('newest', 'test/ui/**/*.test.ts'),
  uiStage('floor', 'test/ui/smoke.test.ts'),
];

/** Only when asked for: it downloads a desktop VS Code. */
export const DESKTOP_STAGES: readonly Stage[] = HOST_NAMES.map((host) => ({
  group: 'desktop',
  title: `Host tests on a desktop VS Code, ${host}`,
  needsBuild: true,
  run: () => hostTests(host, 'desktop'),
}));

function tool(group: string, title: string, start: () => Promise<RunResult>): Stage {
  return {
    group,
    title,
    run: async () => {
      const { ok, output } = await start();
      return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, words: output.trim().slice(-20_000) };
    },
  };
}

async function packageAndSizes(): Promise<StageResult> {
  const { ok, output } = await runScript('scripts/package.ts', []);
  if (!ok) return { passed: 0, failed: 1, words: output.trim() };
  const problems = checkSizes();
  return problems.length === 0
    ? { passed: 1, failed: 0 }
    : { passed: 0, failed: 1, words: problems.join('\n') };
}

function mochaStage(group: string, title: string, pattern: string, more: Partial<MochaOptions> = {}): Stage {
  return {
    group,
    title,
    ...(more.needsBuild && { needsBuild: true }),
    run: () => mocha(title, pattern, more),
  };
}

interface MochaOptions {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly needsBuild: boolean;
}

async function mocha(title: string, pattern: string, more: Partial<MochaOptions>): Promise<StageResult> {
  const files = globSync(pattern, { cwd: ROOT }).toSorted();
  if (files.length === 0) return noTests(pattern);
  const folder = join(ROOT, 'out', 'counts');
  mkdirSync(folder, { recursive: true });
  const countsFile = join(folder, `${title.replaceAll(/[^a-z0-9]+/gi, '-')}.json`);
  rmSync(countsFile, { force: true });
  // Not mocha's own command: that starts a second process, and passes it only some signals.
  const result = await runScript(
    'node_modules/mocha/lib/cli/cli.js',
    ['--reporter', 'test/support/reporter.ts', ...(more.args ?? []), ...files],
    {
      show: true,
      env: { ...more.env, [COUNTS_VARIABLE]: countsFile },
    },
  );
  return judge(readCounts(countsFile), result.ok ? undefined : `mocha ended with ${result.code}`, pattern);
}

function hostStage(host: HostName): Stage {
  return {
    group: 'host',
    title: `Host tests, ${host}`,
    needsBuild: true,
    run: () => hostTests(host, 'stand-in'),
  };
}

async function hostTests(host: HostName, where: 'stand-in' | 'desktop'): Promise<StageResult> {
  await bundleHostTests();
  const { counts, problem } = await runHostTests(host, where);
  return judge(counts, problem && `${problem} The host's own words: out/host/*/console.log`, 'test/host');
}

function uiStage(host: HostName, pattern: string): Stage {
  return mochaStage('ui', `UI tests, ${host}`, pattern, {
    needsBuild: true,
    args: ['--timeout', String(UI_TIMEOUT_MS)],
    env: { [VERSION_VARIABLE]: host },
  });
}

/** Mocha's counts, and one failure more when the run failed in a way that no test shows. */
function judge(counts: Counts | undefined, problem: string | undefined, where: string): StageResult {
  if (!counts) return { passed: 0, failed: 1, words: problem ?? 'The tests ended before they were counted.' };
  if (counts.passed + counts.failed === 0) return noTests(where);
  return problem && counts.failed === 0
    ? { passed: counts.passed, failed: 1, words: problem }
    : { passed: counts.passed, failed: counts.failed };
}

function noTests(where: string): StageResult {
  return { passed: 0, failed: 1, words: `No test ran in ${where}.` };
}
