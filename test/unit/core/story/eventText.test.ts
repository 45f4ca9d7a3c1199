/** The events of a timeline as text, of calls as large as they are read. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { eventLines } from '../../../../src/core/story/eventText.ts';
import { timelineOf } from '../../../../src/core/story/timeline/index.ts';
import { namesOf } from '../../../../src/core/call/words.ts';
import { timesAsLong } from '../../../support/timing.ts';
import { call, NOW, stay, t } from '../support.ts';

/** Writes the events of somebody who came on so many devices, one after another. */
function onDevices(count: number) {
  const participants = Array.from({ length: count }, (_, n) =>
    stay('ann', n, n + 900, { deviceId: `device-of-ann-${n}@rtc.example/x` }),
  );
  const timeline = timelineOf(call({ participants }), NOW);
  assert.equal(timeline?.people[0]?.devices.length, count);
  const names = namesOf(timeline.people, t);
  return () => eventLines(timeline, names, t);
}

describe('core events of a timeline as text', () => {
  it('take no longer for each when somebody came on more devices', () => {
    const lines = onDevices(1000)();
    assert.deepEqual([lines.length, lines[7]?.text], [2000, 'ann joined on device device-of-ann-7']);
    // Eight times the devices: were it quadratic, 64 times the time.
    const ratio = timesAsLong(onDevices(1000), onDevices(125));
    assert.ok(ratio < 24, `${ratio.toFixed(1)} times`);
  });
});
