import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { describeLogMoment, suggestClockOffset } from '../../../../src/core/story/logMoment.ts';
import type { LogTime } from '../../../../src/core/logTime/model.ts';
import { at, call, stay, t } from '../support.ts';

/** The seed's call, from 1,700,000,000 seconds on: rings for 14 s, lasts 19 s. */
const answered = call({
  mode: 'call',
  initiatedAt: at(0),
  startedAt: at(14),
  endedAt: at(33),
  participants: [stay('superhero2', 19, 33), stay('superhero8', 15, 31)],
});

/** A line's time, in seconds from 1,700,000,000. */
function line(seconds: number, precisionSeconds = 0.001, zone: LogTime['zone'] = 'assumed'): LogTime {
  return { instant: Math.round((at(0) + seconds) * 1000), zone, precisionSeconds, start: 0, end: 1 };
}

const moment = (seconds: number, precisionSeconds?: number, of = answered) =>
  describeLogMoment(of, line(seconds, precisionSeconds), t);

describe('core log moment', () => {
  it('tells two people of one name apart', () => {
    const participants = ['u1', 'u2'].map((uid, index) => stay(uid, index * 10, 60, { name: 'Ann' }));
    assert.equal(moment(12, 1, call({ participants })), '2 s after Ann (u2) joined');
  });

  for (const [seconds, precision, expected] of [
    [-90, 1, '1 min 30 s before the call was initiated'],
    [-2.4, 0.1, '2.4 s before the call was initiated'],
    [0, 1, 'as the call was initiated'],
    [0.9, 0.1, 'as the call was initiated'],
    [1.0, 0.1, '1 s after the call was initiated'],
    [12, 1, '12 s after the call was initiated'],
    [13.96, 0.01, '14 s after the call was initiated'],
    [14.5, 0.1, 'as it was answered'],
    [17.2, 0.1, '2.2 s after superhero8 joined'],
    [21.2, 0.1, '2.2 s after superhero2 joined'],
    [21, 1, '2 s after superhero2 joined'],
    [28.95, 0.001, '10 s after superhero2 joined'],
    [32.5, 0.1, '1.5 s after superhero8 left'],
    [33, 1, 'as the call ended'],
    [74, 1, '41 s after the call ended'],
    [36.34, 0.001, '3.3 s after the call ended'],
    [3_633, 0.001, '1 h after the call ended'],
  ] as const) {
    it(`${seconds} s, to ${precision} s: ${expected}`, () =>
      assert.equal(moment(seconds, precision), expected));
  }

  it('tells minutes where the line tells no seconds', () => {
    // 1,700,000,000 is 20 s into its minute.
    assert.equal(
      moment(-20, 60),
      'in the minute in which the call was initiated, it was answered, superhero8 and superhero2 joined, superhero8 and superhero2 left, and the call ended',
    );
    assert.equal(moment(40, 60), 'about 1 min after the call ended');
    assert.equal(moment(-80, 60), 'about 1 min before the call was initiated');
  });

  it('names the event that is known when others are not', () => {
    const only = (raw: object) => call({ initiatedAt: undefined, ...raw });
    assert.equal(moment(2, 1, only({ mode: 'call', startedAt: at(4) })), '2 s before it was answered');
    assert.equal(moment(2, 1, only({ mode: 'meet', startedAt: at(4) })), '2 s before the call started');
    assert.equal(moment(6, 1, only({ mode: 'presenter', startedAt: at(4) })), '2 s after the call started');
    assert.equal(moment(4, 1, only({ mode: 'meet', startedAt: at(4) })), 'as the call started');
    assert.equal(moment(1, 1, only({ endedAt: at(4) })), '3 s before the call ended');
    assert.equal(moment(1, 1, only({ participants: [stay('a', 4)] })), '3 s before a joined');
    assert.equal(moment(4, 1, only({ participants: [stay('a', 4)] })), 'as a joined');
    assert.equal(moment(9, 1, only({ participants: [stay('a', 4, 9)] })), 'as a left');
    assert.equal(
      moment(2, 1, only({ participants: [stay('a', undefined, 4)] })),
      'CometChat did not report a time to compare it with',
    );
    assert.equal(moment(1, 1, only({})), 'CometChat did not report a time to compare it with');
  });

  it('claims no tenths of a line in whole seconds, even where the answer has some', () => {
    assert.equal(moment(36, 1, { ...answered, endedAt: (at(33) + 0.4) * 1000 }), '3 s after the call ended');
  });

  it('tells of recordings', () => {
    const recorded = call({ recordings: [{ rid: 'r', startTime: at(20), endTime: at(30) }] });
    assert.equal(moment(15, 1, recorded), '5 s before a recording started');
    assert.equal(moment(20, 1, recorded), 'as a recording started');
    assert.equal(moment(25, 1, recorded), '5 s after a recording started');
    assert.equal(moment(30, 1, recorded), 'as a recording ended');
    assert.equal(moment(35, 1, recorded), '5 s after a recording ended');
  });

  it('tells of transcripts', () => {
    const transcribed = call({ transcriptions: [{ tid: 't', startTime: at(20), endTime: at(30) }] });
    assert.equal(moment(15, 1, transcribed), '5 s before a transcript started');
    assert.equal(moment(20, 1, transcribed), 'as a transcript started');
    assert.equal(moment(25, 1, transcribed), '5 s after a transcript started');
    assert.equal(moment(30, 1, transcribed), 'as a transcript ended');
    assert.equal(moment(35, 1, transcribed), '5 s after a transcript ended');
  });

  it('of somebody who left and came back within a second, tells that they came back', () => {
    const back = call({ participants: [stay('a', 1, 5), stay('a', 5)] });
    assert.equal(moment(7, 1, back), '2 s after a joined');
  });

  it('compares with the end once the call is over, whatever is dated later', () => {
    const late = call({ endedAt: at(33), participants: [stay('a', 1, 35)] });
    assert.equal(moment(40, 1, late), '7 s after the call ended');
  });

  it('tells the stays of one person apart by their times, and names who has a name', () => {
    const rejoined = call({ participants: [stay('u1', 1, 5, { name: 'Ana' }), stay('u1', 20)] });
    assert.equal(moment(7, 1, rejoined), '2 s after Ana left');
    assert.equal(moment(22, 1, rejoined), '2 s after Ana joined');
  });

  it('shows what would hide or reorder text in a name', () => {
    const odd = call({ participants: [stay('u1', 1, undefined, { name: 'a\u202eb' })] });
    assert.equal(moment(3, 1, odd), '2 s after a⟨U+202E⟩b joined');
  });

  it('claims tenths only below ten seconds and only where the line has them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -50_000, max: 500_000 }),
        fc.constantFrom(1, 0.1, 0.001),
        (ms, precision) => {
          const seconds = precision === 1 ? Math.floor(ms / 1000) : ms / 1000;
          const sentence = moment(seconds, precision);
          if (precision === 1) assert.doesNotMatch(sentence, /\d\.\d/);
          assert.doesNotMatch(sentence, /\d\d\.\d|\d\.\d\d/);
        },
      ),
    );
  });
});

