/** Real servers on loopback for tests: HTTP, TLS, raw sockets and CONNECT proxies. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, createServer as createRawServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { join } from 'node:path';
import { type TlsOptions, TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';

/** A request as it came over the wire. */
export interface Recorded {
  readonly method: string;
  /** The request target, byte for byte. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

export interface TestServer {
  /** `http://127.0.0.1:port`, or with https. */
  readonly origin: string;
  readonly port: number;
  readonly requests: readonly Recorded[];
  /** Ends when a request has come in, at once when one already has. */
  readonly asked: Promise<void>;
  /** Closes the server and every connection. */
  close(): Promise<void>;
}

/** Answers one request. `count` is 1 for the first. */
export type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** The files of `test/fixtures/tls`, by their names without `.pem`. */
export function certificate(name: 'ca' | 'server' | 'expired' | 'self-signed' | 'server-key'): string {
  return readFileSync(certificatePath(name), 'utf8');
}

/** The path of a file of `test/fixtures/tls`. */
export function certificatePath(name: 'ca' | 'server' | 'expired' | 'self-signed' | 'server-key'): string {
  // Bundled for an extension host this file is elsewhere, and is told where the fixtures are.
  const fixtures =
    process.env['COMETCHAT_TEST_FIXTURES'] ?? fileURLToPath(new URL('../../fixtures', import.meta.url));
  return join(fixtures, 'tls', `${name}.pem`);
}

/** An HTTP server; with a certificate's name, one over TLS. @param more of TLS, beside the certificate */
export async function startServer(
  handler: Handler,
  tls?: 'server' | 'expired' | 'self-signed',
  more: TlsOptions = {},
): Promise<TestServer> {
  const requests: Recorded[] = [];
  const asked = Promise.withResolvers<void>();
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    requests.push({ method: request.method ?? '', target: request.url ?? '', headers: request.headers });
    handler(request, response, requests.length);
    asked.resolve();
  };
  const server = tls
    ? createTlsServer({ cert: certificate(tls), key: certificate('server-key'), ...more }, listener)
    : createServer(listener);
  return { ...(await listen(server, tls ? 'https' : 'http')), requests, asked: asked.promise };
}

/** An HTTP server that answers every request with one JSON text, or with the bytes given. */
export function startAnswering(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<TestServer> {
  const text = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  return startServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
  });
}

/** A server below HTTP. `asked` ends with the first bytes, which `requests` does not hold: see `bytes`. */
export async function startRawServer(
  onData: (socket: Socket, text: string) => void,
): Promise<TestServer & { readonly bytes: readonly string[] }> {
  const bytes: string[] = [];
  const asked = Promise.withResolvers<void>();
  const server = createRawServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (data) => {
      const text = data.toString('latin1');
      bytes.push(text);
      onData(socket, text);
      asked.resolve();
    });
  });
  return { ...(await listen(server, 'http')), requests: [], asked: asked.promise, bytes };
}

/** A server that takes requests and never answers. */
export function startStalledServer(): Promise<TestServer & { readonly bytes: readonly string[] }> {
  return startRawServer(() => {});
}

/** A port of loopback on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = await startStalledServer();
  await server.close();
  return server.port;
}

export interface ProxyOptions {
  /** The port of loopback that a `host:port` leads to; the port named where this does not say. */
  readonly route?: (target: string) => number | undefined;
  /** The `Proxy-Authorization` that is asked for; without it the proxy answers 407. */
  readonly authorization?: string;
  /** Answered to every CONNECT instead of opening the tunnel; 0 closes the connection without a word. */
  readonly status?: number;
  /** Serves over TLS, with this certificate. */
  readonly tls?: 'server' | 'self-signed';
  /** Takes CONNECT and never answers. */
  readonly stalled?: boolean;
  /** Answered to every CONNECT byte for byte. */
  readonly raw?: string;
}

/** A proxy that opens tunnels to loopback, whatever host is named. `requests` holds what CONNECT asked for. */
export async function startProxy(options: ProxyOptions = {}): Promise<TestServer> {
  const requests: Recorded[] = [];
  const asked = Promise.withResolvers<void>();
  const server = options.tls
    ? createTlsServer({ cert: certificate(options.tls), key: certificate('server-key') })
    : createServer();
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    socket.on('error', () => {});
    requests.push({ method: 'CONNECT', target: request.url ?? '', headers: request.headers });
    asked.resolve();
    answerConnect(request, socket, options);
  });
  return { ...(await listen(server, options.tls ? 'https' : 'http')), requests, asked: asked.promise };
}

function answerConnect(request: IncomingMessage, socket: Socket, options: ProxyOptions): void {
  const authorized =
    options.authorization === undefined || request.headers['proxy-authorization'] === options.authorization;
  const status = authorized ? options.status : 407;
  if (options.stalled) return;
  if (options.raw !== undefined) return void socket.end(options.raw);
  if (status === 0) return void socket.destroy();
  if (status !== undefined) return void socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
  const target = request.url ?? '';
  const port = options.route?.(target) ?? Number(target.split(':').at(-1));
  const upstream = connect(port, '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.pipe(upstream).pipe(socket);
  });
  upstream.on('error', () => socket.destroy());
  socket.on('close', () => upstream.destroy());
}

async function listen(
  server: Server,
  scheme: string,
): Promise<Pick<TestServer, 'origin' | 'port' | 'close'>> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('secureConnection', (socket: unknown) => {
    if (socket instanceof TLSSocket) socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  const { port } = address;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { origin: `${scheme}://127.0.0.1:${port}`, port, close };
}
