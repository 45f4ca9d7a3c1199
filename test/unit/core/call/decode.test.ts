/** Tables of raw fields, what the model reads from them, and where it warns. */
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { decodeCall } from '../../../../src/core/call/decode/decode.ts';
import { peopleOf } from '../../../../src/core/call/facts.ts';
import type { Call } from '../../../../src/core/call/model.ts';
import { partiesOf } from '../../../../src/core/call/parties.ts';
import { outlineOf } from '../../../../src/core/story/outline.ts';
import { verdictOf } from '../../../../src/core/story/verdict.ts';
import { sampleCalls } from '../../../../src/sandbox/samples/samples.ts';
import { timesAsLong } from '../../../support/timing.ts';
import { call, decoded, NOW, numbersIn, SEED_ID, SEED_INITIATED, t, UTC } from '../support.ts';

/** Raw fields, what the model reads from them, and the paths of the warnings. */
type Row = readonly [title: string, raw: object, expected: Partial<Call>, warnings?: readonly string[]];

const party = (id: string, name?: string, avatar?: string) => ({ id, name, avatar });

function checkRows(title: string, suites: Readonly<Record<string, readonly Row[]>>): void {
  describe(title, () => {
    for (const [suite, rows] of Object.entries(suites)) {
      describe(suite, () => {
        for (const row of rows) it(row[0], () => checkRow(row));
      });
    }
  });
}

function checkRow([, raw, expected, warnings = []]: Row): void {
  const result = call({ ...raw });
  assert.deepEqual({ ...result, ...expected }, result);
  assert.deepEqual(
    result.warnings.map(({ path, problem }) => `${path} ${problem}`).toSorted(),
    [...warnings].toSorted(),
  );
}

