/** Values of the wrong type in every field, and anything at all. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Call } from '../../../../src/core/call/model.ts';
import { decodeCall } from '../../../../src/core/call/decode/index.ts';
import { outlineOf } from '../../../../src/core/story/outline/index.ts';
import { partiesOf } from '../../../../src/core/call/parties.ts';
import { verdictOf } from '../../../../src/core/story/verdict.ts';
import { call, NOW, numbersIn, t, UTC } from '../support.ts';

/** Every field that is read, where the model has it, and which values of another type still make sense. */
const LENIENT = {
  text: { 5: '5' },
  instant: { '"1692368113"': 1_692_368_113_000, 1692368113000: 1_692_368_113_000 },
  minutes: { '"0.5"': 30 },
  boolean: { 1: true, 0: false, '"true"': true, '"false"': false, '"1"': true, '"0"': false },
  count: { '"2"': 2 },
  duration: {},
  date: {},
} as const;
/** Values that none of the fields' types has, in JSON, and such as only some have. */
const WRONG: Readonly<Record<keyof typeof LENIENT, readonly string[]>> = {
  text: ['true', '[]', '["a"]', '5'],
  instant: ['true', '[]', '{}', '"soon"', '""', '0', '-1', '"1692368113"', '1692368113000', '1e300'],
  minutes: ['true', '[]', '{}', '"soon"', '""', '-1', '"0.5"', '"-1"', '1e308'],
  boolean: ['[]', '{}', '"yes"', '""', '2', '1', '0', '"true"', '"false"', '"1"', '"0"'],
  count: ['true', '[]', '{}', '"many"', '""', '2.5', '-1', '"2"'],
  duration: ['true', '[]', '{}', '"19"', '""', '"00:19"', '2.5', '-1'],
  date: ['true', '[]', '{}', '"soon"', '""', '1692368113'],
};

const FIELDS: Readonly<Record<string, readonly [type: keyof typeof LENIENT, read: (call: Call) => unknown]>> =
  {
    mid: ['text', (c) => c.meetingId],
    type: ['text', (c) => c.type],
    mode: ['text', (c) => c.mode],
    initiator: ['text', (c) => c.initiator?.id],
    receiver: ['text', (c) => c.receiver?.id],
    initiatedAt: ['instant', (c) => c.initiatedAt],
    startedAt: ['instant', (c) => c.startedAt],
    endedAt: ['instant', (c) => c.endedAt],
    totalDuration: ['duration', (c) => c.durationSeconds],
    totalDurationInMinutes: ['minutes', (c) => c.durationSeconds],
    totalAudioMinutes: ['minutes', (c) => c.audioSeconds],
    totalVideoMinutes: ['minutes', (c) => c.videoSeconds],
    totalParticipants: ['count', (c) => c.participantCount],
    hasRecording: ['boolean', (c) => c.hasRecording],
    hasTranscription: ['boolean', (c) => c.hasTranscription],
    'initiator.uid': ['text', (c) => c.initiator?.id],
    'receiver.guid': ['text', (c) => c.receiver?.id],
    'participants[0].name': ['text', (c) => c.participants[0]?.name],
    'participants[0].avatar': ['text', (c) => c.participants[0]?.avatar],
    'participants[0].isJoined': ['boolean', (c) => c.participants[0]?.isJoined],
    'participants[0].hasJoined': ['boolean', (c) => c.participants[0]?.isJoined],
    'participants[0].joinedAt': ['instant', (c) => c.participants[0]?.joinedAt],
    'participants[0].leftAt': ['instant', (c) => c.participants[0]?.leftAt],
    'participants[0].state': ['text', (c) => c.participants[0]?.state],
    'participants[0].deviceId': ['text', (c) => c.participants[0]?.device],
    'participants[0].mid': ['text', (c) => c.participants[0]?.meetingId],
    'participants[0].totalDuration': ['minutes', (c) => c.participants[0]?.durationSeconds],
    'participants[0].totalDurationInMinutes': ['minutes', (c) => c.participants[0]?.durationSeconds],
    'participants[0].totalAudioMinutes': ['minutes', (c) => c.participants[0]?.audioSeconds],
    'participants[0].totalVideoMinutes': ['minutes', (c) => c.participants[0]?.videoSeconds],
    'recordings[0].rid': ['text', (c) => c.recordings[0]?.id],
    'recordings[0].recording_url': ['text', (c) => c.recordings[0]?.url],
    'recordings[0].startTime': ['instant', (c) => c.recordings[0]?.startedAt],
    'recordings[0].endTime': ['instant', (c) => c.recordings[0]?.endedAt],
    'recordings[0].duration': ['minutes', (c) => c.recordings[0]?.durationSeconds],
    'transcriptions[0].tid': ['text', (c) => c.transcripts[0]?.id],
    'transcriptions[0].mid': ['text', (c) => c.transcripts[0]?.meetingId],
    'transcriptions[0].roomName': ['text', (c) => c.transcripts[0]?.roomName],
    'transcriptions[0].startTime': ['instant', (c) => c.transcripts[0]?.startedAt],
    'transcriptions[0].endTime': ['instant', (c) => c.transcripts[0]?.endedAt],
    'transcriptions[0].transcriptDate': ['date', (c) => c.transcripts[0]?.date],
    'transcriptions[0].transcriptUrl': ['text', (c) => c.transcripts[0]?.url],
  };

