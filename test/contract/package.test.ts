/** Packing as a publisher does who has named the repository in package.json, the one place for it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { ROOT } from '../support/host/versions.ts';

const SHIPPED = ['*.md', 'LICENSE', 'NOTICE', '.vscodeignore', 'package.nls*.json', 'l10n', 'media'];

describe('vsce package with a repository', () => {
  it('warns of nothing', function () {
    this.timeout(60_000);
    const folder = mkdtempSync(join(tmpdir(), 'cometchat-calls-pack-'));
    try {
      for (const name of SHIPPED.flatMap((glob) => globSync(glob, { cwd: ROOT })))
        cpSync(join(ROOT, name), join(folder, name), { recursive: true });
      mkdirSync(join(folder, 'dist'));
      writeFileSync(join(folder, 'dist/extension.js'), '');
      const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as object;
      const named = { ...manifest, repository: 'github:someone/cometchat-calls', scripts: {} };
      writeFileSync(join(folder, 'package.json'), JSON.stringify(named));
      const vsce = join(ROOT, 'node_modules/@vscode/vsce/vsce');
      const { status, stdout, stderr } = spawnSync(process.execPath, [vsce, 'package', '--no-dependencies'], {
        cwd: folder,
        encoding: 'utf8',
      });
      assert.equal(status, 0, stderr);
      assert.doesNotMatch(stdout + stderr, /warn/i);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