/** The call as a whole, the sample calls, and who and what a call is. */
describe('core decode: the call', () => {
  const emilia = { uid: 'host-1', name: 'Emilia', avatar: 'https://a.example/1.png' };
  const group = { guid: 'grp-1', name: 'Family', icon: 'https://a.example/g.png' };
  const mirror = (initiator: object, receiver: object) => ({
    entities: { initiator: { entity: initiator }, receiver: { entity: receiver } },
  });

  const ROWS: Readonly<Record<string, readonly Row[]>> = {
    ids: [
      ['as they are', { sessionId: SEED_ID, mid: 'm-1' }, { sessionId: SEED_ID, meetingId: 'm-1' }],
      ['no mid', {}, { meetingId: undefined }],
      ['no session id', { sessionId: undefined }, { sessionId: 'asked-for' }, ['sessionId missing']],
      [
        'null',
        { sessionId: null, mid: null },
        { sessionId: 'asked-for', meetingId: undefined },
        ['sessionId missing'],
      ],
      [
        'empty',
        { sessionId: '', mid: '' },
        { sessionId: 'asked-for', meetingId: undefined },
        ['sessionId missing'],
      ],
      [
        'numbers',
        { sessionId: 12, mid: 34 },
        { sessionId: '12', meetingId: '34' },
        ['sessionId wrongType', 'mid wrongType'],
      ],
    ],
    'type and mode': [
      ['audio call', { type: 'audio', mode: 'call' }, { type: 'audio', mode: 'call' }],
      ['video meet', { type: 'video', mode: 'meet' }, { type: 'video', mode: 'meet' }],
      ['presenter', { mode: 'presenter' }, { mode: 'presenter', type: undefined }],
      ['broadcast', { mode: 'broadcast' }, { mode: 'broadcast' }],
      ['callCategory', { callCategory: 'meet' }, { mode: 'meet' }],
      ['mode before callCategory', { mode: 'call', callCategory: 'meet' }, { mode: 'call' }],
      ['callCategory beside an absent mode', { mode: null, callCategory: 'call' }, { mode: 'call' }],
      ['in any case', { type: 'AUDIO', callCategory: 'Call' }, { type: 'audio', mode: 'call' }],
      ['unknown ones, kept', { type: 'hologram', mode: 'webinar' }, { type: 'hologram', mode: 'webinar' }],
    ],
    status: [
      ...(['initiated', 'ongoing', 'ended', 'unanswered', 'rejected', 'busy', 'cancelled'] as const).map(
        (status): Row => [status, { status }, { status, rawStatus: status }],
      ),
      ['canceled with one l', { status: 'canceled' }, { status: 'cancelled', rawStatus: 'canceled' }],
      ['upper case', { status: 'Ended' }, { status: 'ended', rawStatus: 'Ended' }],
      ['missed', { status: 'missed' }, { status: 'unanswered', rawStatus: 'missed' }],
      ['missed in capitals', { status: 'MISSED' }, { status: 'unanswered', rawStatus: 'MISSED' }],
      ['unknown', { status: 'paused' }, { status: 'unknown', rawStatus: 'paused' }, ['status unknownValue']],
      ...['constructor', '__proto__', 'hasOwnProperty'].map((status): Row => [
        `a name every object has: ${status}`,
        { status },
        { status: 'unknown', rawStatus: status },
        ['status unknownValue'],
      ]),
      ['missing', { status: undefined }, { status: 'unknown', rawStatus: undefined }, ['status missing']],
      ['null', { status: null }, { status: 'unknown', rawStatus: undefined }, ['status missing']],
      ['empty', { status: '' }, { status: 'unknown', rawStatus: undefined }, ['status missing']],
    ],
    parties: [
      [
        'uids',
        { initiator: 'superhero8', receiver: 'superhero2' },
        {
          initiator: party('superhero8'),
          receiver: party('superhero2'),
        },
      ],
      [
        'objects',
        { initiator: emilia, receiver: { uid: 'guest-1' } },
        {
          initiator: party('host-1', 'Emilia', emilia.avatar),
          receiver: party('guest-1'),
        },
      ],
      [
        'a group',
        { receiver: group, receiverType: 'group' },
        {
          receiver: party('grp-1', 'Family', group.icon),
          receiverType: 'group',
        },
      ],
      [
        'uids, with names under data.entities',
        {
          initiator: 'host-1',
          receiver: 'grp-1',
          data: mirror(emilia, group),
        },
        {
          initiator: party('host-1', 'Emilia', emilia.avatar),
          receiver: party('grp-1', 'Family', group.icon),
        },
      ],
      [
        'under data.entities alone',
        { data: mirror(emilia, group) },
        {
          initiator: party('host-1', 'Emilia', emilia.avatar),
          receiver: party('grp-1', 'Family', group.icon),
        },
      ],
      [
        'under entities',
        mirror(emilia, group),
        {
          initiator: party('host-1', 'Emilia', emilia.avatar),
          receiver: party('grp-1', 'Family', group.icon),
        },
      ],
      [
        'an object’s own name before its mirror’s',
        {
          initiator: { uid: 'host-1', name: 'Em' },
          data: mirror(emilia, group),
        },
        { initiator: party('host-1', 'Em', emilia.avatar) },
      ],
      ['missing', {}, { initiator: undefined, receiver: undefined, receiverType: undefined }],
      [
        'null',
        { initiator: null, receiver: null, receiverType: null },
        {
          initiator: undefined,
          receiver: undefined,
          receiverType: undefined,
        },
      ],
      ['empty', { initiator: '', receiver: '' }, { initiator: undefined, receiver: undefined }],
      [
        'numbers',
        { initiator: 7, receiver: { uid: 8 } },
        { initiator: party('7'), receiver: party('8') },
        ['initiator wrongType', 'receiver.uid wrongType'],
      ],
      [
        'an object without an id',
        { initiator: { name: 'Nobody' }, receiver: {} },
        {
          initiator: undefined,
          receiver: undefined,
        },
        ['initiator.uid missing', 'receiver.uid missing'],
      ],
      [
        'an unknown kind of receiver',
        { receiverType: 'room' },
        { receiverType: undefined },
        ['receiverType unknownValue'],
      ],
    ],
  };

  checkRows('core decode: who and what', ROWS);

  it('is none where the answer is no object', () => {
    for (const raw of [null, undefined, 'text', '', 0, 5, true, [], [{ sessionId: 'a' }]]) {
      assert.equal(decodeCall(raw, 'asked-for'), undefined);
    }
  });

  it('of an empty object holds nothing but what was asked for', () => {
    const { warnings, sessionId, status, participants, recordings, transcripts, ...rest } = decoded({});
    assert.deepEqual([sessionId, status], ['asked-for', 'unknown']);
    assert.deepEqual([participants, recordings, transcripts], [[], [], []]);
    assert.deepEqual(new Set(Object.values(rest)), new Set([undefined]));
    assert.deepEqual(
      warnings.map(({ path, problem, found }) => [path, problem, found]),
      [
        ['sessionId', 'missing', 'undefined'],
        ['status', 'missing', 'undefined'],
      ],
    );
  });

  it('reads nothing from what an object inherits', () => {
    const raw: unknown = Object.create({ sessionId: 'inherited', status: 'ended' });
    assert.equal(decoded(raw).sessionId, 'asked-for');
  });

  for (const { title, raw, sessionId } of sampleCalls(NOW)) {
    it(`reads the sample without a warning: ${title}`, () => {
      const result = decoded(raw);
      assert.deepEqual(result.warnings, []);
      assert.equal(result.sessionId, sessionId);
    });
  }

  it('reads the API reference’s own call, value for value', () => {
    const seed = decoded(sampleCalls(NOW)[0]?.raw);
    const { participants, ...rest } = seed;
    assert.deepEqual(rest, {
      sessionId: SEED_ID,
      meetingId: '855e1519-1244-4213-8e40-53044c1e9e43',
      type: 'audio',
      mode: 'call',
      status: 'ended',
      rawStatus: 'ended',
      initiator: party('superhero8'),
      receiver: party('superhero2'),
      receiverType: 'user',
      initiatedAt: SEED_INITIATED,
      startedAt: SEED_INITIATED + 14_000,
      endedAt: SEED_INITIATED + 33_000,
      durationSeconds: 19,
      secondDurationSeconds: 19,
      durationField: 'totalDuration',
      audioSeconds: 19,
      videoSeconds: 0,
      participantCount: 2,
      hasRecording: false,
      hasTranscription: undefined,
      recordings: [],
      transcripts: [],
      warnings: [],
    });
    assert.deepEqual(participants[0], {
      entry: 0,
      uid: 'superhero2',
      name: undefined,
      avatar: undefined,
      isJoined: true,
      isJoinedField: 'isJoined',
      joinedAt: SEED_INITIATED + 19_000,
      leftAt: SEED_INITIATED + 33_000,
      state: 'ended',
      device: 'c9ed493e-8495-428d-b6ee-b32019cc57ce',
      meetingId: '855e1519-1244-4213-8e40-53044c1e9e43',
      durationSeconds: 14,
      durationField: 'totalDuration',
      secondDurationSeconds: undefined,
      audioSeconds: 14,
      videoSeconds: 0,
    });
  });

  it('tells where in the answer each entry stands, and under which names it has what has several', () => {
    const { participants, recordings, transcripts, durationField } = decoded({
      totalDuration: 'soon',
      totalDurationInMinutes: 2,
      participants: [7, { uid: 'a', isJoined: null, hasJoined: true, totalDurationInMinutes: 1 }, null, {}],
      recordings: ['x', {}],
      transcriptions: [{}, [], {}],
    });
    assert.deepEqual(
      participants.map((stay) => [stay.entry, stay.isJoinedField, stay.durationField]),
      [
        [1, 'hasJoined', 'totalDurationInMinutes'],
        [3, undefined, undefined],
      ],
    );
    assert.deepEqual(
      [recordings, transcripts].map((list) => list.map(({ entry }) => entry)),
      [[1], [0, 2]],
    );
    assert.equal(durationField, 'totalDurationInMinutes');
  });
});

