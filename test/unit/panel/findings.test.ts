/** What stands beside a finding to prove it, and what is said when there is none. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findings } from '../../../media/panel/findings.ts';
import type { Call } from '../../../src/core/call/model.ts';
import { at, call, stay } from '../core/support.ts';
import { stubOf, withDocument } from './pageStub.ts';
import { pageOf } from './support.ts';

function sectionOf(some: Call) {
  const page = pageOf(some);
  return stubOf(findings(page, some, page.view.story?.findings ?? []));
}

/** The evidence below the finding whose sentence has a text in it: each field as it is read. */
function evidenceFor(some: Call, text: string): readonly string[] {
  const found = sectionOf(some)
    .all('li')
    .find((item) => item.textContent.includes(text));
  assert.ok(found, `a finding with “${text}” in: ${sectionOf(some).textContent}`);
  const line = found.all('p').find((each) => each.getAttribute('class') === 'fields');
  return line?.all('span').map((each) => each.textContent) ?? [];
}

describe('panel: the findings', () => {
  withDocument();

  it('show the value of every field they rest on, and whose it is', () => {
    const some = call({
      mode: 'call',
      type: 'audio',
      startedAt: at(0),
      endedAt: at(300),
      participants: [
        stay('ana', 0, 300, { name: 'Ana', state: 'ended' }),
        stay('ben', 0, 40, { name: 'Ben', state: 'ended' }),
        stay('ben', 90, 300, { name: 'Ben', state: 'ended' }),
      ],
    });
    assert.deepEqual(evidenceFor(some, 'was gone for'), [
      'participants[1].leftAt (Ben) 22:14:00',
      'participants[2].joinedAt (Ben) 22:14:50',
    ]);
  });

  it('show a zero that a finding rests on', () => {
    const some = call({
      mode: 'call',
      type: 'video',
      startedAt: at(0),
      endedAt: at(300),
      totalVideoMinutes: 0,
      participants: [stay('ana', 0, 300), stay('ben', 0, 300, { totalVideoMinutes: 0 })],
    });
    assert.deepEqual(evidenceFor(some, 'with no video minutes'), [
      'type video',
      'totalVideoMinutes 0 s',
      'participants[1].totalVideoMinutes (ben) 0 s',
    ]);
  });

  it('say that there is none, unless the answer is not as documented', () => {
    const clean = sectionOf(call({ initiatedAt: at(0), endedAt: at(60), startedAt: at(5) }));
    assert.equal(clean.all('p')[0]?.textContent, 'Nothing out of the ordinary in these fields.');
    const odd = sectionOf(call({ status: 'paused' })).all('p')[0]?.textContent ?? '';
    assert.match(odd, /not as documented/);
    assert.doesNotMatch(odd, /Nothing out of the ordinary/);
  });
});
