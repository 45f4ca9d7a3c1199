/** What the tests of `src/api` share: a source of calls against a test server, and its ends. */
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { afterEach } from 'mocha';
import {
  createCallSource,
  type ApiDependencies,
  type HttpCallSource,
  type NetworkSettings,
} from '../../../src/api/index.ts';
import { RequestPolicy } from '../../../src/core/requests/requestPolicy.ts';
import type { Connection } from '../../../src/core/connection/model.ts';
import { CallError, type AnyFailure } from '../../../src/core/failure/model.ts';
import type { TestServer } from '../../support/http/servers.ts';

/** Holds no secret of anyone; has letters of both cases and characters that encodings change. */
export const KEY = 'Key/+With~Every=Trap"7d1c0a9f3e';

/** 2026-01-02 03:04:05 UTC. */
export const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);

export const DIRECT: NetworkSettings = {
  proxySupport: 'override',
  proxy: '',
  noProxy: [],
  proxyStrictSSL: true,
  proxyAuthorization: undefined,
  systemCertificates: false,
  environment: {},
};

const open: { close(): Promise<void> }[] = [];

/** Closes a server, or a source, when the test has ended. */
export async function use<T extends { close(): Promise<void> } | HttpCallSource>(
  thing: T | Promise<T>,
): Promise<T> {
  const used = await thing;
  open.unshift('close' in used ? used : { close: () => used.dispose() });
  return used;
}

afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

/** A connection whose base URL is a test server's, with the path `/v3`. */
export function connectionTo(server: Pick<TestServer, 'origin'> | string, id = 'one'): Connection {
  const origin = typeof server === 'string' ? server : server.origin;
  return {
    id,
    name: 'Test',
    appId: '204546db1e57db4',
    region: 'us',
    baseUrl: `${origin}/v3`,
    kind: 'custom',
  };
}

export interface Bench {
  readonly source: HttpCallSource;
  readonly connection: Connection;
  /** Everything the logger was given. */
  readonly lines: readonly string[];
  /** The pauses between attempts, in milliseconds; they are not waited for. */
  readonly pauses: readonly number[];
  /** Looks a call up; resolves with its `data`. */
  readonly get: (sessionId?: string, signal?: AbortSignal, onBehalfOf?: string) => Promise<unknown>;
  /** Looks a call up that must fail. */
  readonly fail: (sessionId?: string, signal?: AbortSignal, onBehalfOf?: string) => Promise<AnyFailure>;
}

/** A source that knows the key of one connection. */
export async function bench(
  server: Pick<TestServer, 'origin'> | string,
  overrides: Partial<ApiDependencies> = {},
): Promise<Bench> {
  const connection = connectionTo(server);
  const lines: string[] = [];
  const pauses: number[] = [];
  const log = (line: string): void => void lines.push(line);
  const source = await use(
    createCallSource({
      credentials: async () => ({ baseUrl: connection.baseUrl, apiKey: KEY }),
      network: () => DIRECT,
      timeoutSeconds: () => 5,
      logger: { debug: log, info: log, warn: log, error: log },
      clock: () => NOW,
      delay: async (milliseconds) => void pauses.push(milliseconds),
      ...overrides,
    }),
  );
  const get: Bench['get'] = (sessionId = 'team-standup', signal = new AbortController().signal, onBehalfOf) =>
    source.getCall({ connection, sessionId, ...(onBehalfOf !== undefined && { onBehalfOf }) }, signal);
  const fail: Bench['fail'] = (...request) => failureOf(get(...request));
  return { source, connection, lines, pauses, get, fail };
}

/** The same behind the policy that everybody asks through, which keeps rate limits. */
export async function benchWithPolicy(
  server: Pick<TestServer, 'origin'>,
  overrides: Partial<ApiDependencies> = {},
): Promise<Omit<Bench, 'source'> & { readonly source: RequestPolicy }> {
  const { source: http, ...rest } = await bench(server, overrides);
  const { clock = () => NOW } = overrides;
  const source = new RequestPolicy({ source: http, clock });
  const get: Bench['get'] = (sessionId = 'team-standup', signal = new AbortController().signal) =>
    source.getCall({ connection: rest.connection, sessionId }, signal);
  return { ...rest, source, get, fail: (...request) => failureOf(get(...request)) };
}

/** The failure of a promise that must reject with a CallError that holds no cause and no key. */
export async function failureOf(promise: Promise<unknown>): Promise<AnyFailure> {
  const error = await promise.then(
    (value) => assert.fail(`should have failed, gave ${inspect(value)}`),
    (thrown: unknown) => thrown,
  );
  assert(CallError.is(error), inspect(error));
  assert.equal(error.cause, undefined);
  return error.failure;
}

/** Resolves every host name to loopback. */
export const loopbackLookup: NonNullable<ApiDependencies['lookup']> = (_host, options, callback) => {
  if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};

/** Fails to resolve any host name, with a code of getaddrinfo. */
export function failingLookup(code: string): NonNullable<ApiDependencies['lookup']> {
  return (_host, _options, callback) => callback(Object.assign(new Error('lookup'), { code }), '', 0);
}
