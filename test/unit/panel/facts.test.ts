/** What stands in the list of a call's times and lengths. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { facts } from '../../../media/panel/facts.ts';
import { at, call, SEED_ID } from '../core/support.ts';
import { stubOf, withDocument } from './pageStub.ts';
import { pageOf } from './support.ts';

/** The rows of the list, by their label. */
function rowsOf(page: Parameters<typeof facts>[0]): ReadonlyMap<string, string> {
  const list = stubOf(facts(page));
  const [labels, values] = [list.all('dt'), list.all('dd')];
  assert.equal(labels.length, values.length);
  return new Map(labels.map((label, index) => [label.textContent, values[index]?.textContent ?? '']));
}

describe('panel: the facts', () => {
  withDocument();

  it('have a row only for what the answer has', () => {
    const some = call({ initiatedAt: at(0), startedAt: at(14), endedAt: at(33) });
    assert.deepEqual(
      [...rowsOf(pageOf(some)).keys()],
      ['Initiated', 'Started', 'Ended', 'Ring time', 'Duration', 'Fetched', 'From the id'],
    );
  });

  it('tell a length that is zero, but of video only where the call is to have some', () => {
    const lengths = { totalAudioMinutes: 0, totalVideoMinutes: 0 };
    const video = rowsOf(pageOf(call({ type: 'video', ...lengths })));
    assert.deepEqual([video.get('Audio'), video.get('Video')], ['0 s', '0 s']);
    const audio = rowsOf(pageOf(call({ type: 'audio', ...lengths })));
    assert.deepEqual([audio.get('Audio'), audio.has('Video')], ['0 s', false]);
    assert.equal(rowsOf(pageOf(call({ type: 'video' }))).has('Video'), false, 'nothing is made up');
  });

  it('tell when the call was fetched, to the second', () => {
    assert.equal(rowsOf(pageOf(call())).get('Fetched'), '14 Nov 2023, 22:23:20 UTC');
  });

  it('tell what the session id says by itself, also where there is no answer', () => {
    const page = pageOf(undefined, { sessionId: SEED_ID, fetchedAt: undefined, state: 'failed' });
    const rows = rowsOf(page);
    assert.deepEqual([...rows.keys()], ['From the id']);
    assert.match(
      rows.get('From the id') ?? '',
      /^us · app 31780434a95d45 · 18 Aug 2023, 14:15:13 UTC \(.+ ago\)$/,
    );
  });
});
