import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { describeFilter } from '../../../../src/core/callList/filterText.ts';
import { builtInFilters, isServersAlone, matches, requestsOf } from '../../../../src/core/callList/filter.ts';
import type { CallFilter } from '../../../../src/core/callList/model.ts';
import { call, NOW, t, UTC } from '../support.ts';

const HOUR = 3600;
const ago = (seconds: number) => Math.floor(NOW / 1000) - seconds;

describe('core browse filter: what the server is asked', () => {
  const table: readonly (readonly [filter: CallFilter, requests: readonly object[]])[] = [
    [{}, [{}]],
    [
      {
        type: 'video',
        mode: 'meet',
        receiverType: 'group',
        uid: 'ana',
        hasRecording: true,
        hasTranscription: false,
      },
      [
        {
          type: 'video',
          mode: 'meet',
          receiverType: 'group',
          uid: 'ana',
          hasRecording: true,
          hasTranscription: false,
        },
      ],
    ],
    [{ statuses: ['ongoing'], type: 'audio' }, [{ status: 'ongoing', type: 'audio' }]],
    [{ statuses: ['rejected', 'rejected', 'busy'] }, [{ status: 'rejected' }, { status: 'busy' }]],
    [{ statuses: ['cancelled'] }, [{ status: 'cancelled' }, { status: 'canceled' }]],
    [{ statuses: [] }, [{}]],
    [{ participants: { min: 2, max: 2 } }, [{ participantsCount: 2 }]],
    [{ participants: { min: 0, max: 0 } }, [{ participantsCount: 0 }]],
    [{ participants: { min: 2, max: 3 } }, [{}]],
    [{ participants: { min: 2 } }, [{}]],
    [{ time: { kind: 'last', amount: 1, unit: 'days' } }, [{}]],
    [{ time: { kind: 'between', from: NOW, to: NOW } }, [{}]],
  ];
  for (const [filter, requests] of table) {
    it(JSON.stringify(filter), () => assert.deepEqual(requestsOf(filter), requests));
  }

  it('knows which filters the server alone can answer', () => {
    assert.equal(isServersAlone({ type: 'audio', participants: { min: 2, max: 2 } }), true);
    assert.equal(isServersAlone({ participants: { min: 2 } }), false);
    assert.equal(isServersAlone({ time: { kind: 'last', amount: 1, unit: 'days' } }), false);
  });

  it('the built-in filters', () => {
    const filters = builtInFilters(t);
    assert.deepEqual(
      filters.map(({ id, name }) => `${id}: ${name}`),
      [
        'all: All',
        'ongoing: Ongoing',
        'notAnswered: Unanswered and rejected',
        'withRecording: With recording',
      ],
    );
    assert.deepEqual(
      filters.map(({ filter }) => requestsOf(filter).map((request) => request.status ?? '')),
      [[''], ['ongoing'], ['unanswered', 'rejected', 'busy', 'cancelled', 'canceled'], ['']],
    );
  });
});

