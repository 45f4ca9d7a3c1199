import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { closedPort } from '../../support/http/servers.ts';
import { loopbackLookup as lookup } from './harness.ts';
import { behind, route, trustTestAuthority } from './tlsHarness.ts';

describe('a proxy that fails', () => {
  trustTestAuthority();

  for (const status of [407, 403, 502, 503]) {
    it(`it answers ${status}`, async () => {
      const { proxy } = await route({ status });
      const host = new URL(proxy.origin).host;
      assert.deepEqual(await (await behind({ proxy: proxy.origin })).fail(), {
        reason: 'proxy',
        host,
        httpStatus: status,
      });
      assert.equal(proxy.requests.length, 1);
    });
  }

  it('it wants an authorization', async () => {
    const { proxy } = await route({ authorization: 'Basic dXNlcjp3b3Jk' });
    assert.equal((await (await behind({ proxy: proxy.origin })).fail()).httpStatus, 407);
  });

  it('nothing listens there', async () => {
    const host = `127.0.0.1:${await closedPort()}`;
    const failure = await (await behind({ proxy: `http://${host}` })).fail();
    assert.deepEqual(failure, { reason: 'proxy', host, systemCode: 'ECONNREFUSED' });
  });

  it('its name does not resolve', async () => {
    const failure = await (await behind({ proxy: 'http://proxy.test:3128' })).fail();
    assert.deepEqual(failure, { reason: 'proxy', host: 'proxy.test:3128', systemCode: 'ENOTFOUND' });
  });

  it('it hangs up', async () => {
    const { proxy } = await route({ status: 0 });
    const { reason, systemCode } = await (await behind({ proxy: proxy.origin })).fail();
    assert.deepEqual({ reason, systemCode }, { reason: 'proxy', systemCode: 'UND_ERR_SOCKET' });
  });

  it('its own certificate is bad', async () => {
    const { proxy } = await route({ tls: 'self-signed' });
    const host = `proxy.test:${proxy.port}`;
    const failure = await (await behind({ proxy: `https://${host}` }, { lookup })).fail();
    assert.deepEqual(failure, { reason: 'proxy', host, systemCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  it('its certificate is for another host', async () => {
    const { proxy } = await route({ tls: 'server' });
    const host = `other.test:${proxy.port}`;
    const failure = await (await behind({ proxy: `https://${host}` }, { lookup })).fail();
    assert.deepEqual(failure, { reason: 'proxy', host, systemCode: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  for (const proxy of ['socks5://127.0.0.1:1080', 'http://', 'http://user:%ZZ@127.0.0.1:1']) {
    it(`it cannot be used, and is not gone around: ${proxy}`, async () => {
      assert.equal((await (await behind({ proxy }, { lookup })).fail()).reason, 'proxy');
    });
  }

  it('the system knows SOCKS only', async () => {
    const answer = 'SOCKS5 127.0.0.1:1080; SOCKS 127.0.0.1:1080';
    const failure = await (await behind({}, { resolveSystemProxy: async () => answer })).fail();
    assert.deepEqual(failure, { reason: 'proxy', host: '127.0.0.1:1080', systemCode: 'EPROTONOSUPPORT' });
  });
});
