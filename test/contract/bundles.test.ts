/** What esbuild.js makes of the extension: which file loads which, and that VS Code's API is taken as it is. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { after, before, describe, it } from 'mocha';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('the bundles', function () {
  this.timeout(30_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cometchat-calls-bundles-'));
    await promisify(execFile)(process.execPath, ['esbuild.js', `--outdir=${folder}`], { cwd: root });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** What a bundle requires, besides Node's own modules, and whether it makes a namespace of it. */
  async function requiredBy(name: string): Promise<readonly string[]> {
    const code = await readFile(join(folder, name), 'utf8');
    const requires = code.matchAll(/(__toESM\()?require\("(?!node:)([^"]+)"\)/g);
    return [...new Set(Array.from(requires, ([, copied, path]) => `${copied ? 'copied ' : ''}${path}`))];
  }

  it('are loaded by each other as they are needed, and copy no members of VS Code’s API', async () => {
    assert.deepEqual(await requiredBy('extension.js'), ['vscode', 'copied ./services.js']);
    assert.deepEqual((await requiredBy('services.js')).toSorted(), [
      'copied ./http.js',
      'copied ./sandbox.js',
      'vscode',
    ]);
    assert.deepEqual([...(await requiredBy('sandbox.js')), ...(await requiredBy('scan.js'))], []);
  });

  it('load VS Code’s API once, whichever file asks for it', async () => {
    for (const name of ['extension.js', 'services.js']) {
      const code = await readFile(join(folder, name), 'utf8');
      assert.equal(code.split('require("vscode")').length - 1, 1, name);
    }
  });
});
