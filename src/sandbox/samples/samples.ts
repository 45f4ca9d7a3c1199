// Titles are messages: they are translated where they are shown, and a sample is named by its English.
import { untranslated as t } from '../../core/base/index.ts';
import type { SampleCall } from '../model.ts';
import { absent, buildCall, hex40, joined, type Stay, utc, uuid, v1Id, v1Named } from './build.ts';

/** From the API reference's own to the odd; all have fixed times but the live ones, just before `now` (milliseconds). */
export function sampleCalls(now: number): readonly SampleCall[] {
  return [
    seedCall,
    ...answeredCalls,
    ...unansweredCalls,
    ...liveCalls(now),
    ...deviceCalls,
    ...mediaCalls,
    ...meetings,
    ...variantCalls,
  ];
}

/** The API reference's example of Get Call, written out, so that the builders can be held against it. */
const seedCall: SampleCall = {
  sessionId: 'v1.us.31780434a95d45.16923681138d75114d60d1345a22e4cc612263fb26c0b5cf92',
  title: t('Audio call, answered: the API reference’s example'),
  raw: {
    sessionId: 'v1.us.31780434a95d45.16923681138d75114d60d1345a22e4cc612263fb26c0b5cf92',
    totalAudioMinutes: 0.31666666666666665,
    totalVideoMinutes: 0,
    totalDuration: '00:00:19',
    metaData: [],
    hasRecording: false,
    initiatedAt: 1692368113,
    initiator: 'superhero8',
    mode: 'call',
    receiver: 'superhero2',
    receiverType: 'user',
    status: 'ended',
    tags: [],
    totalDurationInMinutes: 0.31666666666666665,
    totalParticipants: 2,
    type: 'audio',
    mid: '855e1519-1244-4213-8e40-53044c1e9e43',
    startedAt: 1692368127,
    endedAt: 1692368146,
    participants: [
      {
        uid: 'superhero2',
        totalAudioMinutes: 0.23333333333333334,
        totalVideoMinutes: 0,
        totalDuration: 0.23333333333333334,
        deviceId: 'c9ed493e-8495-428d-b6ee-b32019cc57ce@rtc.cometchat-staging.com/CKT3xgR4',
        isJoined: true,
        joinedAt: 1692368132,
        mid: '855e1519-1244-4213-8e40-53044c1e9e43',
        state: 'ended',
        leftAt: 1692368146,
      },
      {
        uid: 'superhero8',
        totalAudioMinutes: 0.26666666666666666,
        totalVideoMinutes: 0,
        totalDuration: 0.26666666666666666,
        deviceId: '70ecae89-b71c-4bb3-8220-b7c99ec1658f@rtc.cometchat-staging.com/hsYWb5ul',
        isJoined: true,
        joinedAt: 1692368128,
        mid: '855e1519-1244-4213-8e40-53044c1e9e43',
        state: 'ended',
        leftAt: 1692368144,
      },
    ],
  },
};

/** Calls that were answered, as most are: between two people, and in groups. */
const answeredCalls: readonly SampleCall[] = [
  // The customer picks up at the fourth attempt; the three before it are among the unanswered calls.
  buildCall({
    key: 'billing question',
    title: t('Audio call, answered at the fourth attempt'),
    at: utc('2026-09-14T08:31:10Z'),
    type: 'audio',
    initiator: 'agent-lena',
    receiver: 'customer-5531',
    starts: 9,
    ends: 411,
    stays: [
      joined('customer-5531', 'iphone', 11, 409, { name: 'Marco Bianchi' }),
      joined('agent-lena', 'desk', 10, 411, { name: 'Lena Hoffmann' }),
    ],
    more: { hasTranscription: false },
  }),
  buildCall({
    key: 'consultation',
    title: t('Video consultation, 47 minutes'),
    at: utc('2026-09-22T13:00:05Z'),
    initiator: 'dr-amara-okafor',
    receiver: 'patient-10482',
    starts: 21,
    ends: 2858,
    stays: [
      joined('patient-10482', 'ipad', 24, 2858, { cameraOff: 720 }),
      joined('dr-amara-okafor', 'clinic-pc', 22, 2855),
    ],
    more: { metaData: { appointmentId: 'APT-88213' } },
  }),
  buildCall({
    key: 'incident bridge',
    title: t('Group video call: one joined late, one left early, one never came'),
    at: utc('2026-09-17T21:42:16Z'),
    initiator: 'oncall-mateo',
    receiver: 'grp-incident-0917',
    receiverType: 'group',
    starts: 6,
    ends: 2301,
    stays: [
      joined('oncall-mateo', 'laptop', 6, 2301),
      joined('sre-ingrid', 'laptop', 14, 2296),
      joined('dba-chen', 'android', 31, 402),
      joined('lead-olivia', 'iphone', 694, 2301),
      absent('vendor-support', 'unanswered'),
    ],
    more: { tags: ['incident', 'sev2'] },
  }),
];