/** The raw call that holds a value at a path such as `participants[0].name`. */
function rawWith(path: string, value: unknown): Record<string, unknown> {
  const [, parent, list, field = path] = /^(\w+)(\[0\])?\.(\w+)$/.exec(path) ?? [];
  if (parent === undefined) return { [field]: value };
  const item = { ...(parent === 'participants' && { uid: 'a' }), [field]: value };
  return { [parent]: list === undefined ? item : [item] };
}

describe('core decode: a wrong type in every field', () => {
  for (const [path, [type, read]] of Object.entries(FIELDS)) {
    it(path, () => {
      const lenient: Readonly<Record<string, unknown>> = LENIENT[type];
      for (const json of WRONG[type]) {
        const result = call(rawWith(path, JSON.parse(json)));
        const place = `${path} = ${json}`;
        assert.ok(
          result.warnings.some((warning) => warning.path === path),
          `a warning for ${place}`,
        );
        assert.deepEqual(read(result), lenient[json], place);
        // The value itself may be private.
        assert.ok(!JSON.stringify(result.warnings).includes('soon'), place);
      }
      const absent = call(rawWith(path, null));
      assert.equal(read(absent), undefined);
    });
  }

  it('tells a number that is too large for a number', () => {
    const [warning] = call(
      JSON.parse('{"totalAudioMinutes": 1e999}') as object & Record<string, unknown>,
    ).warnings;
    assert.deepEqual(warning, {
      path: 'totalAudioMinutes',
      problem: 'wrongType',
      found: 'not a finite number',
    });
  });
});

describe('core decode: anything at all', () => {
  const names = [
    'sessionId status initiator receiver receiverType data entities participants recordings transcriptions',
    'uid guid name entity mid type mode startTime endTime duration transcriptDate deviceId state rid',
    ...Object.keys(FIELDS).map((path) => path.replace(/^.*\./, '')),
  ].flatMap((words) => words.split(' '));
  const texts = [
    '',
    '0',
    '-0',
    '1692368113',
    '99:99:99',
    '00:00:19',
    'ended',
    'ongoing',
    'constructor',
    '__proto__',
  ];
  const values = [0, -0, 1, -1, 0.1, 1e308, -1e308, 5e-324, 1692368113, 1692368113000, true, null];
  const edge = fc.constantFrom<unknown>(...texts, ...values);
  const { value } = fc.letrec<{ value: unknown; fields: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      edge,
      fc.jsonValue(),
      fc.array(tie('value'), { maxLength: 4 }),
      tie('fields'),
    ),
    fields: fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 12 }),
  }));

  it('never throws, never makes a number that is none, and can always be written out', () => {
    fc.assert(
      fc.property(value, fc.string(), (raw, id) => {
        const result = decodeCall(raw, id);
        if (!result) return;
        for (const number of numbersIn(result)) assert.ok(Number.isFinite(number), JSON.stringify(raw));
        for (const text of [verdictOf(result, NOW, t), partiesOf(result) ?? '-']) {
          assert.equal(typeof text, 'string');
          assert.doesNotMatch(text, /NaN|Infinity|undefined/);
        }
        assert.doesNotMatch(JSON.stringify(outlineOf(result, { time: UTC, t })), /NaN|Infinity/);
      }),
      { numRuns: 3000 },
    );
  });

  it('gives the same call for the same answer, and leaves the answer as it was', () => {
    fc.assert(
      fc.property(value, (raw) => {
        const before = JSON.stringify(raw);
        assert.deepEqual(decodeCall(raw, 'a'), decodeCall(raw, 'a'));
        assert.equal(JSON.stringify(raw), before);
      }),
    );
  });
});