describe('core browse filter: what passes', () => {
  const table: readonly (readonly [
    title: string,
    filter: CallFilter,
    raw: Readonly<Record<string, unknown>>,
    passes: boolean,
  ])[] = [
    ['anything', {}, {}, true],
    ['the type', { type: 'audio' }, { type: 'audio' }, true],
    ['another type', { type: 'audio' }, { type: 'video' }, false],
    ['a type that is left out', { type: 'audio' }, {}, true],
    ['the mode', { mode: 'meet' }, { mode: 'call' }, false],
    ['the kind of receiver', { receiverType: 'group' }, { receiverType: 'user' }, false],
    ['a status', { statuses: ['ended', 'busy'] }, { status: 'busy' }, true],
    ['another status', { statuses: ['ended', 'busy'] }, { status: 'rejected' }, false],
    ['either spelling', { statuses: ['cancelled'] }, { status: 'canceled' }, true],
    ['a status no one knows', { statuses: ['ended'] }, { status: 'odd' }, false],
    ['no status', { statuses: ['ended'] }, { status: null }, true],
    ['a recording', { hasRecording: true }, { hasRecording: true }, true],
    ['no recording', { hasRecording: true }, { hasRecording: false }, false],
    ['a recording that is not announced', { hasRecording: false }, { recordings: [{ rid: 'r' }] }, false],
    ['nothing said of recordings', { hasRecording: true }, {}, true],
    ['a transcript', { hasTranscription: false }, { hasTranscription: true }, false],
    ['who called', { uid: 'ana' }, { initiator: 'ana' }, true],
    ['who was called', { uid: 'ana' }, { receiver: 'ana', receiverType: 'user' }, true],
    [
      'a group of that name',
      { uid: 'ana' },
      { receiver: 'ana', receiverType: 'group', participants: [{ uid: 'b' }] },
      false,
    ],
    ['who took part', { uid: 'ana' }, { initiator: 'b', participants: [{ uid: 'ana' }] }, true],
    ['who did not', { uid: 'ana' }, { initiator: 'b', participants: [{ uid: 'c' }] }, false],
    ['a list without participants', { uid: 'ana' }, { initiator: 'b' }, true],
    ['enough people', { participants: { min: 3 } }, { totalParticipants: 3 }, true],
    ['too few', { participants: { min: 3 } }, { totalParticipants: 2 }, false],
    ['too many', { participants: { max: 3 } }, { totalParticipants: 4 }, false],
    ['people who are not counted', { participants: { max: 3 } }, {}, true],
    [
      'lately',
      { time: { kind: 'last', amount: 2, unit: 'hours' } },
      { initiatedAt: ago(2 * HOUR - 5) },
      true,
    ],
    [
      'too long ago',
      { time: { kind: 'last', amount: 2, unit: 'hours' } },
      { initiatedAt: ago(2 * HOUR + 5) },
      false,
    ],
    ['days', { time: { kind: 'last', amount: 2, unit: 'days' } }, { initiatedAt: ago(47 * HOUR) }, true],
    [
      'ahead of the clock',
      { time: { kind: 'last', amount: 2, unit: 'days' } },
      { initiatedAt: ago(-60) },
      true,
    ],
    ['no time', { time: { kind: 'last', amount: 2, unit: 'days' } }, {}, false],
    ['started then', { time: { kind: 'last', amount: 2, unit: 'days' } }, { startedAt: ago(60) }, true],
    [
      'a range',
      { time: { kind: 'between', from: ago(9) * 1000, to: ago(5) * 1000 } },
      { initiatedAt: ago(9) },
      true,
    ],
    ['after a range', { time: { kind: 'between', to: ago(5) * 1000 } }, { initiatedAt: ago(4) }, false],
    ['before a range', { time: { kind: 'between', from: ago(5) * 1000 } }, { initiatedAt: ago(6) }, false],
  ];
  for (const [title, filter, raw, passes] of table) {
    it(title, () => assert.equal(matches(call(raw), filter, NOW), passes));
  }
});

describe('core browse filter: in words', () => {
  const table: readonly (readonly [filter: CallFilter, words: string])[] = [
    [{}, 'all calls'],
    [
      {
        type: 'video',
        statuses: ['ended'],
        hasRecording: true,
        time: { kind: 'last', amount: 24, unit: 'hours' },
      },
      'video · ended · with recording · last 24 h',
    ],
    [{ statuses: ['unanswered', 'cancelled'], mode: 'call' }, 'calls that ring · unanswered, cancelled'],
    [
      { mode: 'meet', receiverType: 'group', hasTranscription: false },
      'meeting · to a group · without transcript',
    ],
    [
      { receiverType: 'user', hasRecording: false, hasTranscription: true },
      'to a user · without recording · with transcript',
    ],
    [{ uid: 'ana\u202e' }, 'with ana⟨U+202E⟩'],
    [{ participants: { min: 2, max: 2 } }, '2 in it'],
    [{ participants: { min: 2, max: 4 } }, '2–4 in it'],
    [{ participants: { min: 2 } }, 'at least 2 in it'],
    [{ participants: { max: 4 } }, 'at most 4 in it'],
    [{ participants: {} }, 'all calls'],
    [{ time: { kind: 'last', amount: 1, unit: 'days' } }, 'last day'],
    [{ time: { kind: 'last', amount: 7, unit: 'days' } }, 'last 7 days'],
    [{ time: { kind: 'between' } }, 'all calls'],
    [{ time: { kind: 'between', from: 1_692_368_113_000 } }, 'since 18 Aug 2023, 14:15:13 UTC'],
    [{ time: { kind: 'between', to: 1_692_368_113_000 } }, 'until 18 Aug 2023, 14:15:13 UTC'],
    [
      { time: { kind: 'between', from: 1_692_368_113_000, to: 1_692_368_120_000 } },
      '18 Aug 2023, 14:15:13 – 14:15:20 UTC',
    ],
  ];
  for (const [filter, words] of table) {
    it(words, () => assert.equal(describeFilter(filter, t, UTC), words));
  }
});
