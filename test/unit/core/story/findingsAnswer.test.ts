/** What is found where an answer disagrees with itself, or with what was asked for. */
import { quiet, table } from './findingsSupport.ts';
import { APP, at, HEX, SEED_ID, stay } from '../support.ts';

const video = { ...quiet, type: 'video' };
const minutes = (totalVideoMinutes: number) =>
  quiet.participants.map((participant) => ({ ...participant, totalVideoMinutes }));
table('what was announced, and totals', [
  [
    'a recording, long ago',
    { ...quiet, hasRecording: true },
    ['notice: A recording is announced, and the answer has none (hasRecording, endedAt)'],
  ],
  [
    'a transcript, just now',
    { ...quiet, hasTranscription: true },
    ['info: A transcript is announced, and the answer has none (hasTranscription, endedAt)'],
    { asOf: at(700) * 1000 },
  ],
  ['a recording that cannot be read', { ...quiet, hasRecording: true, recordings: [7] }, []],
  [
    'no video',
    { ...video, totalVideoMinutes: 0, participants: minutes(0) },
    [
      'notice: A video call with no video minutes (type, totalVideoMinutes, participants[0].totalVideoMinutes, participants[1].totalVideoMinutes)',
    ],
  ],
  ['somebody’s video', { ...video, totalVideoMinutes: 0, participants: minutes(0.5) }, []],
  ['video that is not counted', video, []],
  [
    'too short for video',
    { ...video, endedAt: at(19), totalVideoMinutes: 0, participants: [stay('a', 11, 19), stay('b', 11, 19)] },
    [],
  ],
  [
    'a length that is not that of its times',
    { ...quiet, totalDuration: '00:05:00' },
    [
      'info: The answer gives 5 min as its length, and times that are 9 min 50 s apart (totalDuration, startedAt, endedAt)',
    ],
  ],
  ['a length that was rounded', { ...quiet, totalDurationInMinutes: 9.8 }, []],
  [
    'a stay that is not as long as its times',
    {
      ...quiet,
      participants: [
        stay('a', 11, 598, { totalDuration: 1 }),
        stay('b', 12, 600, { totalDurationInMinutes: 9.8 }),
      ],
    },
    [
      'info: The answer gives 1 min for a’s stay, and times that are 9 min 47 s apart (participants[0].totalDuration, participants[0].joinedAt, participants[0].leftAt)',
    ],
  ],
  ['as many participants as are listed', { ...quiet, totalParticipants: 2 }, []],
  [
    'more participants than are listed',
    { ...quiet, totalParticipants: 3 },
    ['info: The answer counts 3 participants, and lists 2 (totalParticipants, participants)'],
  ],
  [
    'a count that some way of counting gives',
    {
      ...quiet,
      totalParticipants: 2,
      participants: [...quiet.participants, stay('a', 20, 500)].map((each) => ({
        ...each,
        deviceId: 'x@rtc',
      })),
    },
    [
      'info: a was there twice at once on one device, for 8 min (participants[0].joinedAt, participants[0].leftAt, participants[0].deviceId, participants[2].joinedAt, participants[2].leftAt, participants[2].deviceId)',
    ],
  ],
  [
    'a count of those who joined alone, and of their people',
    {
      ...quiet,
      totalParticipants: 1,
      endedAt: at(70),
      participants: [stay('a', 11, 40), stay('a', 40, 70), stay('b')],
    },
    ['notice: b never joined (participants[2].isJoined)'],
  ],
  [
    'a count that is less than any way of counting gives',
    {
      ...quiet,
      totalParticipants: 0,
      endedAt: at(70),
      participants: [stay('a', 11, 40), stay('a', 40, 70), stay('b')],
    },
    [
      'notice: b never joined (participants[2].isJoined)',
      'info: The answer counts 0 participants, and lists 3 (totalParticipants, participants)',
    ],
  ],
  [
    'two without a uid who joined are two',
    { ...quiet, totalParticipants: 1, participants: [stay('', 11, 600), stay('', 12, 600)] },
    ['info: The answer counts 1 participants, and lists 2 (totalParticipants, participants)'],
  ],
  [
    'a recording that is not as long as its times',
    { ...quiet, recordings: [{ startTime: at(20), endTime: at(120), duration: 5 }] },
    [
      'info: The answer gives 5 min as the length of a recording, and times that are 1 min 40 s apart (recordings[0].duration, recordings[0].startTime, recordings[0].endTime)',
    ],
  ],
  [
    'a recording and a transcript that there are not',
    { ...quiet, hasRecording: false, hasTranscription: false, recordings: [{}], transcriptions: [{}] },
    [
      'info: The answer says there is no recording, and lists some (hasRecording, recordings)',
      'info: The answer says there is no transcript, and lists some (hasTranscription, transcriptions)',
    ],
  ],
  [
    'participants of which some cannot be read',
    { ...quiet, totalParticipants: 3, participants: [7, ...quiet.participants] },
    [],
  ],
  [
    'minutes are billed, not added up',
    {
      ...quiet,
      totalAudioMinutes: 100,
      participants: quiet.participants.map((each) => ({ ...each, totalAudioMinutes: 1 })),
    },
    [],
  ],
]);

const seed = { ...quiet, sessionId: SEED_ID, initiatedAt: undefined };
const otherApp = `v1.us.0123456789abcd.1700000000${HEX}`;
table('whose answer it is', [
  [
    'of another session',
    { ...quiet, sessionId: 'another-id' },
    ['problem: The answer is of another session than the one asked for (sessionId)'],
  ],
  ['of none', { ...quiet, sessionId: undefined }, []],
  [
    'of the one that was asked for, in other letters',
    { ...seed, sessionId: SEED_ID.toUpperCase().replace('V1', 'v1') },
    [],
    { sessionId: SEED_ID },
  ],
  [
    'of another, a custom id in other letters',
    { ...quiet, sessionId: 'AN-ID' },
    ['problem: The answer is of another session than the one asked for (sessionId)'],
  ],
  [
    'of another app',
    { ...quiet, sessionId: otherApp },
    [`problem: The id names app 0123456789abcd, and app ${APP} was asked (sessionId)`],
    { sessionId: otherApp },
  ],
  [
    'of another region',
    seed,
    ['notice: The id names region us, and region eu was asked (sessionId)'],
    { sessionId: SEED_ID, region: 'eu' },
  ],
  [
    'of an app that nobody asked by name',
    { ...quiet, sessionId: otherApp },
    [],
    { sessionId: otherApp, appId: undefined, region: undefined },
  ],
  [
    'of another second',
    { ...quiet, sessionId: `1700000060${HEX}` },
    ['info: It was initiated 1 min before the time in its id (sessionId, initiatedAt)'],
    { sessionId: `1700000060${HEX}` },
  ],
  [
    'of the same second, nearly',
    { ...quiet, sessionId: `1700000002${HEX}` },
    [],
    { sessionId: `1700000002${HEX}` },
  ],
]);
