/** Times that stand below one another: which of them say their zone, and which their date. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { clockOf } from '../../../media/panel/when.ts';
import { createTimeFormat } from '../../../src/core/text/time.ts';
import { call } from '../core/support.ts';

const BERLIN = createTimeFormat('Europe/Berlin', 'en');
/** Half an hour before Berlin goes from summer time to winter time, in seconds since 1970 UTC. */
const BEFORE = Date.UTC(2023, 9, 29, 0, 30) / 1000;
const HOUR = 3_600;

describe('panel: the clock of a call', () => {
  it('tells the zone once, above the times', () => {
    const clock = clockOf(call({ startedAt: BEFORE }), BERLIN);
    assert.equal(clock.zone, 'CEST');
    assert.equal(clock.write((BEFORE + 60) * 1000), '02:31:00');
  });

  it('tells the zone of each time after it has changed within the call', () => {
    const clock = clockOf(call({ startedAt: BEFORE, endedAt: BEFORE + 2 * HOUR }), BERLIN);
    const written = [0, 1_799, 1_800, HOUR, 2 * HOUR].map((after) => clock.write((BEFORE + after) * 1000));
    assert.deepEqual(written, ['02:30:00', '02:59:59', '02:00:00 CET', '02:30:00 CET', '03:30:00 CET']);
  });

  it('tells the zone of each time before it changed, of a call that began after', () => {
    const clock = clockOf(call({ initiatedAt: BEFORE, startedAt: BEFORE + HOUR }), BERLIN);
    assert.equal(clock.zone, 'CET');
    assert.equal(clock.write(BEFORE * 1000), '02:30:00 CEST');
    assert.equal(clock.write((BEFORE + HOUR) * 1000), '02:30:00');
  });

  it('tells the zone once in languages that would write it into the time, too', () => {
    const clock = clockOf(call({ startedAt: BEFORE }), createTimeFormat('Europe/Berlin', 'ko'));
    assert.equal(clock.zone, 'GMT+2');
    assert.doesNotMatch(clock.write((BEFORE + 60) * 1000), /GMT/);
  });

  it('tells the zone of every time, with its date, of a call that has no time of its own', () => {
    const clock = clockOf(call({}), BERLIN);
    assert.equal(clock.zone, undefined);
    assert.equal(clock.write(BEFORE * 1000), '29 Oct 2023, 02:30:00 CEST');
  });
});
