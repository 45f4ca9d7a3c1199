/** The call as a whole, the sample calls, and who and what a call is. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { decodeCall } from '../../../../src/core/call/decode/index.ts';
import { sampleCalls } from '../../../../src/sandbox/samples/index.ts';
import { checkRows, party, type Row } from './decodeSupport.ts';
import { decoded, NOW, SEED_ID, SEED_INITIATED } from '../support.ts';

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
    ['unknown ones, kept', { type: 'hologram', mode: 'webinar' }, { type: 'hologram', mode: 'webinar' }],
  ],
  status: [
    ...(['initiated', 'ongoing', 'ended', 'unanswered', 'rejected', 'busy', 'cancelled'] as const).map(
      (status): Row => [status, { status }, { status, rawStatus: status }],
    ),
    ['canceled with one l', { status: 'canceled' }, { status: 'cancelled', rawStatus: 'canceled' }],
    ['upper case', { status: 'Ended' }, { status: 'ended', rawStatus: 'Ended' }],
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

describe('core decode: the call', () => {
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
