// @ts-check
// The entry of `npm start`, `npm test` and most of `npm run …`. Runs on the Node of the PATH (20 or
// later) with nothing installed: installs what the lock file names, then hands over to the Node 24 that came
// with it, which runs TypeScript as it is.
'use strict';

const { spawn, spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { delimiter, join } = require('node:path');
const { findNode, isStamped, lockHash, npmCi, secondsSince, stamp } = require('./support/npm.js');

const ROOT = join(__dirname, '..');
const MODULES = join(ROOT, 'node_modules');
const COMMANDS = [
  'start',
  'test',
  'bench',
  'fuzz',
  'package',
  'pictures',
  'readme',
  'l10n',
  'notice',
  'golden',
  'lock',
  'typecheck',
];
const OLDEST_NODE = 20;

/** Ends with a sentence instead of a stack. @param {string} sentence @returns {never} */
function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Installs the dependencies by the lock file, unless they are. */
async function install() {
  const hash = lockHash([join(ROOT, 'package-lock.json')]);
  if (isStamped(MODULES, hash) && findNode(MODULES)) return;
  const started = Date.now();
  console.log('Installing dependencies (npm ci)');
  await npmCi(ROOT, console.log);
  const node = findNode(MODULES);
  if (node && spawnSync(node, ['--version']).status !== 0) giveUp(`${node} does not run on this machine.`);
  stamp(MODULES, hash);
  console.log(`Installed in ${secondsSince(started)} s`);
}

/** Runs a script on Node 24, with its output, signals and exit code as ours. @param {string} name @param {string[]} args */
function handOver(name, args) {
  const node = findNode(MODULES);
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
  await install();
  handOver(name, args);
}

main().catch((error) => giveUp(error.message));
