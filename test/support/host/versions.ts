/** Which VS Code the tests run in, and where each one lives on disk. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

/** The repository's root folder. */
export const ROOT = resolve(import.meta.dirname, '../../..');

/** `newest`: what most users have. `floor`: the oldest that `engines.vscode` admits. */
export type HostName = 'newest' | 'floor';

export const HOST_NAMES: readonly HostName[] = ['newest', 'floor'];

/** What `vscode.version` says in each. */
export const VSCODE_VERSIONS: Readonly<Record<HostName, string>> = { newest: '1.139.1', floor: '1.106.3' };

/** The environment variable that chooses a version for the stand-in and the UI tests. */
export const VERSION_VARIABLE = 'COMETCHAT_TEST_VSCODE';

/** The version asked for in the environment, `newest` when nothing is. Throws on any other word. */
export function hostFromEnvironment(): HostName {
  const asked = process.env[VERSION_VARIABLE] ?? 'newest';
  const host = HOST_NAMES.find((name) => name === asked);
  if (!host) {
    throw new Error(`${VERSION_VARIABLE} is "${asked}"; it can be: ${HOST_NAMES.join(', ')}.`);
  }
  return host;
}

/** The folder a version is installed into. */
export function hostFolder(host: HostName): string {
  return join(ROOT, '.vscode-test', VSCODE_VERSIONS[host]);
}

/** The entry of VS Code's server, below the folder of an installed version. */
export function serverFolder(installed: string): string {
  return join(installed, 'node_modules', 'code-server', 'lib', 'vscode');
}

/**
 * The Node binary a version runs on. The newest runs on the Node of the repository, which is the major it
 * was built for; the floor brings its own. Throws when this platform has none.
 */
export function nodeBinary(host: HostName): string {
  if (host === 'newest') {
    return process.execPath;
  }
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const require = createRequire(join(hostFolder(host), 'package.json'));
  const found = nodePackages()
    .map((name) => resolvedFolder(require, name))
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, 'bin', file))
    .find((path) => existsSync(path));
  if (!found) {
    throw new Error(
      `No Node for ${process.platform}-${process.arch} was installed with VS Code ${VSCODE_VERSIONS[host]}.`,
    );
  }
  return found;
}

function nodePackages(): string[] {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  return [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`];
}

function resolvedFolder(require: NodeJS.Require, name: string): string | undefined {
  try {
    return resolve(require.resolve(`${name}/package.json`), '..');
  } catch {
    return undefined;
  }
}
