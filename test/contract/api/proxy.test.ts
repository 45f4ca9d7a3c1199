import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { describe, it } from 'mocha';
import type { NetworkSettings } from '../../../src/api/index.ts';
import { startAnswering, startProxy } from '../../support/http/servers.ts';
import { bench, DIRECT, loopbackLookup as lookup, use } from './harness.ts';
import { behind, HOST, route, startCalls, trustTestAuthority } from './tlsHarness.ts';

describe('a proxy', () => {
  trustTestAuthority();

  it('of the settings leads to the host, and sees neither path nor key', async () => {
    const { server, proxy } = await route();
    const { get } = await behind({ proxy: proxy.origin });
    assert.deepEqual(await get(), { a: 1 });
    assert.equal(server.requests[0]?.target, '/v3/calls/team-standup');
    assert.equal(server.requests[0]?.headers.host, HOST);
    assert.deepEqual(
      proxy.requests.map(({ method, target, headers }) => [method, target, 'apikey' in headers]),
      [['CONNECT', `${HOST}:443`, false]],
    );
  });

  it('keeps its tunnel for the next request', async () => {
    const { proxy } = await route();
    const { get } = await behind({ proxy: proxy.origin });
    await get();
    // undici uses a connection again only after a turn of the event loop.
    await setImmediate();
    await setImmediate();
    await get();
    assert.equal(proxy.requests.length, 1);
  });

  const found: readonly (readonly [name: string, settings: (origin: string) => Partial<NetworkSettings>])[] =
    [
      ['HTTPS_PROXY', (origin) => ({ environment: { HTTPS_PROXY: origin } })],
      [
        'https_proxy before HTTPS_PROXY',
        (origin) => ({ environment: { https_proxy: origin, HTTPS_PROXY: 'http://x' } }),
      ],
      ['HTTP_PROXY', (origin) => ({ environment: { HTTP_PROXY: origin } })],
      [
        'HTTPS_PROXY without a scheme',
        (origin) => ({ environment: { HTTPS_PROXY: origin.slice('http://'.length) } }),
      ],
      [
        'http.proxy before HTTPS_PROXY',
        (origin) => ({ proxy: origin, environment: { HTTPS_PROXY: 'http://x' } }),
      ],
      [
        'http.noProxy in place of NO_PROXY',
        (proxy) => ({ proxy, noProxy: ['x'], environment: { NO_PROXY: '*' } }),
      ],
    ];
  for (const [name, settings] of found) {
    it(`is found: ${name}`, async () => {
      const { proxy } = await route();
      assert.deepEqual(await (await behind(settings(proxy.origin))).get(), { a: 1 });
      assert.equal(proxy.requests.length, 1);
    });
  }

  const avoided: readonly (readonly [
    name: string,
    settings: (origin: string) => Partial<NetworkSettings>,
  ])[] = [
    ['http.proxySupport off', (proxy) => ({ proxy, proxySupport: 'off' })],
    ['http.noProxy', (proxy) => ({ proxy, noProxy: ['cometchat.io'] })],
    [
      'NO_PROXY, for the proxy of the settings too',
      (proxy) => ({ proxy, environment: { NO_PROXY: 'a,.cometchat.io' } }),
    ],
    ['no_proxy', (origin) => ({ environment: { HTTPS_PROXY: origin, no_proxy: '*' } })],
  ];
  for (const [name, settings] of avoided) {
    it(`is not used: ${name}`, async () => {
      const { proxy } = await route();
      const resolveSystemProxy = async (): Promise<string> => proxy.origin;
      const { reason } = await (await behind(settings(proxy.origin), { resolveSystemProxy })).fail();
      assert.equal(reason, 'unknownHost');
      assert.deepEqual(proxy.requests, []);
    });
  }

  it('is never used for loopback', async () => {
    const proxy = await use(startProxy());
    const server = await use(startAnswering(200, { data: {} }));
    const { get } = await bench(server, { network: () => ({ ...DIRECT, proxy: proxy.origin }) });
    await get();
    assert.deepEqual(proxy.requests, []);
  });

  it('of the system is asked for last, and with the origin only', async () => {
    const { proxy } = await route();
    const asked: string[] = [];
    const resolveSystemProxy = async (url: string): Promise<string> => {
      asked.push(url);
      return `SOCKS nowhere:1; PROXY ${new URL(proxy.origin).host}; DIRECT`;
    };
    assert.deepEqual(await (await behind({}, { resolveSystemProxy })).get(), { a: 1 });
    assert.deepEqual(asked, [`https://${HOST}/`]);
    assert.equal(proxy.requests.length, 1);
  });

  it('of the system is done without where the system has none, or fails', async () => {
    const server = await startCalls();
    for (const resolveSystemProxy of [
      async () => undefined,
      async () => 'DIRECT',
      async () => '',
      () => Promise.reject(new Error('no resolver')),
      () => {
        throw new TypeError('resolver is not a function');
      },
    ]) {
      const { get } = await bench(`https://${HOST}:${server.port}`, { lookup, resolveSystemProxy });
      assert.deepEqual(await get(), { a: 1 });
    }
  });

  it('gets the authorization of the settings', async () => {
    const authorization = 'Basic dXNlcjp3b3Jk';
    const { proxy } = await route({ authorization });
    const { get } = await behind({ proxy: proxy.origin, proxyAuthorization: authorization });
    assert.deepEqual(await get(), { a: 1 });
  });

  it('gets the user and the password of its URL', async () => {
    const { proxy } = await route({ authorization: `Basic ${Buffer.from('us er:w@rd').toString('base64')}` });
    const { get } = await behind({ proxy: proxy.origin.replace('//', '//us%20er:w%40rd@') });
    assert.deepEqual(await get(), { a: 1 });
  });

  it('over TLS is trusted like a server', async () => {
    const { proxy } = await route({ tls: 'server' });
    const through = { proxy: `https://proxy.test:${proxy.port}` };
    assert.deepEqual(await (await behind(through, { lookup })).get(), { a: 1 });
  });

  it('is told apart from a proxy: the server behind it has a bad certificate', async () => {
    const server = await startCalls('self-signed');
    const proxy = await use(startProxy({ route: () => server.port }));
    const failure = await (await behind({ proxy: proxy.origin })).fail();
    assert.deepEqual(failure, { reason: 'tls', host: HOST, systemCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    const loose = await behind({ proxy: proxy.origin, proxyStrictSSL: false });
    assert.deepEqual(await loose.get(), { a: 1 });
    assert.match(loose.lines.join('\n'), /proxyStrictSSL is off/);
  });

  const routes: readonly (readonly [
    name: string,
    network: Partial<NetworkSettings>,
    base: string,
    expected: object,
  ])[] = [
    ['none', {}, `https://${HOST}`, { isUsable: true, certificates: 'checked' }],
    ['loopback', { proxy: 'http://p:1' }, 'http://127.0.0.1:1', { isUsable: true, certificates: 'none' }],
    [
      'one, and no word of its password',
      { proxy: 'http://user:word@p.example:1' },
      `https://${HOST}`,
      { proxy: 'p.example:1', isUsable: true, certificates: 'checked' },
    ],
    [
      'one, without checks',
      { proxy: 'http://p.example:1', proxyStrictSSL: false },
      `https://${HOST}`,
      { proxy: 'p.example:1', isUsable: true, certificates: 'unchecked' },
    ],
    [
      'no checks, but no proxy',
      { proxyStrictSSL: false },
      `https://${HOST}`,
      { isUsable: true, certificates: 'checked' },
    ],
    [
      'one of no use',
      { proxy: 'socks5://p.example:1' },
      `https://${HOST}`,
      { proxy: 'p.example:1', isUsable: false, certificates: 'checked' },
    ],
  ];
  for (const [name, network, base, expected] of routes) {
    it(`is told to who asks for the way: ${name}`, async () => {
      const { source, connection } = await bench(base, { network: () => ({ ...DIRECT, ...network }) });
      assert.deepEqual(await source.routeTo(connection, new AbortController().signal), expected);
    });
  }

  it('is used from the next request on when the settings change', async () => {
    const { server, proxy } = await route();
    let network: NetworkSettings = { ...DIRECT, proxy: proxy.origin };
    const { get, source } = await bench(`https://${HOST}:${server.port}`, { lookup, network: () => network });
    const first = get().catch(() => undefined);
    await proxy.asked;
    network = DIRECT;
    source.networkChanged();
    assert.deepEqual(await get(), { a: 1 });
    await first;
    assert.equal(proxy.requests.length, 1);
  });
});
