/** Times of log lines: whatever the line, a time that a date can hold, where the line has it. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { END_OF_TIME } from '../../src/core/base/index.ts';
import { instantsOf, readLogLine, readLogTime, wallTimeAt } from '../../src/core/logTime/index.ts';
import { anyInstant } from './support/answers.ts';
import { fuzz } from './support/fuzz.ts';
import { anyText, text } from './support/texts.ts';

export const name = 'log times';

const PRECISIONS = new Set([60, 1, 0.1, 0.01, 0.001]);

/** A line that begins with when it was written, in one of the forms of logs, and that time in milliseconds. */
const stamped = fc
  .tuple(
    fc.integer({ min: Date.parse('2015-01-01'), max: Date.parse('2035-01-01') }),
    fc.constantFrom<(iso: string, ms: number) => string>(
      (iso) => iso,
      (iso) => iso.replace('Z', '+00:00'),
      (iso) => `[${iso.replace('T', ' ')}]`,
      (iso) => `{"level":"info","time":"${iso}"`,
      (iso) => `<34>1 ${iso} host`,
      (_, ms) => String(ms),
    ),
    text.filter((rest) => !/^[\w.,:+-]/.test(rest)),
  )
  .map(([ms, write, rest]) => ({ line: `${write(new Date(ms).toISOString(), ms)} ${rest}`, ms }));

const line = fc.oneof(
  anyText.map((written) => ({ line: written, ms: undefined })),
  stamped,
);
const clock = fc.record({
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Apia', 'No/Where', ''),
  offsetSeconds: fc.oneof(fc.constant(0), fc.integer({ min: -100_000, max: 100_000 })),
  near: fc.option(anyInstant, { nil: undefined }),
});

export const run = fuzz(fc.tuple(line, clock, fc.anything()), ([{ line: written, ms }, given, anything]) => {
  const time = readLogTime(written, given);
  if (ms !== undefined) assert.equal(time?.instant, ms + given.offsetSeconds * 1000, written);
  if (time) {
    assert.ok(Math.abs(time.instant) <= END_OF_TIME && Number.isInteger(time.instant));
    assert.ok(time.start >= 0 && time.end > time.start && time.end <= written.length);
    assert.match(written.slice(time.start, time.end), /\d/);
    assert.ok([...PRECISIONS].some((one) => Math.abs(one - time.precisionSeconds) < 1e-9));
  }
  for (const instant of instantsOf(given.near ?? 0, given.timeZone)) assert.ok(Number.isFinite(instant));
  if (given.near !== undefined && given.near < END_OF_TIME)
    assert.ok(Number.isFinite(wallTimeAt(given.near, given.timeZone)));
  const { uri, line: number } = readLogLine(anything) ?? { uri: 'file:///a', line: 0 };
  assert.ok(/^[a-z]/i.test(uri) && Number.isInteger(number));
});
