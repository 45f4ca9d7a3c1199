/** What is bundled from elsewhere: its licences in NOTICE, its reasons and sizes in CONTRIBUTING.md, and nothing that runs at an install. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'mocha';
import { bundledFiles, noticeOf, packageSizes } from '../../scripts/support/notice.ts';
import { ROOT } from '../../scripts/support/run.ts';

const read = (name: string) => readFileSync(join(ROOT, name), 'utf8').replaceAll('\r\n', '\n');

/** How far the size that is told of a package may be from the real one, as a share of it. */
const TOLERANCE = 0.15;

describe('what is bundled from elsewhere', function () {
  this.timeout(60_000);
  let files: ReadonlyMap<string, number>;
  before(async () => {
    files = await bundledFiles();
  });

  it('has its licences in NOTICE: `npm run notice` writes it', () => {
    assert.equal(read('NOTICE'), noticeOf(files.keys()));
  });

  it('is what package.json says is needed, and no more', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { readonly dependencies: object };
    assert.deepEqual([...packageSizes(files).keys()].toSorted(), Object.keys(dependencies).toSorted());
  });

  it('stands in CONTRIBUTING.md with its reason and its size', () => {
    for (const [name, bytes] of packageSizes(files)) {
      const [, kilobytes, reason] =
        new RegExp(`^\\| \`${name}\` +\\| +(\\d+) KB +\\| (.+) \\|$`, 'm').exec(read('CONTRIBUTING.md')) ??
        assert.fail(`${name} is not in the table`);
      const off = Math.abs(Number(kilobytes) * 1_000 - bytes) / bytes;
      assert.ok(off <= TOLERANCE, `${name} is ${(bytes / 1_000).toFixed(0)} KB`);
      assert.ok((reason ?? '').trim().length > 40, 'a reason');
    }
  });

  it('refuses a package without a licence', () => {
    // It has its licence as a field alone, as packages of a programme for one platform do.
    const folder = globSync('node_modules/@esbuild/*', { cwd: ROOT })[0] ?? assert.fail();
    assert.throws(() => noticeOf([`${folder.replaceAll('\\', '/')}/bin/esbuild`]), /has no licence/);
  });
});

describe('an install', () => {
  it('runs nothing: neither of this package nor of those it needs', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: object };
    const atInstall = /^(?:pre|post)?install$|^(?:pre|post)?prepare$|^prepublish$/;
    assert.deepEqual(
      Object.keys(scripts).filter((name) => atInstall.test(name)),
      [],
    );
    assert.match(read('.npmrc'), /^ignore-scripts=true$/m);
    const { packages } = JSON.parse(read('package-lock.json')) as {
      readonly packages: Readonly<Record<string, { readonly dev?: true; readonly hasInstallScript?: true }>>;
    };
    const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev);
    assert.ok(shipped.some(([path]) => path === 'node_modules/undici'));
    assert.deepEqual(
      shipped.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path),
      [],
    );
  });
});
