/** What may be claimed of a call, and what may not. */
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { verdictOf } from '../../../../src/core/story/verdict.ts';
import { at, call, NOW, stay, t } from '../support.ts';

describe('core verdict: nothing that the fields do not show', () => {
  const times = { initiatedAt: at(0), startedAt: at(14), endedAt: at(33) };
  const two = [stay('a', 14, 33), stay('b', 15, 31)];
  const table: readonly (readonly [title: string, raw: object, verdict: string])[] = [
    ['ended, no more known', {}, 'Marked as ended, though it has no start'],
    ['ended, times only', { mode: 'call', ...times }, 'Answered after 14 s, lasted 19 s'],
    ['ended, no mode: not said to have rung', times, 'Lasted 19 s'],
    ['a meeting rings nobody', { mode: 'meet', ...times }, 'Lasted 19 s'],
    ['a presentation neither', { mode: 'presenter', ...times }, 'Lasted 19 s'],
    ['ended, a duration only', { mode: 'call', totalDuration: '00:01:05' }, 'Lasted 1 min 5 s'],
    [
      'ended, never started',
      { mode: 'call', initiatedAt: at(0), endedAt: at(33) },
      'Marked as ended, though it has no start',
    ],
    [
      'ended, nobody knows when',
      { mode: 'call', initiatedAt: at(0), startedAt: at(10), participants: two },
      'Ended; it was answered after 10 s',
    ],
    [
      'three meetings are not one long call',
      {
        ...times,
        mode: 'meet',
        participants: ['m1', 'm2', 'm3'].map((mid, index) =>
          stay(index === 0 ? 'a' : 'b', 14 + 5 * index, 17 + 5 * index, { mid }),
        ),
      },
      '3 meetings within 13 s; a and b were never there at one time',
    ],
    [
      'two meetings, of which the call tells only the times of the last',
      {
        ...times,
        mode: 'meet',
        participants: [stay('a', -900, -600, { mid: 'm1' }), stay('a', 14, 30, { mid: 'm2' })],
      },
      '2 meetings within 15 min 30 s',
    ],
    [
      'times out of order',
      { mode: 'call', initiatedAt: at(20), startedAt: at(14), endedAt: at(10) },
      'Ended',
    ],
    [
      'a length of nothing',
      { mode: 'call', ...times, endedAt: at(14) },
      'Answered after 14 s, and ended in the same second',
    ],
    [
      'two people',
      { mode: 'call', ...times, participants: two },
      'Answered after 14 s, lasted 19 s; b left first, 2 s before the end',
    ],
    [
      'two people, one still there on paper',
      { ...times, participants: [two[0], stay('b', 15)] },
      'Lasted 19 s',
    ],
    ['one person', { ...times, participants: [stay('a', 14, 20)] }, 'Lasted 19 s'],
    [
      'nobody joined',
      { ...times, participants: [stay('a'), stay('b')] },
      'Lasted 19 s; nobody on the list joined',
    ],
    [
      'one of two joined',
      { ...times, participants: [stay('a', 14, 20), stay('b')] },
      'Lasted 19 s; only a of those listed joined',
    ],
    [
      'some of many joined',
      { ...times, participants: [...two, stay('c', 15, 20), stay('d')] },
      'Lasted 19 s; 3 of 4 people joined',
    ],
    [
      'someone without a uid left first',
      { ...times, participants: [two[0], { joinedAt: at(15), leftAt: at(31) }] },
      'Lasted 19 s; (no uid) left first, 2 s before the end',
    ],
    [
      'two without a uid are two',
      { ...times, participants: [14, 15, 16].map((joinedAt) => ({ joinedAt: at(joinedAt) })) },
      'Lasted 19 s; 3 people joined',
    ],
    ['three people', { ...times, participants: [...two, stay('c', 15, 20)] }, 'Lasted 19 s; 3 people joined'],
    [
      'one person on three devices',
      { ...times, participants: [1, 2, 3].map((n) => stay('a', 14 + n, 30)) },
      'Lasted 19 s',
    ],
    [
      'a name that plays tricks',
      { ...times, participants: [two[0], stay('b', 15, 31, { name: 'B\u202e\n<b>' })] },
      'Lasted 19 s; B⟨U+202E⟩⟨U+000A⟩<b> left first, 2 s before the end',
    ],
    [
      'nothing of who joined beside one who is marked as not joined, and has a time of joining',
      { ...times, participants: [stay('ana', 14, 33), { ...stay('leo', 15, 33), isJoined: false }] },
      'Lasted 19 s',
    ],
    [
      'not that nobody joined either',
      { ...times, participants: [stay('ana'), { ...stay('leo', 15, 33), isJoined: false }] },
      'Lasted 19 s',
    ],
    [
      'nor who left first',
      { ...times, participants: [...two, { ...stay('b', 32, 33), isJoined: false }] },
      'Lasted 19 s',
    ],
    [
      'nothing of who joined by a list that could not be read whole',
      { ...times, participants: [stay('a', 14, 20), stay('b'), 'c'] },
      'Lasted 19 s',
    ],
    [
      'nothing of who joined where the server counts more than it lists',
      { ...times, totalParticipants: 3, participants: [stay('a', 14, 20), stay('b')] },
      'Lasted 19 s',
    ],
    ['unanswered', { status: 'unanswered' }, 'Nobody answered'],
    [
      'unanswered, with its end',
      { status: 'unanswered', initiatedAt: at(0), endedAt: at(45) },
      'Nobody answered in 45 s of ringing',
    ],
    [
      'unanswered, ended before it began',
      { status: 'unanswered', initiatedAt: at(5), endedAt: at(0) },
      'Nobody answered',
    ],
    ['cancelled', { status: 'cancelled', initiatedAt: at(0) }, 'Cancelled before it was answered'],
    [
      'canceled, with its end',
      { status: 'canceled', initiatedAt: at(0), endedAt: at(5) },
      'Cancelled after 5 s of ringing',
    ],
    ['busy', { status: 'busy', initiatedAt: at(0), endedAt: at(5) }, 'Not taken: the line was busy'],
    ['rejected', { status: 'rejected' }, 'Rejected'],
    [
      'rejected, with its end',
      { status: 'rejected', initiatedAt: at(0), endedAt: at(5) },
      'Rejected after 5 s',
    ],
    [
      'rejected by one',
      { status: 'rejected', participants: [stay('a'), { uid: 'b', state: 'rejected' }] },
      'Rejected by b',
    ],
    [
      'rejected by one, with its end',
      {
        status: 'rejected',
        initiatedAt: at(0),
        endedAt: at(5),
        participants: [{ uid: 'b', state: 'rejected' }],
      },
      'Rejected by b after 5 s',
    ],
    [
      'rejected by two',
      { status: 'rejected', participants: ['a', 'b'].map((uid) => ({ uid, state: 'rejected' })) },
      'Rejected by a and b',
    ],
    [
      'rejected by one of the two who are called alike',
      {
        status: 'rejected',
        participants: [
          stay('a', undefined, undefined, { name: 'Ann' }),
          { uid: 'b', name: 'Ann', state: 'rejected' },
        ],
      },
      'Rejected by Ann (b)',
    ],
    [
      'rejected by nobody who joined',
      { status: 'rejected', initiator: 'a', participants: [stay('a', 1, 5, { state: 'rejected' })] },
      'Rejected',
    ],
    [
      'no ring between two times that are one',
      { status: 'unanswered', initiatedAt: at(5), endedAt: at(5) },
      'Nobody answered',
    ],
    [
      'busy, by whose state it shows',
      { status: 'busy', participants: [stay('a'), { uid: 'b', state: 'busy' }] },
      'Not taken: b was busy',
    ],
    [
      'busy, two of them',
      { status: 'busy', participants: ['b', 'c'].map((uid) => ({ uid, state: 'busy' })) },
      'Not taken: b and c were busy',
    ],
    [
      'cancelled, by whose state it shows',
      {
        status: 'cancelled',
        initiatedAt: at(0),
        endedAt: at(5),
        participants: [{ uid: 'a', state: 'cancelled' }],
      },
      'Cancelled by a after 5 s of ringing',
    ],
    [
      'canceled, by whose state it shows, in other letters',
      { status: 'canceled', participants: [{ uid: 'a', state: 'canceled' }] },
      'Cancelled by a before it was answered',
    ],
    ['no status', { status: undefined }, 'CometChat did not report a status for this call'],
    [
      'an unknown status',
      { status: 'on\nhold' },
      'Status “on⟨U+000A⟩hold”, which this extension does not know',
    ],
    [
      'an unknown status, with times',
      { status: 'paused', mode: 'call', ...times },
      'Status “paused”, which this extension does not know; answered after 14 s, lasted 19 s',
    ],
    [
      'an unknown status of a meeting, with times',
      { status: 'paused', mode: 'meet', ...times },
      'Status “paused”, which this extension does not know; it lasted 19 s',
    ],
    [
      'no status, and an answer',
      { status: undefined, mode: 'call', ...times, endedAt: undefined },
      'CometChat did not report a status for this call; answered after 14 s',
    ],
    [
      'a status that every object has',
      { status: 'constructor' },
      'Status “constructor”, which this extension does not know',
    ],
  ];
  for (const [title, raw, verdict] of table) {
    it(title, () => assert.equal(verdictOf(call({ ...raw }), NOW, t), verdict));
  }
});

/** What may be claimed of a call as of its answer, and of one whose answer disagrees with itself. */
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
      'Still marked as ongoing, though the last one on the list left 1 min 7 s ago',
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
      'Ongoing for 1 min',
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
      'Marked as initiated, though it ended after 40 s',
    ],
    [
      'ringing, and started long ago',
      { status: 'initiated', mode: 'call', initiatedAt: at(-90_000), startedAt: at(-89_990) },
      'Marked as initiated, though it was answered after 10 s',
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
      'Not started yet, initiated 10 s ago; 1 person is in it',
    ],
  ];
  for (const [title, raw, verdict] of [...live, ...unknown, ...denied]) {
    it(title, () => assert.equal(verdictOf(call({ ...raw }), asOf, t), verdict));
  }
});
