/** Calls as lines of lists. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { callRow } from '../../../../src/core/callList/callRow.ts';
import { attentionOf } from '../../../../src/core/story/index.ts';
import { at, call, NOW, SEED_ID, stay, t, UTC } from '../support.ts';

const AT = Date.parse('2026-11-10T08:31:10Z');
const AT_SECONDS = AT / 1000;

function rowOf(raw: Readonly<Record<string, unknown>>) {
  const made = call(raw);
  const context = { asOf: NOW, sessionId: made.sessionId, appId: undefined, region: undefined, t };
  return callRow(made, { t, when: (instant) => UTC.time(instant), attention: attentionOf(made, context) });
}

describe('core callRow', () => {
  it('tells when, then who, then how it went', () => {
    const row = rowOf({
      initiator: 'ana',
      receiver: 'leo',
      initiatedAt: AT_SECONDS,
      startedAt: AT_SECONDS + 2,
      endedAt: AT_SECONDS + 21,
    });
    assert.deepEqual(row, { label: '08:31:10 · ana → leo', outcome: 'ended · 19 s' });
  });

  it('tells its problem in the place of its status', () => {
    const raw = { initiator: 'ana', receiver: 'leo', mode: 'call' };
    assert.equal(rowOf({ ...raw, status: 'unanswered' }).outcome, 'nobody answered');
    const apart = {
      startedAt: at(10),
      endedAt: at(29),
      receiverType: 'user',
      participants: [stay('ana', 11, 14), stay('leo', 19, 29)],
    };
    assert.equal(rowOf({ ...raw, ...apart }).outcome, 'never together · 19 s');
  });

  it('without a party tells what its id does, at the time of the answer where it has one', () => {
    assert.equal(rowOf({ sessionId: SEED_ID }).label, '14:15:13 · us · …cf92');
    assert.equal(rowOf({ sessionId: SEED_ID, initiatedAt: AT_SECONDS }).label, '08:31:10 · us · …cf92');
    assert.equal(rowOf({ sessionId: 'standup', initiatedAt: AT_SECONDS }).label, '08:31:10 · standup');
    assert.equal(rowOf({ sessionId: 'standup' }).label, 'standup');
  });

  it('shows every character of a name', () => {
    assert.equal(rowOf({ initiator: 'a\u202eb', receiver: '$(key)' }).label, 'a⟨U+202E⟩b → $(key)');
  });
});