describe('core clock offset', () => {
  const HOUR = 3_600;
  for (const [what, seconds, offset] of [
    ['two hours late', 2 * HOUR + 20, -2 * HOUR],
    ['seven hours early', -7 * HOUR + 20, 7 * HOUR],
    ['half-hour zones', 5.5 * HOUR + 10, -5.5 * HOUR],
    ['three quarters', -(5.75 * HOUR) + 10, 5.75 * HOUR],
    ['near the call, a minute before', HOUR - 60, -HOUR],
    ['near the call, a minute after', HOUR + 93, -HOUR],
    ['in the call as it is', 20, undefined],
    ['just before it', -60, undefined],
    ['just after it', 93, undefined],
    ['minutes away', 420, undefined],
    ['not by whole hours', 2 * HOUR + 420, undefined],
    ['days away', 50 * HOUR, undefined],
  ] as const) {
    it(what, () => assert.equal(suggestClockOffset(answered, line(seconds)), offset));
  }

  it('puts the line into the call once it is added, and then suggests nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: -26, max: 26 }), fc.integer({ min: 0, max: 33 }), (hours, seconds) => {
        fc.pre(hours !== 0);
        const offset = suggestClockOffset(answered, line(seconds - hours * HOUR));
        assert.equal(offset, hours * HOUR);
        assert.equal(suggestClockOffset(answered, line(seconds)), undefined);
      }),
    );
  });

  it('suggests nothing where the line states its zone, or the call has no times', () => {
    assert.equal(suggestClockOffset(answered, line(2 * HOUR, 1, 'stated')), undefined);
    assert.equal(suggestClockOffset(call({}), line(2 * HOUR)), undefined);
  });

  it('does not choose among several hours that fit a long call', () => {
    const long = call({ initiatedAt: at(0), endedAt: at(3 * HOUR) });
    assert.equal(suggestClockOffset(long, line(5 * HOUR)), undefined);
    assert.equal(suggestClockOffset(long, line(-26 * HOUR)), 26 * HOUR);
  });

  it('allows a line without seconds the whole of its minute', () => {
    const short = call({ initiatedAt: at(0), endedAt: at(5) });
    assert.equal(suggestClockOffset(short, line(HOUR - 100, 60)), -HOUR);
    assert.equal(suggestClockOffset(short, line(HOUR - 100, 1)), undefined);
  });
});
