/** When an ongoing call is asked for again. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Answer, LookUpState } from '../../../../src/core/lookUp/model.ts';
import { FAILURE_REASONS, type Failure, type FailureReason } from '../../../../src/core/failure/model.ts';
import { nextRefreshAt, type RefreshCircumstances } from '../../../../src/core/lookUp/refreshSchedule.ts';
import { call, NOW } from '../support.ts';

const MINUTE = 60_000;

/** An answer about a call that was initiated so many minutes ago. */
function answer(status: string, minutesAgo: number | undefined = 1): Answer {
  const initiatedAt = minutesAgo === undefined ? {} : { initiatedAt: (NOW - minutesAgo * MINUTE) / 1000 };
  return { call: call({ status, ...initiatedAt }), raw: {}, fetchedAt: NOW };
}

function ready(status: string, minutesAgo?: number): LookUpState {
  return { kind: 'ready', answer: answer(status, minutesAgo) };
}

function failed(failure: Failure): LookUpState {
  return { kind: 'failed', failure, failedAt: NOW, last: answer('ongoing') };
}

/** In seconds from now; by default the call came into its state now. */
function wait(state: LookUpState, more: Partial<RefreshCircumstances> = {}): number | undefined {
  const at = nextRefreshAt(state, { everySeconds: 10, settledAt: NOW, failures: 0, now: NOW, ...more });
  return at === undefined ? undefined : (at - NOW) / 1000;
}

describe('core nextRefreshAt', () => {
  for (const [status, seconds] of [
    ['initiated', 10],
    ['ongoing', 10],
    ['ended', undefined],
    ['unanswered', undefined],
    ['rejected', undefined],
    ['busy', undefined],
    ['canceled', undefined],
    ['on hold', undefined],
  ] as const) {
    it(`of a call that is ${status}: ${seconds ?? 'never'}`, () => {
      assert.equal(wait(ready(status)), seconds);
    });
  }

  it('is never of a call that has a time at which it ended, whatever its status says', () => {
    const ended = { ...answer('ongoing'), call: call({ status: 'ongoing', endedAt: NOW / 1000 }) };
    assert.equal(wait({ kind: 'ready', answer: ended }), undefined);
  });

  it('is counted from when the look-up came into its state, and may be past', () => {
    assert.equal(wait(ready('ongoing'), { settledAt: NOW - 4_000 }), 6);
    assert.equal(wait(ready('ongoing'), { settledAt: NOW - 60_000 }), -50);
  });

  it('begins anew where the clock was set back', () =>
    assert.equal(wait(ready('ongoing'), { settledAt: NOW + 3_600_000 }), 10));

  it('is never when the user wants none', () =>
    assert.equal(wait(ready('ongoing'), { everySeconds: 0 }), undefined));

  it('is never while it loads, and without an answer', () => {
    assert.equal(wait({ kind: 'loading', since: NOW, last: answer('ongoing') }), undefined);
    assert.equal(wait({ kind: 'failed', failure: { reason: 'timeout' }, failedAt: NOW }), undefined);
  });

  it('is six times as late once the call is older than an hour', () => {
    assert.equal(wait(ready('ongoing', 60)), 10);
    assert.equal(wait(ready('ongoing', 61)), 60);
    assert.equal(wait(ready('ongoing', undefined)), 10);
  });

  for (const [failures, seconds] of [
    [1, 20],
    [2, 40],
    [4, 160],
    [5, 300],
    [50, 300],
    [5_000, 300],
  ] as const) {
    it(`after ${failures} failures in a row: ${seconds} s`, () =>
      assert.equal(wait(failed({ reason: 'timeout' }), { failures }), seconds));
  }

  it('is never sooner for having failed, however seldom it was wanted', () =>
    assert.equal(wait(failed({ reason: 'timeout' }), { failures: 3, everySeconds: 3600 }), 3600));

  it('is not before the server said', () => {
    const limited = failed({ reason: 'rateLimited', retryAt: NOW + 90_000 });
    assert.equal(wait(limited, { failures: 1 }), 90);
    assert.equal(wait(failed({ reason: 'rateLimited', retryAt: NOW + 1_000 }), { failures: 1 }), 20);
  });

  it('is never after a failure that waiting does not mend', () => {
    const mends = FAILURE_REASONS.filter((reason) => wait(failed({ reason })) !== undefined);
    const expected: readonly FailureReason[] = [
      'rateLimited',
      'timeout',
      'offline',
      'unknownHost',
      'proxy',
      'serverError',
      'badResponse',
      'cancelled',
    ];
    assert.deepEqual(mends.toSorted(), expected.toSorted());
  });

  it('is, for any circumstances, never sooner than the user wants it after the last', () => {
    const circumstances = fc.record({
      everySeconds: fc.integer({ min: 2, max: 3600 }),
      failures: fc.nat(2_000),
      settledAt: fc.integer({ min: NOW - 1e9, max: NOW }),
      now: fc.constant(NOW),
    });
    const state = fc.constantFrom(ready('ongoing'), ready('initiated', 500), failed({ reason: 'offline' }));
    fc.assert(
      fc.property(state, circumstances, (known, given) => {
        const at = nextRefreshAt(known, given);
        assert.ok(at !== undefined && Number.isFinite(at));
        assert.ok(at >= given.settledAt + given.everySeconds * 1000);
      }),
    );
  });
});
