import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  endNotice,
  isOver,
  nextWatchStep,
  type WatchCircumstances,
} from '../../../../src/core/lookUp/watchSchedule.ts';
import type { LookUpState } from '../../../../src/core/lookUp/model.ts';
import type { Failure } from '../../../../src/core/failure/model.ts';
import { decoded, NOW, t } from '../support.ts';
import { raw } from '../callList/support.ts';

const MINUTE = 60_000;
const ready = (fields: object): LookUpState => {
  const answer = raw('s', 60, fields);
  return { kind: 'ready', answer: { call: decoded(answer), raw: answer, fetchedAt: NOW } };
};
const failed = (fields: object, failure: Failure): LookUpState => {
  const last = ready(fields);
  return { kind: 'failed', failure, failedAt: NOW, ...(last.kind === 'ready' && { last: last.answer }) };
};
const step = (state: LookUpState, more: Partial<WatchCircumstances> = {}) => {
  const next = nextWatchStep({
    state,
    since: NOW,
    settledAt: NOW,
    failures: 0,
    overAt: undefined,
    now: NOW,
    ...more,
  });
  return next.kind === 'ask' ? (next.at - NOW) / 1000 : next.reason;
};
const live = { status: 'ongoing' };
const over = { status: 'ended', startedAt: 1_790_000_000 };

describe('core browse watch: until the end', () => {
  it('asks every ten seconds, and more seldom after an hour', () => {
    assert.equal(step(ready(live)), 10);
    assert.equal(step(ready({ ...live, initiatedAt: Math.floor(NOW / 1000) - 7200 })), 60);
  });

  it('backs off while it fails, and waits as long as the server asks', () => {
    const waits = [1, 2, 3, 10].map((failures) => step(failed(live, { reason: 'offline' }), { failures }));
    assert.deepEqual(waits, [20, 40, 80, 300]);
    assert.equal(step(failed(live, { reason: 'rateLimited', retryAt: NOW + 600_000 }), { failures: 1 }), 600);
  });

  it('stops where waiting mends nothing, and after a day', () => {
    assert.equal(step(failed(live, { reason: 'badApiKey' })), 'failed');
    assert.equal(step({ kind: 'failed', failure: { reason: 'offline' }, failedAt: NOW }), 'failed');
    assert.equal(step(ready(live), { since: NOW - 24 * 60 * MINUTE }), 'tooLong');
  });
});

describe('core browse watch: after the end', () => {
  /** At how many seconds after the end it asks, when each answer says the same. */
  function asks(state: LookUpState): readonly (number | string)[] {
    const all: (number | string)[] = [];
    let settledAt = NOW;
    for (let ask = 0; ask < 20; ask++) {
      const next = step(state, { overAt: NOW, settledAt, now: settledAt });
      all.push(next);
      if (typeof next === 'string') break;
      settledAt = NOW + next * 1000 + 300;
    }
    return all;
  }

  it('asks a few times for a few minutes, longer while something is announced', () => {
    assert.deepEqual(asks(ready(over)), [15, 45, 90, 180, 'settled']);
    assert.deepEqual(asks(ready({ ...over, hasRecording: true })), [15, 45, 90, 180, 360, 720, 'settled']);
    assert.deepEqual(asks(ready({ ...over, hasTranscription: true })), [
      15,
      45,
      90,
      180,
      360,
      720,
      'settled',
    ]);
  });

  it('stops once all is there, and at once for what never started', () => {
    const media = {
      hasRecording: true,
      recordings: [{ rid: 'r' }],
      hasTranscription: true,
      transcriptions: [{ tid: 't' }],
    };
    assert.deepEqual(asks(ready({ ...over, ...media })), ['settled']);
    assert.deepEqual(asks(ready({ ...over, ...media, transcriptions: [] })), [
      15,
      45,
      90,
      180,
      360,
      720,
      'settled',
    ]);
    for (const status of ['unanswered', 'rejected', 'busy', 'canceled']) {
      assert.deepEqual(asks(ready({ status })), ['settled'], status);
    }
  });

  it('waits as long as the server asks, and ends although it fails', () => {
    const limited = failed(over, { reason: 'rateLimited', retryAt: NOW + 100_000 });
    assert.equal(step(limited, { overAt: NOW }), 100);
    assert.equal(step(limited, { overAt: NOW, settledAt: NOW + 800_000, now: NOW + 800_000 }), 'settled');
  });
});

describe('core browse watch: what is told', () => {
  it('a call is over when its status says so, or a status no one knows has a time of end', () => {
    for (const status of ['ended', 'unanswered', 'rejected', 'busy', 'cancelled']) {
      assert.equal(isOver(decoded({ sessionId: 's', status })), true, status);
    }
    for (const status of ['initiated', 'ongoing', 'odd']) {
      assert.equal(isOver(decoded({ sessionId: 's', status })), false, status);
    }
    assert.equal(isOver(decoded({ sessionId: 's', status: 'odd', endedAt: 1_790_000_000 })), true);
  });

  it('whose call it was and how it went', () => {
    const parties = { initiator: 'ana', receiver: { uid: 'leo', name: 'Leo\u202e' } };
    const call = decoded(raw('s', 60, { ...parties, status: 'rejected' }));
    assert.equal(endNotice(call, NOW, t), 'ana → Leo⟨U+202E⟩: Rejected');
    assert.equal(
      endNotice(decoded({ sessionId: 's', status: 'busy' }), NOW, t),
      's: Not taken: the line was busy',
    );
    const hebrew = decoded(raw('s', 60, { initiator: 'שלום', receiver: 'سارة', status: 'rejected' }));
    assert.match(endNotice(hebrew, NOW, t), /^\u2068שלום\u2069 → \u2068سارة\u2069: /);
  });
});
