/** Hand-made calls, and what is found in them, for the tests of findings. */
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { decodeCall } from '../../../../src/core/call/decode/decode.ts';
import type { Call } from '../../../../src/core/call/model.ts';
import { evidenceOf } from '../../../../src/core/story/findings/evidence.ts';
import type { Finding, FindingContext } from '../../../../src/core/story/findings/model.ts';
import { findingsOf } from '../../../../src/core/story/findings/findings.ts';
import { overlapOf, timelineOf } from '../../../../src/core/story/timeline/timeline.ts';
import { verdictOf } from '../../../../src/core/story/verdict.ts';
import type { TimeFormat } from '../../../../src/core/text/time.ts';
import { answer, AS_OF, CONTEXT } from '../anyCall.ts';
import { APP, at, call, HEX, numbersIn, SEED_ID, stay, t, UTC } from '../support.ts';

const ASKED: FindingContext = { asOf: at(10_000) * 1000, sessionId: 'an-id', appId: APP, region: 'us', t };

/** What is found in a call of these raw fields, fetched long after it, unless told otherwise. */
function found(raw: object, context: Partial<FindingContext> = {}): readonly Finding[] {
  return findingsOf(call({ mode: 'call', ...raw }), { ...ASKED, ...context });
}

/** A call between two that nothing is to be said of. */
const quiet = {
  receiverType: 'user',
  initiatedAt: at(0),
  startedAt: at(10),
  endedAt: at(600),
  participants: [stay('a', 11, 598), stay('b', 12, 600)],
};
/** Recordings from and to so many seconds. */
function recorded(...spans: readonly (readonly [number, number])[]) {
  return spans.map(([from, to], index) => ({
    startTime: at(from),
    endTime: at(to),
    recording_url: `https://a.example/${index}`,
  }));
}
/** A group's call of an hour. */
const group = { ...quiet, receiverType: 'group', endedAt: at(3610) };
const ongoing = { ...quiet, status: 'ongoing', endedAt: undefined };

function people(count: number, joins?: number, leaves?: number) {
  return Array.from({ length: count }, (_, index) => stay(`p${index}`, joins, leaves));
}

type Row = readonly [
  title: string,
  raw: object,
  findings: readonly string[],
  context?: Partial<FindingContext>,
];

/** One test for each row: its findings are exactly these, each as `severity: message (fields)`. */
function table(name: string, rows: readonly Row[]): void {
  describe(`core findings: ${name}`, () => {
    for (const [title, raw, expected, context] of rows) {
      it(title, () => {
        const told = found(raw, context).map(
          ({ severity, message, fields }) => `${severity}: ${message} (${fields.join(', ')})`,
        );
        assert.deepEqual(told, expected);
      });
    }
  });
}

