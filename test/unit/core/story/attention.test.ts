/** What makes a call one to look at, in few words. */
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { attentionOf, compareAttention } from '../../../../src/core/story/index.ts';
import { at, call, stay, t } from '../support.ts';

const oneToOne = { mode: 'call', receiverType: 'user', initiator: { uid: 'a' }, receiver: { uid: 'b' } };
const times = { initiatedAt: at(0), startedAt: at(10), endedAt: at(600) };
const both = [stay('a', 11, 600), stay('b', 12, 600)];

const attentionTo = (raw: object) =>
  attentionOf(call({ ...oneToOne, ...raw }), {
    asOf: at(700) * 1000,
    sessionId: 'an-id',
    appId: undefined,
    region: undefined,
    t,
  });

const APART = { ...times, participants: [stay('a', 11, 50), stay('b', 90, 600)] };
const UNANSWERED = { status: 'unanswered', initiatedAt: at(0), endedAt: at(45) };
const CANCELLED = { ...UNANSWERED, status: 'cancelled' };
const PLAIN = { ...times, participants: both };

describe('core attention: what makes a call one to look at', () => {
  const table: readonly (readonly [string, object, string | undefined, boolean])[] = [
    ['two who never met', APART, 'never together', true],
    ['nobody answered', UNANSWERED, 'nobody answered', true],
    ['a meeting rings nobody', { ...UNANSWERED, mode: 'meet' }, 'nobody came', true],
    [
      'nobody joined a call that was answered',
      { ...times, participants: [stay('a'), stay('b')] },
      'nobody joined',
      true,
    ],
    [
      'one of two never joined',
      { ...times, participants: [both[0], stay('b')] },
      'someone never joined',
      true,
    ],
    ['cancelled by who called', CANCELLED, 'cancelled', false],
    ['nothing', PLAIN, undefined, false],
  ];
  for (const [title, raw, words, isNeeded] of table) {
    it(title, () => {
      const { worst, ...attention } = attentionTo(raw);
      assert.deepEqual([worst?.words, attention.isNeeded], [words, isNeeded]);
    });
  }

  it('has the sentences of the verdict and of the gravest finding beside the words', () => {
    const { rank, verdict, worst } = attentionTo(APART);
    assert.equal(rank, 'neverTogether');
    assert.equal(verdict, 'Answered after 10 s, lasted 9 min 50 s; a and b were never there at one time');
    assert.deepEqual(
      [worst?.kind, worst?.severity, worst?.message],
      ['neverTogether', 'problem', 'a and b were never there at one time'],
    );
  });

  it('sorts what needs attention first, then by what the verdict is of', () => {
    const sorted = [PLAIN, CANCELLED, UNANSWERED, APART].map(attentionTo).toSorted(compareAttention);
    assert.deepEqual(
      sorted.map(({ rank, isNeeded }) => [rank, isNeeded]),
      [
        ['neverTogether', true],
        ['nobodyCame', true],
        ['nobodyCame', false],
        ['plain', false],
      ],
    );
  });
});
