/** What the tests of the timeline share. Times are seconds counted from 1,700,000,000. */
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { decodeCall } from '../../../../src/core/call/decode/decode.ts';
import { hasJoined } from '../../../../src/core/call/attendance.ts';
import { isEverybodyListed } from '../../../../src/core/call/facts.ts';
import { isDoubtful } from '../../../../src/core/call/order.ts';
import type { Call } from '../../../../src/core/call/model.ts';
import { type Span, unionOf } from '../../../../src/core/call/spans.ts';
import type { Bar, Timeline } from '../../../../src/core/story/timeline/model.ts';
import { overlapOf, timelineOf } from '../../../../src/core/story/timeline/timeline.ts';
import { possibleStays } from '../../../../src/core/story/timeline/sweep.ts';
import { answer, AS_OF, LAST } from '../anyCall.ts';
import { at, call, numbersIn, stay } from '../support.ts';

/** The seconds of an instant, counted from 1,700,000,000. */
const seconds = (instant: number) => instant / 1000 - at(0);
const spanText = ({ from, to }: Span) => `${seconds(from)}–${seconds(to)}`;
const EDGES = { known: '', ongoing: '>', unknown: '?' } as const;

/** `14–33`, with `?` where an edge is unknown and `>` where it goes on. */
function barText(of: Bar | undefined): string {
  return of ? `${EDGES[of.start]}${spanText(of)}${EDGES[of.end]}` : 'none';
}

function timelineFrom(raw: object, asOf = AS_OF): Timeline {
  const result = timelineOf(call({ mode: 'call', ...raw }), asOf);
  assert.ok(result, 'it has a time');
  return result;
}

const ended = { initiatedAt: at(0), startedAt: at(10), endedAt: at(50) };
const ongoing = { status: 'ongoing', initiatedAt: at(0), startedAt: at(10) };

/** The bars of a call, by hand-made calls; what holds for any call is in storyProperty. */

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
      const [person] = timelineFrom({ ...raw, participants: [{ uid: 'a', ...participant }] }).people;
      assert.deepEqual(person?.stays.map(barText), [expected]);
      assert.equal(person?.isCertain, !expected.includes('?'));
    });
  }

  it('of which no time is told are none, and not certain', () => {
    const [person] = timelineFrom({ ...ended, participants: [{ uid: 'a', isJoined: true }] }).people;
    assert.deepEqual([person?.attendance, person?.stays, person?.isCertain], ['joined', [], false]);
  });

  it('are not those of somebody who did not join by the server’s word', () => {
    const [person] = timelineFrom({
      ...ended,
      participants: [stay('a', 12, 40, { isJoined: false })],
    }).people;
    assert.deepEqual([person?.attendance, person?.stays, person?.presentSeconds], ['disputed', [], 0]);
  });

  it('of one person are grouped by device, and added up as one presence', () => {
    const { people } = timelineFrom({
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
      a?.devices.map(({ device, stays }) => [device, ...stays.map(spanText)]),
      [
        ['x', '12–20', '30–40'],
        ['y', '18–25'],
        [undefined, '25–26'],
      ],
    );
    assert.deepEqual([a?.presence.map(spanText), a?.presentSeconds], [['12–26', '30–40'], 24]);
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
      const result = timelineFrom(raw);
      assert.deepEqual([barText(result.ringing), barText(result.talking)], [ringing, talking]);
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
    assert.equal(spanText(timelineFrom({ ...ended, participants: [stay('a', -5, 70)] })), '-5–70');
    assert.equal(spanText(timelineFrom(ongoing)), '0–100');
    assert.equal(spanText(timelineFrom(ongoing, at(5) * 1000)), '0–10');
  });

  it('is as of its newest time where the clock that fetched it is a little behind', () => {
    const behind = (length: number) =>
      timelineFrom({ ...ongoing, participants: [stay('a', 11), stay('b', 20)] }, at(20 - length) * 1000);
    assert.equal(seconds(behind(0).asOf), 20);
    assert.equal(seconds(behind(300).asOf), 20);
    assert.deepEqual(behind(300).people[0]?.stays.map(barText), ['11–20>']);
    assert.equal(seconds(behind(301).asOf), -281);
  });
});

describe('core timeline: windows', () => {
  const windows = (raw: object) =>
    timelineFrom(raw).windows.map((window) => `${window.kind} #${window.index} ${barText(window)}`);

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
      'recording #1 12–50?',
      'recording #2 ?10–20',
      'recording #3 30–30?',
      'recording #4 30–50?',
      'transcript #0 15–18',
      'transcript #1 ?10–18',
    ]);
    assert.deepEqual(windows({ ...ongoing, recordings: [{ startTime: at(30) }] }), ['recording #0 30–100>']);
  });
});

