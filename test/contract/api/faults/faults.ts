/** What can go wrong between a look-up and its answer, each fault made with real parts on loopback. */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { ApiDependencies } from '../../../../src/api/index.ts';
import { delay as realDelay } from '../../../../src/api/waiting.ts';
import type { FailureReason } from '../../../../src/core/failure/model.ts';
import {
  closedPort,
  startAnswering,
  startProxy,
  startRawServer,
  startServer,
  startStalledServer,
  type Handler,
  type TestServer,
} from '../../../support/http/servers.ts';
import { DIRECT, failingLookup, loopbackLookup, NOW, use } from '../harness.ts';
import { HOST } from '../tlsHarness.ts';

/** The time a request is allowed, in seconds. */
export const ALLOWED_SECONDS = 1;

/** A world in which something is wrong, for one look-up. */
export interface World {
  readonly origin: string;
  readonly overrides?: Partial<ApiDependencies>;
  /** How many requests have reached the server, or its proxy. */
  readonly sent: () => number;
  /** Names in what the user reads that differ from run to run, and what stands in the table for them. */
  readonly names?: Readonly<Record<string, string>>;
  /** When it is under way: the moment to give it up, where that is the fault. */
  readonly underWay?: Promise<unknown>;
  /** How many look-ups go before, and well. */
  readonly before?: number;
}

export interface Fault {
  readonly name: string;
  readonly make: () => Promise<World>;
  readonly reason: FailureReason | 'answered';
  readonly sent: number;
  /** Whether the time it is allowed goes by: anything else ends by itself, and sooner. */
  readonly takesItsTime?: true;
}

export interface Group {
  readonly title: string;
  readonly faults: readonly Fault[];
}

const CALL = '{"data":{"sessionId":"team-standup","status":"ended"}}';

/** Over plain HTTP. */
async function by(
  server: Promise<TestServer & { bytes?: readonly string[] }>,
  more: Partial<World> = {},
): Promise<World> {
  const { origin, port, requests, asked, ...rest } = await use(server);
  const names = { [`127.0.0.1:${port}`]: 'calls.example.com' };
  const sent = () => (rest.bytes ?? requests).length;
  return { origin, sent, names, underWay: asked, ...more };
}

const answering = (handler: (...given: Parameters<Handler>) => unknown) => () =>
  by(startServer((...given) => void handler(...given)));

/** A server below HTTP, and what it does with a request. */
const raw = (answer: (socket: Socket) => void) => () => by(startRawServer((socket) => answer(socket)));

/** A name that is looked up, and never comes to a server. */
const named = (lookup: NonNullable<ApiDependencies['lookup']>) => (): Promise<World> =>
  Promise.resolve({ origin: `https://${HOST}`, overrides: { lookup }, sent: () => 0 });

/** Over TLS, at the name that the certificates are for unless another is given. */
async function secure(server: Promise<TestServer>, host = HOST): Promise<World> {
  const { port, requests, asked } = await use(server);
  return {
    origin: `https://${host}:${port}`,
    underWay: asked,
    overrides: { lookup: loopbackLookup },
    sent: () => requests.length,
    names: { [`${host}:${port}`]: host },
  };
}

/** Behind a proxy; without a server of its own, nothing is behind that. */
async function behind(proxy: Promise<TestServer>, host?: string): Promise<World> {
  const { origin, port, requests, asked } = await use(proxy);
  const url = host === undefined ? origin : origin.replace('127.0.0.1', host);
  return {
    origin: `https://${HOST}`,
    underWay: asked,
    overrides: { network: () => ({ ...DIRECT, proxy: url }), lookup: loopbackLookup },
    sent: () => requests.length,
    names: { [`${host ?? '127.0.0.1'}:${port}`]: 'proxy.example.com:3128' },
  };
}

const sendsCall: Handler = (_request, response) => response.end(CALL);

/** Fails as it is told, once for each, then answers. */
const recovering = (...failures: readonly ((response: ServerResponse) => void)[]) =>
  answering((_request, response, count) => {
    const fail = failures[count - 1];
    if (fail) fail(response);
    else response.end(CALL);
  });

const limited = (retryAfter: string | undefined) => () =>
  by(
    startAnswering(
      429,
      { error: { code: 'ERR_TOO_MANY_REQUESTS' } },
      retryAfter === undefined ? {} : { 'retry-after': retryAfter },
    ),
  );