/** Times, lengths, counts and flags of a call, in every form in which they came. */

const ROWS: Readonly<Record<string, readonly Row[]>> = {
  instants: [
    [
      'Unix seconds',
      { initiatedAt: 1692368113, startedAt: 1692368127, endedAt: 1692368146 },
      {
        initiatedAt: SEED_INITIATED,
        startedAt: 1_692_368_127_000,
        endedAt: 1_692_368_146_000,
      },
    ],
    ['fractions', { initiatedAt: 1692368113.25 }, { initiatedAt: 1_692_368_113_250 }],
    [
      'missing: never started, never ended',
      { initiatedAt: 1692368113 },
      {
        startedAt: undefined,
        endedAt: undefined,
      },
    ],
    ['null', { startedAt: null, endedAt: null }, { startedAt: undefined, endedAt: undefined }],
    [
      'numeric strings',
      { initiatedAt: '1692368113' },
      { initiatedAt: SEED_INITIATED },
      ['initiatedAt wrongType'],
    ],
    [
      'milliseconds',
      { initiatedAt: 1692368113000 },
      { initiatedAt: SEED_INITIATED },
      ['initiatedAt milliseconds'],
    ],
    ['zero is no instant', { startedAt: 0 }, { startedAt: undefined }, ['startedAt outOfRange']],
    ['the string zero neither', { startedAt: '0' }, { startedAt: undefined }, ['startedAt wrongType']],
    ['negative', { endedAt: -5 }, { endedAt: undefined }, ['endedAt outOfRange']],
    ['microseconds', { endedAt: 1692368113000000 }, { endedAt: undefined }, ['endedAt outOfRange']],
    ['ISO 8601', { endedAt: '2023-08-18T14:15:13Z' }, { endedAt: undefined }, ['endedAt wrongType']],
  ],
  durations: [
    ['HH:MM:SS', { totalDuration: '00:00:19' }, { durationSeconds: 19 }],
    ['over an hour', { totalDuration: '01:02:03' }, { durationSeconds: 3723 }],
    ['over a hundred hours', { totalDuration: '100:00:01' }, { durationSeconds: 360_001 }],
    ['zero that the server sent', { totalDuration: '00:00:00' }, { durationSeconds: 0 }],
    ['an integer, as the OpenAPI has it', { totalDuration: 19 }, { durationSeconds: 19 }],
    [
      'minutes under the newer name',
      { totalDurationInMinutes: 0.31666666666666665 },
      { durationSeconds: 19 },
    ],
    [
      'the string before the minutes',
      { totalDuration: '00:00:19', totalDurationInMinutes: 5 },
      {
        durationSeconds: 19,
        secondDurationSeconds: 300,
      },
    ],
    [
      'the minutes where the string is none',
      { totalDuration: 'soon', totalDurationInMinutes: 0.5 },
      {
        durationSeconds: 30,
      },
      ['totalDuration wrongType'],
    ],
    ['missing', {}, { durationSeconds: undefined, audioSeconds: undefined, videoSeconds: undefined }],
    ['minutes and seconds only', { totalDuration: '5:30' }, { durationSeconds: 330 }],
    ['the same with a zero before them', { totalDuration: '00:19' }, { durationSeconds: 19 }],
    ['more minutes than an hour has', { totalDuration: '125:05' }, { durationSeconds: 7505 }],
    ['one digit for the hours', { totalDuration: '1:05:30' }, { durationSeconds: 3930 }],
    ...['5:3', '5:60', ':30', '5:30:', '1:5:30', '12345:00', '5:30 min', '-5:30'].map(
      (totalDuration): Row => [
        `no length: ${totalDuration}`,
        { totalDuration },
        { durationSeconds: undefined },
        ['totalDuration wrongType'],
      ],
    ),
    [
      '99 minutes and 99 seconds',
      { totalDuration: '00:99:99' },
      { durationSeconds: undefined },
      ['totalDuration wrongType'],
    ],
    [
      'a fraction has no unit',
      { totalDuration: 0.3166 },
      { durationSeconds: undefined },
      ['totalDuration wrongType'],
    ],
    [
      'negative',
      { totalDuration: -19, totalDurationInMinutes: -1, totalAudioMinutes: -0.1 },
      {
        durationSeconds: undefined,
        audioSeconds: undefined,
      },
      ['totalDuration outOfRange', 'totalDurationInMinutes outOfRange', 'totalAudioMinutes outOfRange'],
    ],
    [
      'user-minutes',
      { totalAudioMinutes: 0.25, totalVideoMinutes: 0 },
      { audioSeconds: 15, videoSeconds: 0 },
    ],
    [
      'minutes as strings',
      { totalAudioMinutes: '0.25' },
      { audioSeconds: 15 },
      ['totalAudioMinutes wrongType'],
    ],
    [
      'more than any number can hold',
      { totalVideoMinutes: 1e308, totalDurationInMinutes: 1e308 },
      {
        videoSeconds: undefined,
        durationSeconds: undefined,
      },
      ['totalDurationInMinutes outOfRange', 'totalVideoMinutes outOfRange'],
    ],
  ],
  'counts and flags': [
    [
      'as documented',
      { totalParticipants: 2, hasRecording: false, hasTranscription: true },
      {
        participantCount: 2,
        hasRecording: false,
        hasTranscription: true,
      },
    ],
    ['missing', {}, { participantCount: undefined, hasRecording: undefined, hasTranscription: undefined }],
    [
      'as strings',
      { totalParticipants: '2', hasRecording: 'true', hasTranscription: '0' },
      {
        participantCount: 2,
        hasRecording: true,
        hasTranscription: false,
      },
      ['totalParticipants wrongType', 'hasRecording wrongType', 'hasTranscription wrongType'],
    ],
    [
      'as bits',
      { hasRecording: 1, hasTranscription: 0 },
      { hasRecording: true, hasTranscription: false },
      ['hasRecording wrongType', 'hasTranscription wrongType'],
    ],
    [
      'no truth values',
      { hasRecording: 2, hasTranscription: 'yes' },
      {
        hasRecording: undefined,
        hasTranscription: undefined,
      },
      ['hasRecording wrongType', 'hasTranscription wrongType'],
    ],
    [
      'half a participant',
      { totalParticipants: 2.5 },
      { participantCount: undefined },
      ['totalParticipants wrongType'],
    ],
    [
      'fewer than none',
      { totalParticipants: -1 },
      { participantCount: undefined },
      ['totalParticipants outOfRange'],
    ],
    [
      'an announced recording that is not there',
      { hasRecording: true },
      {
        hasRecording: true,
        recordings: [],
      },
    ],
  ],
  'fields that are not read': [
    ['empty lists', { metaData: [], tags: [] }, {}],
    ['objects', { metaData: { a: 1 }, tags: ['x'], somethingNew: { deep: [null] } }, {}],
  ],
};

