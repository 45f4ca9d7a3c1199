/** Times of lines one after another, against each read alone. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { LineTimes, readLogTime } from '../../../../src/core/logTime/index.ts';

const NEAR = Date.parse('2023-10-29T00:30:00Z');
const two = (value: number) => String(value).padStart(2, '0');

/** What tools write before a time, the time up to its seconds, and what may follow: much of it changes what is read. */
const BEFORE = [
  '',
  '',
  '',
  '10.0.0.7 - - [',
  '10.20.3.4 ',
  '[',
  '[main ',
  '(a ',
  'INFO: ',
  '{"time":"',
  '{"a":1,"ts":"',
  'x ',
  '<11>',
  '2023 ',
];
const MINUTES = [
  '2023-10-29T00:30:',
  '2023-10-29 02:59:',
  '10-29 00:30:',
  '00:30:',
  '12:30:',
  '29/Oct/2023:00:30:',
  'Oct 29 00:30:',
  'Sun Oct 29 00:30:',
  '03/04/2023, 00:30:',
];
const AFTER = [
  '',
  'Z',
  '.123',
  '.5',
  ',123',
  ':123',
  '.123456',
  '.123Z',
  '.123+05:30',
  ' +0530',
  ' PM',
  'am',
  ' INFO +0530',
  ' UTC',
  ' GMT+2',
  ' 2023',
  ' CEST 2023',
  ' 2023-10-28',
  ']',
  '"}',
  '","@timestamp":"2023-01-01T00:00:00Z"}',
  '"} 2023-01-01T00:00:00Z',
  ' {"time":"2023-10-29T00:29:59.999Z"}',
  'Z stdout F 2023-10-29 00:30:01 x',
  ' host app[1]: 2023-10-29T00:30:02Z x',
  ' a] 2023-01-01T00:00:00Z',
  ' x',
  'x',
  '5',
  ':30',
  ',5',
  '\u202fPM',
  ' 123456',
];

/** Lines of one or two kinds, as a log has them, that go on in all ways. */
const lines = fc
  .array(fc.tuple(fc.constantFrom(...BEFORE), fc.constantFrom(...MINUTES), fc.constantFrom(...AFTER)), {
    minLength: 1,
    maxLength: 2,
  })
  .chain((kinds) =>
    fc.array(
      fc
        .tuple(fc.constantFrom(...kinds), fc.nat(60), fc.constantFrom('', ...AFTER))
        .map(([[before, minute, after], second, more]) => `${before}${minute}${two(second)}${after}${more}`),
      { maxLength: 30 },
    ),
  );

describe('log times: one line after another', () => {
  it('are those of each line alone', () => {
    fc.assert(
      fc.property(
        lines,
        fc.constantFrom('UTC', 'Europe/Berlin'),
        fc.constantFrom(NEAR, NEAR + 12 * 3_600_000 + 30_000, undefined),
        (texts, timeZone, near) => {
          const clock = { timeZone, offsetSeconds: 7, near };
          const times = new LineTimes(clock);
          for (const text of [...texts, ...texts]) {
            const alone = readLogTime(text, clock);
            assert.equal(times.read(text), alone?.instant, text);
            if (alone) assert.equal(times.end, alone.end, text);
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });
});
