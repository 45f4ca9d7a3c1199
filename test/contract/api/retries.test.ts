import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { describe, it } from 'mocha';
import { delay } from '../../../src/api/waiting.ts';
import { type TestServer, startAnswering, startServer } from '../../support/http/servers.ts';
import { bench, benchWithPolicy, connectionTo, failureOf, KEY, NOW, use } from './harness.ts';

const SIGNAL = new AbortController().signal;

/** Answers with the failures given, one a request, then with a call. */
function startRecovering(
  ...failures: (readonly [status: number, headers?: Record<string, string>])[]
): Promise<TestServer> {
  return startServer((_request, response, count) => {
    const [status, headers = {}] = failures[count - 1] ?? [200];
    response.writeHead(status, headers).end(status === 200 ? '{"data":{"a":1}}' : '');
  });
}

describe('a failure that may pass', () => {
  for (const status of [502, 503, 504]) {
    it(`is tried again twice, then told: ${status}`, async () => {
      const server = await use(startAnswering(status, ''));
      const { fail, pauses } = await bench(server);
      const { reason, httpStatus } = await fail();
      assert.deepEqual({ reason, httpStatus }, { reason: 'serverError', httpStatus: status });
      assert.equal(server.requests.length, 3);
      const [first = 0, second = 0] = pauses;
      assert.equal(pauses.length, 2);
      assert(first >= 150 && first <= 300, `${first}`);
      assert(second >= 300 && second <= 600, `${second}`);
    });
  }

  it('is forgotten when it passes', async () => {
    const server = await use(startRecovering([503], [502]));
    assert.deepEqual(await (await bench(server, { delay })).get(), { a: 1 });
    assert.equal(server.requests.length, 3);
  });

  for (const status of [400, 401, 403, 404, 500, 501]) {
    it(`is not one of them: ${status}`, async () => {
      const server = await use(startAnswering(status, ''));
      await (await bench(server)).fail();
      assert.equal(server.requests.length, 1);
    });
  }

  it('waits as long as a 503 asks, and gives up where that is long', async () => {
    const brief = await bench(await use(startRecovering([503, { 'retry-after': '2' }])));
    await brief.get();
    assert((brief.pauses[0] ?? 0) >= 2000, `${brief.pauses[0]}`);
    const long = await use(startRecovering([503, { 'retry-after': '120' }]));
    assert.equal((await (await bench(long)).fail()).reason, 'serverError');
    assert.equal(long.requests.length, 1);
  });

  it('is not put off by a rate limit that was not hit', async () => {
    const server = await use(startRecovering([503, { 'x-rate-limit-reset': '59' }]));
    const { get, pauses } = await bench(server);
    assert.deepEqual(await get(), { a: 1 });
    assert((pauses[0] ?? 0) <= 300);
  });
});

/** A time as HTTP writes it. */
function date(milliseconds: number): string {
  return new Date(milliseconds).toUTCString();
}