/** What happened in which order, and who was there with whom. */

describe('core timeline: events', () => {
  const events = (raw: object) =>
    timelineFrom(raw).events.map(({ at: instant, kind, person, index }) =>
      [seconds(instant), kind, person?.uid, index].filter((part) => part !== undefined).join(' '),
    );

  it('come in order; of those at one time, in the order in which calls go', () => {
    const raw = {
      initiatedAt: at(0),
      startedAt: at(0),
      endedAt: at(0),
      recordings: [{ startTime: at(0), endTime: at(0) }],
      transcriptions: [{ startTime: at(0), endTime: at(0) }],
      participants: [stay('a', 0, 0), stay('b', -1, 0)],
    };
    assert.deepEqual(events(raw), [
      '-1 joined b 1',
      '0 initiated',
      '0 answered',
      '0 recordingStarted 0',
      '0 transcriptStarted 0',
      '0 left b 1',
      '0 joined a 0',
      '0 left a 0',
      '0 recordingEnded 0',
      '0 transcriptEnded 0',
      '0 ended',
    ]);
  });

  it('has a rejoin within a second after the leaving, and starts what nobody answers', () => {
    const raw = { mode: 'meet', startedAt: at(0), participants: [stay('a', 5, 9), stay('a', 1, 5)] };
    assert.deepEqual(events(raw), ['0 started', '1 joined a 1', '5 left a 1', '5 joined a 0', '9 left a 0']);
  });

  it('are only what the answer dates, as it dates it', () => {
    assert.deepEqual(events({ ...ongoing, participants: [stay('a', 30, 20), stay('b', 11)] }), [
      '0 initiated',
      '10 answered',
      '11 joined b 1',
      '20 left a 0',
      '30 joined a 0',
    ]);
  });
});

