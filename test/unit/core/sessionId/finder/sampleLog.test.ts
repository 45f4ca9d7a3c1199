import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findSessionIds } from '../../../../../src/core/sessionId/finder/index.ts';
import { readLogTime } from '../../../../../src/core/logTime/index.ts';
import { sampleLog } from '../../../../../src/sandbox/index.ts';
import { sampleCalls } from '../../../../../src/sandbox/samples/index.ts';
import { NOW } from '../../support.ts';

const samples = sampleCalls(NOW);
const log = sampleLog(samples);
const lines = log.trimEnd().split('\n');

describe('core finder in the sample log', () => {
  it('finds every id whole, at least twice, and no other', () => {
    const whole = findSessionIds(log).filter(({ looksCutOff }) => !looksCutOff);
    const counts = Map.groupBy(whole, ({ session }) => session.id);
    const known = new Set(samples.map(({ sessionId }) => sessionId));
    assert.deepEqual(
      [...counts.keys()].filter((id) => !known.has(id)),
      [],
    );
    // A custom id shows only behind a key: the log has one bare and in quotes too.
    const missing = samples.filter(({ sessionId }) => (counts.get(sessionId)?.length ?? 0) < 2);
    assert.deepEqual(
      missing.map(({ sessionId }) => sessionId),
      [],
    );
  });

  it('finds the ids that are cut off where the log has a mark', () => {
    for (const line of lines) {
      const cut = findSessionIds(line).some(({ looksCutOff }) => looksCutOff);
      assert.equal(cut, line.includes('… for'), line);
    }
  });

  it('finds in single lines what it finds in the whole', () => {
    const whole = findSessionIds(log).map(({ session }) => session.id);
    assert.deepEqual(
      lines.flatMap((line) => findSessionIds(line).map(({ session }) => session.id)),
      whole,
    );
  });

  it('reads the time of every line, each with its zone, in order to the second', () => {
    const clock = { timeZone: 'Asia/Kathmandu', offsetSeconds: 0, near: undefined };
    const times = lines.map((line) => readLogTime(line, clock));
    assert.ok(times.every((time) => time?.zone === 'stated'));
    const seconds = times.map((time) => Math.floor((time?.instant ?? 0) / 1000));
    assert.deepEqual(
      seconds,
      seconds.toSorted((a, b) => a - b),
    );
  });
});
