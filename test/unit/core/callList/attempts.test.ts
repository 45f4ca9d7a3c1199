import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Attempts, findAttempts } from '../../../../src/core/callList/attempts.ts';
import { describeAttempts, describeLookedAt } from '../../../../src/core/callList/attempts.ts';
import type { Call } from '../../../../src/core/call/model.ts';
import { connection, decoded, NOW, t, UTC } from '../support.ts';
import { calls, fails, FakeServer, raw, type Raw } from './support.ts';

const pair = { initiator: 'ana', receiver: 'leo', receiverType: 'user' };
const back = { initiator: 'leo', receiver: 'ana', receiverType: 'user' };
const group = { initiator: 'ana', receiver: 'grp', receiverType: 'group' };

function find(server: FakeServer, call: Call, signal = new AbortController().signal): Promise<Attempts> {
  return findAttempts(call, { source: server, connection: connection(), signal });
}

async function found(list: readonly Raw[], of: Raw): Promise<readonly string[]> {
  const { attempts } = await find(new FakeServer(list), decoded(of));
  return attempts.map(({ sessionId }) => sessionId);
}

const fourth = raw('d', 1000, { ...pair, status: 'ended', startedAt: Math.floor(NOW / 1000) - 990 });
const tries = [
  fourth,
  raw('c', 1030, { ...pair, status: 'unanswered' }),
  raw('b', 1060, { ...back, status: 'unanswered' }),
  raw('a', 1090, { ...pair, status: 'unanswered' }),
];

describe('core browse attempts', () => {
  it('finds calls of both directions, in order, the call itself in its place', async () => {
    const server = new FakeServer(tries);
    const of = decoded(tries[1]);
    const { attempts, lookedAt, failure } = await find(server, of);
    assert.deepEqual(
      attempts.map(({ sessionId }) => sessionId),
      ['a', 'b', 'c', 'd'],
    );
    assert.equal(attempts[2], of, 'as it was given, with all its details');
    const at = (seconds: number) => (Math.floor(NOW / 1000) - seconds) * 1000;
    const seen = { pages: 1, calls: 4, from: at(1090), to: at(1000) };
    assert.deepEqual(lookedAt, { ...seen, isComplete: true, isShort: false, hasMetCall: true });
    assert.equal(failure, undefined);
    const { uid, status } = server.requests[0] ?? {};
    assert.deepEqual({ uid, status }, { uid: 'ana', status: undefined });
  });

  it('leaves out other parties, other times and groups', async () => {
    const list = [
      raw('late', 1000 - 1801, pair),
      raw('last', 1000 - 1800, pair),
      fourth,
      raw('other', 1001, { ...pair, receiver: 'bob' }),
      raw('unknown', 1002, { initiator: 'ana' }),
      raw('group', 1003, { ...pair, receiverType: 'group' }),
      raw('first', 2800, pair),
      raw('early', 2801, pair),
    ];
    assert.deepEqual(await found(list, fourth), ['first', 'd', 'last']);
  });

  it('of a group: whoever called it', async () => {
    const of = raw('d', 1000, group);
    const server = new FakeServer();
    server.answer = () => ({
      items: [of, raw('by leo', 1020, { ...group, initiator: 'leo' }), raw('one', 1030, pair)],
      total: 3,
      totalPages: 1,
    });
    const { attempts } = await find(server, decoded(of));
    assert.deepEqual(
      attempts.map(({ sessionId }) => sessionId),
      ['by leo', 'd'],
    );
  });

  it('meetings of one session are attempts of their own', async () => {
    const of = raw('room', 1000, { ...pair, mid: 'm2' });
    assert.deepEqual(await found([of, raw('room', 1050, { ...pair, mid: 'm1' })], of), ['room', 'room']);
  });

  it('calls of one session that say only when they started are told apart', async () => {
    const started = (secondsAgo: number) => ({
      sessionId: 'room',
      ...pair,
      status: 'ended',
      startedAt: Math.floor(NOW / 1000) - secondsAgo,
    });
    const of = started(1000);
    assert.deepEqual(await found([of, started(1050)], of), ['room', 'room']);
  });

  it('goes on to older pages, three at most, and says how far it came', async () => {
    const busy = calls(1000, { initiator: 'ana', receiver: 'someone', receiverType: 'user' });
    const server = new FakeServer(busy);
    const old = decoded(raw('old', 9000, pair));
    const { attempts, lookedAt } = await find(server, old);
    assert.deepEqual(attempts, [old]);
    assert.equal(server.requests.length, 3);
    assert.equal(lookedAt.pages, 3);
    assert.ok(lookedAt.calls > 290 && lookedAt.calls <= 300);
    assert.equal(lookedAt.isComplete, false);
  });

  it('stops where a sorted list has gone past the window', async () => {
    const server = new FakeServer(calls(1000, pair));
    const { attempts, lookedAt } = await find(server, decoded(raw('c9', 100, pair)));
    assert.equal(lookedAt.isComplete, true);
    assert.equal(lookedAt.pages, 2);
    assert.equal(attempts.length, 190);
  });

  it('is not complete where the call itself was on no page, though the list came to its end', async () => {
    const missed = raw('missed', 1000, { ...pair, status: 'unanswered' });
    const server = new FakeServer([missed, raw('taken', 9000, { ...pair, status: 'ended' })]);
    server.answer = (_, honest) => ({ ...honest, items: honest.items.slice(1), total: 1, totalPages: 1 });
    const of = decoded(missed);
    const result = await find(server, of);
    assert.equal(result.lookedAt.isComplete, false);
    assert.equal(describeAttempts(result, of, t), 'No other attempt found');
    assert.equal(
      describeLookedAt(result, t, UTC),
      'Looked at 1 call, 10 Nov 2026, 07:30:00 UTC, and it is not this one',
    );
  });

  it('is complete where the call itself was met, whatever other calls there are', async () => {
    const { lookedAt } = await find(new FakeServer(tries), decoded(fourth));
    assert.equal(lookedAt.isComplete, true);
  });

  it('has nothing to ask for a call that does not say between whom or when', async () => {
    for (const of of [
      { sessionId: 's' },
      raw('s', 5),
      raw('s', 5, { initiator: 'ana' }),
      { sessionId: 's', ...pair },
    ]) {
      const server = new FakeServer(tries);
      const { attempts, lookedAt } = await find(server, decoded(of));
      assert.equal(attempts.length, 1);
      assert.equal(lookedAt.pages, 0);
      assert.equal(lookedAt.isComplete, false);
      assert.equal(server.requests.length, 0);
    }
  });

  it('a failure at once rejects; a later one keeps what was found; a cancelled search rejects', async () => {
    const server = new FakeServer(calls(1000, { ...pair }));
    const of = decoded(raw('old', 2000, pair));
    server.answer = () => fails({ reason: 'rateLimited' });
    await assert.rejects(find(server, of), { failure: { reason: 'rateLimited' } });
    server.requests.length = 0;
    server.answer = (_, honest) => (server.requests.length > 1 ? fails({ reason: 'offline' }) : honest);
    const result = await find(server, of);
    assert.deepEqual(result.failure, { reason: 'offline' });
    assert.equal(result.lookedAt.isComplete, false);
    assert.ok(result.attempts.length > 50);
    const abort = new AbortController();
    server.requests.length = 0;
    server.answer = (_, honest) => {
      if (server.requests.length === 2) abort.abort();
      return honest;
    };
    await assert.rejects(find(server, of, abort.signal), { failure: { reason: 'cancelled' } });
  });
});

