/** The one policy for all requests: turns, rate limits, refused keys. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Connection } from '../../../../src/core/connection/model.ts';
import { CallError, type Failure, type FailureReason } from '../../../../src/core/failure/model.ts';
import { type IsWaitedFor, RequestPolicy } from '../../../../src/core/requests/requestPolicy.ts';
import { connection, NOW, settle } from '../support.ts';

const ONE = connection({ id: 'one' });
const OTHER = connection({ id: 'other' });
const SIGNAL = new AbortController().signal;
const background: IsWaitedFor = () => false;
const SECOND = 1_000;
const MINUTE = 60_000;

/** A server whose answers the test gives, and the policy before it. */
class Bench {
  now = NOW;
  /** The ids that were sent, in their order; a list is `list`, transcripts are `transcripts`. */
  readonly sent: string[] = [];
  readonly #open: { name: string; answer: () => void; fail: (error: unknown) => void }[] = [];
  readonly policy: RequestPolicy;

  constructor(maxConcurrent?: number) {
    const take = <Value>(name: string, value: Value) => {
      this.sent.push(name);
      const { promise, resolve, reject } = Promise.withResolvers<Value>();
      this.#open.push({ name, answer: () => resolve(value), fail: reject });
      return promise;
    };
    this.policy = new RequestPolicy({
      source: {
        getCall: ({ sessionId }) => take(sessionId, sessionId),
        listCalls: () => take('list', { items: [] }),
        listTranscriptions: () => take('transcripts', { items: [] }),
      },
      clock: () => this.now,
      ...(maxConcurrent === undefined ? {} : { maxConcurrent }),
    });
  }

  /** Asks for a call; resolves with its id, or with the failure. */
  get(sessionId: string, { at = ONE, signal = SIGNAL, isWaitedFor }: Partial<Asking> = {}): Promise<unknown> {
    return outcome(this.policy.getCall({ connection: at, sessionId }, signal, isWaitedFor));
  }

  async answer(name: string): Promise<void> {
    this.#take(name).answer();
    await settle();
  }

  async fail(name: string, failure: unknown): Promise<void> {
    this.#take(name).fail(failure);
    await settle();
  }

  /** Asks for a call that fails so. */
  async getFailed(sessionId: string, failure: Failure, at = ONE): Promise<void> {
    const asked = this.get(sessionId, { at });
    await settle();
    await this.fail(sessionId, new CallError(failure));
    assert.deepEqual(await asked, failure);
  }

  #take(name: string) {
    const index = this.#open.findIndex((request) => request.name === name);
    const [request] = this.#open.splice(index, 1);
    assert.ok(index >= 0 && request, `${name} is under way`);
    return request;
  }
}

interface Asking {
  readonly at: Connection;
  readonly signal: AbortSignal;
  readonly isWaitedFor: IsWaitedFor;
}

function outcome(promise: Promise<unknown>): Promise<unknown> {
  return promise.catch((error: unknown) => (CallError.is(error) ? error.failure : error));
}

