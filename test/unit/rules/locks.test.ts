/** Every lock file is whole: `npm ci` takes it on every platform, and it names no registry. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { HOST_NAMES, ROOT } from '../../support/host/versions.ts';

interface Package {
  readonly version: string;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
type Packages = Readonly<Record<string, Package>>;

const FOLDERS = [
  '',
  '.github/release',
  ...HOST_NAMES.flatMap((host) => [`test/support/host/${host}`, `test/support/host/${host}/server`]),
];

describe('lock files', () => {
  for (const folder of FOLDERS) {
    const path = join(folder, 'package-lock.json');
    it(`${path} holds the packages of every platform, and no address`, () => {
      const { packages }: { packages: Packages } = JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
      const missing = Object.entries(packages).flatMap(([at, { dependencies, optionalDependencies }]) =>
        Object.keys({ ...dependencies, ...optionalDependencies })
          .filter((name) => !isFound(packages, at, name))
          .map((name) => `${name}, wanted by ${at || 'the root'}`),
      );
      assert.deepEqual(missing, []);
      const resolved = Object.keys(packages).filter((at) => packages[at]?.resolved !== undefined);
      assert.deepEqual(resolved, []);
    });
  }
});

/** Whether a package is where Node looks for it from a place: in its `node_modules` or in one above. */
function isFound(packages: Packages, from: string, name: string): boolean {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (packages[`${at && `${at}/`}node_modules/${name}`]) return true;
    if (at === '') return false;
  }
}
