/** Participants, recordings and transcripts. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { call } from '../support.ts';

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