describe('core request policy: turns', () => {
  it('six of a connection at once, calls, lists and transcripts together; the rest when another ends, however', async () => {
    const at = new Bench();
    const all = [
      ...['a', 'b', 'c', 'd'].map((id) => at.get(id)),
      outcome(at.policy.listCalls({ connection: ONE }, SIGNAL)),
      outcome(at.policy.listTranscriptions({ connection: ONE, sessionId: 'a' }, SIGNAL)),
      ...['e', 'f', 'g'].map((id) => at.get(id)),
    ];
    await settle();
    const six = ['a', 'b', 'c', 'd', 'list', 'transcripts'];
    assert.deepEqual(at.sent, six);
    await at.fail('list', new Error('x'));
    assert.deepEqual(at.sent, [...six, 'e']);
    await at.answer('a');
    await at.answer('transcripts');
    assert.deepEqual(at.sent, [...six, 'e', 'f', 'g']);
    for (const id of ['b', 'c', 'd', 'e', 'f', 'g']) await at.answer(id);
    assert.equal((await Promise.all(all)).length, 9);
  });

  it('one connection’s requests wait for no other’s', async () => {
    const at = new Bench(1);
    void at.get('a');
    void at.get('b');
    void at.get('c', { at: OTHER });
    await settle();
    assert.deepEqual(at.sent, ['a', 'c']);
  });

  it('what nobody waits for lets the others go first, as of when its turn comes', async () => {
    const at = new Bench(1);
    let isWaitedFor = false;
    for (const [id, waitedFor] of [
      ['first', undefined],
      ['watch', background],
      ['joined', () => isWaitedFor],
      ['hover', undefined],
    ] as const)
      void at.get(id, waitedFor ? { isWaitedFor: waitedFor } : {});
    await settle();
    await at.answer('first');
    assert.deepEqual(at.sent, ['first', 'hover']);
    isWaitedFor = true;
    await at.answer('hover');
    assert.deepEqual(at.sent, ['first', 'hover', 'joined']);
    await at.answer('joined');
    assert.deepEqual(at.sent, ['first', 'hover', 'joined', 'watch']);
  });

  it('frees the place of a request that throws at once', async () => {
    const error = new Error('x');
    const policy = new RequestPolicy({
      source: {
        getCall: ({ sessionId }) => {
          if (sessionId === 'bad') throw error;
          return Promise.resolve(1);
        },
        listCalls: () => Promise.reject(error),
        listTranscriptions: () => Promise.reject(error),
      },
      clock: () => NOW,
      maxConcurrent: 1,
    });
    await assert.rejects(policy.getCall({ connection: ONE, sessionId: 'bad' }, SIGNAL), error);
    assert.equal(await policy.getCall({ connection: ONE, sessionId: 'good' }, SIGNAL), 1);
  });

  it('ends the wait of one whose signal is aborted, without its turn being lost or taken', async () => {
    const at = new Bench(1);
    const giveUp = new AbortController();
    const a = at.get('a');
    const b = at.get('b', { signal: giveUp.signal });
    const c = at.get('c');
    await settle();
    giveUp.abort();
    assert.deepEqual(await b, { reason: 'cancelled' });
    await at.answer('a');
    await at.answer('c');
    assert.deepEqual(await Promise.all([a, c]), ['a', 'c']);
    assert.deepEqual(at.sent, ['a', 'c']);
  });

  it('takes nobody’s turn away when one is given up that has had its own', async () => {
    const at = new Bench(1);
    const giveUp = new AbortController();
    const all = [at.get('a'), at.get('b', { signal: giveUp.signal }), at.get('c')];
    await settle();
    await at.answer('a');
    assert.deepEqual(at.sent, ['a', 'b']);
    giveUp.abort();
    await at.answer('b');
    assert.deepEqual(at.sent, ['a', 'b', 'c']);
    await at.answer('c');
    assert.deepEqual(await Promise.all(all), ['a', 'b', 'c']);
  });

  it('takes no turn for a signal that was aborted before', async () => {
    const at = new Bench(1);
    assert.deepEqual(await at.get('late', { signal: AbortSignal.abort() }), { reason: 'cancelled' });
    const good = at.get('good');
    await settle();
    await at.answer('good');
    assert.equal(await good, 'good');
    assert.deepEqual(at.sent, ['good']);
  });
});