checkRows('core decode: values', ROWS);

/** Participants, recordings and transcripts. */

type Table = readonly (readonly [
  title: string,
  raw: object,
  expected: object,
  warnings?: readonly string[],
])[];

function check(field: string, model: 'participants' | 'recordings' | 'transcripts', table: Table): void {
  describe(`core decode: ${model}`, () => {
    for (const [title, raw, expected, warnings = []] of table) {
      it(title, () => {
        const result = call({ [field]: [raw] });
        const [item] = result[model];
        assert.deepEqual({ ...item, ...expected }, item);
        const found = result.warnings.map(({ path, problem }) => `${path} ${problem}`);
        assert.deepEqual(
          found,
          warnings.map((warning) => `${field}[0].${warning}`),
        );
      });
    }

    it('other entries are left out, each with a warning, and the rest stay in order', () => {
      const own = { participants: 'uid', recordings: 'rid', transcripts: 'tid' }[model];
      const list = [{ [own]: 'a' }, null, 'junk', 5, true, [{}], { [own]: 'b' }];
      const result = call({ [field]: list });
      assert.deepEqual(
        result[model].map((item) => ('uid' in item ? item.uid : item.id)),
        ['a', 'b'],
      );
      assert.deepEqual(
        result.warnings.map(({ path, found }) => `${path} ${found}`),
        [
          `${field}[1] null`,
          `${field}[2] string`,
          `${field}[3] number`,
          `${field}[4] boolean`,
          `${field}[5] array`,
        ],
      );
    });

    for (const wrong of ['junk', 5, true, {}, { 0: {} }]) {
      it(`a list that is none: ${JSON.stringify(wrong)}`, () => {
        const result = call({ [field]: wrong });
        assert.deepEqual(result[model], []);
        assert.deepEqual(
          result.warnings.map(({ path, problem }) => `${path} ${problem}`),
          [`${field} wrongType`],
        );
      });
    }

    it('no list at all, or null', () => {
      for (const raw of [{}, { [field]: null }, { [field]: [] }]) {
        const result = call(raw);
        assert.deepEqual(result[model], []);
        assert.deepEqual(result.warnings, []);
      }
    });
  });
}