describe('core browse attempts: in words', () => {
  /** The attempt at a place, from 0, of so many, thirty seconds apart. */
  function words(statuses: readonly string[], place: number, isComplete = true): string | undefined {
    const attempts = statuses.map((status, n) => decoded(raw(`s${n}`, 1000 - 30 * n, { ...pair, status })));
    const lookedAt = {
      pages: 1,
      calls: 5,
      from: undefined,
      to: undefined,
      isComplete,
      isShort: false,
      hasMetCall: isComplete,
    };
    const of = attempts[place];
    assert.ok(of);
    return describeAttempts({ attempts, lookedAt, failure: undefined }, of, t);
  }
  const many = (count: number) => Array.from({ length: count }, () => 'ended');
  const U = 'unanswered';

  const table: readonly (readonly [statuses: readonly string[], place: number, words: string])[] = [
    [[U, U, U, 'ended'], 3, '4th attempt in 1 min 30 s, three unanswered'],
    [[U, 'ended'], 1, '2nd attempt in 30 s, one unanswered'],
    [[U, U], 1, '2nd attempt in 30 s, all unanswered'],
    [
      [U, 'rejected', 'busy', 'canceled', 'ended'],
      2,
      '3rd of 5 attempts in 2 min, one unanswered, one rejected, one busy, one cancelled',
    ],
    [['rejected', 'rejected'], 0, '1st of 2 attempts in 30 s, all rejected'],
    [['ended', 'ended'], 1, '2nd attempt in 30 s'],
    [['ended'], 0, 'No other attempt within 30 min'],
    [many(11), 10, '11th attempt in 5 min'],
    [many(21), 20, '21st attempt in 10 min'],
    [many(22), 21, '22nd attempt in 10 min 30 s'],
    [many(23), 22, '23rd attempt in 11 min'],
    [many(23), 11, '12th of 23 attempts in 11 min'],
    [[...many(5), ...many(12).map(() => U)], 0, '1st of 17 attempts in 8 min, 12 unanswered'],
  ];
  for (const [statuses, place, expected] of table) {
    it(expected, () => assert.equal(words(statuses, place), expected));
  }

  it('says no more than it saw', () => {
    assert.equal(words([U, U, 'ended'], 2, false), 'At least 3 attempts in 1 min, two unanswered');
    assert.equal(words(['ended'], 0, false), 'No other attempt found');
  });

  it('says how far it looked', async () => {
    const of = decoded(fourth);
    const nothing = await find(new FakeServer(), decoded({ sessionId: 's' }));
    assert.equal(describeAttempts(nothing, of, t), undefined);
    assert.match(describeLookedAt(nothing, t, UTC), /did not report/);
    const all = await find(new FakeServer(tries), of);
    assert.equal(describeLookedAt(all, t, UTC), 'Looked at every call within 30 min');
    const near = raw('old', 2500, pair);
    const list = calls(1000, back);
    const part = await find(new FakeServer([...list.slice(0, 249), near, ...list.slice(249)]), decoded(near));
    assert.match(
      describeLookedAt(part, t, UTC),
      /^Looked at 2\d\d calls, 10 Nov 2026, 09:.* – 09:59:50 UTC$/,
    );
  });

  it('says where the look did not reach back to the call', async () => {
    const old = decoded(raw('old', 9000, pair));
    const short = await find(new FakeServer(calls(1000, back)), old);
    assert.equal(describeAttempts(short, old, t), 'The look back did not reach this call');
    assert.match(
      describeLookedAt(short, t, UTC),
      /^Looked at 2\d\d calls, 10 Nov 2026, 09:.* – 09:59:50 UTC, all of them later than this one$/,
    );
  });
});
