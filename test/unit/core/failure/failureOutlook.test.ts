import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { FAILURE_REASONS, failureOf, CallError } from '../../../../src/core/failure/model.ts';
import { isHopeless, isOfConnection, mayPass } from '../../../../src/core/failure/outlook.ts';

describe('core failures: what they say of the next request', () => {
  it('asking again by itself makes sense where waiting may mend it', () => {
    assert.equal(mayPass({ reason: 'noConnection', isUnreadable: true }), true);
    const passing = FAILURE_REASONS.filter((reason) => mayPass({ reason }));
    assert.deepEqual(passing, [
      'rateLimited',
      'timeout',
      'offline',
      'unknownHost',
      'proxy',
      'serverError',
      'badResponse',
      'cancelled',
    ]);
  });

  it('the key, and the way to the host, are the connection’s', () => {
    assert.deepEqual(FAILURE_REASONS.filter(isOfConnection), [
      'noApiKey',
      'badApiKey',
      'noAccess',
      'offline',
      'unknownHost',
      'tls',
      'proxy',
    ]);
  });

  it('there is no use in going on with these, nor without a connection', () => {
    assert.deepEqual(
      FAILURE_REASONS.filter((reason) => isHopeless(reason) && !isOfConnection(reason)),
      ['noConnection'],
    );
    assert.ok(FAILURE_REASONS.filter(isOfConnection).every(isHopeless));
  });
});

describe('core failures: of any thrown value', () => {
  it('is what it carries, else an answer that nobody was ready for', () => {
    const failure = { reason: 'offline', systemCode: 'ENETDOWN' } as const;
    assert.equal(failureOf(new CallError(failure)), failure);
    for (const other of [new TypeError('x'), 'offline', undefined, { failure }])
      assert.deepEqual(failureOf(other), { reason: 'badResponse' });
  });
});