check('participants', 'participants', [
  [
    'no more than a uid',
    { uid: 'a' },
    {
      uid: 'a',
      name: undefined,
      isJoined: undefined,
      joinedAt: undefined,
      state: undefined,
      device: undefined,
    },
  ],
  ['name and avatar', { uid: 'a', name: 'Ann', avatar: 'https://a' }, { name: 'Ann', avatar: 'https://a' }],
  ['no uid', {}, { uid: '' }, ['uid missing']],
  ['a null uid', { uid: null }, { uid: '' }, ['uid missing']],
  ['an empty uid', { uid: '' }, { uid: '' }, ['uid missing']],
  ['isJoined', { uid: 'a', isJoined: true }, { isJoined: true }],
  ['hasJoined, as the SDK has it', { uid: 'a', hasJoined: false }, { isJoined: false }],
  ['a null isJoined beside hasJoined', { uid: 'a', isJoined: null, hasJoined: true }, { isJoined: true }],
  [
    'joined, not left',
    { uid: 'a', joinedAt: 1692368132 },
    { joinedAt: 1_692_368_132_000, leftAt: undefined },
  ],
  ...['ongoing', 'ended', 'unanswered', 'rejected', 'dancing'].map(
    (state) => [`state ${state}`, { uid: 'a', state }, { state }] as const,
  ),
  ['a device', { uid: 'a', deviceId: 'dev-1@rtc.example.com/res' }, { device: 'dev-1' }],
  ['a device that is all there is', { uid: 'a', deviceId: 'dev-1' }, { device: 'dev-1' }],
  ['a device with no name', { uid: 'a', deviceId: '@rtc.example.com/res' }, { device: undefined }],
  ['a meeting', { uid: 'a', mid: 'm-1' }, { meetingId: 'm-1' }],
  [
    'minutes, floats',
    { uid: 'a', totalDuration: 0.25, totalAudioMinutes: 0.2, totalVideoMinutes: 0.05 },
    { durationSeconds: 15, audioSeconds: 12, videoSeconds: 3 },
  ],
  [
    'minutes under the newer name',
    { uid: 'a', totalDurationInMinutes: 0.5, totalDuration: 99 },
    { durationSeconds: 30 },
  ],
  ['a zero that was sent', { uid: 'a', totalDuration: 0 }, { durationSeconds: 0 }],
  [
    'HH:MM:SS, which is not a participant’s',
    { uid: 'a', totalDuration: '00:00:19' },
    { durationSeconds: undefined },
    ['totalDuration wrongType'],
  ],
]);

