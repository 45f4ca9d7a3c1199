/** Which minutes of audio and video are told: one rule, wherever they are. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { minutesTeller } from '../../../../src/core/call/minutes.ts';
import { call, stay } from '../support.ts';

describe('core minutes', () => {
  const told = (raw: object) => {
    const some = call({ ...raw });
    const minutesOf = minutesTeller(some);
    return [some, ...some.participants].map((each) => {
      const { audioSeconds, videoSeconds } = minutesOf(each);
      return [audioSeconds, videoSeconds];
    });
  };
  const zero = { totalAudioMinutes: 0, totalVideoMinutes: 0 };
  const ana = (more: object) => [stay('ana', 0, 60, more)];

  it('are told where the answer has them, also where they are zero', () => {
    assert.deepEqual(told({ type: 'video', ...zero, participants: ana(zero) }), [
      [0, 0],
      [0, 0],
    ]);
    assert.deepEqual(told({ type: 'video', participants: ana({}) }), [
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  it('are told without video where the call is not one, and nobody had any', () => {
    for (const type of ['audio', undefined])
      assert.deepEqual(told({ type, ...zero, participants: ana(zero) }), [
        [0, undefined],
        [0, undefined],
      ]);
  });

  it('are told with video of a call that is not one, where there was some for all that', () => {
    assert.deepEqual(told({ type: 'audio', ...zero, participants: ana({ totalVideoMinutes: 1 }) }), [
      [0, 0],
      [undefined, 60],
    ]);
    assert.deepEqual(told({ type: 'audio', totalVideoMinutes: 1, participants: ana(zero) }), [
      [undefined, 60],
      [0, 0],
    ]);
  });
});
