/**
 * Installs a VS Code to test in. Each version has committed lock files, so every byte that is downloaded
 * is checked against a hash; no install script runs and nothing is compiled.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hostFolder, HOST_NAMES, ROOT, serverFolder, VSCODE_VERSIONS } from './versions.ts';
import type { HostName } from './versions.ts';

const MANIFESTS = ['package.json', 'package-lock.json', 'server/package.json', 'server/package-lock.json'];
const STAMP = 'installed.json';

/** How often a running install says that it is alive, in milliseconds. */
const HEARTBEAT_MS = 10_000;

/**
 * Makes sure a version is installed and complete. Returns its folder. Cheap when it is; safe to call from
 * several processes at once: each installs aside, and the first to finish wins.
 * Throws with npm's own words when an install fails.
 */
export async function ensureInstalled(host: HostName, say: (line: string) => void): Promise<string> {
  const target = hostFolder(host);
  const hash = lockHash(host);
  if (stampOf(target) === hash) {
    return target;
  }
  mkdirSync(dirname(target), { recursive: true });
  removeAbandoned(dirname(target));
  const started = Date.now();
  say(`Installing VS Code ${VSCODE_VERSIONS[host]} for tests (about 150 MB, once)`);
  const aside = mkdtempSync(join(dirname(target), `installing-${process.pid}-`));
  try {
    await installInto(aside, host, say);
    writeFileSync(join(aside, STAMP), JSON.stringify({ hash }));
    moveInPlace(aside, target, hash);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  say(`Installed VS Code ${VSCODE_VERSIONS[host]} in ${Math.round((Date.now() - started) / 1000)} s`);
  return target;
}

async function installInto(folder: string, host: HostName, say: (line: string) => void): Promise<void> {
  const source = join(import.meta.dirname, host);
  for (const name of ['package.json', 'package-lock.json']) {
    cpSync(join(source, name), join(folder, name));
  }
  await npmCi(folder, say);
  const server = serverFolder(folder);
  // The tarball's own list would win over ours, and cannot be installed without git and a compiler.
  rmSync(join(server, 'npm-shrinkwrap.json'), { force: true });
  for (const name of ['package.json', 'package-lock.json']) {
    cpSync(join(source, 'server', name), join(server, name));
  }
  await npmCi(server, say);
}

function moveInPlace(from: string, target: string, hash: string): void {
  if (stampOf(target) === hash) {
    return;
  }
  if (existsSync(target)) {
    renameSync(target, `${from}-old`);
    rmSync(`${from}-old`, { recursive: true, force: true });
  }
  renameSync(from, target);
}

async function npmCi(folder: string, say: (line: string) => void): Promise<void> {
  cpSync(join(ROOT, '.npmrc'), join(folder, '.npmrc'));
  const { command, first } = npmCommand();
  const args = [
    ...first,
    'ci',
    '--ignore-scripts',
    '--omit=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const started = Date.now();
  const heartbeat = setInterval(
    () => say(`  still downloading, ${Math.round((Date.now() - started) / 1000)} s`),
    HEARTBEAT_MS,
  );
  try {
    await run(command, args, folder);
  } finally {
    clearInterval(heartbeat);
  }
}

/** npm as the one that runs us, so that its version and its settings are the same. */
function npmCommand(): { command: string; first: string[] } {
  const path = process.env['npm_execpath'];
  if (path?.endsWith('npm-cli.js')) {
    return { command: process.execPath, first: [path] };
  }
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', first: [] };
}

function run(command: string, args: string[], cwd: string): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd, env: cleanEnvironment(), shell: command.endsWith('.cmd') });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('error', fail);
    child.on('close', (code) =>
      code === 0 ? done() : fail(new Error(`npm ci failed (${code}) in ${cwd}:\n${output.slice(-4000)}`)),
    );
  });
}

/** Without what `npm test` tells its children about our own package, which an npm below would obey. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const inherited = /^npm_(package|lifecycle|config_(local_prefix|prefix|omit|include|ignore_scripts)$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)));
}

function lockHash(host: HostName): string {
  const hash = createHash('sha256');
  for (const name of MANIFESTS) {
    hash.update(readFileSync(join(import.meta.dirname, host, name)));
  }
  return hash.update(`${process.platform}-${process.arch}`).digest('hex');
}

function stampOf(folder: string): string | undefined {
  try {
    const stamp: unknown = JSON.parse(readFileSync(join(folder, STAMP), 'utf8'));
    return typeof stamp === 'object' && stamp !== null && 'hash' in stamp ? String(stamp.hash) : undefined;
  } catch {
    return undefined;
  }
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
