/** docs/performance.md says what was measured, and nothing by hand. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { performanceText, readMeasured, TEXT_FILE } from '../../bench/report.ts';

describe('docs/performance.md', () => {
  it('is what docs/performance.json comes to', async () => {
    assert.equal(readFileSync(TEXT_FILE, 'utf8'), await performanceText(readMeasured()));
  });
});
