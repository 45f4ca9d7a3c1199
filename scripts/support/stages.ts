/** The stages of `npm test`, in the order they run. */
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleHostTests, runHostTests } from '../../test/host/run.ts';
import { HOST_NAMES, VERSION_VARIABLE } from '../../test/support/host/versions.ts';
import type { HostName } from '../../test/support/host/versions.ts';
import { runMocha } from './mochaRun.ts';
import { ROOT, run, runScript } from './run.ts';
import type { RunResult } from './run.ts';
import { checkSizes } from './sizes.ts';
import { failure, judge } from './stageResult.ts';
import type { StageResult } from './stageResult.ts';

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

const VSIX = join(ROOT, 'cometchat-calls.vsix');

/** In how many files UI tests may fail for them to be given a second try: more is no accident. */
const UI_SECOND_TRIES = 2;

export const STAGES: readonly Stage[] = [
  tool('typecheck', 'Types', () => runScript('scripts/typecheck.ts', [])),
  tool('lint', 'Lint', () => run('oxlint', ['--type-aware', '--deny-warnings'])),
  tool('format', 'Format', () => run('prettier', ['--check', '.'])),
  tool('unused', 'Unused code (knip)', () => run('knip', [])),
  tool('build', 'Build', () => run(process.execPath, ['esbuild.js', '--production'])),
  { group: 'sizes', title: 'Package and size budgets', needsBuild: true, run: packageAndSizes },
  {
    group: 'unit',
    title: 'Unit tests',
    run: () => runMocha('Unit tests', 'test/unit/**/*.test.ts', {}),
  },
  {
    group: 'contract',
    title: 'Contract tests',
    run: () => runMocha('Contract tests', 'test/contract/**/*.test.ts', {}),
  },
  ...HOST_NAMES.map((host) => hostStage(host)),
  uiStage('newest', 'test/ui/**/*.test.ts'),
  uiStage('floor', 'test/ui/{connection,lookUp,hover,recent,fileCalls,installed}.test.ts'),
];

/** Only when asked for: it downloads a desktop VS Code. */
export const DESKTOP_STAGES: readonly Stage[] = HOST_NAMES.map((host) => ({
  group: 'desktop',
  title: `Host tests on a desktop VS Code, ${host === 'newest' ? 'stable' : host}`,
  needsBuild: true,
  run: () => hostTests(host, 'desktop'),
}));

function tool(group: string, title: string, start: () => Promise<RunResult>): Stage {
  return {
    group,
    title,
    run: async () => {
      const { ok, output } = await start();
      return ok ? { passed: 1, failed: 0 } : failure(output.trim().slice(-20_000));
    },
  };
}

async function packageAndSizes(): Promise<StageResult> {
  const again = join(ROOT, 'out', 'again.vsix');
  const published = join(ROOT, 'out', 'published.vsix');
  mkdirSync(dirname(again), { recursive: true });
  for (const args of [[again], [published, 'https://github.com/publisher/repository'], [VSIX]]) {
    const { ok, output } = await runScript('scripts/package.ts', args);
    if (!ok || /\bWARN/.test(output)) return failure(output.trim());
  }
  const problems = checkSizes();
  if (!readFileSync(again).equals(readFileSync(VSIX)))
    problems.push('Two builds give two different VSIX files.');
  return problems.length === 0 ? { passed: 1, failed: 0 } : failure(problems.join('\n'));
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

/**
 * The newest has every test; the floor the main path: a connection, a look-up, what hovers and lists show. The panel's page
 * is drawn by one browser in both.
 */
function uiStage(host: HostName, pattern: string): Stage {
  const title = `UI tests, ${host}`;
  return {
    group: 'ui',
    title,
    needsBuild: true,
    run: () =>
      runMocha(title, pattern, {
        args: ['--timeout', String(UI_TIMEOUT_MS)],
        env: { [VERSION_VARIABLE]: host },
        secondTries: UI_SECOND_TRIES,
      }),
  };
}
