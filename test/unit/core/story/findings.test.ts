/** What is found in how a call came to be, or to end; the sample calls' findings are in golden/stories.txt. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { found, ongoing, quiet, table } from './findingsSupport.ts';
import { at, stay } from '../support.ts';

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
    [],
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
      'problem: Nobody has been there for 2 h 36 min, and the call is still marked as ongoing (status, participants[1].leftAt)',
    ],
  ],
  [
    'nobody there, and nobody knows since when',
    { ...ongoing, participants: [stay('a', 11, undefined, { state: 'ended' })] },
    [
      'problem: Nobody is there any more, and the call is still marked as ongoing (status, participants[0].state)',
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
    ['notice: Its status is “ringing”, and it has a time at which it started (status, startedAt)'],
  ],
  [
    'ended long after the last one left',
    { ...quiet, endedAt: at(700) },
    ['notice: Nobody was there for its last 1 min 40 s (participants[1].leftAt, endedAt)'],
  ],
]);

describe('core findings', () => {
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
        'info totalsDisagree',
        'info totalsDisagree',
      ],
    );
  });

  it('send nobody after a device where nobody is listed', () => {
    const [long] = found({ ...ongoing, participants: [] }, { asOf: at(5 * 3600) * 1000 });
    assert.equal(long?.kind, 'ongoingForLong');
    assert.match(long?.advice ?? '', /^The answer lists nobody/);
  });

  it('tell people of one name apart, and two who have none', () => {
    const named = ['u1', 'u2'].map((uid) => ({ uid, name: 'Ann' }));
    const messages = found({ ...quiet, participants: [...quiet.participants, ...named] }).map(
      ({ message }) => message,
    );
    assert.deepEqual(messages, ['Ann (u1) never joined', 'Ann (u2) never joined']);
    const nameless = found({ ...quiet, participants: [...quiet.participants, {}, {}] });
    assert.deepEqual(
      nameless.map(({ message }) => message),
      ['(no uid) (1) never joined', '(no uid) (2) never joined'],
    );
  });

  it('say whose line they are on, and when', () => {
    const [rejoined] = found({
      ...quiet,
      participants: [stay('a', 11, 100), stay('b', 12, 600), stay('a', 130, 600)],
    });
    assert.deepEqual([rejoined?.uid, rejoined?.from, rejoined?.to], ['a', at(100) * 1000, at(130) * 1000]);
    const [nameless] = found({ ...quiet, participants: [...quiet.participants, {}] });
    assert.deepEqual([nameless?.uid, nameless?.message], [undefined, '(no uid) never joined']);
  });

  it('make every text of strangers visible', () => {
    const [one] = found({
      ...quiet,
      participants: [...quiet.participants, { uid: 'x', name: 'a\u202eb\n' }],
    });
    assert.equal(one?.message, 'a⟨U+202E⟩b⟨U+000A⟩ never joined');
  });
});
