import { isLoopbackHost } from '../core/connection/index.ts';
import { type Answer, ApiError, send } from './answers.ts';
import type { Sandbox, SandboxOptions } from './model.ts';
import { onBehalfOf, readTarget, route } from './routes.ts';
import { APP_ID, REGION, sampleCalls } from './samples/index.ts';
import { createStore } from './store.ts';
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';

const LOOPBACK = '127.0.0.1';

/** The free plan's limit, as CometChat documents it. */
const REQUESTS_PER_MINUTE = 500;

/** Starts a sandbox; resolves once it listens, rejects with the system's error when the port is taken. */
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
      return {
        status: error.status,
        body: error.body(),
        headers: { ...limitHeaders, ...error.more.headers },
      };
    }
  };

  const server = createServer((request, response) => {
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

interface Keys {
  readonly apiKey: string;
  readonly authKey: string;
}

/** Against DNS rebinding: a page whose domain is pointed at 127.0.0.1 still sends that domain as its Host. */
function requireLoopback(request: IncomingMessage): void {
  const host = `http://${request.headers.host ?? ''}/`;
  if (!URL.canParse(host) || !isLoopbackHost(new URL(host).hostname)) {
    throw new ApiError('ERR_MISDIRECTED_REQUEST', 'This server answers on the loopback address only.');
  }
}

/** Throws `AUTH_ERR_EMPTY_APIKEY`, `AUTH_ERR_NO_ACCESS` for the Auth Key, else `AUTH_ERR_APIKEY_NOT_FOUND`. */
function requireKey(request: IncomingMessage, keys: Keys): void {
  const header = request.headers['apikey'];
  const key = typeof header === 'string' ? header : '';
  if (key === '') {
    throw new ApiError('AUTH_ERR_EMPTY_APIKEY', 'The key is empty. Please send an apikey header.');
  }
  if (key === keys.apiKey) return;
  if (key === keys.authKey) {
    throw new ApiError('AUTH_ERR_NO_ACCESS', 'The key does not have the scope fullAccess.');
  }
  // The real server's message repeats the key, so this one does: that is what clients must withhold.
  throw new ApiError(
    'AUTH_ERR_APIKEY_NOT_FOUND',
    `The key ${key} does not exist. Please use correct apiKey.`,
  );
}

/** The headers that may be shown: not the key's own, nor any other that a key was put into. */
function headersWithoutKeys(request: IncomingMessage, keys: Keys): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    const text = Array.isArray(value) ? value.join(', ') : (value ?? '');
    const secret = name === 'apikey' || name === 'authorization' || name === 'cookie';
    if (!secret && withoutKeys(text, keys) === text) shown[name] = text;
  }
  return shown;
}

function withoutKeys(text: string, keys: Keys): string {
  return text.replaceAll(keys.apiKey, '***').replaceAll(keys.authKey, '***');
}

const MINUTE = 60_000;

/**
 * Counts requests in windows of a minute. Returns what counts one and gives its answer's headers, or throws
 * `ERR_TOO_MANY_REQUESTS` with `Retry-After` in seconds and `X-Rate-Limit-Reset` in Unix seconds.
 */
function rateLimiter(requestsPerMinute: number, now: () => number): () => Record<string, string> {
  let windowStart = Number.NEGATIVE_INFINITY;
  let used = 0;
  return () => {
    if (requestsPerMinute === Number.POSITIVE_INFINITY) return {};
    const time = now();
    // A clock that was set back would otherwise hold the window open for as long.
    if (time >= windowStart + MINUTE || time < windowStart) {
      windowStart = time;
      used = 0;
    }
    used += 1;
    const headers = {
      'X-Rate-Limit': String(requestsPerMinute),
      'X-Rate-Limit-Remaining': String(Math.max(0, requestsPerMinute - used)),
    };
    if (used <= requestsPerMinute) return headers;
    const reset = windowStart + MINUTE;
    throw new ApiError('ERR_TOO_MANY_REQUESTS', 'Too many requests. Please try again later.', {
      headers: {
        ...headers,
        'Retry-After': String(Math.ceil((reset - time) / 1000)),
        'X-Rate-Limit-Reset': String(Math.ceil(reset / 1000)),
      },
    });
  };
}
