/**
 * Installs a VS Code to test in. Each version has committed lock files, so every byte that is downloaded
 * is checked against a hash; no install script runs and nothing is compiled.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isStamped, lockHash, npmCi, secondsSince, stamp } from '../../../scripts/support/npm.js';
import { hostFolder, HOST_NAMES, ROOT, serverFolder, VSCODE_VERSIONS } from './versions.ts';
import type { HostName } from './versions.ts';

const MANIFESTS = ['package.json', 'package-lock.json', 'server/package.json', 'server/package-lock.json'];

/**
 * Makes sure a version is installed and complete. Returns its folder. Cheap when it is; safe to call from
 * several processes at once: each installs aside, and the first to finish wins.
 * Throws with npm's own words when an install fails.
 */
export async function ensureInstalled(host: HostName, say: (line: string) => void): Promise<string> {
  const target = hostFolder(host);
  const hash = lockHash(MANIFESTS.map((name) => join(import.meta.dirname, host, name)));
  if (isStamped(target, hash)) return target;
  mkdirSync(dirname(target), { recursive: true });
  removeAbandoned(dirname(target));
  const started = Date.now();
  say(`Installing VS Code ${VSCODE_VERSIONS[host]} for tests (about 150 MB, once)`);
  const aside = mkdtempSync(join(dirname(target), `installing-${process.pid}-`));
  try {
    await installInto(aside, host, say);
    stamp(aside, hash);
    moveInPlace(aside, target, hash);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  say(`Installed VS Code ${VSCODE_VERSIONS[host]} in ${secondsSince(started)} s`);
  return target;
}

async function installInto(folder: string, host: HostName, say: (line: string) => void): Promise<void> {
  const source = join(import.meta.dirname, host);
  for (const name of ['package.json', 'package-lock.json']) {
    cpSync(join(source, name), join(folder, name));
  }
  await ciIn(folder, say);
  const server = serverFolder(folder);
  // The tarball's own list would win over ours, and cannot be installed without git and a compiler.
  rmSync(join(server, 'npm-shrinkwrap.json'), { force: true });
  for (const name of ['package.json', 'package-lock.json']) {
    cpSync(join(source, 'server', name), join(server, name));
  }
  await ciIn(server, say);
}

function moveInPlace(from: string, target: string, hash: string): void {
  if (isStamped(target, hash)) return;
  if (existsSync(target)) {
    renameSync(target, `${from}-old`);
    rmSync(`${from}-old`, { recursive: true, force: true });
  }
  renameSync(from, target);
}

function ciIn(folder: string, say: (line: string) => void): Promise<void> {
  cpSync(join(ROOT, '.npmrc'), join(folder, '.npmrc'));
  return npmCi(folder, say, ['--omit=dev']);
}

/** Half-made installs whose process is gone: npm's cache keeps what they downloaded. */
function removeAbandoned(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = /^installing-(\d+)-/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) {
      rmSync(join(folder, name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

if (import.meta.main) {
  for (const host of HOST_NAMES) {
    await ensureInstalled(host, (line) => console.log(line));
  }
}
