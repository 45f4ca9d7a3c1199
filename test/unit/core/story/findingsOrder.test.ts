/** What is found where times and status cannot be as an answer has them. */
import { quiet, table } from './findingsSupport.ts';
import { at, stay } from '../support.ts';

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
    ['notice: It ended before it was initiated (endedAt, initiatedAt)'],
  ],
  [
    'left before joining',
    { ...quiet, participants: [stay('a', 500, 400), stay('b', 12, 600)] },
    ['notice: a left before joining (participants[0].joinedAt, participants[0].leftAt)'],
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
    ['notice: It ended before it started (endedAt, startedAt)'],
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
      'notice: b is marked as not having joined, and has a time of joining (participants[1].isJoined, participants[1].joinedAt)',
    ],
  ],
  [
    'left before joining, which does not show that nobody was there',
    { ...quiet, participants: [stay('a', 500, 200), stay('b', 12, 250)] },
    ['notice: a left before joining (participants[0].joinedAt, participants[0].leftAt)'],
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
        { startTime: at(580), endTime: at(661) },
      ],
      transcriptions: [{ startTime: at(700) }],
    },
    [
      'notice: A recording started before the call was initiated (recordings[0].startTime, initiatedAt)',
      'notice: A recording went on after the call had ended (recordings[1].endTime, endedAt)',
      'notice: A transcript went on after the call had ended (transcriptions[0].startTime, endedAt)',
    ],
  ],
  [
    'recorded a little beyond the end',
    { ...quiet, recordings: [{ startTime: at(20), endTime: at(660) }] },
    [],
  ],
  [
    'recorded before a session that is used again',
    { ...quiet, mode: 'meet', recordings: [{ startTime: at(-600), endTime: at(20) }] },
    [],
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
