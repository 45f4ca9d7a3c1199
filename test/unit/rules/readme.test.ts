/** The README lists the settings and commands that there are. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { README, readmeOf } from '../../../scripts/readme.ts';

describe('README.md', () => {
  const text = readFileSync(README, 'utf8');

  it('has the settings and commands of the manifest: else run `node scripts/readme.ts --update`', async () => {
    assert.equal(text, await readmeOf(text));
  });

  it('would be found out of date', async () => {
    assert.notEqual(
      await readmeOf(text.replace('cometchatCalls.timeZone', 'cometchatCalls.zone')),
      text.replace('cometchatCalls.timeZone', 'cometchatCalls.zone'),
    );
  });
});
