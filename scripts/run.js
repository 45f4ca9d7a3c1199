// @ts-check
// The entry of `npm start`, `npm test`, `npm run bench|package|typecheck`. Runs on the Node of the PATH (20 or
// later) with nothing installed: installs what the lock file names, then hands over to the Node 24 that came
// with it, which runs TypeScript as it is.
'use strict';

const { spawn, spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { delimiter, join } = require('node:path');

const ROOT = join(__dirname, '..');
const MODULES = join(ROOT, 'node_modules');
const STAMP = join(MODULES, '.installed-lock');
const COMMANDS = ['start', 'test', 'bench', 'package', 'typecheck'];
const OLDEST_NODE = 20;
/** How often a running install says that it is alive, in milliseconds. */
const HEARTBEAT_MS = 10_000;

/** Ends with a sentence instead of a stack. @param {string} sentence @returns {never} */
function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** @returns {string} */
function lockHash() {
  const lock = readFileSync(join(ROOT, 'package-lock.json'));
  return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex');
}

/** Whether node_modules holds what the lock file names. @param {string} hash */
function isInstalled(hash) {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash && findNode() !== undefined;
}

/** The Node 24 among the dependencies. @returns {string | undefined} */
function findNode() {
  const windows = process.platform === 'win32';
  const platform = windows ? 'win' : process.platform;
  return [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`]
    .map((name) => join(MODULES, name, 'bin', windows ? 'node.exe' : 'node'))
    .find((path) => existsSync(path));
}

/** npm as the one that runs us. @returns {{command: string, first: string[], shell: boolean}} */
function npm() {
  const path = process.env['npm_execpath'];
  if (path && path.endsWith('npm-cli.js')) return { command: process.execPath, first: [path], shell: false };
  return { command: 'npm', first: [], shell: process.platform === 'win32' };
}

/**
 * Installs the dependencies by the lock file. No package's script runs, so npm need not be told that any may.
 * npm 11 refuses a lock file that lacks a tool's builds for other platforms; `npm install` takes the same
 * versions and checks the same hashes without that demand.
 */
async function install() {
  const started = Date.now();
  console.log('Installing dependencies (npm ci)');
  let result = await runNpm(['ci'], started);
  if (result.code !== 0 && /EUSAGE/.test(result.errors)) {
    console.log(
      'This npm finds the lock file incomplete for other platforms; using npm install with it instead',
    );
    result = await runNpm(['install', '--no-save'], started);
  }
  if (result.code !== 0) giveUp(`${result.errors}\nnpm failed (${result.code}): what it said stands above.`);
  console.log(`Installed in ${secondsSince(started)}`);
}

/** @param {string[]} args @param {number} started @returns {Promise<{code: number | null, errors: string}>} */
function runNpm(args, started) {
  return new Promise((done) => {
    const { command, first, shell } = npm();
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const stdio = /** @type {const} */ (['ignore', 'inherit', 'pipe']);
    const child = spawn(command, [...first, ...args, ...quiet], { cwd: ROOT, stdio, shell });
    let errors = '';
    child.stderr.on('data', (text) => (errors += text));
    const heartbeat = setInterval(
      () => console.log(`  still installing, ${secondsSince(started)}`),
      HEARTBEAT_MS,
    );
    child.on('error', (error) => giveUp(`npm could not be started: ${error.message}`));
    child.on('close', (code) => {
      clearInterval(heartbeat);
      done({ code, errors });
    });
  });
}

/** @param {number} started */
function secondsSince(started) {
  return `${Math.round((Date.now() - started) / 1000)} s`;
}

/** Runs a script on Node 24, with its output, signals and exit code as ours. @param {string} name @param {string[]} args */
function handOver(name, args) {
  const node = findNode();
  if (!node) {
    return giveUp(`There is no Node 24 for ${process.platform}-${process.arch} among the dependencies.`);
  }
  const flags = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', '--disable-warning=ExperimentalWarning'];
  const key = Object.keys(process.env).find((variable) => variable.toUpperCase() === 'PATH') ?? 'PATH';
  const path = [join(node, '..'), join(MODULES, '.bin'), process.env[key]].filter(Boolean).join(delimiter);
  const child = spawn(node, [...flags, join(ROOT, 'scripts', `${name}.ts`), ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, [key]: path },
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    // From a terminal the child hears it too, and cleans up; we wait for it.
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => giveUp(`Node 24 could not be started: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 130 : 1)));
  return child;
}

async function main() {
  const [name = '', ...args] = process.argv.slice(2);
  if (!COMMANDS.includes(name)) giveUp(`Say one of: ${COMMANDS.join(', ')}.`);
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    giveUp(`Node ${OLDEST_NODE} or later is needed; this is ${process.versions.node}.`);
  }
  if (!existsSync(join(__dirname, `${name}.ts`))) giveUp(`There is nothing to run for "${name}" yet.`);
  const hash = lockHash();
  if (!isInstalled(hash)) {
    await install();
    const works = findNode();
    if (works && spawnSync(works, ['--version']).status !== 0)
      giveUp(`${works} does not run on this machine.`);
    writeFileSync(STAMP, hash);
  }
  handOver(name, args);
}

void main();