describe('core timeline: together and alone', () => {
  const people = timelineFrom({
    ...ended,
    participants: [stay('a', 10, 50), stay('b', 15, 20), stay('b', 25, 45), stay('c', 18, 30), stay('d')],
  });

  it('tells when people were together, and who was alone', () => {
    assert.deepEqual(people.together.map(spanText), ['15–45']);
    assert.deepEqual(
      people.alone.map((each) => `${each.uid} ${spanText(each)}`),
      ['a 10–15', 'a 45–50'],
    );
  });

  it('tells for how long two were there at once', () => {
    const overlap = (one: string, other: string) => {
      const { spans, seconds: length } = overlapOf(people, one, other);
      return [...spans.map(spanText), length];
    };
    assert.deepEqual(overlap('a', 'b'), ['15–20', '25–45', 25]);
    assert.deepEqual(overlap('c', 'b'), ['18–20', '25–30', 7]);
    assert.deepEqual(overlap('a', 'd'), [0]);
    assert.deepEqual(overlap('a', 'nobody'), [0]);
    assert.deepEqual(overlap('b', 'b'), ['15–20', '25–45', 25]);
  });

  it('tells people without a uid apart', () => {
    const two = timelineFrom({
      ...ended,
      participants: [
        { joinedAt: at(10), leftAt: at(20) },
        { joinedAt: at(15), leftAt: at(30) },
      ],
    });
    assert.deepEqual(two.together.map(spanText), ['15–20']);
    assert.equal(overlapOf(two, 0, 1).seconds, 5);
    assert.deepEqual(
      two.alone.map(({ key, uid }) => [key, uid]),
      [
        [0, ''],
        [1, ''],
      ],
    );
  });

  it('names a handful of those who were together, and no crowd', () => {
    const keys = (count: number) =>
      timelineFrom({
        ...ended,
        participants: Array.from({ length: count }, (_, index) => stay(`p${index}`, 10 + index, 50)),
      }).together.map((each) => each.keys);
    assert.deepEqual(keys(3), [['p0', 'p1', 'p2']]);
    assert.deepEqual(keys(6), [undefined]);
  });

  it('has two people in meetings side by side apart, and each alone', () => {
    const in1 = { mid: 'm1' };
    const in2 = { mid: 'm2' };
    const apart = timelineFrom({
      ...ended,
      mode: 'meet',
      participants: [stay('a', 10, 50, in1), stay('b', 10, 50, in2), stay('c', 20, 30, in2)],
    });
    assert.deepEqual(
      apart.together.map((each) => [spanText(each), each.meetingId, each.keys]),
      [['20–30', 'm2', ['b', 'c']]],
    );
    assert.deepEqual(
      apart.alone.map((each) => `${each.uid} ${spanText(each)}`),
      ['a 10–50', 'b 10–20', 'b 30–50'],
    );
    assert.deepEqual(
      [
        overlapOf(apart, 'a', 'b').seconds,
        overlapOf(apart, 'b', 'c').seconds,
        overlapOf(apart, 'a', 'a').seconds,
      ],
      [0, 10, 40],
    );
  });

  it('has nobody alone in one meeting who is with somebody in another', () => {
    const both = timelineFrom({
      ...ended,
      mode: 'meet',
      participants: [
        stay('a', 10, 40, { mid: 'm1' }),
        stay('a', 20, 50, { mid: 'm2' }),
        stay('b', 25, 30, { mid: 'm2' }),
        stay('b', 35, 38, { mid: 'm2' }),
      ],
    });
    assert.deepEqual(both.together.map(spanText), ['25–30', '35–38']);
    assert.deepEqual(
      both.alone.map((each) => `${each.uid} ${spanText(each)}`),
      ['a 10–25', 'a 30–35', 'a 38–50'],
    );
  });

  it('has nobody alone beside a stay that tells no meeting, once there are several', () => {
    const stray = timelineFrom({
      ...ended,
      mode: 'meet',
      participants: [stay('a', 10, 50, { mid: 'm1' }), stay('b', 10, 50, { mid: 'm2' }), stay('c', 20, 30)],
    });
    assert.deepEqual([stray.together, stray.alone], [[], []]);
  });

  it('has nobody alone where somebody may be missing from the list', () => {
    const alone = (more: object) =>
      timelineFrom({ ...ended, participants: [stay('a', 10, 50), stay('b', 15, 20)], ...more }).alone.length;
    assert.equal(alone({}), 2);
    assert.equal(alone({ initiator: 'a', totalParticipants: 2 }), 2);
    assert.equal(alone({ initiator: 'c' }), 0);
    assert.equal(alone({ totalParticipants: 3 }), 0);
    assert.equal(alone({ participants: [stay('a', 10, 50), 7] }), 0);
  });

  it('has nobody alone where anybody’s times are not all told', () => {
    const alone = (...participants: readonly object[]) =>
      timelineFrom({ ...ended, participants }).alone.length;
    assert.equal(alone(stay('a', 10, 50), stay('b', 15, 20)), 2);
    assert.equal(alone(stay('a', 10, 50), { uid: 'b', isJoined: true }), 0);
    assert.equal(alone(stay('a', 10), stay('b', 15, 20)), 0);
    assert.equal(alone(stay('a', 10, 50), stay('b', 20, 15)), 0);
    assert.equal(alone(stay('a', 10, 50), stay('b', 15, 20), stay('c')), 2);
  });

  it('has nobody alone while one goes as another comes', () => {
    const relay = timelineFrom({ ...ended, participants: [stay('a', 10, 20), stay('b', 20, 30)] });
    assert.deepEqual(
      [relay.together, relay.alone.map((each) => `${each.uid} ${spanText(each)}`)],
      [[], ['a 10–20', 'b 20–30']],
    );
  });
});

describe('core timeline: meetings', () => {
  const meetings = (...participants: readonly object[]) =>
    timelineFrom({ ...ended, mode: 'meet', participants }).meetings.map(
      (meeting) => `${meeting.meetingId} ${spanText(meeting)} ${meeting.uids.join()}`,
    );
  const in1 = { mid: 'm1' };
  const in2 = { mid: 'm2' };

  it('are told when there is more than one, in their order', () => {
    assert.deepEqual(meetings(stay('a', 10, 20, in1), stay('b', 12, 25, in1), stay('c', 12, 30)), []);
    assert.deepEqual(
      meetings(stay('b', 32, 40, in2), stay('a', 10, 20, in1), stay('a', 30, 45, in2), stay('c', 12, 30)),
      ['m1 10–20 a', 'm2 30–45 b,a'],
    );
  });

  it('do not reach further than their known times', () => {
    assert.deepEqual(
      meetings(stay('a', 10, undefined, in1), stay('b', 12, 20, in1), stay('a', 30, 45, in2)),
      ['m1 10–20 a,b', 'm2 30–45 a'],
    );
  });
});