/** What is found in how a call came to be, or to end; the sample calls' findings are in golden/stories.txt. */
describe('core findings', () => {
  table('how it came that a call was not taken', [
    ['nothing', quiet, []],
    [
      'nobody answered',
      {
        status: 'unanswered',
        initiatedAt: at(0),
        endedAt: at(45),
        participants: [stay('a'), { uid: 'b', state: 'unanswered' }],
      },
      ['problem: b did not answer in 45 s of ringing (status, initiatedAt, endedAt, participants[1].state)'],
    ],
    [
      'nobody answered, of whom the caller was not to',
      {
        status: 'unanswered',
        initiator: 'a',
        participants: ['a', 'b', 'c'].map((uid) => ({ uid, state: 'unanswered' })),
      },
      ['problem: b and c did not answer (status, participants[1].state, participants[2].state)'],
    ],
    [
      'nobody answered, and nothing shows who was called',
      { status: 'unanswered', initiatedAt: at(0), endedAt: at(45), participants: [stay('a')] },
      ['problem: Nobody answered in 45 s of ringing (status, initiatedAt, endedAt)'],
    ],
    [
      'rejected, and nothing shows by whom',
      { status: 'rejected', participants: [stay('a')] },
      ['problem: Rejected (status)'],
    ],
    [
      'rejected by two',
      { status: 'rejected', participants: ['a', 'b'].map((uid) => ({ uid, state: 'rejected' })) },
      ['problem: Rejected by a and b (status, participants[0].state, participants[1].state)'],
    ],
    [
      'rejected by four',
      { status: 'rejected', participants: ['a', 'b', 'c', 'd'].map((uid) => ({ uid, state: 'rejected' })) },
      [
        'problem: Rejected by a and 3 more (status, participants[0].state, participants[1].state, participants[2].state, participants[3].state)',
      ],
    ],
    [
      'rejected by one of a group, which went on',
      { ...quiet, participants: [...quiet.participants, { uid: 'c', state: 'rejected' }] },
      ['notice: c rejected the call (participants[2].state)'],
    ],
    [
      'rejected on paper by somebody who joined',
      { ...quiet, participants: [...quiet.participants, stay('c', 12, 600, { state: 'rejected' })] },
      [
        'notice: c joined, and the state is “rejected” (participants[2].state, participants[2].joinedAt, participants[2].leftAt)',
      ],
    ],
    [
      'busy, by whose state it shows',
      { status: 'busy', initiatedAt: at(0), participants: [{ uid: 'b', state: 'busy' }] },
      ['problem: Not taken: b was busy (status, participants[0].state)'],
    ],
    [
      'busy, all of them',
      { status: 'busy', participants: ['b', 'c'].map((uid) => ({ uid, state: 'busy' })) },
      ['problem: Not taken: b and c were busy (status, participants[0].state, participants[1].state)'],
    ],
    [
      'cancelled, by whose state it shows',
      { status: 'cancelled', participants: [{ uid: 'a', state: 'cancelled' }] },
      ['notice: Cancelled by a before it was answered (status, participants[0].state)'],
    ],
    [
      'cancelled after a while, by whose state it shows',
      {
        status: 'cancelled',
        initiatedAt: at(0),
        endedAt: at(4),
        participants: [{ uid: 'a', state: 'canceled' }],
      },
      ['notice: Cancelled by a after 4 s of ringing (status, initiatedAt, endedAt, participants[0].state)'],
    ],
    [
      'no ring between two times that are one',
      { status: 'unanswered', initiatedAt: at(0), endedAt: at(0) },
      ['problem: Nobody answered (status)'],
    ],
    [
      'unanswered, and the one who was called was there',
      {
        status: 'unanswered',
        initiator: 'a',
        initiatedAt: at(0),
        endedAt: at(110),
        participants: [stay('a', 0, 110), stay('b', 12, 110)],
      },
      ['notice: Its status is “unanswered”, and b joined (status, participants[1].joinedAt)'],
    ],
    ['busy', { status: 'busy', initiatedAt: at(0) }, ['problem: Not taken: the line was busy (status)']],
    [
      'cancelled',
      { status: 'canceled', initiatedAt: at(0), endedAt: at(40) },
      ['notice: Cancelled after 40 s of ringing (status, initiatedAt, endedAt)'],
    ],
    [
      'a long ring',
      { ...quiet, initiatedAt: at(-20) },
      ['notice: It rang for 30 s before it was answered (initiatedAt, startedAt)'],
    ],
    ['not so long a ring', { ...quiet, initiatedAt: at(-19) }, []],
    ['a meeting does not ring', { ...quiet, mode: 'meet', initiatedAt: at(-500) }, []],
  ]);

  table('calls that hardly go on', [
    [
      'ringing for ages',
      { status: 'initiated', initiatedAt: at(0) },
      ['problem: Still marked as ringing, though it was initiated 2 h ago (status, initiatedAt)'],
    ],
    [
      'ringing',
      { status: 'initiated', initiatedAt: at(0), participants: [stay('a')] },
      [],
      { asOf: at(300) * 1000 },
    ],
    [
      'nobody there',
      { ...ongoing, participants: [stay('a', 11, 598), stay('b', 12, 600)] },
      [
        'problem: Nobody on the list has been there for 2 h 36 min, and the call is still marked as ongoing (status, participants[1].leftAt)',
      ],
    ],
    [
      'nobody there, and nobody knows since when',
      { ...ongoing, participants: [stay('a', 11, undefined, { state: 'ended' })] },
      [
        'problem: Nobody on the list is there any more, and the call is still marked as ongoing (status, participants[0].state)',
      ],
    ],
    ['everybody left just now', ongoing, [], { asOf: at(659) * 1000 }],
    ['nobody listed', { ...ongoing, participants: [] }, [], { asOf: at(659) * 1000 }],
    [
      'for four hours',
      { ...ongoing, participants: [stay('a', 11), stay('b', 12)] },
      ['notice: Ongoing for 4 h (status, startedAt, participants[0].joinedAt, participants[1].joinedAt)'],
      { asOf: at(10 + 4 * 3600) * 1000 },
    ],
    ['for less', { ...ongoing, participants: [stay('a', 11), stay('b', 12)] }, []],
    [
      'ringing on paper, and started',
      { status: 'initiated', initiatedAt: at(0), startedAt: at(10) },
      ['notice: Its status is “initiated”, and it has a time at which it started (status, startedAt)'],
    ],
    [
      'ended long after the last one left',
      { ...quiet, endedAt: at(700) },
      ['notice: Nobody on the list was there for its last 1 min 40 s (participants[1].leftAt, endedAt)'],
    ],
  ]);

  it('come gravest first, and then in the order of time', () => {
    const all = found({
      ...quiet,
      sessionId: 'another',
      totalParticipants: 9,
      totalDuration: '00:00:01',
      initiatedAt: at(-60),
      participants: [stay('a', 30, 400), stay('b', 12, 600), stay('a', 450, 560)],
    });
    assert.deepEqual(
      all.map(({ severity, kind }) => `${severity} ${kind}`),
      [
        'problem otherSession',
        'notice longRing',
        'notice joinedLate',
        'notice rejoined',
        'notice leftEarly',
        'info togetherLate',
        'info totalsDisagree',
        'info totalsDisagree',
      ],
    );
  });

  it('send nobody after a device where nobody is listed', () => {
    const [long] = found({ ...ongoing, participants: [] }, { asOf: at(5 * 3600) * 1000 });
    assert.equal(long?.kind, 'ongoingForLong');
    assert.match(long?.advice ?? '', /^CometChat listed nobody/);
  });

  it('tell people of one name apart, and two who have none', () => {
    const named = ['u1', 'u2'].map((uid) => ({ uid, name: 'Ann' }));
    const messages = found({ ...quiet, participants: [...quiet.participants, ...named] }).map(
      ({ message }) => message,
    );
    assert.deepEqual(messages, [
      'CometChat did not report Ann (u1) joining',
      'CometChat did not report Ann (u2) joining',
    ]);
    const nameless = found({ ...quiet, participants: [...quiet.participants, {}, {}] });
    assert.deepEqual(
      nameless.map(({ message }) => message),
      ['CometChat did not report (no uid) (1) joining', 'CometChat did not report (no uid) (2) joining'],
    );
  });

  it('say whose line they are on, and when', () => {
    const [rejoined] = found({
      ...quiet,
      participants: [stay('a', 11, 100), stay('b', 12, 600), stay('a', 130, 600)],
    });
    assert.deepEqual([rejoined?.uid, rejoined?.from, rejoined?.to], ['a', at(100) * 1000, at(130) * 1000]);
    const [nameless] = found({ ...quiet, participants: [...quiet.participants, {}] });
    assert.deepEqual(
      [nameless?.uid, nameless?.message],
      [undefined, 'CometChat did not report (no uid) joining'],
    );
  });

  it('make every text of strangers visible', () => {
    const [one] = found({
      ...quiet,
      participants: [...quiet.participants, { uid: 'x', name: 'a\u202eb\n' }],
    });
    assert.equal(one?.message, 'CometChat did not report a⟨U+202E⟩b⟨U+000A⟩ joining');
  });
});

