/**
 * Runs the host tests in a real extension host: `node test/host/run.ts newest floor`, or `desktop` for a
 * desktop VS Code, at the floor and stable (downloaded, or `VSCODE_TEST_EXECUTABLE`).
 */
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { ensureInstalled } from '../support/host/install.ts';
import {
  BUILD_TARGET,
  HOST_NAMES,
  ROOT,
  VERSION_VARIABLE,
  VSCODE_VERSIONS,
} from '../support/host/versions.ts';
import type { HostName } from '../support/host/versions.ts';
import { COUNTS_VARIABLE, LINE_MARK } from '../support/reporter.ts';
import type { Counts } from '../support/reporter.ts';

const OUTPUT = join(ROOT, 'out', 'test', 'host');

/** Bundles every host test for an extension host; which ones there are is read from the folder. */
export async function bundleHostTests(): Promise<void> {
  const names = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
  const tests = names.filter((name) => name.endsWith('.test.ts') || name === 'index.ts');
  rmSync(OUTPUT, { recursive: true, force: true });
  await build({
    entryPoints: tests.map((name) => join(import.meta.dirname, name)),
    outbase: import.meta.dirname,
    outdir: OUTPUT,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: BUILD_TARGET,
    external: ['vscode', 'mocha', 'esbuild', 'playwright-core'],
    sourcemap: 'inline',
    logLevel: 'warning',
    logOverride: { 'empty-import-meta': 'silent' },
  });
}

export interface HostRun {
  /** Absent when the run ended before mocha could count. */
  readonly counts: Counts | undefined;
  /** Why the run failed although no test says so. */
  readonly problem: string | undefined;
}

/**
 * Runs the bundled tests in one version. Leaves its user data and the extension host's console in
 * `out/host/<version>/`, so that a later check can search them.
 */
export async function runHostTests(host: HostName, where: 'stand-in' | 'desktop'): Promise<HostRun> {
  // A desktop's newest is what users have today; the stand-in's has to be the one that was locked.
  const version = where === 'desktop' && host === 'newest' ? 'stable' : VSCODE_VERSIONS[host];
  const folder = join(ROOT, 'out', 'host', where === 'desktop' ? `${version}-desktop` : version);
  rmSync(folder, { recursive: true, force: true });
  const userData = join(folder, 'user-data');
  const workspace = join(folder, 'workspace');
  mkdirSync(userData, { recursive: true });
  mkdirSync(workspace);
  const countsFile = join(folder, 'counts.json');
  const log = createWriteStream(join(folder, 'console.log'));
  let problem: string | undefined;
  try {
    await runTests({
      vscodeExecutablePath: await executable(host, where, version),
      extensionDevelopmentPath: ROOT,
      extensionTestsPath: join(OUTPUT, 'index.js'),
      launchArgs: [
        workspace,
        `--user-data-dir=${userData}`,
        `--extensions-dir=${join(folder, 'extensions')}`,
      ],
      extensionTestsEnv: {
        [VERSION_VARIABLE]: host,
        [COUNTS_VARIABLE]: countsFile,
        ...(version !== 'stable' && { COMETCHAT_TEST_EXPECTED_VERSION: version }),
        COMETCHAT_TEST_USER_DATA: userData,
        COMETCHAT_TEST_HOST_LOG: join(folder, 'console.log'),
        COMETCHAT_TEST_NODE: process.execPath,
        COMETCHAT_TEST_FIXTURES: join(ROOT, 'test', 'fixtures'),
      },
      stdout: copyTo(log),
      stderr: copyTo(log),
    });
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
  } finally {
    log.end();
  }
  return { counts: readCounts(countsFile), problem };
}

async function executable(host: HostName, where: 'stand-in' | 'desktop', version: string): Promise<string> {
  const named = process.env['VSCODE_TEST_EXECUTABLE'];
  if (named) return named;
  if (where === 'desktop') {
    return downloadAndUnzipVSCode({ version, cachePath: join(ROOT, '.vscode-test') });
  }
  await ensureInstalled(host, (line) => console.log(line));
  const name = process.platform === 'win32' ? 'stand-in.cmd' : 'stand-in.sh';
  return join(ROOT, 'test', 'support', 'host', name);
}

/** Everything goes to the log; the terminal gets what the tests say, not what VS Code does. */
function copyTo(log: NodeJS.WritableStream): NodeJS.WritableStream {
  let rest = '';
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      log.write(chunk);
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines.filter((one) => one.startsWith(LINE_MARK))) console.log(line);
      done();
    },
  });
}

/** Undefined when mocha did not come to its end. */
export function readCounts(file: string): Counts | undefined {
  try {
    const counts: Counts = JSON.parse(readFileSync(file, 'utf8'));
    return counts;
  } catch {
    return undefined;
  }
}

if (import.meta.main) {
  const asked = process.argv.slice(2);
  const where = asked.includes('desktop') ? 'desktop' : 'stand-in';
  const hosts = HOST_NAMES.filter((host) => asked.includes(host));
  await bundleHostTests();
  for (const host of hosts.length > 0 ? hosts : HOST_NAMES) {
    const { counts, problem } = await runHostTests(host, where);
    console.log(host, JSON.stringify(counts), problem ?? '');
    if (problem || !counts || counts.failed > 0) process.exitCode = 1;
  }
}
