/** What the tests of TLS and of proxies share: the derived host, a TLS server for it, a trusted authority. */
import tls from 'node:tls';
import { after, before } from 'mocha';
import type { ApiDependencies, NetworkSettings } from '../../../src/api/index.ts';
import type { TestServer } from '../../support/http/servers.ts';
import { certificate, startProxy, startServer } from '../../support/http/servers.ts';
import type { Bench } from './harness.ts';
import { bench, DIRECT, failingLookup, use } from './harness.ts';

/** The host that CometChat derives for the app of the tests. */
export const HOST = '204546db1e57db4.call-us.cometchat.io';

/** The default certificates without the tests' authority. */
export const USUAL = tls.getCACertificates('default');

/** Trusts the tests' authority in a suite, as NODE_EXTRA_CA_CERTS would; bundle.test.ts proves that variable. */
export function trustTestAuthority(): void {
  before(() => tls.setDefaultCACertificates([...USUAL, certificate('ca')]));
  after(() => tls.setDefaultCACertificates(USUAL));
}

/** A Calls API over TLS that answers everything with one call. */
export function startCalls(kind: 'server' | 'expired' | 'self-signed' = 'server'): Promise<TestServer> {
  return use(startServer((_request, response) => response.end('{"data":{"a":1}}'), kind));
}

/** A bench behind a proxy that leads `https://HOST` to a TLS server; without a proxy its name has no address. */
export async function behind(
  network: Partial<NetworkSettings>,
  more: Partial<ApiDependencies> = {},
): Promise<Bench> {
  return bench(`https://${HOST}`, {
    network: () => ({ ...DIRECT, ...network }),
    lookup: failingLookup('ENOTFOUND'),
    ...more,
  });
}

/** A TLS server for HOST, and a proxy that leads there. */
export async function route(
  options: Parameters<typeof startProxy>[0] = {},
): Promise<{ server: TestServer; proxy: TestServer }> {
  const server = await startCalls();
  const proxy = await use(
    startProxy({ route: (target) => (target === `${HOST}:443` ? server.port : 1), ...options }),
  );
  return { server, proxy };
}