/** What is found where an answer disagrees with itself, or with what was asked for. */

const video = { ...quiet, type: 'video' };
const minutes = (totalVideoMinutes: number) =>
  quiet.participants.map((participant) => ({ ...participant, totalVideoMinutes }));
table('what was announced, and totals', [
  [
    'a recording, long ago',
    { ...quiet, hasRecording: true },
    ['notice: No recording came (hasRecording, endedAt)'],
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
      'notice: A video call of 9 min 50 s with no video minutes (type, totalVideoMinutes, participants[0].totalVideoMinutes, participants[1].totalVideoMinutes)',
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
      'info: CometChat reported 5 min as its length, and times that are 9 min 50 s apart (totalDuration, startedAt, endedAt)',
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
      'info: CometChat reported 1 min for a’s stay, and times that are 9 min 47 s apart (participants[0].totalDuration, participants[0].joinedAt, participants[0].leftAt)',
    ],
  ],
  ['as many participants as are listed', { ...quiet, totalParticipants: 2 }, []],
  [
    'more participants than are listed',
    { ...quiet, totalParticipants: 3 },
    ['info: CometChat reported 3 participants, and listed 2 (totalParticipants, participants)'],
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
    [
      'problem: b never joined (participants[2].isJoined)',
      'notice: a was alone for 59 s (participants[0].joinedAt, participants[1].joinedAt, participants[0].leftAt, participants[1].leftAt)',
    ],
  ],
  [
    'a count that is less than any way of counting gives',
    {
      ...quiet,
      totalParticipants: 1,
      endedAt: at(70),
      participants: [stay('a', 11, 40), stay('a', 40, 70), stay('c', 11, 70), stay('b')],
    },
    [
      'notice: b never joined (participants[3].isJoined)',
      'info: CometChat reported 1 participant, and listed 4 (totalParticipants, participants)',
    ],
  ],
  [
    'two without a uid who joined are two',
    { ...quiet, totalParticipants: 1, participants: [stay('', 11, 600), stay('', 12, 600)] },
    ['info: CometChat reported 1 participant, and listed 2 (totalParticipants, participants)'],
  ],
  [
    'a recording that is not as long as its times',
    { ...quiet, recordings: [{ startTime: at(20), endTime: at(120), duration: 5 }] },
    [
      'notice: The recording has no address (recordings[0])',
      'info: CometChat reported 5 min as the length of a recording, and times that are 1 min 40 s apart (recordings[0].duration, recordings[0].startTime, recordings[0].endTime)',
      'info: 1 min 40 s of 9 min 50 s were recorded (recordings[0].startTime, recordings[0].endTime, startedAt, endedAt)',
    ],
  ],
  [
    'a recording and a transcript that there are not',
    { ...quiet, hasRecording: false, hasTranscription: false, recordings: [{}], transcriptions: [{}] },
    [
      'notice: The recording has no address (recordings[0])',
      'info: CometChat reported no recording, and listed some (hasRecording, recordings)',
      'info: CometChat reported no transcript, and listed some (hasTranscription, transcriptions)',
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
    ['problem: CometChat answered with another session than the one asked for (sessionId)'],
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
    ['problem: CometChat answered with another session than the one asked for (sessionId)'],
  ],
  [
    'of another, a name of its own in other letters',
    { ...quiet, sessionId: `v1.us.${APP}.Alice`, initiatedAt: undefined },
    ['problem: CometChat answered with another session than the one asked for (sessionId)'],
    { sessionId: `v1.us.${APP}.alice` },
  ],
  [
    'of one with a name of its own, which tells no time',
    { ...quiet, sessionId: `v1.us.${APP}.alice` },
    [],
    { sessionId: `v1.us.${APP}.alice` },
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
  ['of a region, asked on a host whose region has no name', seed, [], { sessionId: SEED_ID, region: '' }],
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

/** What is found in who came and went. */

table('who came, and who did not', [
  [
    'never joined',
    {
      ...group,
      participants: [
        stay('a', 11, 3610),
        stay('b', 12, 3610),
        { uid: 'c', isJoined: false, state: 'unanswered' },
        { uid: 'd' },
      ],
    },
    [
      'notice: c never joined (participants[2].isJoined, participants[2].state)',
      'notice: CometChat did not report d joining (participants[3])',
    ],
  ],
  [
    'not joined yet',
    { ...ongoing, participants: [stay('a', 11), stay('b', 12), { uid: 'c', hasJoined: false }] },
    ['info: c has not joined yet (participants[2].hasJoined)'],
  ],
  ['not while it rings', { status: 'initiated', participants: [stay('a'), stay('b')] }, []],
  [
    'many never joined',
    {
      ...group,
      participants: [stay('a', 11, 3610), stay('b', 12, 3610), ...people(4)],
    },
    [
      'notice: 4 of 6 people never joined (participants[2].isJoined, participants[3].isJoined, participants[4].isJoined, participants[5].isJoined)',
    ],
  ],
  [
    'nobody joined',
    { ...quiet, participants: [stay('a'), stay('b')] },
    [
      'problem: Nobody on the list joined the call (status, participants[0].isJoined, participants[1].isJoined)',
    ],
  ],
  [
    'late between two',
    { ...quiet, participants: [stay('a', 11, 600), stay('b', 20, 600)] },
    ['notice: b joined 10 s after the call was answered (startedAt, participants[1].joinedAt)'],
  ],
  ['not so late between two', { ...quiet, participants: [stay('a', 11, 600), stay('b', 19, 600)] }, []],
  [
    'late in a group: after a tenth of it',
    { ...group, participants: [...people(2, 11, 3610), stay('in time', 369, 3610), stay('late', 370, 3610)] },
    ['info: late joined 6 min after the call was answered (startedAt, participants[3].joinedAt)'],
  ],
  [
    'late in a short meeting: after two minutes',
    { ...quiet, mode: 'meet', participants: [...people(2, 11, 600), stay('late', 130, 600)] },
    ['info: late joined 2 min after the start (startedAt, participants[2].joinedAt)'],
  ],
  [
    'early between two',
    { ...quiet, participants: [stay('a', 11, 590), stay('b', 12, 600)] },
    ['notice: a left 10 s before the end (participants[0].leftAt, endedAt)'],
  ],
  [
    'many left early',
    { ...group, participants: [...people(4, 11, 3000), stay('a', 11, 3610), stay('b', 12, 3610)] },
    [
      'info: 4 people left at least 6 min before the end (participants[0].leftAt, endedAt, participants[1].leftAt, participants[2].leftAt, participants[3].leftAt)',
    ],
  ],
  [
    'many left early, counted from when the last one left',
    { ...group, participants: [...people(4, 11, 3000), stay('a', 11, 3580), stay('b', 12, 3590)] },
    [
      'info: 4 people left at least 6 min before the last one did (participants[0].leftAt, participants[5].leftAt, participants[1].leftAt, participants[2].leftAt, participants[3].leftAt)',
    ],
  ],
  [
    'early, counted from when the last one left',
    { ...quiet, endedAt: at(700), participants: [stay('a', 11, 560), stay('b', 12, 600)] },
    [
      'notice: b was alone for 40 s (participants[0].leftAt, participants[1].leftAt)',
      'notice: a left 40 s before the last one did (participants[0].leftAt, participants[1].leftAt)',
      'notice: Nobody on the list was there for its last 1 min 40 s (participants[1].leftAt, endedAt)',
    ],
  ],
  [
    'nobody early where a time of leaving is missing',
    { ...quiet, participants: [stay('a', 11, 300), stay('b', 12)] },
    [
      'notice: a left 5 min before the end (participants[0].leftAt, endedAt)',
      'info: When b left is not reported (participants[1].joinedAt)',
    ],
  ],
]);

table('who was alone', [
  [
    'for a minute',
    { ...group, participants: [stay('a', 11, 3610), stay('b', 71, 3610)] },
    ['notice: a was alone for 1 min (participants[0].joinedAt, participants[1].joinedAt)'],
  ],
  ['for less', { ...group, participants: [stay('a', 11, 3610), stay('b', 70, 3610)] }, []],
  [
    'not where the server counts more than are listed',
    { ...group, totalParticipants: 3, participants: [stay('a', 11, 3610), stay('b', 71, 3610)] },
    ['info: CometChat reported 3 participants, and listed 2 (totalParticipants, participants)'],
  ],
  [
    'not where an entry cannot be read',
    { ...group, participants: [stay('a', 11, 3610), stay('b', 71, 3610), 7] },
    [],
  ],
  [
    'not where the caller is not listed',
    { ...group, initiator: 'c', participants: [stay('a', 11, 3610), stay('b', 71, 3610)] },
    [],
  ],
  [
    'in one meeting, while others are in another',
    {
      ...group,
      mode: 'meet',
      participants: [
        stay('a', 11, 3610, { mid: 'm1' }),
        stay('b', 11, 3610, { mid: 'm2' }),
        stay('c', 11, 3610, { mid: 'm2' }),
      ],
    },
    ['notice: a was alone for 59 min 59 s (participants[0].joinedAt, participants[0].leftAt)'],
  ],
  [
    'not in one meeting while with others in another',
    {
      ...group,
      mode: 'meet',
      participants: [
        stay('a', 11, 3610, { mid: 'm1' }),
        stay('a', 12, 3610, { mid: 'm2' }),
        stay('b', 11, 3610, { mid: 'm2' }),
      ],
    },
    [
      'info: a was there more than once at the same time, for 59 min 58 s (participants[0].joinedAt, participants[0].leftAt, participants[1].joinedAt, participants[1].leftAt)',
    ],
  ],
  [
    'as of now',
    { ...ongoing, receiverType: 'group', participants: [stay('a', 11), stay('b', 12, 600)] },
    ['notice: a has been alone for 5 min (participants[1].leftAt, participants[0].joinedAt)'],
    { asOf: at(900) * 1000 },
  ],
  [
    'twice',
    { ...group, participants: [stay('a', 11, 3610), stay('b', 80, 3510)] },
    [
      'notice: a was alone for 2 min 49 s, in 2 stretches (participants[0].joinedAt, participants[1].joinedAt, participants[1].leftAt, participants[0].leftAt)',
    ],
  ],
  [
    'not before it started',
    {
      ...quiet,
      participants: [stay('a', -500, 600), stay('b', 12, 600)],
      initiatedAt: at(-500),
      mode: undefined,
    },
    [],
  ],
  [
    'a while, in a room',
    { ...quiet, mode: 'meet', participants: [stay('a', 11, 600), stay('b', 71, 600)] },
    [],
  ],
  [
    'nobody, where one is of unknown times',
    { ...group, participants: [stay('a', 11, 3610), { uid: 'b', isJoined: true }] },
    ['info: When b left is not reported (participants[1])'],
  ],
]);

const phone = { deviceId: 'phone@rtc/1' };
table('who was there more than once', [
  [
    'one after another',
    { ...quiet, participants: [stay('a', 11, 100, phone), stay('b', 12, 600), stay('a', 130, 600, phone)] },
    [
      'notice: a was gone for 30 s, and came back (participants[0].leftAt, participants[2].joinedAt)',
      'notice: b was alone for 30 s (participants[0].leftAt, participants[2].joinedAt)',
    ],
  ],
  [
    'and again',
    {
      ...quiet,
      participants: [stay('a', 11, 100), stay('b', 12, 600), stay('a', 130, 200), stay('a', 210, 600)],
    },
    [
      'notice: a left and came back 2 times, gone for 40 s in all (participants[0].leftAt, participants[2].joinedAt, participants[2].leftAt, participants[3].joinedAt)',
      'notice: b was alone for 30 s (participants[0].leftAt, participants[2].joinedAt)',
    ],
  ],
  [
    'one after another, without a gap',
    { ...quiet, participants: [stay('a', 11, 100), stay('b', 12, 600), stay('a', 100, 600)] },
    [],
  ],
  [
    'one after another, by times that cannot be',
    { ...quiet, participants: [stay('a', 11, 100), stay('b', 12, 600), stay('a', 500, 400)] },
    [
      'notice: a’s time of leaving is before that of joining (participants[2].joinedAt, participants[2].leftAt)',
    ],
  ],
  [
    'from one meeting to the next',
    {
      ...quiet,
      mode: 'meet',
      participants: ['a', 'b'].flatMap((uid) => [
        stay(uid, 11, 100, { mid: 'm1' }),
        stay(uid, 200, 600, { mid: 'm2' }),
      ]),
    },
    [],
  ],
  [
    'at once on one device, whatever its resource',
    {
      ...quiet,
      participants: [
        stay('a', 11, 100, phone),
        stay('b', 12, 600),
        stay('a', 90, 600, { deviceId: 'phone@rtc/2' }),
      ],
    },
    [
      'info: a was there twice at once on one device, for 10 s (participants[0].joinedAt, participants[0].leftAt, participants[0].deviceId, participants[2].joinedAt, participants[2].leftAt, participants[2].deviceId)',
    ],
  ],
  [
    'at once, on devices that are not told',
    { ...quiet, participants: [stay('a', 11, 100), stay('b', 12, 600), stay('a', 90, 600)] },
    [
      'info: a was there more than once at the same time, for 10 s (participants[0].joinedAt, participants[0].leftAt, participants[2].joinedAt, participants[2].leftAt)',
    ],
  ],
]);

table('what was silent', [
  [
    'never together between two, a problem',
    { ...quiet, participants: [stay('a', 11, 19), stay('b', 20, 600)] },
    [
      'problem: a and b were never there at one time (participants[0].joinedAt, participants[0].leftAt, participants[1].joinedAt, participants[1].leftAt)',
      'notice: b joined 10 s after the call was answered (startedAt, participants[1].joinedAt)',
      'notice: a left 9 min 41 s before the end (participants[0].leftAt, endedAt)',
      'notice: b was alone for 9 min 40 s (participants[1].joinedAt, participants[1].leftAt)',
    ],
  ],
  [
    'each in a meeting of their own',
    {
      ...group,
      mode: 'meet',
      participants: [stay('a', 11, 3610, { mid: 'm1' }), stay('b', 11, 3610, { mid: 'm2' })],
    },
    [
      'notice: a and b were each in a meeting of their own (participants[0].joinedAt, participants[0].leftAt, participants[0].mid, participants[1].joinedAt, participants[1].leftAt, participants[1].mid)',
      'notice: a was alone for 59 min 59 s (participants[0].joinedAt, participants[0].leftAt)',
      'notice: b was alone for 59 min 59 s (participants[1].joinedAt, participants[1].leftAt)',
    ],
  ],
  [
    'not that two were together late, who had been before the start',
    {
      ...quiet,
      initiatedAt: undefined,
      participants: [stay('a', 0, 600), stay('b', 0, 5), stay('b', 12, 600)],
    },
    ['notice: b was gone for 7 s, and came back (participants[1].leftAt, participants[2].joinedAt)'],
  ],
  [
    'together late',
    { ...quiet, participants: [stay('a', 11, 600), stay('b', 110, 600)] },
    [
      'notice: b joined 1 min 40 s after the call was answered (startedAt, participants[1].joinedAt)',
      'notice: a was alone for 1 min 39 s (participants[0].joinedAt, participants[1].joinedAt)',
      'info: They were together only 1 min 40 s after the answer, for 8 min 10 s of 9 min 50 s (startedAt, participants[1].joinedAt, endedAt)',
    ],
  ],
  [
    'all gone at once',
    { ...group, participants: people(3, 11, 3600) },
    [
      'notice: all 3 left in the same second, 10 s before the end (participants[0].leftAt, participants[1].leftAt, participants[2].leftAt, endedAt)',
    ],
  ],
  ['not at once, who were ended', { ...group, participants: people(3, 11, 3608) }, []],
  [
    'a call to oneself',
    { ...quiet, initiator: 'a', receiver: 'a' },
    ['notice: Caller and called are one and the same: a (initiator, receiver)'],
  ],
  [
    'minutes beyond a stay',
    { ...quiet, participants: [stay('a', 11, 598, { totalAudioMinutes: 20 }), stay('b', 12, 600)] },
    [
      'info: CometChat reported 20 min of audio for a’s stay of 9 min 47 s (participants[0].totalAudioMinutes, participants[0].joinedAt, participants[0].leftAt)',
    ],
  ],
  [
    'two lengths that contradict',
    { ...quiet, totalDuration: '00:09:50', totalDurationInMinutes: 3 },
    [
      'info: CometChat reported its length twice: as 9 min 50 s, and as 3 min (totalDuration, totalDurationInMinutes)',
    ],
  ],
  [
    'a recording of no length',
    { ...quiet, recordings: [{ startTime: at(20), endTime: at(20), recording_url: 'https://a.example/b' }] },
    ['notice: The recording has no length (recordings[0].startTime, recordings[0].endTime)'],
  ],
  [
    'a gap that nobody notices',
    { ...quiet, participants: [stay('a', 11, 100), stay('b', 12, 600), stay('a', 102, 600)] },
    ['info: a was gone for 2 s, and came back (participants[0].leftAt, participants[2].joinedAt)'],
  ],
  [
    'fifty at once',
    { ...group, participants: people(50, 11, 3610) },
    ['info: At its peak 50 people were in it, as many as a call holds (participants)'],
  ],
  [
    'left, by a state that is still ongoing',
    { ...ongoing, participants: [stay('a', 11), stay('b', 12, 100, { state: 'ongoing' })] },
    [
      'notice: b left, and the state is still “ongoing” (participants[1].state, participants[1].joinedAt, participants[1].leftAt)',
    ],
    { asOf: at(150) * 1000 },
  ],
]);

/** What is found where times and status cannot be as an answer has them. */

table('times and status that cannot be', [
  [
    'started before it was initiated',
    { ...quiet, initiatedAt: at(11) },
    ['notice: It started before it was initiated (startedAt, initiatedAt)'],
  ],
  [
    'ended before it started',
    { initiatedAt: at(0), startedAt: at(20), endedAt: at(15) },
    ['notice: It ended before it started (endedAt, startedAt)'],
  ],
  [
    'ended before it was initiated',
    { initiatedAt: at(60), endedAt: at(50) },
    [
      'notice: It ended before it was initiated (endedAt, initiatedAt)',
      'notice: Its status is “ended”, and it has no time at which it started (status, initiatedAt, endedAt)',
    ],
  ],
  [
    'left before joining',
    { ...quiet, participants: [stay('a', 500, 400), stay('b', 12, 600)] },
    [
      'notice: a’s time of leaving is before that of joining (participants[0].joinedAt, participants[0].leftAt)',
    ],
  ],
  [
    'there before and after the call',
    { ...quiet, participants: [stay('a', -3, 600), stay('b', 12, 603)] },
    [
      'notice: a joined before the call was initiated (participants[0].joinedAt, initiatedAt)',
      'notice: b was there after the call had ended (participants[1].joinedAt, participants[1].leftAt, endedAt)',
    ],
  ],
  [
    'nobody is measured against a call whose own times cannot be',
    { ...quiet, endedAt: at(5), recordings: [{ startTime: at(20), endTime: at(600) }] },
    [
      'notice: It ended before it started (endedAt, startedAt)',
      'notice: The recording has no address (recordings[0])',
    ],
  ],
  [
    'times that are not of the call show nothing else',
    { ...quiet, participants: [stay('a', -170, 420), stay('b', 12, 600)] },
    ['notice: a joined before the call was initiated (participants[0].joinedAt, initiatedAt)'],
  ],
  [
    'joined when it was over, and so not late',
    { ...quiet, participants: [stay('a', 3611, 4200), stay('b', 12, 600)] },
    [
      'notice: a was there after the call had ended (participants[0].joinedAt, participants[0].leftAt, endedAt)',
    ],
  ],
  [
    'joined after the answer of a call under way',
    {
      ...quiet,
      status: 'ongoing',
      endedAt: undefined,
      participants: [stay('a', 11), stay('b', 1400)],
    },
    ['notice: It has times that lie after the answer was fetched (participants[1].joinedAt)'],
    { asOf: at(1000) * 1000 },
  ],
  [
    'joined at a time, and did not by the flag',
    { ...quiet, participants: [stay('a', 11, 600), { ...stay('b', 12, 600), isJoined: false }] },
    [
      'notice: b is marked as not having joined, and has a time of joining (participants[1].isJoined, participants[1].joinedAt, participants[1].leftAt)',
    ],
  ],
  [
    'left before joining, which does not show that nobody was there',
    { ...quiet, participants: [stay('a', 500, 200), stay('b', 12, 250)] },
    [
      'notice: a’s time of leaving is before that of joining (participants[0].joinedAt, participants[0].leftAt)',
      'notice: b left 5 min 50 s before the end (participants[1].leftAt, endedAt)',
    ],
  ],
  ['a little off, by rounding', { ...quiet, participants: [stay('a', -2, 600), stay('b', 12, 602)] }, []],
  [
    'a session that is used again',
    { ...quiet, mode: 'meet', participants: [stay('a', -900, 600), stay('b', -900, 600)] },
    [],
  ],
  [
    'a meeting that people stay in long after its end',
    { ...quiet, mode: 'meet', participants: [stay('a', 11, 2100), stay('b', 12, 2100)] },
    [
      'notice: a was there after the call had ended (participants[0].joinedAt, participants[0].leftAt, endedAt)',
      'notice: b was there after the call had ended (participants[1].joinedAt, participants[1].leftAt, endedAt)',
    ],
  ],
  [
    'recorded before the call, and after',
    {
      ...quiet,
      recordings: [
        { startTime: at(-60), endTime: at(20) },
        { startTime: at(580), endTime: at(691) },
      ],
      transcriptions: [{ startTime: at(700) }],
    },
    [
      'notice: A recording started before the call was initiated (recordings[0].startTime, initiatedAt)',
      'notice: Recording 1 has no address (recordings[0])',
      'notice: Between two recordings, 9 min 20 s with two or more in the call were not recorded (recordings[0].endTime, recordings[1].startTime, startedAt, endedAt)',
      'notice: Recording 2 has no address (recordings[1])',
      'notice: A recording went on after the call had ended (recordings[1].endTime, endedAt)',
      'notice: A transcript went on after the call had ended (transcriptions[0].startTime, endedAt)',
      'info: 30 s of 9 min 50 s were recorded, in 2 parts (recordings[0].startTime, recordings[0].endTime, recordings[1].startTime, recordings[1].endTime, startedAt, endedAt)',
    ],
  ],
  [
    'recorded with a gap while both were there',
    { ...quiet, recordings: recorded([20, 120], [420, 600]) },
    [
      'notice: Between two recordings, 5 min with two or more in the call were not recorded (recordings[0].endTime, recordings[1].startTime, startedAt, endedAt)',
      'info: 4 min 40 s of 9 min 50 s were recorded, in 2 parts (recordings[0].startTime, recordings[0].endTime, recordings[1].startTime, recordings[1].endTime, startedAt, endedAt)',
    ],
  ],
  [
    'recorded with gaps that overlap with one another’s parts, in another order',
    { ...quiet, recordings: recorded([300, 400], [10, 100], [50, 200], [420, 600]) },
    [
      'notice: Between recordings, 2 min with two or more in the call were not recorded, in 2 gaps (recordings[2].endTime, recordings[0].startTime, recordings[0].endTime, recordings[3].startTime, startedAt, endedAt)',
      'info: 7 min 50 s of 9 min 50 s were recorded, in 3 parts (recordings[0].startTime, recordings[0].endTime, recordings[1].startTime, recordings[1].endTime, recordings[2].startTime, recordings[2].endTime, recordings[3].startTime, recordings[3].endTime, startedAt, endedAt)',
    ],
  ],
  [
    'recorded with a gap in which one was alone, and one that takes no longer than to begin a file',
    {
      ...quiet,
      participants: [stay('a', 11, 598), stay('b', 12, 100), stay('b', 300, 600)],
      recordings: recorded([11, 100], [300, 500], [509, 600]),
    },
    [
      'notice: b was gone for 3 min 20 s, and came back (participants[1].leftAt, participants[2].joinedAt)',
      'notice: a was alone for 3 min 20 s (participants[1].leftAt, participants[2].joinedAt)',
      'info: 6 min 20 s of 9 min 50 s were recorded, in 3 parts (recordings[0].startTime, recordings[0].endTime, recordings[1].startTime, recordings[1].endTime, recordings[2].startTime, recordings[2].endTime, startedAt, endedAt)',
    ],
  ],
  [
    'recorded a little beyond the end',
    { ...quiet, recordings: [{ startTime: at(20), endTime: at(690) }] },
    ['notice: The recording has no address (recordings[0])'],
  ],
  [
    'recorded before a session that is used again',
    { ...quiet, mode: 'meet', recordings: [{ startTime: at(-600), endTime: at(20) }] },
    [
      'notice: The recording has no address (recordings[0])',
      'info: 10 s of 9 min 50 s were recorded (recordings[0].startTime, recordings[0].endTime, startedAt, endedAt)',
    ],
  ],
  [
    'windows',
    {
      ...quiet,
      recordings: [7, { startTime: at(50), endTime: at(40) }],
      transcriptions: [{ startTime: at(60), endTime: at(30) }],
    },
    [
      'notice: A transcript ended before it started (transcriptions[0].startTime, transcriptions[0].endTime)',
      'notice: A recording ended before it started (recordings[1].startTime, recordings[1].endTime)',
      'notice: The recording has no address (recordings[1])',
    ],
  ],
  [
    'times to come',
    quiet,
    ['notice: It has times that lie after the answer was fetched (endedAt, participants[1].leftAt)'],
    { asOf: at(299) * 1000 },
  ],
  ['times to come by clocks that are a little apart', quiet, [], { asOf: at(300) * 1000 }],
  [
    'ongoing, and ended',
    { ...quiet, status: 'ongoing' },
    ['notice: Its status is “ongoing”, and it has a time at which it ended (status, endedAt)'],
  ],
  [
    'cancelled, and started',
    { ...quiet, status: 'cancelled' },
    ['notice: Its status is “cancelled”, and it has a time at which it started (status, startedAt)'],
  ],
]);

/** Where a thing begins to be worth a look: nothing a second before, and said at the second itself. */

type Kind = ReturnType<typeof found>[number]['kind'];

/** The severities of the findings of one kind. */
function severities(kind: Kind, raw: object, context?: Partial<FindingContext>): readonly string[] {
  return found(raw, context)
    .filter((finding) => finding.kind === kind)
    .map(({ severity }) => severity);
}

function asOf(seconds: number): Partial<FindingContext> {
  return { asOf: at(seconds) * 1000 };
}

describe('core findings: at the exact edge of a threshold', () => {
  for (const mode of ['meet', 'presenter']) {
    it(`alone in a room (${mode}): from five minutes on`, () => {
      const joining = (seconds: number) => ({
        ...group,
        mode,
        participants: [stay('a', 10, 3610), stay('b', 10 + seconds, 3610)],
      });
      assert.deepEqual(severities('aloneForLong', joining(299)), []);
      assert.deepEqual(severities('aloneForLong', joining(300)), ['notice']);
    });
  }

  it('alone in a call: from a minute on', () => {
    const leaving = (seconds: number) => ({
      ...group,
      participants: [stay('a', 10, 3610), stay('b', 10, 3610 - seconds)],
    });
    assert.deepEqual(severities('aloneForLong', leaving(59)), []);
    assert.deepEqual(severities('aloneForLong', leaving(60)), ['notice']);
  });

  it('nobody there in a call that goes on: from a minute on', () => {
    const raw = { ...ongoing, participants: [stay('a', 11, 590), stay('b', 12, 600)] };
    assert.deepEqual(severities('nobodyLeft', raw, asOf(659)), []);
    assert.deepEqual(severities('nobodyLeft', raw, asOf(660)), ['problem']);
  });

  it('nobody there at the end of a call: from a minute on', () => {
    const leaving = (seconds: number) => ({
      ...quiet,
      participants: [stay('a', 11, 600 - seconds), stay('b', 12, 600 - seconds)],
    });
    assert.deepEqual(severities('nobodyLeft', leaving(59)), []);
    assert.deepEqual(severities('nobodyLeft', leaving(60)), ['notice']);
  });

  for (const [kind, flag] of [
    ['recordingAbsent', 'hasRecording'],
    ['transcriptAbsent', 'hasTranscription'],
  ] as const) {
    it(`${kind}: in the making for an hour, and late after it`, () => {
      const raw = { ...quiet, [flag]: true };
      assert.deepEqual(severities(kind, raw, asOf(600 + 3600)), ['info']);
      assert.deepEqual(severities(kind, raw, asOf(600 + 3601)), ['notice']);
    });
  }

  it('a video call without video: from ten seconds of talk on', () => {
    const lasting = (seconds: number) => ({
      ...quiet,
      type: 'video',
      status: 'ended',
      totalVideoMinutes: 0,
      endedAt: at(10 + seconds),
      participants: [stay('a', 10, 10 + seconds), stay('b', 10, 10 + seconds)],
    });
    assert.deepEqual(severities('noVideo', lasting(9)), []);
    assert.deepEqual(severities('noVideo', lasting(10)), ['notice']);
  });

  it('ringing: for five minutes, and no longer', () => {
    const raw = { status: 'initiated', initiatedAt: at(0), participants: [] };
    assert.deepEqual(severities('ringingForLong', raw, asOf(300)), []);
    assert.deepEqual(severities('ringingForLong', raw, asOf(301)), ['problem']);
    const verdictAt = (seconds: number) => verdictOf(call(raw), at(seconds) * 1000, t);
    assert.equal(verdictAt(300), 'Ringing for 5 min');
    assert.notEqual(verdictAt(301).slice(0, 11), 'Ringing for');
  });
});

describe('core verdict: how many joined', () => {
  const verdict = (...participants: readonly object[]) =>
    verdictOf(call({ ...group, mode: 'call', participants }), at(10_000) * 1000, t);
  const [a, b, c] = [stay('a', 11, 3610), stay('b', 12, 3610), stay('c', 13, 3610)];
  const absent = stay('d');

  it('two are not counted, unless somebody else was asked', () => {
    assert.doesNotMatch(verdict(a, b), /people joined/);
    assert.match(verdict(a, b, absent), /; 2 of 3 people joined$/);
  });

  it('three are, of more where there were more', () => {
    assert.match(verdict(a, b, c), /; 3 people joined$/);
    assert.match(verdict(a, b, c, absent), /; 3 of 4 people joined$/);
  });
});

/** What holds of the findings of any call, however hostile its answer. */

/** Writes times at no cost. */
const PLAIN: TimeFormat = { ...UTC, date: String, timeWithZone: String, dateTime: String };

/** The value at a path such as `participants[1].leftAt`; undefined where it leads nowhere. */
function valueAt(raw: unknown, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter((step) => step !== '')
    .reduce<unknown>((value, step) => (value as Readonly<Record<string, unknown>> | undefined)?.[step], raw);
}

describe('core findings of any call', () => {
  it('rest on fields that are in the answer, and say what can be read', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(answer, (raw) => {
        const decoded = decodeCall(raw, 'asked-for');
        assert.ok(decoded);
        const all = findingsOf(decoded, CONTEXT);
        for (const { kind, fields, message, advice, ...place } of all) {
          kinds.add(kind);
          assert.ok(fields.length > 0, kind);
          for (const path of fields) {
            assert.ok(
              (valueAt(raw, path) ?? undefined) !== undefined,
              `${kind}: ${path} of ${JSON.stringify(raw)}`,
            );
            const value = evidenceOf(decoded, path, { time: PLAIN, t });
            assert.ok(value !== undefined, `${kind}: ${path} of ${JSON.stringify(raw)} has a value in words`);
            assert.doesNotMatch(value, /NaN|Infinity|undefined|\{\d\}|\u202e/);
          }
          assert.doesNotMatch(`${message}${advice ?? ''}`, /NaN|Infinity|undefined|\{\d\}|\u202e/);
          assert.match(message, /[^.]$/);
          for (const number of numbersIn(place)) assert.ok(Number.isFinite(number));
        }
        assert.doesNotMatch(verdictOf(decoded, AS_OF, t), /NaN|Infinity|undefined|\{\d\}|\u202e/);
      }),
      { numRuns: 3000 },
    );
    // Of 20 kinds seen, some come a few times in 3,000 answers, two hardly ever: seldom fewer than 18, never so few.
    assert.ok(kinds.size >= 15, `the answers are various: ${[...kinds].join()}`);
  }).timeout(60_000);
});

describe('core story of a huge call', () => {
  it('of ten thousand people who come and go is told, and nothing is paired with all', () => {
    const [one] = call({ participants: [stay('a', 0, 1)] }).participants;
    assert.ok(one);
    const participants = Array.from({ length: 30_000 }, (_, index) => ({
      ...one,
      entry: index,
      uid: index % 7 === 0 ? '' : `u${index % 10_000}`,
      joinedAt: (at(0) + (index % 977)) * 1000,
      leftAt: index % 5 === 0 ? undefined : (at(0) + (index % 977) + (index % 13)) * 1000,
    }));
    for (const status of ['ended', 'ongoing'] as const) {
      const huge: Call = { ...call({ status, mode: 'call', startedAt: at(0) }), participants };
      const timeline = timelineOf(huge, AS_OF);
      assert.ok(timeline && timeline.people.length >= 10_000);
      assert.ok(overlapOf(timeline, 'u1', 'u2').seconds >= 0);
      assert.ok(findingsOf(huge, CONTEXT).length < 100);
    }
  });
});
