import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  closedPort,
  startAnswering,
  startProxy,
  startServer,
  startStalledServer,
} from '../../support/http/servers.ts';
import { bench, DIRECT, failingLookup, failureOf, KEY, use } from './harness.ts';

const HOST = 'http://127.0.0.1';
const LIMIT = 1_000_000;

describe('the way to the server', () => {
  it('is offline: nothing listens there; not tried again', async () => {
    const port = await closedPort();
    const { fail, pauses } = await bench(`${HOST}:${port}`);
    assert.deepEqual(await fail(), {
      reason: 'offline',
      host: `127.0.0.1:${port}`,
      systemCode: 'ECONNREFUSED',
    });
    assert.deepEqual(pauses, []);
  });

  it('is unknownHost: the name does not resolve', async () => {
    const { fail, pauses } = await bench('https://x.call-us.test', { lookup: failingLookup('ENOTFOUND') });
    assert.deepEqual(await fail(), {
      reason: 'unknownHost',
      host: 'x.call-us.test',
      systemCode: 'ENOTFOUND',
    });
    assert.deepEqual(pauses, []);
  });

  it('is offline: the resolver does not answer, also when asked twice more', async () => {
    const { fail, pauses } = await bench('https://x.call-us.test', { lookup: failingLookup('EAI_AGAIN') });
    assert.equal((await fail()).reason, 'offline');
    assert.equal(pauses.length, 2);
  });

  for (const code of ['ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EMFILE']) {
    it(`is offline: ${code}`, async () => {
      const { fail } = await bench('https://x.call-us.test', { lookup: failingLookup(code) });
      assert.deepEqual(await fail(), { reason: 'offline', host: 'x.call-us.test', systemCode: code });
    });
  }

  it('is offline: the connection is reset before an answer, each of three times', async () => {
    const server = await use(startServer((request) => void request.socket.resetAndDestroy()));
    const { fail } = await bench(server);
    assert.equal((await fail()).reason, 'offline');
    assert.equal(server.requests.length, 3);
  });

  it('is badResponse: the body ends before its length, each of three times', async () => {
    const server = await use(
      startServer((_request, response) => {
        response.writeHead(200, { 'content-length': 1000 });
        response.write('{"data":{"sess', () => response.socket?.destroy());
      }),
    );
    const { reason, httpStatus } = await (await bench(server)).fail();
    assert.deepEqual({ reason, httpStatus }, { reason: 'badResponse', httpStatus: 200 });
    assert.equal(server.requests.length, 3);
  });

  it('is badResponse: a chunked body breaks off', async () => {
    const server = await use(
      startServer((_request, response) => {
        response.writeHead(200);
        response.write('{"data":{"sess', () => response.socket?.destroy());
      }),
    );
    assert.equal((await (await bench(server)).fail()).reason, 'badResponse');
  });

  it('takes the call where a later attempt brings it', async () => {
    const server = await use(
      startServer((_request, response, count) => {
        if (count < 3) response.socket?.destroy();
        else response.end('{"data":{"a":1}}');
      }),
    );
    assert.deepEqual(await (await bench(server)).get(), { a: 1 });
  });

  it('does not follow a redirect', async () => {
    const target = await use(startAnswering(200, { data: {} }));
    for (const status of [301, 302, 303, 307, 308]) {
      const server = await use(startAnswering(status, '', { location: `${target.origin}/v3/calls/x` }));
      const { reason, httpStatus } = await (await bench(server)).fail();
      assert.deepEqual({ reason, httpStatus }, { reason: 'badResponse', httpStatus: status });
    }
    assert.deepEqual(target.requests, []);
  });
});

