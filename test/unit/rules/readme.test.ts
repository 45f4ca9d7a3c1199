/** The README lists the settings and commands that there are, and its pictures are there. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'mocha';
import { packedReadme, README, readmeOf } from '../../../scripts/readme.ts';

describe('README.md', () => {
  const text = readFileSync(README, 'utf8');

  it('has the settings and commands of the manifest: else run `npm run readme -- --update`', async () => {
    assert.equal(text, await readmeOf(text));
  });

  it('would be found out of date', async () => {
    assert.notEqual(
      await readmeOf(text.replace('cometchatCalls.timeZone', 'cometchatCalls.zone')),
      text.replace('cometchatCalls.timeZone', 'cometchatCalls.zone'),
    );
  });
});

/** The most that the moving picture may take, in bytes. */
const MOVING_BYTES = 2_000_000;

describe('the pictures of README.md', () => {
  const text = readFileSync(README, 'utf8');
  const paths = picturesOf(text);
  const read = (path: string) => readFileSync(join(dirname(README), path));

  it('are PNGs of the size that a page shows unscaled: else run `npm run pictures`', () => {
    assert.ok(paths.length >= 4, paths.join());
    for (const path of paths) {
      const png = read(path);
      assert.equal(png.toString('latin1', 1, 4), 'PNG', path);
      assert.ok(png.readUInt32BE(16) <= 1_200, `${path} is ${png.readUInt32BE(16)} pixels wide`);
    }
  });

  it('have one that moves, of 2 MB at most', () => {
    const moving = paths.filter((path) => read(path).includes('acTL'));
    assert.deepEqual(moving, ['docs/tour.png']);
    assert.ok(read('docs/tour.png').length <= MOVING_BYTES);
  });

  it('and its links are packed as far as they lead somewhere without a repository', () => {
    const packed = packedReadme(text);
    assert.deepEqual(
      picturesOf(packed),
      paths.filter((path) => path.startsWith('media/readme/')),
    );
    assert.doesNotMatch(packed, /\]\((?!media\/readme\/|https:)/);
    assert.match(packed, /CONTRIBUTING\.md has the rest/);
  });
});

function picturesOf(text: string): readonly string[] {
  return [...text.matchAll(/!\[[^\]]*\]\(([^)]*)\)/g)].map(([, path]) => path ?? '');
}
