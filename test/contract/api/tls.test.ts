import assert from 'node:assert/strict';
import tls from 'node:tls';
import { describe, it } from 'mocha';
import type { NetworkSettings } from '../../../src/api/index.ts';
import { certificate, startAnswering } from '../../support/http/servers.ts';
import { bench, DIRECT, loopbackLookup as lookup, use } from './harness.ts';
import { HOST, startCalls, trustTestAuthority, USUAL } from './tlsHarness.ts';

function withSettings(settings: Partial<NetworkSettings>): () => NetworkSettings {
  return () => ({ ...DIRECT, ...settings });
}

describe('a connection over TLS', () => {
  trustTestAuthority();

  it('trusts the default certificates', async () => {
    const server = await startCalls();
    assert.deepEqual(await (await bench(`https://${HOST}:${server.port}`, { lookup })).get(), { a: 1 });
  });

  it('trusts them together with those of the system', async () => {
    const server = await startCalls();
    const network = withSettings({ systemCertificates: true });
    assert.deepEqual(await (await bench(`https://${HOST}:${server.port}`, { lookup, network })).get(), {
      a: 1,
    });
  });

  const refused = [
    ['signed by nobody', 'self-signed', HOST, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['expired', 'expired', HOST, 'CERT_HAS_EXPIRED'],
    ['for another host', 'server', 'other.call-us.cometchat.io', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ] as const;
  for (const [name, kind, host, systemCode] of refused) {
    it(`is tls, and asks for nothing: a certificate ${name}`, async () => {
      const server = await startCalls(kind);
      // Only behind a proxy may the check be off.
      const network = withSettings({ proxyStrictSSL: false });
      const { fail } = await bench(`https://${host}:${server.port}`, { lookup, network });
      assert.deepEqual(await fail(), { reason: 'tls', host: `${host}:${server.port}`, systemCode });
      assert.deepEqual(server.requests, []);
    });
  }

  it('is tls: an authority that is not trusted any more, after the network changed', async () => {
    const server = await startCalls();
    const { get, fail, source } = await bench(`https://${HOST}:${server.port}`, { lookup });
    await get();
    tls.setDefaultCACertificates(USUAL);
    try {
      source.networkChanged();
      assert.equal((await fail()).reason, 'tls');
    } finally {
      tls.setDefaultCACertificates([...USUAL, certificate('ca')]);
    }
  });

  it('is tls: the server speaks plain HTTP', async () => {
    const server = await use(startAnswering(200, { data: {} }));
    const { reason, systemCode } = await (await bench(`https://${HOST}:${server.port}`, { lookup })).fail();
    assert.equal(reason, 'tls');
    assert.match(systemCode ?? '', /^(?:EPROTO|ERR_SSL_)/);
  });
});
