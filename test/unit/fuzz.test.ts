/** A short run of every subject of fuzzing, always with the same inputs; `npm run fuzz` is the long one. */
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { fuzz, type Run } from '../fuzz/support/fuzz.ts';

interface Subject {
  readonly name: string;
  readonly run: Run;
}

const FOLDER = join(import.meta.dirname, '../fuzz');
const subjects = await Promise.all(
  globSync('*.ts', { cwd: FOLDER }).map(
    (file) => import(pathToFileURL(join(FOLDER, file)).href) as Promise<Subject>,
  ),
);

describe('whatever strangers write', () => {
  for (const { name, run } of subjects) {
    it(`breaks nothing in the ${name}`, () => run(150, 20_261_130)).timeout(120_000);
  }

  it('would be told with the input that does', () => {
    const run = fuzz(fc.nat(), (number) => assert.ok(number < 10));
    assert.throws(() => run(1_000, 1), /Counterexample: \[10\]/);
  });
});
