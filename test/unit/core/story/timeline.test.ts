/** The bars of a call, by hand-made calls; what holds for any call is in storyProperty. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { timelineOf } from '../../../../src/core/story/timeline/index.ts';
import { at, call, stay } from '../support.ts';
import { AS_OF, bar, ended, ongoing, seconds, span, timeline } from './timelineSupport.ts';

describe('core timeline: stays', () => {
  const joined = { isJoined: true };
  const table: readonly (readonly [title: string, call: object, stay: object, bar: string])[] = [
    ['both times', ended, stay('a', 12, 40), '12–40'],
    ['outside of the call, for the data say so', ended, stay('a', -5, 70), '-5–70'],
    ['no leaving, of an ended call: to its end', ended, stay('a', 12), '12–50?'],
    ['no leaving, and joined after the end', ended, stay('a', 60), '60–60?'],
    [
      'no leaving, and a state that is older than the end',
      ended,
      stay('a', 12, undefined, { state: 'ongoing' }),
      '12–50?',
    ],
    [
      'no leaving, no end of the call: to the last time known',
      { startedAt: at(10) },
      stay('a', 12),
      '12–12?',
    ],
    ['no leaving, of a call under way', ongoing, stay('a', 12), '12–100>'],
    [
      'no leaving, of a call under way, and ended by its state',
      ongoing,
      stay('a', 12, undefined, { state: 'ended' }),
      '12–100?',
    ],
    [
      'no leaving, of a call under way that has an end',
      { ...ongoing, endedAt: at(50) },
      stay('a', 12),
      '12–50?',
    ],
    [
      'no leaving, of a call with an unknown status',
      { ...ongoing, status: 'paused' },
      stay('a', 12),
      '12–12?',
    ],
    ['joining after the answer was fetched', ongoing, stay('a', 120), '120–120>'],
    ['no joining: from the start of the call', ended, { ...joined, leftAt: at(40) }, '?10–40'],
    ['no joining, and left before the start', ended, { ...joined, leftAt: at(5) }, '?5–5'],
    ['no joining, no start', {}, { ...joined, leftAt: at(5) }, '?5–5'],
    ['left before joining: a moment', ended, stay('a', 30, 20), '30–30?'],
    ['no time of length', ended, stay('a', 30, 30), '30–30'],
  ];
  for (const [title, raw, participant, expected] of table) {
    it(title, () => {
      const [person] = timeline({ ...raw, participants: [{ uid: 'a', ...participant }] }).people;
      assert.deepEqual(person?.stays.map(bar), [expected]);
      assert.equal(person?.isCertain, !expected.includes('?'));
    });
  }

  it('of which no time is told are none, and not certain', () => {
    const [person] = timeline({ ...ended, participants: [{ uid: 'a', isJoined: true }] }).people;
    assert.deepEqual([person?.joined, person?.stays, person?.isCertain], [true, [], false]);
  });

  it('are not those of somebody who did not join by the server’s word', () => {
    const [person] = timeline({
      ...ended,
      participants: [stay('a', 12, 40, { isJoined: false })],
    }).people;
    assert.deepEqual([person?.joined, person?.stays, person?.presentSeconds], [false, [], 0]);
  });

  it('of one person are grouped by device, and added up as one presence', () => {
    const { people } = timeline({
      ...ended,
      participants: [
        stay('a', 30, 40, { deviceId: 'x@rtc/2' }),
        stay('a', 12, 20, { deviceId: 'x@rtc/1' }),
        stay('a', 18, 25, { deviceId: 'y@rtc/1' }),
        stay('a', 25, 26),
        stay('b', 11, 50),
        stay('c'),
      ],
    });
    assert.deepEqual(
      people.map(({ uid }) => uid),
      ['b', 'a', 'c'],
    );
    const [, a] = people;
    assert.deepEqual(
      a?.devices.map(({ device, stays }) => [device, ...stays.map(span)]),
      [
        ['x', '12–20', '30–40'],
        ['y', '18–25'],
        [undefined, '25–26'],
      ],
    );
    assert.deepEqual([a?.presence.map(span), a?.presentSeconds], [['12–26', '30–40'], 24]);
    assert.deepEqual(
      a?.stays.map(({ index }) => index),
      [1, 2, 3, 0],
    );
  });
});

describe('core timeline: ringing and talking', () => {
  const table: readonly (readonly [title: string, raw: object, ringing: string, talking: string])[] = [
    ['answered', ended, '0–10', '10–50'],
    ['under way', ongoing, '0–10', '10–100>'],
    ['ringing', { status: 'initiated', initiatedAt: at(80) }, '80–100>', 'none'],
    ['ringing by a clock that is ahead', { status: 'initiated', initiatedAt: at(120) }, '120–120>', 'none'],
    [
      'answered on paper by nobody, and joined: no longer than until then',
      {
        status: 'unanswered',
        initiator: 'a',
        initiatedAt: at(0),
        endedAt: at(45),
        participants: [stay('a', 0, 45), stay('b', 12, 45)],
      },
      '0–12?',
      'none',
    ],
    [
      'joined by two, of whom one may have called',
      {
        status: 'initiated',
        initiatedAt: at(0),
        participants: [stay('a', 1), stay('b', 12)],
      },
      '0–12?',
      'none',
    ],
    ['rang until it ended', { status: 'unanswered', initiatedAt: at(0), endedAt: at(45) }, '0–45', 'none'],
    ['cancelled, no end', { status: 'cancelled', initiatedAt: at(0) }, '0–0?', 'none'],
    ['a busy line does not ring', { status: 'busy', initiatedAt: at(0), endedAt: at(5) }, 'none', 'none'],
    ['ended, and whether it started is not told', { initiatedAt: at(0), endedAt: at(45) }, 'none', 'none'],
    ['no end', { startedAt: at(10), participants: [stay('a', 12, 40)] }, 'none', '10–40?'],
    ['a meeting', { ...ended, mode: 'meet' }, 'none', '10–50'],
    ['a presentation', { ...ended, mode: 'presenter' }, 'none', '10–50'],
    ['no mode: not said to have rung', { ...ended, mode: undefined }, 'none', '10–50'],
    [
      'no mode, and a status of calls that ring',
      { status: 'rejected', mode: undefined, initiatedAt: at(0), endedAt: at(5) },
      '0–5',
      'none',
    ],
    ['out of order', { initiatedAt: at(50), startedAt: at(10), endedAt: at(0) }, 'none', 'none'],
  ];
  for (const [title, raw, ringing, talking] of table) {
    it(title, () => {
      const result = timeline(raw);
      assert.deepEqual([bar(result.ringing), bar(result.talking)], [ringing, talking]);
    });
  }

  it('is no timeline where the answer has no time', () => {
    assert.equal(timelineOf(call({ participants: [stay('a')] }), AS_OF), undefined);
    assert.equal(
      timelineOf(call({ participants: [{ uid: 'a', isJoined: false, joinedAt: at(5) }] }), AS_OF),
      undefined,
    );
  });

  it('reaches from the first time to the last, and of a call under way to the answer', () => {
    assert.equal(span(timeline({ ...ended, participants: [stay('a', -5, 70)] })), '-5–70');
    assert.equal(span(timeline(ongoing)), '0–100');
    assert.equal(span(timeline(ongoing, at(5) * 1000)), '0–10');
  });

  it('is as of its newest time where the clock that fetched it is a little behind', () => {
    const behind = (length: number) =>
      timeline({ ...ongoing, participants: [stay('a', 11), stay('b', 20)] }, at(20 - length) * 1000);
    assert.equal(seconds(behind(0).asOf), 20);
    assert.equal(seconds(behind(300).asOf), 20);
    assert.deepEqual(behind(300).people[0]?.stays.map(bar), ['11–20>']);
    assert.equal(seconds(behind(301).asOf), -281);
  });
});

describe('core timeline: windows', () => {
  const windows = (raw: object) =>
    timeline(raw).windows.map((window) => `${window.kind} #${window.index} ${bar(window)}`);

  it('are of recordings and transcripts, as far as their times are told', () => {
    const recordings = [
      { startTime: at(12), endTime: at(20) },
      { startTime: at(12), duration: 0.1 },
      { endTime: at(20), duration: 0.1 },
      { startTime: at(30), endTime: at(20) },
      { startTime: at(30) },
      { duration: 5 },
    ];
    const transcriptions = [{ startTime: at(15), endTime: at(18), mid: 'm' }, { endTime: at(18) }];
    assert.deepEqual(windows({ ...ended, recordings, transcriptions }), [
      'recording #0 12–20',
      'recording #1 12–18',
      'recording #2 14–20',
      'recording #3 30–30?',
      'recording #4 30–50?',
      'transcript #0 15–18',
      'transcript #1 ?10–18',
    ]);
    assert.deepEqual(windows({ ...ongoing, recordings: [{ startTime: at(30) }] }), ['recording #0 30–100>']);
  });
});
