/** Ids as lines of a list: what differs comes first. */
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { parseSessionId, shortIdLabel } from '../../../../src/core/sessionId/index.ts';
import { APP, LEGACY_ID, SEED_ID, UTC } from '../support.ts';

const NOW = Date.parse('2023-12-01T00:00:00Z');
const label = (id: string) => shortIdLabel(parseSessionId(id), (instant) => UTC.inList(instant, NOW));

describe('core shortIdLabel: an id by what it tells', () => {
  const table: readonly (readonly [title: string, id: string, label: string])[] = [
    ['v1: time, region, its last characters', SEED_ID, '18 Aug 14:15:13 · us · …cf92'],
    ['legacy: of another year', LEGACY_ID, '8 Jul 2020 11:03:25 · …7158'],
    ['v1 with a name of its own', `v1.eu.${APP}.team-standup`, 'eu · team-standup'],
    ['a name with dots', `v1.eu.${APP}.a.b`, 'eu · a.b'],
    ['custom', 'team-standup', 'team-standup'],
    [
      'long custom: both of its ends',
      'customer-00000000000000000000000000000000-0001',
      'customer-00000000000…000000000000000-0001',
    ],
    ['cut', SEED_ID.slice(0, 40), `18 Aug 14:15:13 · us · …${SEED_ID.slice(36, 40)}…`],
    ['cut with its mark', `${SEED_ID.slice(0, 40)}...`, `18 Aug 14:15:13 · us · …${SEED_ID.slice(36, 40)}…`],
    ['cut before its time', `v1.us.${APP}…`, `us · …5d45…`],
    ['hidden characters', 'a\u202eb', 'a⟨U+202E⟩b'],
  ];
  for (const [title, id, expected] of table) it(title, () => assert.equal(label(id), expected));

  it('cuts no character in two', () => {
    for (const pad of ['', 'x']) {
      const name = pad + '😀'.repeat(40);
      assert.ok(label(name).isWellFormed() && !label(name).includes('U+D'), label(name));
    }
  });

  it('under a date, tells the time alone', () => {
    assert.equal(shortIdLabel(parseSessionId(SEED_ID), UTC.time), '14:15:13 · us · …cf92');
  });
});