/** Calls that never started. Three of them are the attempts before `billing question`, minutes earlier. */
const unansweredCalls: readonly SampleCall[] = [
  attempt('first attempt', t('Busy'), '2026-09-14T08:28:52Z', 'busy'),
  attempt(
    'second attempt',
    t('Canceled by the caller, spelt with one l'),
    '2026-09-14T08:29:31Z',
    'canceled',
  ),
  attempt('third attempt', t('Nobody answered'), '2026-09-14T08:30:05Z', 'unanswered'),
  buildCall({
    key: 'lesson',
    title: t('Rejected by the student'),
    at: utc('2026-10-05T15:59:58Z'),
    status: 'rejected',
    initiator: 'tutor-rahul',
    receiver: 'student-zoe',
    stays: [absent('student-zoe', 'rejected'), absent('tutor-rahul')],
  }),
  buildCall({
    key: 'night page',
    title: t('Group call, cancelled by the caller, spelt with two l'),
    at: utc('2026-10-11T02:14:33Z'),
    type: 'audio',
    status: 'cancelled',
    initiator: 'sre-ingrid',
    receiver: 'grp-oncall-emea',
    receiverType: 'group',
    stays: [absent('oncall-mateo', 'unanswered'), absent('lead-olivia', 'unanswered'), absent('sre-ingrid')],
  }),
];

/** A call from whom `billing question` is from, to whom it is to, that never started. */
function attempt(key: string, title: string, at: string, status: string): SampleCall {
  const [initiator, receiver] = ['agent-lena', 'customer-5531'] as const;
  const stays = [absent(receiver, status === 'unanswered' ? status : undefined), absent(initiator)];
  return buildCall({ key, title, at: utc(at), type: 'audio', status, initiator, receiver, stays });
}

/** Calls that have not ended: two around the given time (in milliseconds), one that was never closed. */
function liveCalls(now: number): readonly SampleCall[] {
  const seconds = Math.floor(now / 1000);
  return [
    buildCall({
      key: 'ringing',
      title: t('Ringing now'),
      at: seconds - 12,
      type: 'audio',
      status: 'initiated',
      initiator: 'driver-ana',
      receiver: 'customer-9120',
      stays: [absent('customer-9120'), absent('driver-ana')],
    }),
    buildCall({
      key: 'delivery problem',
      title: t('Ongoing for seven minutes: two there, one left, one never joined'),
      at: seconds - 440,
      status: 'ongoing',
      initiator: 'support-kofi',
      receiver: 'order-77812',
      receiverType: 'group',
      starts: 15,
      stays: [
        joined('support-kofi', 'desk', 15, undefined, { name: 'Kofi Mensah' }),
        joined('customer-9120', 'android', 19, undefined, { name: 'Sarah Whitfield' }),
        joined('driver-ana', 'android', 48, 231, { name: 'Ana Sousa' }),
        absent('depot-manager'),
      ],
    }),
    buildCall({
      key: 'never closed',
      title: t('Still ongoing on paper, though everyone left'),
      at: utc('2026-10-12T07:05:44Z'),
      type: 'audio',
      status: 'ongoing',
      initiator: 'nurse-tania',
      receiver: 'patient-10713',
      starts: 17,
      stays: [joined('patient-10713', 'android', 20, 498), joined('nurse-tania', 'ward-tablet', 18, 505)],
    }),
  ];
}

/** The call of which the sample logs tell most. */
export const rejoined: SampleCall = buildCall({
  key: 'lost network',
  title: t('Rejoined: the customer dropped out for two minutes'),
  at: utc('2026-10-08T10:17:22Z'),
  initiator: 'advisor-nils',
  receiver: 'customer-2046',
  starts: 13,
  ends: 1120,
  stays: [
    joined('customer-2046', 'android', 529, 1120),
    joined('customer-2046', 'android', 16, 407),
    joined('advisor-nils', 'desk', 14, 1120),
  ],
});

/** One person more than once: after one another (a rejoin), and at the same time (two devices). */
const deviceCalls: readonly SampleCall[] = [
  rejoined,
  buildCall({
    key: 'phone and laptop',
    title: t('Two devices: on the phone, then on the laptop as well'),
    at: utc('2026-10-14T17:30:41Z'),
    initiator: 'broker-hugo',
    receiver: 'client-aiko',
    starts: 18,
    ends: 936,
    stays: [
      joined('client-aiko', 'iphone', 20, 341),
      joined('client-aiko', 'macbook', 302, 936),
      joined('broker-hugo', 'desk', 19, 934),
    ],
  }),
];

