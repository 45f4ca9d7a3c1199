import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findSessionIds } from '../../../../../src/core/sessionId/finder/index.ts';
import { readLogTime } from '../../../../../src/core/logTime/index.ts';
import { timesAsLong } from '../../../../support/timing.ts';
import { LEGACY_ID, SEED_ID } from '../../support.ts';

/** Units which, repeated, make a search look far ahead or back from every place. */
const NASTY: Readonly<Record<string, string>> = {
  keys: 'session_id=',
  'keys with a quote': 'session_id="',
  'keys with a curly quote': 'sessionId=“',
  'encoded keys': 'sessionId%3D',
  'encoded keys with a quote': '%22sessionId%22%3A%22',
  'keys with an escaped quote': 'sessionId="\\',
  'keys with many backslashes': `sessionId${'\\'.repeat(15)}"`,
  'keys with spaces': 'sessionId        :        ',
  'keys with a long value': `sessionId='${'a'.repeat(1_400)}`,
  'keys with dots': `sessionId="${'.'.repeat(1_500)}"`,
  hex: '0123456789abcdef',
  digits: '1692368113',
  quotes: '"',
  backslashes: '\\',
  'encoded quotes': '%22',
  'encoded percent signs': '%25',
  'v1 starts': 'v1.',
  'v1 heads': 'v1.us.31780434a95d45.',
  'cut ids': '1692368113abcdef1234...',
  dots: '.',
  ellipses: '…',
  'escaped ellipses': '\\u2026',
  ids: `${SEED_ID} `,
  'old ids': `%22${LEGACY_ID}`,
};

const repeated = (unit: string, length: number) => unit.repeat(Math.ceil(length / unit.length));

describe('core finder time', function () {
  // The ratio is what is tested; on a busy machine it takes its time.
  this.timeout(60_000);
  for (const [name, unit] of Object.entries(NASTY)) {
    it(`grows linearly with ${name}`, () => {
      const small = repeated(unit, 128_000);
      const large = repeated(unit, 1_024_000);
      // Eight times the text: were it quadratic, 64 times the time.
      const ratio = timesAsLong(
        () => findSessionIds(large),
        () => findSessionIds(small),
      );
      assert.ok(ratio < 24, `${ratio.toFixed(1)} times`);
    });
  }

  it('takes no longer for the time of a line of any length than for 2,000 characters', () => {
    const clock = { timeZone: 'UTC', offsetSeconds: 0, near: undefined };
    for (const unit of ['"time":"', '20', '2020-07-08 ', '\\"ts\\":\\', '10:02:03', '[', 'Jul  8 ', ' ']) {
      const [short, long] = [repeated(unit, 2_000), repeated(unit, 1_000_000)];
      const many = (text: string) => () => Array.from({ length: 50 }, () => readLogTime(text, clock));
      assert.ok(timesAsLong(many(long), many(short)) < 8, unit);
    }
  });
});
