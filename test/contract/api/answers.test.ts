import assert from 'node:assert/strict';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, it } from 'mocha';
import type { FailureReason } from '../../../src/core/failure/model.ts';
import { startAnswering, startRawServer, startServer } from '../../support/http/servers.ts';
import { bench, failureOf, use } from './harness.ts';

const CALL = { sessionId: 'team-standup', status: 'ended', odd: { nested: [1, null] } };

describe('the answers of Get Call', () => {
  const good: readonly (readonly [name: string, body: unknown, expected: unknown])[] = [
    ['an object', { data: CALL }, CALL],
    ['an array of one', { data: [CALL] }, CALL],
    ['an array of one with another id', { data: [{ sessionId: 'other' }] }, { sessionId: 'other' }],
    ['one of several by its id', { data: [{ sessionId: 'other' }, CALL, 7] }, CALL],
    ['wrong types in every field', { data: { sessionId: 7, status: [] } }, { sessionId: 7, status: [] }],
    ['an empty object', { data: {} }, {}],
  ];
  for (const [name, body, expected] of good) {
    it(`gives the call as it was sent: ${name}`, async () => {
      const { get } = await bench(await use(startAnswering(200, body)));
      assert.deepEqual(await get(), expected);
    });
  }

  it('keeps its bytes together where chunks cut a character, and takes a byte order mark', async () => {
    const bytes = Buffer.from(`\u{feff}${JSON.stringify({ data: { name: 'Zoë 🎧' } })}`);
    const server = await use(
      startServer((_request, response) => {
        response.writeHead(200);
        for (const byte of bytes) response.write(Buffer.of(byte));
        response.end();
      }),
    );
    const { get } = await bench(server);
    assert.deepEqual(await get(), { name: 'Zoë 🎧' });
  });

  const bad: readonly (readonly [name: string, body: unknown])[] = [
    ['HTML', '<!DOCTYPE html><title>Welcome</title>'],
    ['nothing', ''],
    ['truncated JSON', '{"data":{"sessionId":"team-'],
    ['null', null],
    ['a number', 7],
    ['an object without data', { calls: [] }],
    ['data: null', { data: null }],
    ['data: a text', { data: 'call' }],
    ['an empty array', { data: [] }],
    ['an array of one that is no call', { data: ['call'] }],
    ['several, none with the id', { data: [{ sessionId: 'a' }, { sessionId: 'b' }] }],
    ['several, two with the id', { data: [CALL, CALL] }],
    ['an error nobody knows', { error: { code: 'ERR_NEW', message: 'x' } }],
  ];
  for (const [name, body] of bad) {
    it(`is badResponse: 200 with ${name}`, async () => {
      const server = await use(startAnswering(200, body));
      const { fail } = await bench(server);
      const { reason, httpStatus } = await fail();
      assert.deepEqual({ reason, httpStatus }, { reason: 'badResponse', httpStatus: 200 });
      assert.equal(server.requests.length, 1);
    });
  }

  it('is badResponse: not HTTP at all', async () => {
    const server = await use(startRawServer((socket) => void socket.end('220 mail.example ESMTP\r\n')));
    assert.equal((await (await bench(server)).fail()).reason, 'badResponse');
  });
});