describe('core request policy: a rate limit', () => {
  const LIMITED: Failure = { reason: 'rateLimited', retryAt: NOW + MINUTE };

  it('keeps all requests of its connection, and of no other, from being sent until its time', async () => {
    const at = new Bench();
    await at.getFailed('a', LIMITED);
    assert.equal(at.policy.resumesAt('one'), NOW + MINUTE);
    assert.equal(at.policy.resumesAt('other'), undefined);
    at.now += MINUTE - 1;
    assert.deepEqual(await at.get('b'), LIMITED);
    assert.deepEqual(await outcome(at.policy.listCalls({ connection: ONE }, SIGNAL)), LIMITED);
    void at.get('c', { at: OTHER });
    at.now += 1;
    assert.equal(at.policy.resumesAt('one'), undefined);
    void at.get('d');
    await settle();
    assert.deepEqual(at.sent, ['a', 'c', 'd']);
  });

  it('is met by those that were waiting for their turn', async () => {
    const at = new Bench(1);
    const [a, b] = [at.get('a'), at.get('b')];
    await settle();
    await at.fail('a', new CallError(LIMITED));
    assert.deepEqual(await Promise.all([a, b]), [LIMITED, LIMITED]);
    assert.deepEqual(at.sent, ['a']);
  });

  it('is not another key’s, also when it comes late', async () => {
    const at = new Bench();
    const late = at.get('late');
    await at.getFailed('a', LIMITED);
    at.policy.keyChanged('one');
    assert.equal(at.policy.resumesAt('one'), undefined);
    await at.fail('late', new CallError(LIMITED));
    assert.deepEqual(await late, LIMITED);
    void at.get('b');
    await settle();
    assert.deepEqual(at.sent, ['late', 'a', 'b']);
  });

  it('of ten years holds for a quarter of an hour, and again when it is said again', async () => {
    const at = new Bench();
    const ever: Failure = { reason: 'rateLimited', retryAt: NOW + 315_360_000 * SECOND };
    await at.getFailed('a', ever);
    at.now += 15 * MINUTE - 1;
    assert.deepEqual(await at.get('b'), ever);
    at.now += 1;
    await at.getFailed('c', ever);
    assert.deepEqual(await at.get('d'), ever);
    assert.deepEqual(at.sent, ['a', 'c']);
  });

  it('that names no time refuses nobody, and has many requests in a row wait a minute', async () => {
    const at = new Bench();
    await at.getFailed('a', { reason: 'rateLimited' });
    assert.equal(at.policy.resumesAt('one'), NOW + MINUTE);
    const b = at.get('b');
    await settle();
    await at.answer('b');
    assert.equal(await b, 'b');
    at.now += MINUTE;
    assert.equal(at.policy.resumesAt('one'), undefined);
  });
});

describe('core request policy: a refused key', () => {
  for (const reason of ['badApiKey', 'noAccess'] as const) {
    it(`${reason} stops every other request of its connection, and none of another`, async () => {
      const at = new Bench(1);
      const waiting = [at.get('a'), at.get('b'), at.get('c', { isWaitedFor: background })];
      await settle();
      await at.fail('a', new CallError({ reason }));
      assert.deepEqual(await Promise.all(waiting), [{ reason }, { reason }, { reason }]);
      assert.deepEqual(await outcome(at.policy.listCalls({ connection: ONE }, SIGNAL)), { reason });
      const transcripts = at.policy.listTranscriptions({ connection: ONE, sessionId: 'a' }, SIGNAL);
      assert.deepEqual(await outcome(transcripts), { reason });
      void at.get('d', { at: OTHER });
      await settle();
      assert.deepEqual(at.sent, ['a', 'd']);
    });
  }

  it('is tried again only when somebody waits, one request for all of them, and no sooner than in 5 s', async () => {
    const at = new Bench();
    const refused = { reason: 'badApiKey' } as const;
    await at.getFailed('a', refused);
    at.now += 24 * 60 * MINUTE;
    assert.deepEqual(await at.get('watch', { isWaitedFor: background }), refused);
    const tries = [at.get('b'), at.get('c')];
    await settle();
    assert.deepEqual(at.sent, ['a', 'b']);
    assert.deepEqual(await tries[1], refused);
    await at.fail('b', new CallError(refused));
    at.now += 5 * SECOND - 1;
    assert.deepEqual(await at.get('d'), refused);
    at.now += 1;
    const mended = at.get('e');
    await settle();
    await at.answer('e');
    assert.equal(await mended, 'e');
    void at.get('watch', { isWaitedFor: background });
    await settle();
    assert.deepEqual(at.sent, ['a', 'b', 'e', 'watch']);
  });

  it('is forgotten with the key, also when the refusal comes late', async () => {
    const at = new Bench();
    const late = at.get('late');
    await at.getFailed('a', { reason: 'noAccess' });
    at.policy.keyChanged('other');
    assert.deepEqual(await at.get('b'), { reason: 'noAccess' });
    at.policy.keyChanged('one');
    await at.fail('late', new CallError({ reason: 'badApiKey' }));
    assert.deepEqual(await late, { reason: 'badApiKey' });
    void at.get('c', { isWaitedFor: background });
    await settle();
    assert.deepEqual(at.sent, ['late', 'a', 'c']);
  });

  it('is not what a failure of another kind says', async () => {
    const reasons: readonly FailureReason[] = [
      'notFound',
      'noApiKey',
      'offline',
      'unknownHost',
      'serverError',
    ];
    const at = new Bench();
    for (const reason of reasons) await at.getFailed(reason, { reason });
    assert.deepEqual(at.sent, reasons);
  });
});
