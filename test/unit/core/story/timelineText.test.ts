import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { namesOf } from '../../../../src/core/call/words.ts';
import { timelineOf } from '../../../../src/core/story/timeline/timeline.ts';
import {
  eventLines,
  lineText,
  timelineLines,
  timelineNotes,
} from '../../../../src/core/story/timeline/text.ts';
import { sampleCalls } from '../../../../src/sandbox/samples/samples.ts';
import { timesAsLong } from '../../../support/timing.ts';
import { HOSTILE } from '../export/support.ts';
import { at, call, decoded, NOW, stay, t, UTC } from '../support.ts';

describe('core timeline as text', () => {
  function lines(raw: object): readonly string[] {
    const timeline = timelineOf(call({ ...raw }), at(1000) * 1000);
    assert.ok(timeline);
    const origin = at(0) * 1000;
    return timelineLines(timeline, { t }).map(
      (line) => `${(line.at - origin) / 1000} ${lineText(line, UTC, t)}`,
    );
  }

  const device = (name: string) => ({ deviceId: `${name}@rtc.example/x` });

  const table: readonly (readonly [title: string, raw: object, lines: readonly string[]])[] = [
    [
      'a call',
      {
        mode: 'call',
        initiatedAt: at(0),
        startedAt: at(14),
        endedAt: at(33),
        participants: [stay('ann', 15, 33)],
      },
      [
        '0 the call was initiated',
        '14 the call was answered',
        '15 ann joined',
        '33 ann left',
        '33 the call ended',
      ],
    ],
    ['a meeting', { mode: 'meet', startedAt: at(14) }, ['14 the call started']],
    [
      'one recording and one transcript',
      {
        recordings: [{ startTime: at(1), endTime: at(2) }],
        transcriptions: [{ startTime: at(1), endTime: at(3) }],
      },
      ['1 a recording started', '1 a transcript started', '2 a recording ended', '3 a transcript ended'],
    ],
    [
      'several recordings and transcripts',
      {
        recordings: [
          { startTime: at(5), endTime: at(6) },
          { startTime: at(1), endTime: at(2) },
        ],
        transcriptions: [{ startTime: at(8) }, { startTime: at(7), endTime: at(9) }],
      },
      [
        '1 recording 2 started',
        '2 recording 2 ended',
        '5 recording 1 started',
        '6 recording 1 ended',
        '7 transcript 2 started',
        '8 transcript 1 started',
        '9 transcript 2 ended',
      ],
    ],
    [
      'someone who came back',
      { participants: [stay('ann', 20, 30), stay('ann', 1, 10)] },
      [
        '1 ann joined',
        '10 ann left (there since 22:13:21)',
        '20 ann joined again',
        '30 ann left (there since 22:13:40)',
      ],
    ],
    [
      'someone on two devices, and back on one',
      {
        participants: [
          stay('ann', 1, 10, device('phone-1234567')),
          stay('ann', 5, 12, device('laptop-123456')),
          stay('ann', 11, 12, device('phone-1234567')),
        ],
      },
      [
        '1 ann joined on phone',
        '5 ann joined on laptop',
        '10 ann left on phone',
        '11 ann joined again on phone',
        '12 ann left on laptop',
        '12 ann left on phone',
      ],
    ],
    [
      'devices that begin alike',
      { participants: [stay('ann', 1, 3, device('12345678-a')), stay('ann', 2, 4, device('12345678-b'))] },
      [
        '1 ann joined on device 1',
        '2 ann joined on device 2',
        '3 ann left on device 1',
        '4 ann left on device 2',
      ],
    ],
    [
      'two people of one name, one without a uid, and one without anything',
      {
        participants: [
          stay('u1', 1, undefined, { name: 'Ann' }),
          stay('u2', 2, undefined, { name: 'Ann' }),
          stay('', 3, undefined, { name: 'Bob' }),
          stay('', 4),
        ],
      },
      [
        '1 Ann (u1) joined',
        '2 Ann (u2) joined',
        '2 together for up to 2 s: two or more of Ann (u1), Ann (u2), Bob',
        '3 Bob joined',
        '4 (no uid) joined',
      ],
    ],
    [
      'two people, alone and together',
      { startedAt: at(0), participants: [stay('ann', 1, 10), stay('bob', 4, 8)] },
      [
        '0 the call started',
        '1 ann joined',
        '1 ann alone for 3 s',
        '4 bob joined',
        '4 together for 4 s: ann, bob',
        '8 bob left',
        '8 ann alone for 2 s',
        '10 ann left',
      ],
    ],
    [
      'a call under way, as of its answer',
      { status: 'ongoing', startedAt: at(990), participants: [stay('ann', 991), stay('bob', 994)] },
      [
        '990 the call started',
        '991 ann joined',
        '991 ann alone for 3 s',
        '994 bob joined',
        '994 together for 6 s so far: ann, bob',
        '1000 as of the answer: ann, bob still in',
      ],
    ],
    [
      'nobody alone beside somebody whose times are not told',
      { participants: [stay('ann', 1, 10), { uid: 'bob', isJoined: true }] },
      ['1 ann joined', '10 ann left'],
    ],
    [
      'two meetings side by side',
      {
        mode: 'meet',
        participants: [
          stay('ann', 1, 10, { mid: 'm1' }),
          stay('bob', 1, 10, { mid: 'm1' }),
          stay('cat', 2, 9, { mid: 'm2' }),
        ],
      },
      [
        '1 ann joined',
        '1 bob joined',
        '1 meeting 1, for 9 s: ann, bob',
        '1 together for 9 s: ann, bob',
        '2 cat joined',
        '2 meeting 2, for 7 s: cat',
        '2 cat alone for 7 s',
        '9 cat left',
        '10 ann left',
        '10 bob left',
      ],
    ],
    [
      'meetings of which not every end is known',
      {
        mode: 'meet',
        participants: [
          stay('ann', 1, undefined, { mid: 'm1' }),
          stay('bob', 2, undefined, { mid: 'm2' }),
          stay('cat', 2, 9, { mid: 'm2' }),
        ],
      },
      [
        '1 ann joined',
        '1 meeting 1: ann',
        '2 bob joined',
        '2 cat joined',
        '2 meeting 2, for at least 7 s: bob, cat',
        '2 together for up to 7 s: bob, cat',
        '9 cat left',
      ],
    ],
    [
      'nobody alone beside somebody who is marked as not joined, and has a time of joining',
      { participants: [stay('ann', 1, 10), stay('bob', 1, 4), { ...stay('cat', 2, 9), isJoined: false }] },
      ['1 ann joined', '1 bob joined', '1 together for 3 s: ann, bob', '4 bob left', '10 ann left'],
    ],
    [
      'a time of leaving alone',
      { participants: [{ uid: 'ann', isJoined: true, leftAt: at(5) }] },
      ['5 ann left'],
    ],
  ];
  for (const [title, raw, expected] of table) {
    it(`of ${title}`, () => assert.deepEqual(lines(raw), expected));
  }

  it('has a line of words for every event of every sample', () => {
    for (const { raw } of sampleCalls(NOW)) {
      const timeline = timelineOf(decoded(raw), NOW);
      if (!timeline) continue;
      const written = timelineLines(timeline, { t });
      const times = written.map((line) => line.at);
      assert.deepEqual(
        times,
        times.toSorted((a, b) => a - b),
      );
      for (const event of timeline.events) assert.ok(times.includes(event.at));
      for (const { text } of written) assert.match(text, /^\S.*\S$/);
      for (const note of timelineNotes(timeline, t)) assert.match(note, /^\S.*[^.\s]$/);
    }
  });

  it('has the line of a log where it stands', () => {
    const timeline = timelineOf(call({ startedAt: at(0), endedAt: at(9) }), NOW);
    assert.ok(timeline);
    const texts = (place: string) =>
      timelineLines(timeline, {
        t,
        logLine: { instant: at(5) * 1000, precisionSeconds: 1, place },
      }).map(({ text }) => text);
    assert.deepEqual(texts('app.log:118'), ['the call started', 'log line app.log:118', 'the call ended']);
    assert.equal(texts('')[1], 'log line');
  });

  it('counts from the start, else from when it was initiated, else from the first', () => {
    const origin = (raw: object) => {
      const timeline = timelineOf(call({ ...raw }), NOW);
      return timeline && timelineLines(timeline, { t }).find(({ offset }) => offset === '+0 s')?.text;
    };
    const joined = { participants: [stay('ann', -5, 9)] };
    assert.equal(origin({ initiatedAt: at(0), startedAt: at(4), ...joined }), 'the call started');
    assert.equal(origin({ initiatedAt: at(0), ...joined }), 'the call was initiated');
    assert.equal(origin(joined), 'ann joined');
  });

  it('makes names and devices visible, and keeps them short', () => {
    for (const text of HOSTILE) {
      const participants = [
        stay(text, 1, 5, { name: text, deviceId: text }),
        stay(text, 2, 5, { name: text, deviceId: `${text} 2` }),
      ];
      for (const line of lines({ participants })) {
        assert.doesNotMatch(line, /[\u0000-\u001f\u007f\u202a-\u202e\u2028]|\p{Surrogate}/u);
        assert.ok(line.length < 1000, String(line.length));
      }
    }
  });
});

