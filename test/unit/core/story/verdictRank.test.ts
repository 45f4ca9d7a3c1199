/** What matters first: each rank of the verdict is beaten by the one above it, and told where that has nothing to say. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { subjectOf } from '../../../../src/core/story/subject.ts';
import { RANKS, toldVerdict } from '../../../../src/core/story/verdict.ts';
import type { VerdictRank } from '../../../../src/core/story/model.ts';
import { at, call, stay, t } from '../support.ts';

const times = {
  mode: 'call',
  receiverType: 'group',
  initiatedAt: at(0),
  startedAt: at(10),
  endedAt: at(600),
};
const ongoing = { ...times, status: 'ongoing', endedAt: undefined };
const [a, b, c] = [stay('a', 11, 600), stay('b', 12, 600), stay('c', 13, 600)];
const before = { mode: 'meet', startedAt: at(10), endedAt: at(600) };
const absent = stay('d');

/** A call of which two ranks have something to say, and the same where only the lower one has. */
const PAIRS: readonly (readonly [higher: VerdictRank, both: object, lower: VerdictRank, one: object])[] = [
  [
    'contradicted',
    { ...ongoing, endedAt: at(600), participants: [stay('a', 11), stay('b', 12)] },
    'underWay',
    { ...ongoing, participants: [stay('a', 11), stay('b', 12)] },
  ],
  [
    'underWay',
    { ...ongoing, participants: [stay('a', 11, 20), stay('b', 30)] },
    'neverTogether',
    { ...times, participants: [stay('a', 11, 20), stay('b', 30, 600)] },
  ],
  [
    'neverTogether',
    { ...before, participants: [stay('a', -90, -80), stay('b', -70, -60)] },
    'nobodyCame',
    { ...before, participants: [stay('a', -90, -60), stay('b', -70, -60)] },
  ],
  [
    'nobodyCame',
    { ...times, status: 'unanswered', startedAt: undefined, initiator: 'a', participants: [a, absent] },
    'onlyOneCame',
    { ...times, initiator: 'a', participants: [a, absent] },
  ],
  [
    'onlyOneCame',
    { ...times, endedAt: at(13), participants: [stay('a', 11, 13), absent] },
    'endedAtOnce',
    { ...times, endedAt: at(13), participants: [stay('a', 11, 13), stay('b', 11, 13), absent] },
  ],
  [
    'endedAtOnce',
    { ...times, endedAt: at(15), participants: [stay('a', 10, 12), stay('b', 10, 12), stay('c', 10, 12)] },
    'goneTogether',
    { ...times, endedAt: at(40), participants: [stay('a', 10, 12), stay('b', 10, 12), stay('c', 10, 12)] },
  ],
  [
    'goneTogether',
    {
      ...times,
      participants: [stay('a', 11, 50), stay('a', 60, 590), stay('b', 11, 591), stay('c', 11, 592)],
    },
    'goneAndBack',
    {
      ...times,
      participants: [stay('a', 11, 50), stay('a', 60, 590), stay('b', 11, 591), stay('c', 11, 593)],
    },
  ],
  [
    'goneAndBack',
    { ...times, participants: [a, stay('b', 90, 200), stay('b', 203, 600)] },
    'aloneForLong',
    { ...times, participants: [a, stay('b', 90, 200), stay('b', 202, 600)] },
  ],
  [
    'aloneForLong',
    { ...times, participants: [a, stay('b', 71, 600), absent] },
    'someJoined',
    { ...times, participants: [a, stay('b', 70, 600), absent] },
  ],
  [
    'someJoined',
    { ...times, participants: [a, stay('b', 12, 580), absent] },
    'leftFirst',
    { ...times, participants: [a, stay('b', 12, 580)] },
  ],
  [
    'leftFirst',
    { ...times, participants: [a, stay('b', 12, 599)] },
    'plain',
    { ...times, participants: [a, b] },
  ],
];

const rankOf = (raw: object) => toldVerdict(subjectOf(call({ ...raw }), at(700) * 1000, t)).rank;

describe('core verdict: what matters first', () => {
  for (const [higher, both, lower, one] of PAIRS) {
    it(`${higher} before ${lower}`, () => assert.deepEqual([rankOf(both), rankOf(one)], [higher, lower]));
  }

  it('every rank of the table, in its order, each with its reason', () => {
    assert.deepEqual(
      RANKS.map(({ rank }) => rank),
      PAIRS.map(([higher]) => higher),
    );
    assert.equal(new Set(RANKS.map(({ why }) => why)).size, RANKS.length);
  });

  it('three who all joined are counted where nothing else is to be told', () => {
    const { text, rank } = toldVerdict(
      subjectOf(call({ ...times, participants: [a, b, c] }), at(700) * 1000, t),
    );
    assert.deepEqual([rank, text], ['plain', 'Answered after 10 s, lasted 9 min 50 s; 3 people joined']);
  });
});