const mediaCalls: readonly SampleCall[] = [
  recorded(),
  // While a recording is processed, the flag is there and the recording is not.
  buildCall({
    key: 'identity check',
    title: t('Recording still being processed'),
    at: utc('2026-10-30T14:20:09Z'),
    initiator: 'kyc-agent-12',
    receiver: 'applicant-60718',
    starts: 7,
    ends: 261,
    stays: [joined('applicant-60718', 'chrome', 9, 258), joined('kyc-agent-12', 'desk', 8, 261)],
    more: { hasRecording: true },
  }),
  transcribed(),
];

function recorded(): SampleCall {
  const at = utc('2026-10-01T09:00:00Z');
  return buildCall({
    key: 'claim inspection',
    title: t('Recorded in two parts'),
    at,
    initiator: 'adjuster-wren',
    receiver: 'claimant-3317',
    starts: 11,
    ends: 1511,
    stays: [joined('claimant-3317', 'android', 14, 1511), joined('adjuster-wren', 'laptop', 12, 1508)],
    more: {
      hasRecording: true,
      recordings: [
        recording('claim inspection 1', at + 65, at + 665),
        recording('claim inspection 2', at + 840, at + 1470),
      ],
    },
  });
}

/** `duration` is in minutes; start and end are Unix seconds. */
function recording(name: string, startTime: number, endTime: number) {
  const rid = uuid(name);
  return {
    rid,
    recording_url: `https://recordings.example.com/${rid}.mp4`,
    startTime,
    endTime,
    duration: (endTime - startTime) / 60,
  };
}

/** Eight transcripts: Get Call shows the newest five, their own route all of them. */
function transcribed(): SampleCall {
  const at = utc('2026-09-29T11:00:02Z');
  const key = 'job interview';
  const room = v1Id(key, at);
  return buildCall({
    key,
    title: t('Transcribed: eight transcripts, five of them with the call'),
    at,
    initiator: 'recruiter-maya',
    receiver: 'candidate-jonas',
    starts: 8,
    ends: 3728,
    stays: [joined('candidate-jonas', 'laptop', 12, 3728), joined('recruiter-maya', 'laptop', 9, 3725)],
    more: {
      hasTranscription: true,
      transcriptions: Array.from({ length: 8 }, (_, part) => {
        const startTime = at + 30 + part * 460;
        return transcript(`${key} ${part + 1}`, key, room, startTime, startTime + 455);
      }).toReversed(),
    },
  });
}

function transcript(name: string, key: string, roomName: string, startTime: number, endTime: number) {
  const tid = uuid(name);
  return {
    tid,
    mid: uuid(key),
    roomName,
    startTime,
    endTime,
    transcriptDate: new Date(startTime * 1000).toISOString(),
    transcriptUrl: `https://recordings.example.com/transcripts/${tid}.json`,
  };
}

const FIRST_NAMES = ['Adaeze', 'Björn', 'Camila', 'Dmitri', 'Elif', 'Farid', 'Grace'];
const LAST_NAMES = ['Lindqvist', 'Moreau', 'Nakamura', 'Oyelaran', 'Petrov', 'Quispe', 'Rossi'];

/** Calls nobody is rung for: a room with an id of its own, and a presentation to as many as a call can hold. */
export const meetings: readonly SampleCall[] = [standup(), townHall()];

/** One session id, three meetings in it, each with a `mid`; the call carries the last one's. No one is called. */
function standup(): SampleCall {
  const [first, second, third] = [
    { meeting: 'standup 1' },
    { meeting: 'standup 2' },
    { meeting: 'standup 3' },
  ] as const;
  return buildCall({
    key: 'standup',
    title: t('Meeting with an id of its own, three times in one morning'),
    at: utc('2026-10-26T09:00:00Z'),
    sessionId: 'team-standup',
    mode: 'meet',
    initiator: 'priya.nair',
    starts: 0,
    ends: 3125,
    stays: [
      joined('priya.nair', 'macbook', 0, 880, first),
      joined('tomas.k', 'thinkpad', 15, 880, first),
      joined('yuki.sato', 'chrome', 42, 875, first),
      joined('fatima.z', 'pixel', 130, 880, first),
      joined('priya.nair', 'macbook', 960, 1650, second),
      joined('yuki.sato', 'chrome', 971, 1650, second),
      joined('tomas.k', 'thinkpad', 2460, 3125, third),
      joined('fatima.z', 'pixel', 2468, 3119, third),
      joined('yuki.sato', 'chrome', 2502, 3125, third),
    ],
    more: { mid: uuid('standup 3') },
  });
}

