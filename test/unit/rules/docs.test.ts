/** What the documents for those who work on the project say of its files. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from 'mocha';

const ROOT = resolve(import.meta.dirname, '../../..');

/** The paths in a document: in backquotes, or arguments of its commands. */
function pathsIn(text: string): readonly string[] {
  const tops = 'src|test|media|scripts|docs|l10n';
  const below = text.match(new RegExp(`(?<![\\w./-])(?:${tops})/[\\w./*{},-]*[\\w*}]`, 'g')) ?? [];
  const files = [...text.matchAll(/`([\w.-]+\.(?:json|js|md))`/g)].map(([, name]) => name ?? '');
  return [...new Set([...below, ...files])];
}

describe('documents: every path they name', () => {
  it('is found in their texts', () => {
    const text = 'see `src/core/call`, `budgets.json` and `npx mocha test/ui/a.test.ts`, not out/test/x.';
    assert.deepEqual(pathsIn(text), ['src/core/call', 'test/ui/a.test.ts', 'budgets.json']);
  });

  for (const name of ['ARCHITECTURE.md', 'AGENTS.md', 'CONTRIBUTING.md']) {
    it(`is there: ${name}`, () => {
      const paths = pathsIn(readFileSync(resolve(ROOT, name), 'utf8'));
      assert.ok(paths.length > 5, 'paths are found in it');
      assert.deepEqual(
        paths.filter((path) => globSync(path, { cwd: ROOT }).length === 0),
        [],
      );
    });
  }
});