/** 19 s. */
const TIMES = { startTime: 1692368127, endTime: 1692368146 };

check('recordings', 'recordings', [
  [
    'as documented',
    { rid: 'r', recording_url: 'https://r', startTime: 1692368132, endTime: 1692368146, duration: 0.5 },
    {
      id: 'r',
      url: 'https://r',
      startedAt: 1_692_368_132_000,
      endedAt: 1_692_368_146_000,
      durationSeconds: 30,
    },
  ],
  ['nothing', {}, { id: undefined, url: undefined, startedAt: undefined, durationSeconds: undefined }],
  ['a length in seconds, by its times', { ...TIMES, duration: 19.4 }, { durationSeconds: 19.4 }],
  ['a length in minutes, by its times', { ...TIMES, duration: 0.32 }, { durationSeconds: 19.2 }],
  [
    'a length as the webhook writes it',
    { ...TIMES, duration: '21.433000' },
    { durationSeconds: 21.433 },
    ['duration wrongType'],
  ],
  [
    'a length that is neither, in the unit that is less wrong',
    { ...TIMES, duration: 5 },
    { durationSeconds: 5 },
  ],
  ['no length, and times', TIMES, { durationSeconds: 19 }],
  ['a length and no end', { startTime: 1692368127, duration: 19.4 }, { durationSeconds: undefined }],
  ['a length and no start', { endTime: 1692368127, duration: 19.4 }, { durationSeconds: undefined }],
  [
    'a length and times in the wrong order',
    { startTime: 1692368146, endTime: 1692368127, duration: 19 },
    { durationSeconds: undefined },
  ],
  [
    'times without anything between them',
    { startTime: 1692368127, endTime: 1692368127, duration: 0.4 },
    { durationSeconds: 0.4 },
  ],
  [
    'a link that is no link stays text',
    { recording_url: 'javascript:alert(1)' },
    { url: 'javascript:alert(1)' },
  ],
]);

