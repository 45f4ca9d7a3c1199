/** The CHANGELOG has the form of Keep a Changelog, so that others and their tools can read it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from 'mocha';

const ROOT = resolve(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(resolve(ROOT, path), 'utf8');

const KINDS = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];

/** What is wrong with a changelog, each as a sentence. */
function faultsOf(text: string, version: string): readonly string[] {
  const [, ...versions] = text.split(/^## /m);
  const titles = versions.map((part) => part.slice(0, part.indexOf('\n')));
  const faults = titles
    .slice(1)
    .filter((title) => !/^\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d$/.test(title))
    .map((title) => `"${title}" is no version with its date`);
  if (titles[0] !== '[Unreleased]') faults.push('it does not begin with [Unreleased]');
  if (!titles[1]?.startsWith(`[${version}]`)) faults.push(`${version} is not the newest version`);
  for (const part of versions) {
    const [before = '', ...kinds] = part.split(/^### /m);
    if (/^- /m.test(before)) faults.push('a line stands below no kind of change');
    const named = kinds.map((kind) => kind.slice(0, kind.indexOf('\n')));
    const known = KINDS.filter((kind) => named.includes(kind));
    if (named.join() !== known.join()) faults.push(`${named.join()} should be ${known.join()}`);
  }
  return faults;
}

describe('CHANGELOG.md', () => {
  const text = read('CHANGELOG.md');
  const { version } = JSON.parse(read('package.json')) as { readonly version: string };

  it('has the form of Keep a Changelog', () => {
    assert.deepEqual(faultsOf(text, version), []);
  });

  it('would be found to lack it', () => {
    const wrong = text.replace('### Added', '- a line\n\n### Fixed').replace(/- \d{4}-\d\d-\d\d/, '');
    assert.equal(faultsOf(wrong, '9.9.9').length, 4);
  });
});
