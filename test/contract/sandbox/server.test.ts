import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { describe, it } from 'mocha';
import type { SandboxRequest } from '../../../src/sandbox/index.ts';
import { NOW, ask, askRaw, assertError, start } from './support.ts';

describe('sandbox: keys and errors', () => {
  it('wants a key', async () => {
    assertError(await ask(await start(), '/calls', { apikey: '' }), 401, 'AUTH_ERR_EMPTY_APIKEY');
    const sandbox = await start();
    const response = await fetch(`${sandbox.baseUrl}/calls`);
    assert.equal(response.status, 401);
  });

  it('refuses another key, and repeats it as the real server does', async () => {
    const sandbox = await start();
    for (const apikey of [
      'wrong-key',
      sandbox.apiKey.slice(0, -1),
      `${sandbox.apiKey}0`,
      sandbox.apiKey.toUpperCase(),
    ]) {
      const reply = await ask(sandbox, '/calls', { apikey });
      assertError(reply, 401, 'AUTH_ERR_APIKEY_NOT_FOUND');
      assert.ok(reply.body.error.message.includes(apikey));
    }
  });

  it('refuses an Auth Key', async () => {
    const sandbox = await start();
    assert.notEqual(sandbox.authKey, sandbox.apiKey);
    assertError(await ask(sandbox, '/calls', { apikey: sandbox.authKey }), 403, 'AUTH_ERR_NO_ACCESS');
  });

  it('takes the key it was given, else makes one of its own every time', async () => {
    assert.equal((await ask(await start({ apiKey: 'chosen' }), '/calls', { apikey: 'chosen' })).status, 200);
    const [one, two] = [await start(), await start()];
    assert.match(one.apiKey, /^[0-9a-f]{40}$/);
    assert.notEqual(one.apiKey, two.apiKey);
  });

  it('knows no app but its own, before it looks at the key', async () => {
    const sandbox = await start();
    for (const app of ['deadbeef00000', '']) {
      const reply = await askRaw(sandbox, `/apps/${app}/v3/calls`, {});
      assertError(reply, 400, 'AUTH_ERR_INVALID_APPID');
    }
  });

  it('wants a session id that is one', async () => {
    const sandbox = await start();
    for (const path of ['/calls/', '/calls/%20', '/calls/?page=1']) {
      assertError(await ask(sandbox, path), 400, 'ERR_EMPTY_CALL_SESSION_ID');
    }
    assertError(await ask(sandbox, '/calls/nope'), 404, 'ERR_CALL_SESSION_NOT_FOUND');
    assertError(await ask(sandbox, '/calls/%FF'), 400, 'ERR_BAD_REQUEST');
  });

  it('knows no other routes', async () => {
    const sandbox = await start();
    for (const path of ['/users', '', '/', '/calls/a/b', '/calls/a/transcriptions/b', '/Calls']) {
      assertError(await ask(sandbox, path), 404, 'ERR_API_NOT_FOUND');
    }
    assertError(await askRaw(sandbox, '/', { apikey: sandbox.apiKey }), 404, 'ERR_API_NOT_FOUND');
    assertError(await askRaw(sandbox, '/v3calls', { apikey: sandbox.apiKey }), 404, 'ERR_API_NOT_FOUND');
  });

  it('only reads', async () => {
    const sandbox = await start();
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const reply = await ask(sandbox, '/calls/team-standup', {}, method);
      assertError(reply, 405, 'ERR_METHOD_NOT_ALLOWED');
      assert.equal(reply.headers.get('allow'), 'GET');
    }
    assert.equal((await ask(sandbox, '/calls', {}, 'HEAD')).status, 405);
  });
});

describe('sandbox: the rate limit', () => {
  it('is the free plan’s: 500 a minute, told with every answer', async () => {
    const sandbox = await start();
    const first = await ask(sandbox, '/calls/team-standup');
    const second = await ask(sandbox, '/calls/nope');
    assert.equal(first.headers.get('x-rate-limit'), '500');
    assert.deepEqual(
      [first, second].map(({ headers }) => headers.get('x-rate-limit-remaining')),
      ['499', '498'],
    );
    assert.equal(first.headers.get('retry-after'), null);
  });

  it('refuses what is too much, says for how long, and lets it pass after a minute', async () => {
    let now = NOW;
    const sandbox = await start({ now: () => now, requestsPerMinute: 2 });
    now += 100_000;
    const firstAt = now;
    const path = '/calls/team-standup';
    assert.equal((await ask(sandbox, path)).status, 200);
    now += 17_500;
    assert.equal((await ask(sandbox, path)).status, 200);
    const reply = await ask(sandbox, path);
    assertError(reply, 429, 'ERR_TOO_MANY_REQUESTS');
    const header = (name: string) => reply.headers.get(name);
    assert.deepEqual(
      [
        header('retry-after'),
        header('x-rate-limit'),
        header('x-rate-limit-remaining'),
        header('x-rate-limit-reset'),
      ],
      ['43', '2', '0', String((firstAt + 60_000) / 1000)],
    );
    now = firstAt + 59_999;
    assert.equal((await ask(sandbox, path)).headers.get('retry-after'), '1');
    now = firstAt + 60_000;
    assert.equal((await ask(sandbox, path)).status, 200);
  });

  it('does not count requests without its key, and can be switched off', async () => {
    const sandbox = await start({ requestsPerMinute: 1 });
    assert.equal((await ask(sandbox, '/calls', { apikey: 'wrong' })).status, 401);
    assert.equal((await ask(sandbox, '/calls')).status, 200);
    const free = await start({ requestsPerMinute: Number.POSITIVE_INFINITY });
    assert.equal((await ask(free, '/calls')).headers.get('x-rate-limit'), null);
  });
});