check('transcriptions', 'transcripts', [
  [
    'as documented',
    {
      tid: 't',
      mid: 'm',
      roomName: 'room',
      startTime: 1692368132,
      endTime: 1692368146,
      transcriptDate: '2023-08-18T14:15:32.000Z',
      transcriptUrl: 'https://t',
    },
    {
      id: 't',
      meetingId: 'm',
      roomName: 'room',
      startedAt: 1_692_368_132_000,
      endedAt: 1_692_368_146_000,
      date: 1_692_368_132_000,
      url: 'https://t',
    },
  ],
  ['another name of its link', { url: 'https://t' }, { url: 'https://t' }],
  ['a date with an offset', { transcriptDate: '2023-08-18T16:15:32+02:00' }, { date: 1_692_368_132_000 }],
  ['a day', { transcriptDate: '2023-08-18' }, { date: Date.UTC(2023, 7, 18) }],
  // Without a zone it would be read as another instant on every computer.
  [
    'a date without a zone',
    { transcriptDate: '2023-08-18T14:15:32' },
    { date: undefined },
    ['transcriptDate outOfRange'],
  ],
  ...['hello 1', '5', 'March 7', '2023-13-45T00:00:00Z', '2023-08-18T99:00:00Z', 'x'].map(
    (transcriptDate) =>
      [
        `no ISO 8601: ${transcriptDate}`,
        { transcriptDate },
        { date: undefined },
        ['transcriptDate outOfRange'],
      ] as const,
  ),
  ['a date as a number', { transcriptDate: 1692368132 }, { date: undefined }, ['transcriptDate wrongType']],
]);

/** Values of the wrong type in every field, and anything at all. */

