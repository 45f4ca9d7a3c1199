/** Which VS Code the tests run in, and where each one lives on disk. */
import { join, resolve } from 'node:path';
import { findNode } from '../../../scripts/support/npm.js';

/** The repository's root folder. */
export const ROOT = resolve(import.meta.dirname, '../../..');

/** `newest`: what most users have. `floor`: the oldest that `engines.vscode` admits. */
export type HostName = 'newest' | 'floor';

export const HOST_NAMES: readonly HostName[] = ['newest', 'floor'];

/** What `vscode.version` says in each. */
export const VSCODE_VERSIONS: Readonly<Record<HostName, string>> = { newest: '1.139.1', floor: '1.105.1' };

/** What is bundled for tests is built for the floor's Node, as `esbuild.js` builds the extension. */
export const BUILD_TARGET = 'node22.19';

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
  if (host === 'newest') return process.execPath;
  const found = findNode(join(hostFolder(host), 'node_modules'));
  if (!found) {
    throw new Error(
      `No Node for ${process.platform}-${process.arch} was installed with VS Code ${VSCODE_VERSIONS[host]}.`,
    );
  }
  return found;
}
