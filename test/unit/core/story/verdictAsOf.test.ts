/** What may be claimed of a call as of its answer, and of one whose answer disagrees with itself. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { verdictOf } from '../../../../src/core/story/verdict.ts';
import { at, call, stay, t } from '../support.ts';

describe('core verdict: as of the answer', () => {
  const two = [stay('a', 14, 33), stay('b', 15, 31)];
  const asOf = at(100) * 1000;
  const live: readonly (readonly [title: string, raw: object, verdict: string])[] = [
    ['ringing', { status: 'initiated', initiatedAt: at(88) }, 'Ringing for 12 s'],
    [
      'ringing for longer than anything rings',
      { status: 'initiated', initiatedAt: at(100 - 90_000) },
      'Still marked as ringing, though it was initiated 1 day ago',
    ],
    ['ringing for as long as can be', { status: 'initiated', initiatedAt: at(-200) }, 'Ringing for 5 min'],
    ['ringing, no time', { status: 'initiated' }, 'Ringing'],
    ['ringing, by a clock that is ahead', { status: 'initiated', initiatedAt: at(105) }, 'Ringing'],
    [
      'ongoing, nobody listed: nothing said of who is there',
      { status: 'ongoing', startedAt: at(40) },
      'Ongoing for 1 min',
    ],
    [
      'ongoing, all left',
      { status: 'ongoing', startedAt: at(40), participants: two },
      'Ongoing for 1 min; nobody is in it',
    ],
    [
      'ongoing, one there',
      { status: 'ongoing', startedAt: at(40), participants: [stay('a', 40)] },
      'Ongoing for 1 min; 1 person is in it',
    ],
    [
      'ongoing, one there twice, another once',
      { status: 'ongoing', startedAt: at(40), participants: [stay('a', 40), stay('a', 41), stay('b', 42)] },
      'Ongoing for 1 min; 2 people are in it',
    ],
    [
      'ongoing, since when is not known',
      { status: 'ongoing', initiatedAt: at(0), participants: [stay('a', 40)] },
      'Ongoing; 1 person is in it',
    ],
    [
      'ongoing, nothing of who is there beside one who is marked as not joined, and has a time of joining',
      {
        status: 'ongoing',
        startedAt: at(40),
        participants: [stay('a', 40), { ...stay('b', 41), isJoined: false }],
      },
      'Ongoing for 1 min',
    ],
    [
      'ongoing, who has left is not there, however they came',
      {
        status: 'ongoing',
        startedAt: at(40),
        participants: [stay('a', 40), { ...stay('b', 41, 50), isJoined: false }],
      },
      'Ongoing for 1 min; 1 person is in it',
    ],
    [
      'ongoing, by a clock that is behind: as long as on the timeline',
      { status: 'ongoing', startedAt: at(40), participants: [stay('a', 40), stay('b', 160)] },
      'Ongoing for 2 min; 2 people are in it',
    ],
    [
      'ongoing, by a clock that is further behind than clocks are',
      { status: 'ongoing', startedAt: at(40), participants: [stay('a', 500)] },
      'Ongoing for 1 min; 1 person is in it',
    ],
  ];
  const unknown: typeof live = [
    [
      'of a status nobody knows, started',
      { status: 'paused', startedAt: at(40) },
      'Status “paused”, which this extension does not know; it started 1 min ago',
    ],
    [
      'of a status nobody knows, initiated',
      { status: 'paused', initiatedAt: at(40) },
      'Status “paused”, which this extension does not know; it was initiated 1 min ago',
    ],
  ];
  const denied: typeof live = [
    [
      'ongoing, and ended',
      { status: 'ongoing', startedAt: at(0), endedAt: at(100), participants: [stay('a', 0)] },
      'Marked as ongoing, though it ended after 1 min 40 s',
    ],
    [
      'ongoing, and ended, no more known',
      { status: 'ongoing', endedAt: at(100) },
      'Marked as ongoing, though it has ended',
    ],
    [
      'ringing, and ended',
      { status: 'initiated', initiatedAt: at(0), endedAt: at(40) },
      'Marked as ringing, though it ended after 40 s',
    ],
    [
      'ringing, and started long ago',
      { status: 'initiated', mode: 'call', initiatedAt: at(-90_000), startedAt: at(-89_990) },
      'Marked as ringing, though it was answered after 10 s',
    ],
    [
      'unanswered, and started',
      { status: 'unanswered', startedAt: at(0) },
      'Marked as unanswered, though it started',
    ],
    [
      'cancelled, and answered',
      { status: 'cancelled', mode: 'call', initiatedAt: at(0), startedAt: at(5), endedAt: at(9) },
      'Marked as cancelled, though it was answered after 5 s',
    ],
    [
      'unanswered, and the one who was called joined',
      { status: 'unanswered', initiator: 'a', participants: [stay('a', 0, 110), stay('b', 12, 110)] },
      'Marked as unanswered, though b joined',
    ],
    [
      'unanswered, and nobody but the caller joined',
      { status: 'unanswered', initiator: 'a', participants: [stay('a', 0, 110), stay('b')] },
      'Nobody answered',
    ],
    [
      'rejected, and two who were called joined',
      { status: 'rejected', initiator: 'a', participants: [stay('b', 0, 10), stay('c', 1, 10)] },
      'Marked as rejected, though 2 people joined',
    ],
    [
      'unanswered, one joined, and nobody knows who called',
      { status: 'unanswered', participants: [stay('a', 0, 110), stay('b')] },
      'Nobody answered',
    ],
    [
      'unanswered, two joined, and nobody knows who called',
      { status: 'unanswered', participants: [stay('a', 0, 110), stay('b', 5, 110)] },
      'Marked as unanswered, though 2 people joined',
    ],
    [
      'a meeting that is entered before it starts',
      {
        status: 'initiated',
        mode: 'meet',
        initiator: 'a',
        initiatedAt: at(90),
        participants: [stay('b', 95)],
      },
      'Ringing for 10 s',
    ],
  ];
  for (const [title, raw, verdict] of [...live, ...unknown, ...denied]) {
    it(title, () => assert.equal(verdictOf(call({ ...raw }), asOf, t), verdict));
  }
});