describe('a compressed answer', () => {
  const text = JSON.stringify({ data: CALL });
  const good: readonly (readonly [encoding: string, body: Buffer])[] = [
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['GZIP', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['zstd', zstdCompressSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
    ['identity', Buffer.from(text)],
  ];
  for (const [encoding, body] of good) {
    it(`is asked for, and read: ${encoding}`, async () => {
      const server = await use(startAnswering(200, body, { 'content-encoding': encoding }));
      assert.deepEqual(await (await bench(server)).get(), CALL);
      assert.equal(server.requests[0]?.headers['accept-encoding'], 'gzip, br, zstd');
    });
  }

  const bad: readonly (readonly [name: string, encoding: string, body: Buffer])[] = [
    ['not gzip', 'gzip', Buffer.from(text)],
    ['not brotli', 'br', Buffer.from(text)],
    ['not zstd', 'zstd', Buffer.from(text)],
    ['gzip that ends early', 'gzip', gzipSync(text).subarray(0, -12)],
    ['brotli that ends early', 'br', brotliCompressSync(text).subarray(0, -4)],
    ['zstd that ends early', 'zstd', zstdCompressSync(text).subarray(0, -4)],
    ['gzip with a wrong checksum', 'gzip', withWrongChecksum(gzipSync(text))],
    ['of a kind nobody asked for', 'compress', Buffer.from(text)],
    ['six times over', 'gzip, gzip, gzip, gzip, gzip, gzip', gzipSync(text)],
    ['nothing', 'gzip', Buffer.of()],
  ];
  for (const [name, encoding, body] of bad) {
    it(`is badResponse: ${name}`, async () => {
      const server = await use(startAnswering(200, body, { 'content-encoding': encoding }));
      assert.equal((await (await bench(server)).fail()).reason, 'badResponse');
    });
  }

  for (const [encoding, compress] of [
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ] as const) {
    it(`is given up when what comes out is too large, however small it came: ${encoding}`, async () => {
      const body = compress(Buffer.alloc(64 * 1024 * 1024, ' '));
      assert.ok(body.length < 100_000);
      const server = await use(startAnswering(200, body, { 'content-encoding': encoding }));
      const { fail, lines } = await bench(server);
      assert.deepEqual(await fail(), { reason: 'tooLarge', limit: 1_000_000 });
      const [, read] = /(\d+) bytes/.exec(lines.join('\n')) ?? [];
      assert.ok(Number(read) < 1_100_000, `${read} bytes came out`);
    });
  }

  it('of an error tells its code', async () => {
    const body = gzipSync(JSON.stringify({ error: { code: 'AUTH_ERR_APIKEY_NOT_FOUND' } }));
    const server = await use(startAnswering(404, body, { 'content-encoding': 'gzip' }));
    assert.equal((await (await bench(server)).fail()).reason, 'badApiKey');
  });

  it('of an error that cannot be read is told by its status', async () => {
    const server = await use(startAnswering(503, 'x', { 'content-encoding': 'gzip' }));
    assert.equal((await (await bench(server)).fail()).reason, 'serverError');
  });
});

/** The sum is in the eight bytes at the end, before the length. */
function withWrongChecksum(gzip: Buffer): Buffer {
  const wrong = Buffer.from(gzip);
  wrong.writeUInt8(wrong.readUInt8(wrong.length - 8) ^ 1, wrong.length - 8);
  return wrong;
}

describe('an error of the Calls API', () => {
  const rows: readonly (readonly [status: number, code: string, reason: FailureReason])[] = [
    [401, 'AUTH_ERR_EMPTY_APIKEY', 'noApiKey'],
    [401, 'AUTH_ERR_APIKEY_NOT_FOUND', 'badApiKey'],
    [404, 'AUTH_ERR_APIKEY_NOT_FOUND', 'badApiKey'],
    [403, 'AUTH_ERR_NO_ACCESS', 'noAccess'],
    [404, 'ERR_CALL_SESSION_NOT_FOUND', 'notFound'],
    [400, 'ERR_EMPTY_CALL_SESSION_ID', 'invalidSessionId'],
    [403, 'ERR_CALL_NOT_A_PART', 'notAPart'],
    [404, 'ERR_UID_NOT_FOUND', 'userNotFound'],
    [400, 'AUTH_ERR_INVALID_APPID', 'unknownHost'],
    [429, 'ERR_TOO_MANY_REQUESTS', 'rateLimited'],
    // The code goes before the status, whatever that is.
    [200, 'ERR_CALL_SESSION_NOT_FOUND', 'notFound'],
    [500, 'AUTH_ERR_APIKEY_NOT_FOUND', 'badApiKey'],
    [503, 'ERR_UID_NOT_FOUND', 'userNotFound'],
  ];
  for (const [status, code, reason] of rows) {
    it(`${status} ${code} is ${reason}`, async () => {
      const server = await use(startAnswering(status, { error: { code, message: 'm', details: 'd' } }));
      const failure = await (await bench(server)).fail();
      assert.deepEqual(
        { reason: failure.reason, httpStatus: failure.httpStatus, serverCode: failure.serverCode },
        { reason, httpStatus: status, serverCode: code },
      );
      assert.equal(server.requests.length, 1);
    });
  }

  const byStatus: readonly (readonly [status: number, body: unknown, reason: FailureReason])[] = [
    [400, { error: { code: 'ERR_BAD_REQUEST' } }, 'badResponse'],
    [401, '', 'badApiKey'],
    [403, { error: { code: 'ERR_NEW' } }, 'noAccess'],
    [403, '<h1>Blocked by the firewall</h1>', 'badResponse'],
    [404, { error: { message: 'no code' } }, 'notFound'],
    [404, '<h1>Not Found</h1>', 'badResponse'],
    [404, { error: 'a text' }, 'badResponse'],
    [407, '', 'proxy'],
    [429, '<h1>Slow down</h1>', 'rateLimited'],
    [500, '', 'serverError'],
    [502, '<h1>Bad Gateway</h1>', 'serverError'],
    [599, { error: { code: 'lower case' } }, 'serverError'],
  ];
  for (const [status, body, reason] of byStatus) {
    it(`${status} without a known code is ${reason}: ${JSON.stringify(body)}`, async () => {
      const failure = await (await bench(await use(startAnswering(status, body)))).fail();
      assert.equal(failure.reason, reason);
      assert.equal(failure.httpStatus, status);
    });
  }

  it('keeps a code of capitals, digits and underscores only, at most 64', async () => {
    for (const code of ['<b>', 'ERR_Ü', 'A'.repeat(65), '', 7, null, ['ERR_UID_NOT_FOUND']]) {
      const failure = await (await bench(await use(startAnswering(400, { error: { code } })))).fail();
      assert.equal(failure.serverCode, undefined);
    }
  });

  it('says that the id is empty where the server says so', async () => {
    const server = await use(startAnswering(400, { error: { code: 'ERR_EMPTY_CALL_SESSION_ID' } }));
    assert.equal((await (await bench(server)).fail()).invalid, 'empty');
  });
});

describe('the lists', () => {
  const signal = new AbortController().signal;

  it('gives a page with what pagination says', async () => {
    const pagination = { total: 250, count: 1, current_page: 2, total_pages: '3' };
    const server = await use(startAnswering(200, { data: [CALL], meta: { pagination } }));
    const { source, connection } = await bench(server);
    const page = await source.listCalls(
      { connection, type: 'audio', startedAt: 1_600_000_000_999, page: 2 },
      signal,
    );
    assert.deepEqual(page, { items: [CALL], total: 250, currentPage: 2, totalPages: 3 });
    assert.equal(server.requests[0]?.target, '/v3/calls?type=audio&page=2&startedAt=1600000000');
  });

  it('sends each filter, encoded', async () => {
    const server = await use(startAnswering(200, { data: [] }));
    const { source, connection } = await bench(server);
    await source.listCalls(
      { connection, status: 'ended', uid: 'a&b=ü', hasRecording: false, participantsCount: 2, perPage: 1 },
      signal,
    );
    const query = '?status=ended&uid=a%26b%3D%C3%BC&hasRecording=false&participantsCount=2&perPage=1';
    assert.equal(server.requests[0]?.target, `/v3/calls${query}`);
  });

  it('gives an empty page, and one whose pagination is missing or wrong', async () => {
    for (const meta of [
      undefined,
      null,
      [],
      { pagination: { total: -1, current_page: 'x', total_pages: 1.5 } },
    ]) {
      const { source, connection } = await bench(await use(startAnswering(200, { data: [], meta })));
      assert.deepEqual(await source.listCalls({ connection }, signal), { items: [] });
    }
  });

  it('lists transcriptions below the call', async () => {
    const server = await use(startAnswering(200, { data: [{ tid: 't' }] }));
    const { source, connection } = await bench(server);
    const request = { connection, sessionId: 'a/b', onBehalfOf: 'superhero1', page: 1, perPage: 1000 };
    assert.deepEqual(await source.listTranscriptions(request, signal), { items: [{ tid: 't' }] });
    assert.equal(server.requests[0]?.target, '/v3/calls/a%2Fb/transcriptions?page=1&perPage=1000');
    assert.equal(server.requests[0]?.headers['onbehalfof'], 'superhero1');
  });

  it('is badResponse: data that is no array', async () => {
    for (const body of [{ data: {} }, {}, 'x']) {
      const { source, connection } = await bench(await use(startAnswering(200, body)));
      assert.equal((await failureOf(source.listCalls({ connection }, signal))).reason, 'badResponse');
    }
  });
});
