/** What the text equivalent of the timeline says. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { stateOf } from '../../../media/panel/timeline/state.ts';
import { textEquivalent } from '../../../media/panel/timeline/text.ts';
import { createTimeFormat } from '../../../src/core/text/time.ts';
import { call, stay } from '../core/support.ts';
import { stubOf, withDocument } from './pageStub.ts';
import { pageOf } from './support.ts';

describe('panel: the timeline as text', () => {
  withDocument();

  const rowsIn = (timeZone: string, participants: readonly object[]) => {
    const page = { ...pageOf(call({ participants })), time: createTimeFormat(timeZone, 'en') };
    stateOf(page.view.sessionId).isTextOpen = true;
    const told = page.view.story?.timeline ?? assert.fail();
    return stubOf(textEquivalent(page, told))
      .all('tr')
      .slice(1)
      .map((row) => row.all('td').map((cell) => cell.textContent));
  };

  it('writes every time in the zone of its reader, also within a line', () => {
    const twice = [stay('ana', 0, 5), stay('ana', 8, 9)];
    assert.deepEqual(rowsIn('UTC', twice), [
      ['22:13:20 UTC', '+0 s', 'ana joined'],
      ['22:13:25 UTC', '+5 s', 'ana left (there since 22:13:20)'],
      ['22:13:28 UTC', '+8 s', 'ana joined again'],
      ['22:13:29 UTC', '+9 s', 'ana left (there since 22:13:28)'],
    ]);
    assert.deepEqual(rowsIn('Asia/Kolkata', twice)[1], [
      '03:43:25 GMT+5:30',
      '+5 s',
      'ana left (there since 03:43:20)',
    ]);
  });

  it('writes the date where not all is on one day of its reader', () => {
    const overnight = [stay('ana', 0, 7200)];
    assert.deepEqual(
      rowsIn('UTC', overnight).map(([when]) => when),
      ['14 Nov 2023, 22:13:20 UTC', '15 Nov 2023, 00:13:20 UTC'],
    );
    assert.deepEqual(
      rowsIn('Asia/Kolkata', overnight).map(([when]) => when),
      ['03:43:20 GMT+5:30', '05:43:20 GMT+5:30'],
    );
  });
});
