/** What may be claimed of a call, and what may not. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { verdictOf } from '../../../src/core/verdict.ts';
import { at, call, NOW, stay, t } from './support.ts';

describe('core verdict: nothing that the fields do not show', () => {
  const times = { initiatedAt: at(0), startedAt: at(14), endedAt: at(33) };
  const two = [stay('a', 14, 33), stay('b', 15, 31)];
  const table: readonly (readonly [title: string, raw: object, verdict: string])[] = [
    ['ended, no more known', {}, 'Ended'],
    ['ended, times only', { mode: 'call', ...times }, 'Answered after 14 s, lasted 19 s'],
    ['ended, no mode: not said to have rung', times, 'Lasted 19 s'],
    ['a meeting rings nobody', { mode: 'meet', ...times }, 'Lasted 19 s'],
    ['a presentation neither', { mode: 'presenter', ...times }, 'Lasted 19 s'],
    ['ended, a duration only', { mode: 'call', totalDuration: '00:01:05' }, 'Lasted 1 min 5 s'],
    ['ended, never started', { mode: 'call', initiatedAt: at(0), endedAt: at(33) }, 'Ended'],
    [
      'times out of order',
      { mode: 'call', initiatedAt: at(20), startedAt: at(14), endedAt: at(10) },
      'Ended',
    ],
    ['a length of nothing', { mode: 'call', ...times, endedAt: at(14) }, 'Answered after 14 s, lasted 0 s'],
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
    ['nobody joined', { ...times, participants: [stay('a'), stay('b')] }, 'Lasted 19 s; nobody joined'],
    [
      'one of two joined',
      { ...times, participants: [stay('a', 14, 20), stay('b')] },
      'Lasted 19 s; only a joined',
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
    ['unanswered', { status: 'unanswered' }, 'Nobody answered'],
    [
      'unanswered, with its end',
      { status: 'unanswered', initiatedAt: at(0), endedAt: at(45) },
      'Nobody answered; it rang for 45 s',
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
      'Cancelled after 5 s of ringing, before it was answered',
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
      'Rejected',
    ],
    ['no status', { status: undefined }, 'The answer gives no status for this call'],
    [
      'an unknown status',
      { status: 'on\nhold' },
      'Status “on⟨U+000A⟩hold”, which this extension does not know',
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
  ];
  for (const [title, raw, verdict] of live) {
    it(title, () => assert.equal(verdictOf(call({ ...raw }), asOf, t), verdict));
  }
});