describe('an answer that is too large', () => {
  it('is given up on its length alone', async () => {
    const server = await use(
      startServer((_request, response) => {
        response.writeHead(200, { 'content-length': LIMIT + 1 });
        response.flushHeaders();
      }),
    );
    assert.deepEqual(await (await bench(server)).fail(), { reason: 'tooLarge', limit: LIMIT });
    assert.equal(server.requests.length, 1);
  });

  it('is given up while it comes, before its end', async () => {
    let sent = 0;
    let ended = false;
    const block = Buffer.alloc(64 * 1024, ' ');
    const server = await use(
      startServer((_request, response) => {
        const pump = (): void => {
          while (sent < 20 * 1024 * 1024 && !response.destroyed) {
            sent += block.length;
            if (!response.write(block)) return void response.once('drain', pump);
          }
          ended = !response.destroyed;
          response.end();
        };
        pump();
      }),
    );
    assert.deepEqual(await (await bench(server)).fail(), { reason: 'tooLarge', limit: LIMIT });
    assert.equal(ended, false);
  });

  it('of exactly the limit is read', async () => {
    const text = '{"data":{}}'.padEnd(LIMIT);
    assert.deepEqual(await (await bench(await use(startAnswering(200, text)))).get(), {});
  });

  it('is not a page of a list of the size of ten calls', async () => {
    const text = '{"data":[]}'.padEnd(10 * LIMIT);
    const { source, connection } = await bench(await use(startAnswering(200, text)));
    assert.deepEqual(await source.listCalls({ connection }, new AbortController().signal), { items: [] });
    const larger = await bench(await use(startAnswering(200, `${text} `)));
    const listing = larger.source.listCalls({ connection: larger.connection }, new AbortController().signal);
    assert.deepEqual(await failureOf(listing), { reason: 'tooLarge', limit: 10 * LIMIT });
  });

  it('with a status of failure is told by its status', async () => {
    const server = await use(startAnswering(500, 'x'.repeat(20 * 1024 * 1024)));
    assert.equal((await (await bench(server)).fail()).reason, 'serverError');
  });
});

describe('a server that does not go on', () => {
  const soon = { timeoutSeconds: () => 0.15 };

  it('is a timeout: no headers', async () => {
    const server = await use(startStalledServer());
    const { fail, pauses } = await bench(server, soon);
    assert.deepEqual(await fail(), { reason: 'timeout', host: `127.0.0.1:${server.port}`, limit: 0.15 });
    // Not tried again. What the server got does not tell: on a busy machine the time is over before a byte is there.
    assert.deepEqual(pauses, []);
  });

  it('is a timeout: headers, then nothing', async () => {
    const server = await use(startServer((_request, response) => response.flushHeaders()));
    assert.equal((await (await bench(server, soon)).fail()).reason, 'timeout');
  });

  it('is a timeout: a byte now and then, forever', async () => {
    const server = await use(
      startServer((_request, response) => {
        const timer = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(timer));
      }),
    );
    assert.equal((await (await bench(server, soon)).fail()).reason, 'timeout');
  });

  it('is a timeout: the name is never resolved', async () => {
    const { fail } = await bench('https://x.call-us.test', { ...soon, lookup: () => {} });
    assert.equal((await fail()).reason, 'timeout');
  });

  it('is a timeout: TLS is never spoken', async () => {
    const server = await use(startStalledServer());
    const { fail } = await bench(`https://127.0.0.1:${server.port}`, soon);
    assert.equal((await fail()).reason, 'timeout');
  });

  it('is a timeout: the proxy never opens the tunnel', async () => {
    const proxy = await use(startProxy({ stalled: true }));
    const { fail } = await bench('https://x.call-us.test', {
      ...soon,
      network: () => ({ ...DIRECT, proxy: proxy.origin }),
    });
    assert.equal((await fail()).reason, 'timeout');
  });
});

describe('the log', () => {
  it('has one line a request, with what happened and no header', async () => {
    const server = await use(
      startServer((_request, response, count) =>
        response.writeHead(count === 1 ? 503 : 200).end('{"data":{}}'),
      ),
    );
    const { get, lines } = await bench(server);
    await get('team stand-up', undefined, 'superhero1');
    assert.equal(lines.length, 1);
    const host = `127\\.0\\.0\\.1:${server.port}`;
    assert.match(
      lines[0] ?? '',
      new RegExp(`^#1 GET ${host}/v3/calls/team%20stand-up: ok, 200, \\d+ ms, 11 bytes, retries: 1$`),
    );
  });

  it('names the reason and the codes of a failure', async () => {
    const { fail, lines } = await bench('https://x.call-us.test', { lookup: failingLookup('ENOTFOUND') });
    await fail();
    assert.match(lines[0] ?? '', /: unknownHost ENOTFOUND, no answer, \d+ ms, 0 bytes$/);
    assert(!lines.join('').includes(KEY));
  });
});