describe('a rate limit', () => {
  const told: readonly (readonly [headers: Record<string, string>, retryAt: number | undefined])[] = [
    [{ 'retry-after': '60' }, NOW + 60_000],
    [{ 'retry-after': '3600' }, NOW + 3_600_000],
    [{ 'retry-after': date(NOW + 90_000) }, NOW + 90_000],
    [{ 'retry-after': '60', 'x-rate-limit-reset': '5' }, NOW + 60_000],
    [{ 'x-rate-limit-reset': '42' }, NOW + 42_000],
    [{ 'x-ratelimit-reset': '42' }, NOW + 42_000],
    [{ 'x-rate-limit-reset': `${NOW / 1000 + 30}` }, NOW + 30_000],
    [{ 'x-ratelimit-reset': `${NOW + 30_000}` }, NOW + 30_000],
    [{}, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-5' }, undefined],
    [{ 'retry-after': '9'.repeat(400) }, undefined],
  ];
  for (const [headers, retryAt] of told) {
    it(`says when to come back, and is not tried before: ${JSON.stringify(headers).slice(0, 60)}`, async () => {
      const server = await use(startAnswering(429, { error: { code: 'ERR_TOO_MANY_REQUESTS' } }, headers));
      const { fail, pauses } = await bench(server);
      const failure = await fail();
      assert.equal(failure.reason, 'rateLimited');
      assert.equal(failure.retryAt, retryAt);
      assert.equal(server.requests.length, 1);
      assert.deepEqual(pauses, []);
    });
  }

  it('of a moment is waited for in full', async () => {
    const headers = [{ 'retry-after': '3' }, { 'retry-after': date(NOW + 1000) }, { 'retry-after': '0' }];
    for (const [index, asked] of [3000, 1000, 0].entries()) {
      const { get, pauses } = await bench(await use(startRecovering([429, headers[index] ?? {}])));
      assert.deepEqual(await get(), { a: 1 });
      assert((pauses[0] ?? -1) >= asked && (pauses[0] ?? 0) <= asked + 300, `${pauses[0]}`);
    }
  });

  it('that goes on is told after three requests', async () => {
    const server = await use(startAnswering(429, '', { 'retry-after': '1' }));
    const { reason, retryAt } = await (await bench(server)).fail();
    assert.deepEqual({ reason, retryAt }, { reason: 'rateLimited', retryAt: NOW + 1000 });
    assert.equal(server.requests.length, 3);
  });

  it('holds further requests of its connection, and of no other, until its time', async () => {
    let now = NOW;
    const server = await use(startRecovering([429, { 'retry-after': '60' }]));
    const credentials = async (): Promise<{ baseUrl: string; apiKey: string }> => ({
      baseUrl: `${server.origin}/v3`,
      apiKey: KEY,
    });
    const { fail, get, source } = await benchWithPolicy(server, { clock: () => now, credentials });
    await fail();
    now += 59_999;
    assert.deepEqual(await fail(), { reason: 'rateLimited', retryAt: NOW + 60_000 });
    const listing = source.listCalls({ connection: connectionTo(server) }, SIGNAL);
    assert.equal((await failureOf(listing)).reason, 'rateLimited');
    assert.equal(server.requests.length, 1);
    const other = source.getCall({ connection: connectionTo(server, 'two'), sessionId: 'x' }, SIGNAL);
    assert.deepEqual(await other, { a: 1 });
    now += 1;
    assert.deepEqual(await get(), { a: 1 });
    assert.equal(server.requests.length, 3);
  });

  it('holds no request that has another key', async () => {
    const server = await use(startRecovering([429, { 'retry-after': '900' }]));
    let apiKey = KEY;
    const credentials = async () => ({ baseUrl: `${server.origin}/v3`, apiKey });
    const { fail, get, source, connection } = await benchWithPolicy(server, { credentials });
    await fail();
    apiKey = `${KEY}2`;
    source.keyChanged('another');
    assert.equal((await fail()).reason, 'rateLimited');
    source.keyChanged(connection.id);
    assert.deepEqual(await get(), { a: 1 });
    assert.deepEqual(
      server.requests.map(({ headers }) => headers['apikey']),
      [KEY, `${KEY}2`],
    );
  });

  it('does not hold another key when it comes late', async () => {
    const underWay = Promise.withResolvers<ServerResponse>();
    const server = await use(
      startServer((_request, response, count) => {
        if (count > 1) response.end('{"data":{"a":1}}');
        else underWay.resolve(response);
      }),
    );
    const { fail, get, source, connection } = await benchWithPolicy(server);
    const late = fail();
    const response = await underWay.promise;
    source.keyChanged(connection.id);
    response.writeHead(429, { 'retry-after': '900' }).end();
    assert.equal((await late).reason, 'rateLimited');
    assert.deepEqual(await get(), { a: 1 });
  });

  it('of ten years holds for a quarter of an hour only', async () => {
    let now = NOW;
    const server = await use(startRecovering([429, { 'retry-after': '315360000' }]));
    const { fail, get } = await benchWithPolicy(server, { clock: () => now });
    await fail();
    now += 15 * 60_000 - 1;
    assert.equal((await fail()).retryAt, NOW + 315_360_000_000);
    now += 1;
    assert.deepEqual(await get(), { a: 1 });
  });
});