/** 50 participants, the most a call can have; the audience comes in over five minutes. */
function townHall(): SampleCall {
  const ends = 2703;
  const audience: Stay[] = FIRST_NAMES.flatMap((first, row) =>
    LAST_NAMES.map((last, column) => {
      const seat = row * LAST_NAMES.length + column;
      const uid = `emp-${String(1001 + seat * 7)}`;
      // Every ninth is gone before the questions, the rest leave within seconds of the end.
      const leaves = seat % 9 === 4 ? 1500 + seat * 11 : ends - (seat % 5);
      return joined(uid, 'laptop', 12 + seat * 6, leaves, {
        name: `${first} ${last}`,
        cameraOff: leaves - 12 - seat * 6,
      });
    }),
  );
  return buildCall({
    key: 'town hall',
    title: t('Presentation with 50 participants'),
    at: utc('2026-10-20T16:00:00Z'),
    sessionId: v1Named('town-hall'),
    mode: 'presenter',
    initiator: 'ceo-marguerite',
    receiver: 'all-hands-2026-10',
    receiverType: 'group',
    starts: 0,
    ends,
    stays: [joined('ceo-marguerite', 'studio', 1, ends, { name: 'Marguerite Dubois' }), ...audience],
  });
}

/** Ordinary calls in the other shapes the API has answered with, over the years and from its parts. */
const variantCalls: readonly SampleCall[] = [
  legacy(),
  withObjects(),
  // As newer answers and the SDK's types have it: `hasJoined`, and minutes under `totalDurationInMinutes` only.
  buildCall({
    key: 'coaching',
    title: t('Newer field names, as the SDK has them'),
    at: utc('2026-10-27T18:15:00Z'),
    type: 'audio',
    initiator: 'coach-bea',
    receiver: 'member-415',
    starts: 5,
    ends: 1322,
    stays: [
      joined('member-415', 'pixel', 7, 1322, { name: 'Samir Haddad' }),
      joined('coach-bea', 'ipad', 6, 1320, { name: 'Bea Fontaine' }),
    ],
    more: { totalDuration: undefined, hasTranscription: false },
    reshape: ({ isJoined, totalDuration, ...participant }) => ({
      ...participant,
      hasJoined: isJoined,
      totalDurationInMinutes: totalDuration,
    }),
  }),
  // Names in scripts that run right to left, and in such as need fonts of their own.
  buildCall({
    key: 'family call',
    title: t('Names in Hebrew, Arabic, Chinese and Hindi'),
    at: utc('2026-10-24T19:03:18Z'),
    initiator: 'user-2207',
    receiver: 'family-cohen',
    receiverType: 'group',
    starts: 10,
    ends: 1874,
    stays: [
      joined('user-2207', 'iphone', 11, 1874, { name: 'ליאור כהן' }),
      joined('user-3391', 'android', 19, 1866, { name: 'نور الهدى المصري' }),
      joined('user-4810', 'ipad', 27, 1874, { name: '王小明' }),
      joined('user-5026', 'android', 73, 1851, { name: 'अनन्या शर्मा' }),
    ],
  }),
];

/** An id of the older SDKs, and an answer from before meetings, states and `totalDurationInMinutes`. */
function legacy(): SampleCall {
  const at = utc('2026-03-03T12:45:27Z');
  return buildCall({
    key: 'old app',
    title: t('Legacy session id, from an older SDK'),
    at,
    sessionId: `${at}${hex40('old app')}`,
    type: 'audio',
    initiator: 'doctor_1',
    receiver: 'user_42',
    starts: 9,
    ends: 164,
    stays: [joined('user_42', 'android', 10, 164), joined('doctor_1', 'android', 9, 162)],
    more: { mid: undefined, totalDurationInMinutes: undefined },
    reshape: ({ mid: _mid, state: _state, ...participant }) => participant,
  });
}

/** Who called and who was called as objects, and again under `data.entities`. */
function withObjects(): SampleCall {
  const host = person('host-emilia', 'Emilia Larsson');
  const guest = person('guest-7781', 'David Adeyemi');
  return buildCall({
    key: 'viewing',
    title: t('Parties with names and pictures'),
    at: utc('2026-10-16T08:05:33Z'),
    initiator: host,
    receiver: guest,
    starts: 12,
    ends: 787,
    stays: [joined('guest-7781', 'iphone', 15, 785, guest), joined('host-emilia', 'macbook', 13, 787, host)],
    more: {
      metaData: { listing: 'apt-2204', source: 'calendar' },
      tags: ['viewing', 'vip'],
      data: {
        entities: {
          initiator: { entity: host, entityType: 'user' },
          receiver: { entity: guest, entityType: 'user' },
        },
      },
    },
  });
}

function person(uid: string, name: string) {
  return { uid, name, avatar: `https://avatars.example.com/${uid}.png` };
}
