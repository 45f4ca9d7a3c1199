/**
 * The outline of every sample call, compared with `golden/outlines.txt`. After a change that is meant, run this
 * test with UPDATE_GOLDEN=1 in the environment and read the difference.
 */
import type { OutlineItem } from '../../../../src/core/story/model.ts';
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { outlineOf } from '../../../../src/core/story/outline.ts';
import { sampleCalls } from '../../../../src/sandbox/samples/samples.ts';
import { at, call, decoded, NOW, stay, t, UTC } from '../support.ts';

const GOLDEN = join(import.meta.dirname, '../golden', 'outlines.txt');
const words = { time: UTC, t, asOf: NOW };

function lines(items: readonly OutlineItem[], indent = '  '): string[] {
  return items.flatMap(({ icon, label, description, children }) => [
    `${indent}[${icon}] ${label}${description === undefined ? '' : ` | ${description}`}`,
    ...lines(children, `${indent}  `),
  ]);
}

const outlined = (raw: object) => lines(outlineOf(call({ ...raw }), words), '');

describe('core outline', () => {
  it('of all sample calls is as in the golden file', () => {
    const actual = sampleCalls(NOW)
      .map(({ title, raw }) => `${[title, ...lines(outlineOf(decoded(raw), words))].join('\n')}\n`)
      .join('\n');
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(GOLDEN, actual);
    assert.equal(actual, readFileSync(GOLDEN, 'utf8').replaceAll('\r\n', '\n'));
  });

  it('has ids that are unique among siblings and stay the same', () => {
    const check = (items: readonly OutlineItem[]) => {
      const ids = items.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length, ids.join());
      for (const { children } of items) check(children);
    };
    for (const { raw } of sampleCalls(NOW)) {
      const items = outlineOf(decoded(raw), words);
      check(items);
      assert.deepEqual(outlineOf(decoded(raw), words), items);
    }
  });

  const table: readonly (readonly [title: string, raw: object, lines: readonly string[]])[] = [
    ['nothing known', {}, []],
    [
      'initiated only',
      { initiatedAt: at(0) },
      ['[clock] Times | 14 Nov 2023, 22:13:20 UTC', '  [clock] Initiated | 14 Nov 2023, 22:13:20 UTC'],
    ],
    [
      'ended before it began',
      { initiatedAt: at(10), endedAt: at(0) },
      [
        '[clock] Times',
        '  [clock] Initiated | 14 Nov 2023, 22:13:30 UTC',
        '  [clock] Ended | 14 Nov 2023, 22:13:20 UTC',
      ],
    ],
    [
      'someone who joined, and no more is known',
      { participants: [{ uid: 'a', isJoined: true }] },
      ['[people] Participants | 1 person', '  [person] a | joined'],
    ],
    [
      'somebody who is marked as not joined, and has a time of joining',
      { participants: [{ ...stay('a', 0), isJoined: false }] },
      [
        '[people] Participants | 1 person',
        '  [person] a | whether they joined is disputed',
        '    [clock] Present | joined 14 Nov 2023, 22:13:20 UTC',
      ],
    ],
    [
      'minutes that are zero, and those of video only where there were some or should have been',
      {
        type: 'audio',
        participants: [stay('a', undefined, undefined, { totalAudioMinutes: 0, totalVideoMinutes: 0 })],
      },
      ['[people] Participants | 1 person', '  [person] a | never joined', '    [record] Used | audio 0 s'],
    ],
    [
      'video that nobody had in a video call',
      {
        type: 'video',
        participants: [stay('a', undefined, undefined, { totalAudioMinutes: 0, totalVideoMinutes: 0 })],
      },
      [
        '[people] Participants | 1 person',
        '  [person] a | never joined',
        '    [record] Used | audio 0 s · video 0 s',
      ],
    ],
    [
      'people who may yet join, and one who said no',
      { status: 'ongoing', participants: [stay('a'), { uid: 'b', state: 'rejected' }] },
      [
        '[people] Participants | 2 people',
        '  [person] a | not joined yet',
        '  [person] b | rejected',
        '    [person] State | rejected',
      ],
    ],
    [
      'somebody whose leaving is not told: still in only while the call goes on',
      { startedAt: at(0), participants: [stay('a', 0, undefined, { state: 'ongoing' })] },
      [
        '[clock] Times | 14 Nov 2023, 22:13:20 UTC',
        '  [clock] Started | 14 Nov 2023, 22:13:20 UTC',
        '[people] Participants | 1 person',
        '  [person] a | joined +0 s',
        '    [clock] Present | joined 22:13:20 UTC',
        '    [person] State | ongoing',
      ],
    ],
    [
      'no uid, and a name that plays tricks',
      { participants: [{ name: 'A\u202e\n' }, { uid: 'b', name: ' ' }] },
      [
        '[people] Participants | 2 people',
        '  [person] A⟨U+202E⟩⟨U+000A⟩ | not shown to have joined',
        '  [person] b | not shown to have joined',
        '[warning] Unexpected in the answer | 1',
        '  [warning] participants[0].uid | is missing',
      ],
    ],
    [
      'one who came before it started and left after it ended',
      { startedAt: at(10), endedAt: at(20), participants: [stay('a', 8, 25)] },
      [
        '[clock] Times | 14 Nov 2023, 22:13:30 – 22:13:40 UTC',
        '  [clock] Started | 14 Nov 2023, 22:13:30 UTC',
        '  [clock] Ended | 14 Nov 2023, 22:13:40 UTC · lasted 10 s',
        '[people] Participants | 1 person',
        '  [person] a | joined −2 s, left +15 s',
        '    [clock] Present | joined 22:13:28 UTC · left 22:13:45 UTC',
      ],
    ],
    [
      'recordings and transcripts that are announced',
      { hasRecording: true, hasTranscription: true },
      [
        '[record] Recording | announced, and not there yet: it may still be processed',
        '[transcript] Transcript | announced, and not there yet',
      ],
    ],
    ['none, said so', { hasRecording: false, hasTranscription: false }, []],
    [
      'recordings and transcripts of which little is known',
      {
        recordings: [{}, { startTime: at(0), duration: 2 }, { duration: 1.5 }],
        transcriptions: [{ endTime: at(0) }],
      },
      [
        '[record] Recordings | 3',
        '  [record] Recording 1',
        '  [record] Recording 2 | 14 Nov 2023, 22:13:20 UTC',
        '  [record] Recording 3',
        '[transcript] Transcripts | 1',
        '  [transcript] Transcript 1',
      ],
    ],
    [
      'each kind of oddity',
      { mode: [], receiverType: 'room', endedAt: 5, initiator: {} },
      [
        '[warning] Unexpected in the answer | 4',
        '  [warning] mode | has an unexpected type: array',
        '  [warning] initiator.uid | is missing',
        '  [warning] receiverType | has a value this extension does not know',
        '  [warning] endedAt | has an impossible value',
      ],
    ],
  ];
  for (const [title, raw, expected] of table) {
    it(title, () => assert.deepEqual(outlined(raw), expected));
  }

  it('tells people without a uid apart, even from those whose uid is a number', () => {
    const [people] = outlineOf(call({ participants: [{ uid: '1' }, {}, {}] }), words);
    assert.deepEqual(
      people?.children.map(({ id }) => id),
      ['person:1', 'participant:1', 'participant:2'],
    );
  });

  it('of many oddities lists fifty, and tells how many there are', () => {
    const [odd] = outlineOf(call({ recordings: Array.from({ length: 150 }, () => 5) }), words);
    assert.deepEqual([odd?.description, odd?.children.length], ['150', 50]);
  });
});