/** What holds of the timeline of any call, however hostile its answer. */
describe('core timeline of any call', () => {
  function forAnyCall(
    check: (call: Call, timeline: Timeline, raw: unknown) => void,
    answers: fc.Arbitrary<unknown> = answer,
  ): void {
    fc.assert(
      fc.property(answers, (raw) => {
        const decoded = decodeCall(raw, 'asked-for');
        const timeline = decoded && timelineOf(decoded, AS_OF);
        if (timeline) check(decoded, timeline, raw);
      }),
      { numRuns: 2000 },
    );
  }

  const lengthOf = (spans: readonly Span[]) => spans.reduce((sum, { from, to }) => sum + to - from, 0) / 1000;
  const covers = (spans: readonly Span[], moment: number) =>
    spans.some(({ from, to }) => from <= moment && moment < to);
  const barsOf = ({ people, windows, ringing, talking }: Timeline): readonly Bar[] =>
    [...people.flatMap(({ stays }) => stays), ...windows, ringing, talking].filter(
      (bar) => bar !== undefined,
    );
  const near = (one: number, other: number) => assert.ok(Math.abs(one - other) < 1e-6, `${one} and ${other}`);

  it('has its events in order, each at a time of the answer', () => {
    forAnyCall((subject, { events }) => {
      const times = events.map(({ at: moment }) => moment);
      assert.deepEqual(
        times,
        times.toSorted((a, b) => a - b),
      );
      const known = new Set(numbersIn(subject));
      for (const { kind, at: moment, index, person } of events) {
        assert.ok(known.has(moment), kind);
        if (kind !== 'joined' && kind !== 'left') continue;
        const participant = subject.participants[index ?? -1];
        assert.equal(kind === 'joined' ? participant?.joinedAt : participant?.leftAt, moment);
        assert.equal(participant?.uid, person?.uid);
      }
    });
  });

  it('has no bar that the answer does not give it: an edge is a time of it, or lies within the call', () => {
    forAnyCall((subject, timeline) => {
      const known = [
        subject.initiatedAt,
        subject.startedAt,
        subject.endedAt,
        ...numbersIn(timeline.events),
      ].filter((moment) => moment !== undefined);
      const end = subject.endedAt ?? (timeline.isLive ? Math.max(AS_OF, ...known) : Math.max(...known));
      for (const bar of barsOf(timeline)) {
        assert.ok(bar.from <= bar.to);
        assert.ok(timeline.from <= bar.from && bar.to <= timeline.to);
        if (bar.start === 'unknown')
          assert.ok(bar.from === bar.to || bar.from === (subject.startedAt ?? subject.initiatedAt));
        if (bar.end === 'unknown') assert.ok(bar.to <= Math.max(bar.from, end));
        if (bar.end === 'ongoing') {
          assert.ok(timeline.isLive && subject.endedAt === undefined);
          assert.equal(bar.to, Math.max(bar.from, AS_OF));
        }
      }
      for (const { stays } of timeline.people) {
        for (const { index, ...bar } of stays) {
          const participant = subject.participants[index];
          assert.ok(participant && hasJoined(participant));
          if (bar.start === 'known') assert.equal(bar.from, participant.joinedAt);
          if (bar.end === 'known') assert.equal(bar.to, participant.leftAt);
          if (bar.end === 'ongoing')
            assert.deepEqual([participant.leftAt, participant.state === 'ended'], [undefined, false]);
        }
      }
    });
  });

  /** Who was in each meeting at a moment; stays count only where they tell one, once there are several. */
  const inMeetings = ({ people }: Pick<Timeline, 'people'>, moment: number) => {
    const ids = new Set(people.flatMap(({ stays }) => stays.map(({ meetingId }) => meetingId)));
    const known = [...ids].filter((id) => id !== undefined);
    const meetings = known.length < 2 ? [undefined] : known;
    return meetings.map((id) =>
      people
        .filter(({ stays }) =>
          covers(
            stays.filter(({ meetingId }) => id === undefined || meetingId === id),
            moment,
          ),
        )
        .map(({ key }) => key),
    );
  };
  const canTellAlone = (subject: Call, { people, asOf }: Timeline) =>
    isEverybodyListed(subject) &&
    !people.some(({ hasUntimed }) => hasUntimed) &&
    !subject.participants.some((participant) => isDoubtful(subject, asOf, participant));
  /** Everybody as long as they may have been there: an end that is not known lies anywhere. */
  const widened = ({ people }: Timeline) => ({
    people: people.map((person) => ({ ...person, stays: possibleStays(person) })),
  });
  /** By a stay whose ends are both told. */
  const isSurelyThere = ({ people }: Timeline, key: unknown, moment: number) =>
    people.some(
      (person) =>
        person.key === key &&
        person.stays.some(
          (each) => each.start !== 'unknown' && each.end !== 'unknown' && covers([each], moment),
        ),
    );
  const hasStrays = ({ people }: Timeline) => {
    const ids = new Set(people.flatMap(({ stays }) => stays.map(({ meetingId }) => meetingId)));
    return ids.has(undefined) && ids.size > 2;
  };

  /** An answer that dates every stay, and tells in which of two meetings it was. */
  const anySecond = fc.integer({ min: 0, max: LAST });
  const dated = fc
    .array(fc.tuple(fc.constantFrom('a', 'b', 'c'), anySecond, anySecond, fc.constantFrom('m1', 'm2')), {
      maxLength: 9,
    })
    .map((stays) => ({
      status: 'ended',
      participants: stays.map(([uid, one, other, mid]) =>
        stay(uid, Math.min(one, other), Math.max(one, other), { mid }),
      ),
    }));

  it('counts at every moment who is in a meeting: together two or more, alone who is with nobody in any, if all are listed', () => {
    const seen = { several: 0, incomplete: 0, alone: 0, besides: 0 };
    forAnyCall(
      (subject, timeline) => {
        const { together, alone } = timeline;
        const isTold = canTellAlone(subject, timeline) && !hasStrays(timeline);
        if (!isTold) seen.incomplete++;
        for (let second = -1; second <= LAST; second++) {
          const moment = at(second) * 1000 + 500;
          const there = inMeetings(timeline, moment);
          if (there.length > 1) seen.several++;
          const groups = there.filter((keys) => keys.length > 1);
          const spans = together.filter((each) => covers([each], moment));
          assert.equal(spans.length, groups.length);
          for (const keys of groups)
            assert.ok(spans.some((each) => !each.keys || keys.every((key) => each.keys?.includes(key))));
          const only = alone.filter((each) => covers([each], moment)).map(({ key }) => key);
          const possible = inMeetings(widened(timeline), moment);
          const inCompany = new Set(possible.filter((keys) => keys.length > 1).flat());
          const single = new Set(
            (isTold ? possible.filter((keys) => keys.length === 1).flat() : []).filter((key) =>
              isSurelyThere(timeline, key, moment),
            ),
          );
          const expected = [...single].filter((key) => !inCompany.has(key));
          if (there.length > 1) seen.alone += expected.length;
          seen.besides += single.size - expected.length;
          assert.deepEqual([only.length, new Set(only)], [expected.length, new Set(expected)]);
        }
      },
      fc.oneof(answer, dated),
    );
    assert.ok(
      Object.values(seen).every((count) => count > 100),
      JSON.stringify(seen),
    );
  });

  it('has presences, and stretches together and alone, that are in order, apart, and add up', () => {
    forAnyCall((subject, timeline) => {
      const { people, together, alone } = timeline;
      const apart = (spans: readonly Span[]) => {
        for (const [index, { from, to }] of spans.entries()) {
          assert.ok(from < to);
          assert.ok(index === 0 || (spans[index - 1]?.to ?? 0) <= from);
        }
      };
      for (const { presence, presentSeconds } of people) {
        apart(presence);
        near(presentSeconds, lengthOf(presence));
      }
      for (const spans of [together, alone])
        assert.deepEqual(
          spans,
          spans.toSorted((a, b) => a.from - b.from),
        );
      if (inMeetings(timeline, 0).length > 1) return;
      apart(together);
      apart(alone);
      if (
        !canTellAlone(subject, timeline) ||
        people.some(({ stays, isCertain }) => stays.length > 0 && !isCertain)
      )
        return;
      for (const { key, presence, presentSeconds } of people) {
        const shared = together.flatMap((span) =>
          presence.map(({ from, to }) => ({ from: Math.max(from, span.from), to: Math.min(to, span.to) })),
        );
        const withOthers = lengthOf(shared.filter(({ from, to }) => from < to));
        near(withOthers + lengthOf(alone.filter((each) => each.key === key)), presentSeconds);
      }
    });
  });

  it('has overlaps that are the same either way, and no longer than either was there', () => {
    forAnyCall((_, timeline) => {
      const { people, together } = timeline;
      for (const one of people) {
        for (const other of people) {
          const overlap = overlapOf(timeline, one.key, other.key);
          assert.deepEqual(overlap, overlapOf(timeline, other.key, one.key));
          near(overlap.seconds, lengthOf(overlap.spans));
          assert.ok(overlap.seconds <= Math.min(one.presentSeconds, other.presentSeconds) + 1e-6);
          if (one === other) near(overlap.seconds, one.presentSeconds);
          else
            assert.ok(
              unionOf(overlap.spans).every(({ from, to }) =>
                unionOf(together).some((each) => each.from <= from && to <= each.to),
              ),
            );
        }
      }
      const [first, second, third] = people.filter(({ presence }) => presence.length > 0);
      if (first && second && !third)
        near(overlapOf(timeline, first.key, second.key).seconds, lengthOf(unionOf(together)));
    });
  });
});
