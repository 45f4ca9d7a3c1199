/** The recipes of CONTRIBUTING.md name every file that one more finding, command, failure reason or log time touches. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from 'mocha';

const ROOT = resolve(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(resolve(ROOT, path), 'utf8');

/** Where nothing may stand that a recipe does not name. Of tests, a recipe names those that each new one needs. */
const SOURCES = ['src/**/*.ts', 'media/panel/**/*.ts', 'package.json', 'package.nls.json', 'README.md'];

interface Recipe {
  readonly title: string;
  /** One that is there: all its files have this name in them. */
  readonly example: string;
  /** The first path of each step. */
  readonly files: readonly string[];
}

function recipesIn(text: string): readonly Recipe[] {
  const part = /^## How to add …\n(.*?)^## /ms.exec(text)?.[1] ?? '';
  return part
    .split(/^### /m)
    .slice(1)
    .map((recipe) => ({
      title: recipe.slice(0, recipe.indexOf('\n')),
      example: /^As `(.+)` is one:$/m.exec(recipe)?.[1] ?? '',
      files: [...recipe.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, path]) => path ?? ''),
    }));
}

const holds = (path: string, name: string) => new RegExp(`\\b${name}\\b`).test(read(path));

describe('CONTRIBUTING.md, how to add …', () => {
  const recipes = recipesIn(read('CONTRIBUTING.md'));

  it('has four recipes', () => {
    assert.deepEqual(
      recipes.map(({ title }) => title),
      ['A finding', 'A command', 'A failure reason', 'A form of log time'],
    );
  });

  for (const { title, example, files } of recipes) {
    it(`${title}: \`${example}\` is in each file it names, and in no other source`, () => {
      assert.deepEqual(
        files.filter((path) => !holds(path, example)),
        [],
        'named, but not touched',
      );
      const touched = globSync(SOURCES, { cwd: ROOT })
        .map((path) => path.replaceAll('\\', '/'))
        .filter((path) => holds(path, example));
      assert.ok(touched.length > 0);
      assert.deepEqual(
        touched.filter((path) => !files.includes(path)),
        [],
        'touched, but not named',
      );
    });
  }
});
