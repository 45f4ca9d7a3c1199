/**
 * The sandbox: a small Calls API on loopback with sample calls, so that everything works before anyone has a
 * key, and so that tests meet every answer the real service documents. A bundle of its own.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { headersWithoutKeys, requireKey, requireLoopback, withoutKeys, type Keys } from './access.ts';
import { ApiError, send, type Answer } from './answers.ts';
import { rateLimiter } from './rateLimit.ts';
import { onBehalfOf, readTarget, route } from './routes.ts';
import { sampleCalls } from './samples/index.ts';
import { APP_ID, REGION } from './samples/build.ts';
import { createStore } from './store.ts';
import type { Sandbox, SandboxOptions } from './types.ts';

export { sampleLog } from './sampleLog.ts';
export type { RawCall, SampleCall, Sandbox, SandboxOptions, SandboxRequest } from './types.ts';

const LOOPBACK = '127.0.0.1';

/** The free plan's limit, as CometChat documents it. */
const REQUESTS_PER_MINUTE = 500;

/**
 * Starts a sandbox; resolves once it listens. Rejects with the system's error when the port is taken.
 * Live samples lie shortly before the moment of the start.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const now = options.now ?? Date.now;
  const keys: Keys = { apiKey: options.apiKey || randomKey(), authKey: randomKey() };
  const store = createStore(options.samples === false ? [] : sampleCalls(now()), options.calls ?? []);
  const countRequest = rateLimiter(options.requestsPerMinute ?? REQUESTS_PER_MINUTE, now);

  const answer = (request: IncomingMessage): Answer => {
    let limitHeaders = {};
    try {
      requireLoopback(request);
      const target = readTarget(request.url ?? '/', APP_ID);
      requireKey(request, keys);
      limitHeaders = countRequest();
      return { ...route(request, target, store), headers: limitHeaders };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { status: error.status, body: error.body(), headers: { ...limitHeaders, ...error.headers } };
    }
  };

  const server = createServer((request, response) => {
    respond(request, response, keys, options, answer);
  });
  const port = await listen(server, options.port ?? 0);
  let closed: Promise<void> | undefined;
  return {
    baseUrl: `http://${LOOPBACK}:${port}/v3`,
    ...keys,
    appId: APP_ID,
    region: REGION,
    calls: store.samples,
    dispose: () => (closed ??= close(server)),
  };
}

function respond(
  request: IncomingMessage,
  response: ServerResponse,
  keys: Keys,
  options: SandboxOptions,
  answer: (request: IncomingMessage) => Answer,
): void {
  const report = (status: number) =>
    options.onRequest?.({
      method: request.method ?? '',
      url: withoutKeys(request.url ?? '', keys),
      headers: headersWithoutKeys(request, keys),
      onBehalfOf: onBehalfOf(request),
      status,
    });
  if (options.intercept?.(request, response)) {
    report(response.headersSent ? response.statusCode : 0);
    return;
  }
  const ready = answer(request);
  // Heard of before the client has its answer, so that a test which awaited the answer can count on it.
  report(ready.status);
  send(response, ready);
}

function randomKey(): string {
  return randomBytes(20).toString('hex');
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The sandbox has no port.');
  return address.port;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