/** Every field that is read, where the model has it, and which values of another type still make sense. */
const LENIENT = {
  text: { 5: '5' },
  instant: { '"1692368113"': 1_692_368_113_000, 1692368113000: 1_692_368_113_000 },
  minutes: { '"0.5"': 30 },
  boolean: { 1: true, 0: false, '"true"': true, '"false"': false, '"1"': true, '"0"': false },
  count: { '"2"': 2 },
  duration: {},
  // Of a recording without times, the unit is not known.
  length: {},
  date: {},
} as const;
/** Values that none of the fields' types has, in JSON, and such as only some have. */
const WRONG: Readonly<Record<keyof typeof LENIENT, readonly string[]>> = {
  text: ['true', '[]', '["a"]', '5'],
  instant: ['true', '[]', '{}', '"soon"', '""', '0', '-1', '"1692368113"', '1692368113000', '1e300'],
  minutes: ['true', '[]', '{}', '"soon"', '""', '-1', '"0.5"', '"-1"', '1e308'],
  boolean: ['[]', '{}', '"yes"', '""', '2', '1', '0', '"true"', '"false"', '"1"', '"0"'],
  count: ['true', '[]', '{}', '"many"', '""', '2.5', '-1', '"2"'],
  duration: ['true', '[]', '{}', '"19"', '""', '"00:9"', '2.5', '-1'],
  length: ['true', '[]', '{}', '"soon"', '""', '-1', '"0.5"', '"-1"', '1e308'],
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
    'recordings[0].duration': ['length', (c) => c.recordings[0]?.durationSeconds],
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
        assert.doesNotMatch(JSON.stringify(outlineOf(result, { time: UTC, t, asOf: NOW })), /NaN|Infinity/);
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

/** Answers that are far larger than any call: read in bounds, and said so. */
describe('core decode: a large answer', () => {
  const times = <Item>(length: number, item: (index: number) => Item) =>
    Array.from({ length }, (_, index) => item(index));
  const problems = (raw: object) =>
    decoded({ sessionId: 'a', status: 'ended', ...raw }).warnings.map(
      ({ path, problem }) => `${path} ${problem}`,
    );

  for (const [name, read] of [
    ['participants', 'participants'],
    ['recordings', 'recordings'],
    ['transcriptions', 'transcripts'],
  ] as const) {
    it(`reads the first thousand ${name}, and says once that there are more`, () => {
      const of = (length: number) =>
        decoded({ sessionId: 'a', status: 'ended', [name]: times(length, (n) => ({ uid: `u${n}` })) });
      assert.deepEqual([of(1000)[read].length, of(1000).warnings], [1000, []]);
      const more = of(1001);
      assert.equal(more[read].length, 1000);
      assert.deepEqual(more.warnings, [{ path: name, problem: 'outOfRange', found: 'array' }]);
    });
  }

  it('keeps the first of the participants, in their order', () => {
    const many = decoded({
      sessionId: 'a',
      status: 'ended',
      totalParticipants: 20_000,
      participants: times(20_000, (n) => ({ uid: `u${n % 7}`, joinedAt: 1_692_368_113 + n })),
    });
    assert.equal(many.participantCount, 20_000);
    assert.deepEqual(
      peopleOf(many).map(({ uid }) => uid),
      ['u0', 'u1', 'u2', 'u3', 'u4', 'u5', 'u6'],
    );
  });

  it('of nine megabytes of empty participants is read at once, with few warnings', function () {
    // Parsing three million objects is most of it.
    this.timeout(60_000);
    const text = `{"sessionId":"a","status":"ended","participants":[${'{},'.repeat(2_999_999)}{}]}`;
    const raw: unknown = JSON.parse(text);
    const large = decoded(raw);
    const ratio = timesAsLong(
      () => decoded(raw),
      () => JSON.parse(text),
    );
    assert.ok(ratio < 0.5, `${ratio.toFixed(3)} times as long as parsing it`);
    assert.equal(large.participants.length, 1000);
    assert.ok(large.warnings.length <= 200, `${large.warnings.length} warnings`);
    assert.deepEqual(large.warnings[0], { path: 'participants', problem: 'outOfRange', found: 'array' });
  });

  it('warns of every list that is cut, however many warnings came before', () => {
    const told = problems({
      participants: times(999, () => 7),
      recordings: times(1001, () => 7),
      transcriptions: times(1001, () => ({ tid: true })),
    });
    assert.ok(told.length <= 200, `${told.length} warnings`);
    assert.equal(told[0], 'participants[0] wrongType');
    for (const list of ['recordings', 'transcriptions']) {
      assert.equal(told.filter((line) => line === `${list} outOfRange`).length, 1, list);
    }
  });
});
