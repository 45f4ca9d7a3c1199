/** What is found in who came and went. */
import { group, ongoing, people, quiet, table } from './findingsSupport.ts';
import { at, stay } from '../support.ts';

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
      'notice: d never joined (participants[3])',
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
      'problem: Ended, and none of those listed joined it (status, participants[0].isJoined, participants[1].isJoined)',
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
      'info: 4 people left at least 6 min before the last one did (participants[0].leftAt, endedAt, participants[1].leftAt, participants[2].leftAt, participants[3].leftAt)',
    ],
  ],
  [
    'early, counted from when the last one left',
    { ...quiet, endedAt: at(700), participants: [stay('a', 11, 560), stay('b', 12, 600)] },
    [
      'notice: a left 40 s before the last one did (participants[0].leftAt, endedAt)',
      'notice: Nobody was there for its last 1 min 40 s (participants[1].leftAt, endedAt)',
    ],
  ],
  [
    'nobody early where a time of leaving is missing',
    { ...quiet, participants: [stay('a', 11, 300), stay('b', 12)] },
    [],
  ],
]);

table('who was alone', [
  [
    'for a minute',
    { ...group, participants: [stay('a', 11, 3610), stay('b', 71, 3610)] },
    [
      'notice: a was alone for 1 min (participants[1].joinedAt, participants[0].joinedAt, participants[0].leftAt)',
    ],
  ],
  ['for less', { ...group, participants: [stay('a', 11, 3610), stay('b', 70, 3610)] }, []],
  [
    'not where the server counts more than are listed',
    { ...group, totalParticipants: 3, participants: [stay('a', 11, 3610), stay('b', 71, 3610)] },
    ['info: The answer counts 3 participants, and lists 2 (totalParticipants, participants)'],
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
      'notice: a was alone for 2 min 49 s, in 2 stretches (participants[1].leftAt, participants[0].joinedAt, participants[0].leftAt)',
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
    [],
  ],
]);

const phone = { deviceId: 'phone@rtc/1' };
table('who was there more than once', [
  [
    'one after another',
    { ...quiet, participants: [stay('a', 11, 100, phone), stay('b', 12, 600), stay('a', 130, 600, phone)] },
    ['notice: a was gone for 30 s, and came back (participants[0].leftAt, participants[2].joinedAt)'],
  ],
  [
    'and again',
    {
      ...quiet,
      participants: [stay('a', 11, 100), stay('b', 12, 600), stay('a', 130, 200), stay('a', 210, 600)],
    },
    [
      'notice: a left and came back 2 times, gone for 40 s in all (participants[0].leftAt, participants[2].joinedAt, participants[2].leftAt, participants[3].joinedAt)',
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
    ['notice: a left before joining (participants[2].joinedAt, participants[2].leftAt)'],
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