describe('sandbox: the server', () => {
  it('refuses a Host that is not loopback, before anything else', async () => {
    const sandbox = await start();
    const { port } = new URL(sandbox.baseUrl);
    const apikey = sandbox.apiKey;
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1.evil.example',
      '10.0.0.1',
      'a b',
    ]) {
      assertError(await askRaw(sandbox, '/v3/calls', { apikey, host }), 421, 'ERR_MISDIRECTED_REQUEST');
    }
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`]) {
      assert.equal((await askRaw(sandbox, '/v3/calls', { apikey, host })).status, 200);
    }
  });

  it('listens on 127.0.0.1 and nowhere else', async () => {
    const sandbox = await start();
    const { port, hostname } = new URL(sandbox.baseUrl);
    assert.equal(hostname, '127.0.0.1');
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
      .map(({ address }) => address);
    for (const host of ['[::1]', ...outside]) {
      await assert.rejects(fetch(`http://${host}:${port}/v3/calls`), TypeError);
    }
  });

  it('lets no page of a browser read its answers', async () => {
    const { headers } = await ask(await start(), '/calls', { origin: 'https://evil.example' });
    assert.deepEqual(
      [...headers.keys()].filter((name) => name.startsWith('access-control')),
      [],
    );
  });

  it('rejects when its port is taken', async () => {
    const { port } = new URL((await start()).baseUrl);
    await assert.rejects(start({ port: Number(port) }), { code: 'EADDRINUSE' });
  });

  it('lets a test answer in its place', async () => {
    const heard: number[] = [];
    const sandbox = await start({
      intercept: (request, response) => {
        if (!request.url?.includes('broken')) return false;
        response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
        return true;
      },
      onRequest: ({ status }) => heard.push(status),
    });
    const response = await fetch(`${sandbox.baseUrl}/calls/broken`);
    assert.deepEqual([response.status, await response.text()], [502, '<h1>Bad Gateway</h1>']);
    assert.equal((await ask(sandbox, '/calls/team-standup')).status, 200);
    assert.deepEqual(heard, [502, 200]);
  });

  it('tells of each request before its answer, and never a key', async () => {
    const heard: SandboxRequest[] = [];
    const sandbox = await start({ onRequest: (request) => heard.push(request) });
    await ask(sandbox, `/calls/a%2Fb?apikey=${sandbox.apiKey}`, {
      onBehalfOf: 'superhero8',
      'x-copy': sandbox.apiKey,
      authorization: 'secret',
      accept: 'application/json',
    });
    await ask(sandbox, '/calls', { apikey: sandbox.authKey, 'x-other': 'kept' });
    const [first, second] = heard;
    assert.deepEqual(
      [first?.method, first?.url, first?.onBehalfOf, first?.status],
      ['GET', '/v3/calls/a%2Fb?apikey=***', 'superhero8', 404],
    );
    assert.equal(first?.headers['accept'], 'application/json');
    assert.deepEqual(
      [second?.onBehalfOf, second?.status, second?.headers['x-other']],
      [undefined, 403, 'kept'],
    );
    const told = JSON.stringify(heard);
    for (const secret of [sandbox.apiKey, sandbox.authKey, 'secret']) assert.ok(!told.includes(secret));
  });

  it('ends, also in the middle of an answer, and may be ended again', async () => {
    const { promise: arrived, resolve: reached } = Promise.withResolvers<void>();
    const sandbox = await start({
      intercept: () => {
        reached();
        return true;
      },
    });
    const pending = assert.rejects(fetch(`${sandbox.baseUrl}/calls`), TypeError);
    await arrived;
    await Promise.all([sandbox.dispose(), sandbox.dispose()]);
    await pending;
    await assert.rejects(fetch(`${sandbox.baseUrl}/calls`), TypeError);
    await sandbox.dispose();
  });
});
