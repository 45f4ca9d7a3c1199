import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { searchCalls } from '../../../../src/core/callList/search.ts';
import { call, SEED_ID } from '../support.ts';

const items = [
  {
    call: call({
      sessionId: SEED_ID,
      initiator: { uid: 'superhero8', name: 'Éva Straße' },
      receiver: 'superhero2',
    }),
  },
  {
    call: call({
      sessionId: 'team-standup',
      receiver: { guid: 'grp-1', name: 'Design' },
      receiverType: 'group',
    }),
  },
  {
    call: call({ sessionId: 'x', participants: [{ uid: 'leo', name: 'Leonie' }] }),
    note: 'Ticket 4711: no sound',
  },
];

describe('core browse search', () => {
  const table: readonly (readonly [text: string, found: readonly number[]])[] = [
    ['', [0, 1, 2]],
    ['  ', [0, 1, 2]],
    ['superhero2', [0]],
    ['SUPERHERO', [0]],
    [' 31780434A95D45 ', [0]],
    ['standup', [1]],
    ['grp-1', [1]],
    ['design', [1]],
    ['leo', [2]],
    ['onie', [2]],
    ['ticket 4711', [2]],
    ['e\u0301va', [0]],
    ['STRASSE', [0]],
    ['(.*', []],
    ['ended', []],
  ];
  for (const [text, found] of table) {
    it(JSON.stringify(text), () =>
      assert.deepEqual(
        searchCalls(items, text),
        found.map((index) => items[index]),
      ),
    );
  }
});
