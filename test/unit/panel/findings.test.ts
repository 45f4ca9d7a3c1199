/** What stands beside a finding to prove it, and what is said when there is none. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { chips, findings } from '../../../media/panel/findings.ts';
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

  it('have their evidence folded, under a question that tells which of them it is asked of', () => {
    const people = [stay('ana', 0, 300), stay('ben', 0, 40), stay('ben', 90, 300)];
    const some = call({ mode: 'call', startedAt: at(0), endedAt: at(300), participants: people });
    const section = sectionOf(some);
    const fields = section.all('p').filter((each) => each.getAttribute('class') === 'fields');
    const folds = section.all('details');
    assert.ok(folds.length > 0);
    assert.equal(folds.flatMap((fold) => fold.all('p')).length, fields.length, 'none outside a fold');
    const asked = folds.map((fold) => fold.all('summary')[0]);
    assert.ok(asked.every((summary) => summary?.textContent === 'How do we know?'));
    const names = asked.map((summary) => summary?.getAttribute('aria-label'));
    assert.equal(new Set(names).size, folds.length, names.join('\n'));
  });

  it('stand as chips with their severity and whole sentence, the first five of them', () => {
    const people = Array.from({ length: 4 }, (_, index) => [
      stay(`user-${index}`, 0, 40),
      stay(`user-${index}`, 90 + index, 300),
    ]);
    const some = call({ mode: 'call', startedAt: at(0), endedAt: at(300), participants: people.flat() });
    const page = pageOf(some);
    const all = page.view.story?.findings ?? [];
    const names = (found: typeof all) => {
      const story = { verdict: '', moment: undefined, timeline: undefined, findings: found };
      const made = chips({ ...page, view: { ...page.view, story } });
      return made && stubOf(made).all('button');
    };
    const six = Array.from({ length: 6 }, (_, index) => all[index % all.length] ?? assert.fail());
    assert.equal(names([]), undefined);
    assert.deepEqual(
      names(six.slice(0, 5))?.map((each) => each.getAttribute('title')),
      six.slice(0, 5).map(({ message }) => message),
    );
    const buttons = names(six) ?? assert.fail();
    assert.match(buttons[0]?.getAttribute('aria-label') ?? '', /^(Problem|Notice|Info): ./);
    assert.deepEqual([buttons.length, buttons[5]?.textContent], [6, '1 more finding']);
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