/** The events of a timeline as text, of calls as large as they are read. */
describe('core events of a timeline as text', () => {
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

  it('take no longer for each when somebody came on more devices', () => {
    const lines = onDevices(1000)();
    assert.deepEqual([lines.length, lines[7]?.text], [2000, 'ann joined on device-of-ann-7']);
    // Eight times the devices: were it quadratic, 64 times the time.
    const ratio = timesAsLong(onDevices(1000), onDevices(125));
    assert.ok(ratio < 24, `${ratio.toFixed(1)} times`);
  });
});

describe('core timeline notes', () => {
  const notes = (raw: object) => {
    const timeline = timelineOf(call({ ...raw }), at(1000) * 1000);
    assert.ok(timeline);
    return timelineNotes(timeline, t);
  };

  it('tell who was with whom for how long, of a handful of people', () => {
    const three = [stay('ann', 0, 10), stay('bob', 4, 8), stay('cat', 6, 12)];
    assert.deepEqual(notes({ participants: three }), [
      'ann and bob: together for 4 s in all',
      'ann and cat: together for 4 s in all',
      'bob and cat: together for 2 s in all',
    ]);
    const six = Array.from({ length: 6 }, (_, index) => stay(`p${index}`, 0, 10));
    assert.deepEqual(notes({ participants: six }), []);
  });

  it('add up what two people had in several stretches, and leave one to the lines', () => {
    const ann = stay('ann', 0, 20);
    assert.deepEqual(notes({ participants: [ann, stay('bob', 1, 4)] }), []);
    assert.deepEqual(notes({ participants: [ann, stay('bob', 1, 4), stay('bob', 10, 12)] }), [
      'ann and bob: together for 5 s in all',
    ]);
  });

  it('leave people in two meetings at one time apart', () => {
    const in1 = { mid: 'm1' };
    const in2 = { mid: 'm2' };
    const people = [stay('ann', 0, 9, in1), stay('bob', 0, 9, in1), stay('cat', 0, 9, in2)];
    assert.deepEqual(notes({ mode: 'meet', participants: people }), ['ann and bob: together for 9 s in all']);
  });

  it('tell every end that is not known, and who never joined', () => {
    const raw = {
      startedAt: at(0),
      participants: [
        stay('ann', 1),
        { uid: 'bob', isJoined: true, leftAt: at(5) },
        { uid: 'cat', isJoined: true },
        stay('dan'),
        { ...stay('eve', 2, 4), isJoined: false },
      ],
      recordings: [{ startTime: at(1) }],
      transcriptions: [{ endTime: at(4) }],
    };
    assert.deepEqual(notes(raw), [
      'Talking: end not known',
      'ann: time of leaving not known',
      'bob: time of joining not known',
      'cat: joined, at a time not known',
      'dan: never joined',
      'eve: whether they joined is disputed',
      'Recording 1: end not known',
      'Transcript 1: start not known',
    ]);
  });
});
