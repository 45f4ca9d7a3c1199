/**
 * `npm run lock`: writes package-lock.json after a change of dependencies in package.json. In a folder of its own: beside
 * a `node_modules` npm leaves out other platforms' packages, and `npm ci` refuses that.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanEnvironment, npm } from './support/npm.js';
import { ROOT } from './support/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'cometchat-calls-lock-'));
try {
  for (const name of ['package.json', 'package-lock.json', '.npmrc'])
    copyFileSync(join(ROOT, name), join(folder, name));
  const { command, first } = npm();
  const { status } = spawnSync(command, [...first, 'install', '--package-lock-only'], {
    cwd: folder,
    env: cleanEnvironment(),
    stdio: 'inherit',
    shell: first.length === 0 && process.platform === 'win32',
  });
  if (status === 0) copyFileSync(join(folder, 'package-lock.json'), join(ROOT, 'package-lock.json'));
  else process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