/** Writes so many bytes of a text, one every so many milliseconds, for as long as somebody listens. */
function drip(response: { write(text: string): unknown; on(event: 'close', end: () => void): unknown }) {
  const timer = setInterval(() => response.write(' '), 100);
  response.on('close', () => clearInterval(timer));
}

const cancelled = (name: string, sent: number, make: () => Promise<World>): Fault => ({
  name: `cancelled ${name}`,
  make,
  reason: 'cancelled',
  sent,
});

export const GROUPS: readonly Group[] = [
  {
    title: 'The name and the connection',
    faults: [
      { name: 'DNS: no such name', make: named(failingLookup('ENOTFOUND')), reason: 'unknownHost', sent: 0 },
      { name: 'DNS: no answer now', make: named(failingLookup('EAI_AGAIN')), reason: 'offline', sent: 0 },
      { name: 'DNS: silence', make: named(() => {}), reason: 'timeout', sent: 0, takesItsTime: true },
      {
        name: 'refused',
        make: async () => {
          const port = await closedPort();
          const names = { [`127.0.0.1:${port}`]: 'calls.example.com' };
          return { origin: `http://127.0.0.1:${port}`, sent: () => 0, names };
        },
        reason: 'offline',
        sent: 0,
      },
      {
        name: 'no route to the host',
        make: named(failingLookup('EHOSTUNREACH')),
        reason: 'offline',
        sent: 0,
      },
      { name: 'offline', make: named(failingLookup('ENETUNREACH')), reason: 'offline', sent: 0 },
      {
        name: 'offline, and back at the next attempt',
        make: async () => {
          let count = 0;
          const world = await secure(startServer(sendsCall, 'server'));
          const lookup: typeof loopbackLookup = (...given) => {
            count += 1;
            (count === 1 ? failingLookup('EAI_AGAIN') : loopbackLookup)(...given);
          };
          return { ...world, overrides: { lookup } };
        },
        reason: 'answered',
        sent: 1,
      },
      {
        name: 'awake again: the connection that was kept is gone',
        make: async () => {
          const world = await answering((request, response, count) => {
            if (count === 2) request.socket.destroy();
            else response.end(CALL);
          })();
          return { ...world, before: 1 };
        },
        reason: 'answered',
        sent: 3,
      },
    ],
  },
  {
    title: 'The answer as bytes',
    faults: [
      {
        name: 'reset before headers',
        make: raw((socket) => socket.resetAndDestroy()),
        reason: 'offline',
        sent: 3,
      },
      { name: 'closed before headers', make: raw((socket) => socket.end()), reason: 'offline', sent: 3 },
      {
        name: 'reset inside headers',
        make: raw((socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-le', () => socket.resetAndDestroy())),
        reason: 'offline',
        sent: 3,
      },
      {
        name: 'reset after headers',
        make: answering((_request, response) => {
          response.writeHead(200, { 'content-length': 1000 });
          response.flushHeaders();
          response.write('{"data', () => response.socket?.resetAndDestroy());
        }),
        reason: 'badResponse',
        sent: 3,
      },
      {
        name: 'reset once, then answered',
        make: recovering((response) => response.socket?.resetAndDestroy()),
        reason: 'answered',
        sent: 2,
      },
      { name: 'no headers', make: raw(() => {}), reason: 'timeout', sent: 1, takesItsTime: true },
      {
        name: 'a byte of headers now and then',
        make: raw((socket) => {
          socket.write('HTTP/1.1 200 OK\r\nx:');
          drip(socket);
        }),
        reason: 'timeout',
        sent: 1,
        takesItsTime: true,
      },
      {
        name: 'headers, and no body',
        make: answering((_request, response) => response.flushHeaders()),
        reason: 'timeout',
        sent: 1,
        takesItsTime: true,
      },
      {
        name: 'a byte of the body now and then',
        make: answering((_request, response) => drip(response)),
        reason: 'timeout',
        sent: 1,
        takesItsTime: true,
      },
      {
        name: 'a body without end',
        make: answering((_request, response) => {
          const block = Buffer.alloc(64 * 1024, ' ');
          const pump = (): void => {
            while (!response.destroyed && response.write(block));
            if (!response.destroyed) response.once('drain', pump);
          };
          pump();
        }),
        reason: 'tooLarge',
        sent: 1,
      },
      {
        name: 'a body that is shorter than its length',
        make: raw((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{"data"')),
        reason: 'badResponse',
        sent: 3,
      },
      {
        name: 'a body that is longer than its length',
        make: raw((socket) => socket.end(`HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\n${CALL}`)),
        reason: 'badResponse',
        sent: 1,
      },
      {
        name: 'a chunk of a wrong length',
        make: raw((socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n')),
        reason: 'badResponse',
        sent: 3,
      },
      {
        name: 'bad gzip',
        make: () => by(startAnswering(200, CALL, { 'content-encoding': 'gzip' })),
        reason: 'badResponse',
        sent: 3,
      },
      {
        name: 'gzip of 64 MB of spaces',
        make: () =>
          by(
            startAnswering(200, gzipSync(Buffer.alloc(64 * 1024 * 1024, ' ')), {
              'content-encoding': 'gzip',
            }),
          ),
        reason: 'tooLarge',
        sent: 1,
      },
      {
        name: 'bad UTF-8 in a text: read as �',
        make: () => by(startAnswering(200, Buffer.from(CALL.replace('ended', '\u00ff'), 'latin1'))),
        reason: 'answered',
        sent: 1,
      },
      {
        name: 'bad UTF-8 all over',
        make: () => by(startAnswering(200, Buffer.alloc(100, 0xff))),
        reason: 'badResponse',
        sent: 1,
      },
      {
        name: 'JSON that ends early',
        make: () => by(startAnswering(200, CALL.slice(0, -9))),
        reason: 'badResponse',
        sent: 1,
      },
      {
        name: 'a page of HTML',
        make: () => by(startAnswering(200, '<h1>Welcome</h1>')),
        reason: 'badResponse',
        sent: 1,
      },
      {
        name: 'no HTTP',
        make: raw((socket) => socket.end('220 mail.example ESMTP\r\n')),
        reason: 'badResponse',
        sent: 1,
      },
    ],
  },
  {
    title: 'TLS',
    faults: [
      {
        name: 'a certificate of an unknown authority',
        make: () => secure(startServer(sendsCall, 'self-signed')),
        reason: 'tls',
        sent: 0,
      },
      {
        name: 'an expired certificate',
        make: () => secure(startServer(sendsCall, 'expired')),
        reason: 'tls',
        sent: 0,
      },
      {
        name: 'a certificate of another name',
        make: () => secure(startServer(sendsCall, 'server'), 'other.call-us.cometchat.io'),
        reason: 'tls',
        sent: 0,
      },
      {
        name: 'TLS 1.1',
        make: () =>
          secure(
            startServer(sendsCall, 'server', {
              minVersion: 'TLSv1',
              maxVersion: 'TLSv1.1',
              ciphers: 'DEFAULT@SECLEVEL=0',
            }),
          ),
        reason: 'tls',
        sent: 0,
      },
      { name: 'plain HTTP', make: () => secure(startServer(sendsCall)), reason: 'tls', sent: 0 },
      {
        name: 'closed in the handshake',
        make: () => secure(startRawServer((socket) => void socket.end())),
        reason: 'offline',
        sent: 0,
      },
      {
        name: 'silence in the handshake',
        make: () => secure(startStalledServer()),
        reason: 'timeout',
        sent: 0,
        takesItsTime: true,
      },
    ],
  },
  {
    title: 'A proxy',
    faults: [
      {
        name: 'refused',
        make: async () => {
          const host = `127.0.0.1:${await closedPort()}`;
          return {
            origin: `https://${HOST}`,
            overrides: { network: () => ({ ...DIRECT, proxy: `http://${host}` }) },
            sent: () => 0,
            names: { [host]: 'proxy.example.com:3128' },
          };
        },
        reason: 'proxy',
        sent: 0,
      },
      {
        name: '407',
        make: () => behind(startProxy({ authorization: 'Basic eDp5' })),
        reason: 'proxy',
        sent: 1,
      },
      { name: '403', make: () => behind(startProxy({ status: 403 })), reason: 'proxy', sent: 1 },
      { name: '502', make: () => behind(startProxy({ status: 502 })), reason: 'proxy', sent: 1 },
      { name: 'hangs up', make: () => behind(startProxy({ status: 0 })), reason: 'proxy', sent: 1 },
      {
        name: 'silence',
        make: () => behind(startProxy({ stalled: true })),
        reason: 'timeout',
        sent: 1,
        takesItsTime: true,
      },
      {
        name: 'a sign-in page with status 200 in the place of a tunnel',
        make: () =>
          behind(
            startProxy({
              raw: 'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<html>Please sign in</html>',
            }),
          ),
        reason: 'proxy',
        sent: 1,
      },
      {
        name: 'its certificate is of an unknown authority',
        make: () => behind(startProxy({ tls: 'self-signed' }), 'proxy.test'),
        reason: 'proxy',
        sent: 0,
      },
      {
        name: 'of a kind that is not known (SOCKS)',
        make: () =>
          Promise.resolve({
            origin: `https://${HOST}`,
            overrides: { network: () => ({ ...DIRECT, proxy: 'socks5://proxy.example.com:1080' }) },
            sent: () => 0,
          }),
        reason: 'proxy',
        sent: 0,
      },
    ],
  },
  {
    title: 'A server that asks to wait',
    faults: [
      { name: '429 without a time', make: limited(undefined), reason: 'rateLimited', sent: 1 },
      {
        name: '429, `Retry-After` in 1 s, and then well',
        make: recovering((response) => void response.writeHead(429, { 'retry-after': '1' }).end()),
        reason: 'answered',
        sent: 2,
      },
      { name: '429, `Retry-After` in 60 s', make: limited('60'), reason: 'rateLimited', sent: 1 },
      {
        name: '429, `Retry-After` as a date',
        make: limited(new Date(NOW + 90_000).toUTCString()),
        reason: 'rateLimited',
        sent: 1,
      },
      {
        name: '429, `Retry-After` in the past',
        make: limited(new Date(NOW - 90_000).toUTCString()),
        reason: 'rateLimited',
        sent: 3,
      },
      { name: '429, `Retry-After` in ten years', make: limited('315360000'), reason: 'rateLimited', sent: 1 },
      {
        name: '429, `Retry-After` beyond all time',
        make: limited('9'.repeat(400)),
        reason: 'rateLimited',
        sent: 1,
      },
      {
        name: '503, and then well',
        make: recovering((response) => void response.writeHead(503).end()),
        reason: 'answered',
        sent: 2,
      },
      {
        name: '503, `Retry-After` in 60 s',
        make: () => by(startAnswering(503, '', { 'retry-after': '60' })),
        reason: 'serverError',
        sent: 1,
      },
    ],
  },
  {
    title: 'Nobody waits any more',
    faults: [
      cancelled('before it is sent', 0, () => by(startStalledServer(), { underWay: Promise.resolve() })),
      cancelled('while the key is read', 0, () => {
        const { promise, resolve } = Promise.withResolvers<void>();
        const credentials = (): Promise<never> => new Promise(() => resolve());
        return by(startStalledServer(), { overrides: { credentials }, underWay: promise });
      }),
      cancelled('while the system is asked for a proxy', 0, () => {
        const { promise, resolve } = Promise.withResolvers<void>();
        const resolveSystemProxy = (): Promise<never> => new Promise(() => resolve());
        return by(startStalledServer(), {
          origin: `https://${HOST}`,
          overrides: { resolveSystemProxy },
          underWay: promise,
        });
      }),
      cancelled('while a name is looked up', 0, () => {
        const { promise, resolve } = Promise.withResolvers<void>();
        return by(startStalledServer(), {
          origin: `https://${HOST}`,
          overrides: { lookup: () => resolve() },
          underWay: promise,
        });
      }),
      cancelled('in the handshake of TLS', 0, () => secure(startStalledServer())),
      cancelled('while a proxy is asked', 1, () => behind(startProxy({ stalled: true }))),
      cancelled('before headers', 1, () => by(startStalledServer())),
      cancelled(
        'inside the body',
        1,
        answering((_request, response) => response.write('{"data":')),
      ),
      cancelled('in the pause before another attempt', 1, () => {
        const { promise, resolve } = Promise.withResolvers<void>();
        const delay: NonNullable<ApiDependencies['delay']> = (_milliseconds, signal) => {
          resolve();
          return realDelay(60_000, signal);
        };
        return by(startAnswering(503, ''), { overrides: { delay }, underWay: promise });
      }),
    ],
  },
];
