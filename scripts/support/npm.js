// @ts-check
// Installing by a lock file, for scripts/run.js and for each VS Code of the tests. Plain JavaScript: the first
// runs on the Node of the PATH, 20 or later, before anything is installed.
'use strict';

const { spawn } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

/** How often a running install says that it is alive, in milliseconds. */
const HEARTBEAT_MS = 10_000;

/** In the folder that was installed into: what of. */
const STAMP = '.installed-lock';

/** What a folder holds when it was installed from these files on this platform. @param {readonly string[]} files */
function lockHash(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.update(`${process.platform}-${process.arch}`).digest('hex');
}

/** Whether a folder was stamped with this hash. @param {string} folder @param {string} hash */
function isStamped(folder, hash) {
  const file = join(folder, STAMP);
  return existsSync(file) && readFileSync(file, 'utf8') === hash;
}

/** Says of a folder that it is complete. @param {string} folder @param {string} hash */
function stamp(folder, hash) {
  writeFileSync(join(folder, STAMP), hash);
}

/** The Node that was installed from npm into a `node_modules`, if any. @param {string} modules @returns {string | undefined} */
function findNode(modules) {
  const windows = process.platform === 'win32';
  const platform = `${windows ? 'win' : process.platform}-${process.arch}`;
  return [`node-${platform}`, `node-bin-${platform}`]
    .map((name) => join(modules, name, 'bin', windows ? 'node.exe' : 'node'))
    .find((path) => existsSync(path));
}

/**
 * Installs into a folder what its lock file names, with the npm that runs us; no package's script runs. Says every
 * few seconds that it is alive. Rejects with npm's own words when it fails.
 * @param {string} folder
 * @param {(line: string) => void} say
 * @param {readonly string[]} [more] further arguments of `npm ci`
 * @returns {Promise<void>}
 */
function npmCi(folder, say, more = []) {
  const { command, first } = npm();
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const started = Date.now();
  return new Promise((done, fail) => {
    const child = spawn(command, [...first, 'ci', ...quiet, ...more], {
      cwd: folder,
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: first.length === 0 && process.platform === 'win32',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
    const heartbeat = setInterval(() => say(`  still installing, ${secondsSince(started)} s`), HEARTBEAT_MS);
    child.on('error', (error) => fail(new Error(`npm could not be started: ${error.message}`)));
    child.on('close', (code) => {
      clearInterval(heartbeat);
      if (code === 0) done();
      else fail(new Error(`npm ci failed (${code}) in ${folder}:\n${output}`));
    });
  });
}

/** npm as the one that runs us, so that its version and its settings are the same. @returns {{command: string, first: string[]}} */
function npm() {
  const path = process.env['npm_execpath'];
  if (path && path.endsWith('npm-cli.js')) return { command: process.execPath, first: [path] };
  return { command: 'npm', first: [] };
}

/** Without what `npm test` tells its children about our own package, which an npm below would obey. */
function cleanEnvironment() {
  const inherited = /^npm_(package|lifecycle|config_(local_prefix|prefix|omit|include|ignore_scripts)$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)));
}

/** Whole seconds. @param {number} started in milliseconds since 1970 UTC */
function secondsSince(started) {
  return Math.round((Date.now() - started) / 1000);
}

module.exports = { cleanEnvironment, findNode, isStamped, lockHash, npm, npmCi, secondsSince, stamp };
