import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { describe, it } from 'mocha';
import { CallError } from '../../../src/core/failure/model.ts';
import type { Handler } from '../../support/http/servers.ts';
import {
  closedPort,
  startAnswering,
  startProxy,
  startRawServer,
  startServer,
} from '../../support/http/servers.ts';
import type { Bench } from './harness.ts';
import { bench, DIRECT, KEY, use } from './harness.ts';

/** A key that could pass for an error code of the server. */
const CODE_LIKE = 'F00DCAFE7D1C0A9F3E';
const PASSWORD = 'Basic c2VjcmV0OnByb3h5cGFzcw==';

/** Everything a thrown error and a log can show, as text. */
async function everythingShown({ get, lines }: Bench, sessionId?: string): Promise<string> {
  const error = await get(sessionId).then(
    () => assert.fail('should have failed'),
    (thrown: unknown) => thrown,
  );
  assert(CallError.is(error));
  const shown = inspect(error, {
    depth: Infinity,
    showHidden: true,
    maxArrayLength: null,
    maxStringLength: null,
  });
  return [shown, JSON.stringify(error), error.stack, error.message, ...lines].join('\n');
}

function assertHidden(text: string, secret: string): void {
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  const forms = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), base64];
  for (const form of forms) assert(!text.toLowerCase().includes(form.toLowerCase()), `${form} in ${text}`);
}

describe('the key stays out of errors and logs', () => {
  const echoes: readonly (readonly [name: string, handler: Handler])[] = [
    [
      'in the message of an error',
      (_request, response) =>
        response.writeHead(404).end(
          JSON.stringify({
            error: { code: 'AUTH_ERR_APIKEY_NOT_FOUND', message: `${KEY} is unknown`, details: KEY },
          }),
        ),
    ],
    [
      'as the code of an error',
      (_request, response) => response.writeHead(400).end(JSON.stringify({ error: { code: KEY } })),
    ],
    ['in HTML', (_request, response) => response.writeHead(502).end(`<p>apikey: ${KEY}</p>`)],
    ['in HTML with 200', (_request, response) => response.end(`<p>apikey: ${KEY}</p>`)],
    [
      'in headers and the status text',
      (_request, response) =>
        response
          .writeHead(302, `Moved ${KEY}`, {
            location: `https://evil.example/?k=${KEY}`,
            'retry-after': KEY,
            'x-key': KEY,
          })
          .end(),
    ],
    [
      'in the headers of a rate limit',
      (_request, response) =>
        response.writeHead(429, { 'retry-after': KEY, 'x-rate-limit-reset': KEY }).end(KEY),
    ],
    [
      'in a body that breaks off',
      (_request, response) => {
        response.writeHead(200, { 'content-length': 1000 });
        response.write(KEY, () => response.socket?.destroy());
      },
    ],
    ['in a call that is none', (_request, response) => response.end(JSON.stringify({ data: [KEY, KEY] }))],
  ];
  for (const [name, handler] of echoes) {
    it(`when the server repeats it ${name}`, async () => {
      assertHidden(await everythingShown(await bench(await use(startServer(handler)))), KEY);
    });
  }

  it('when the server repeats a key that looks like an error code', async () => {
    for (const code of [CODE_LIKE, `ERR_${CODE_LIKE}`]) {
      const server = await use(startAnswering(400, { error: { code } }));
      const credentials = async (): Promise<{ baseUrl: string; apiKey: string }> => ({
        baseUrl: `${server.origin}/v3`,
        apiKey: CODE_LIKE,
      });
      assertHidden(await everythingShown(await bench(server, { credentials })), CODE_LIKE);
    }
  });

  it('when the server is no HTTP server and repeats it', async () => {
    const server = await use(startRawServer((socket, text) => void socket.end(`ECHO ${text}`)));
    const shown = await everythingShown(await bench(server));
    assert(server.bytes.join('').includes(KEY));
    assertHidden(shown, KEY);
  });

  it('when the connection fails', async () => {
    assertHidden(await everythingShown(await bench(`http://127.0.0.1:${await closedPort()}`)), KEY);
  });

  it('when it was looked up in place of a session id', async () => {
    const server = await use(startAnswering(404, { error: { code: 'ERR_CALL_SESSION_NOT_FOUND' } }));
    const shown = await everythingShown(await bench(server), KEY);
    assertHidden(shown, KEY);
    assert(shown.includes('/v3/calls/[API key]'));
  });

  it('and so does the proxy authorization', async () => {
    const proxy = await use(startProxy({ status: 407 }));
    const network = (): typeof DIRECT => ({
      ...DIRECT,
      proxy: proxy.origin.replace('//', '//user:proxypass@'),
      proxyAuthorization: PASSWORD,
    });
    const shown = await everythingShown(await bench('https://x.call-us.test', { network }));
    assert.equal(proxy.requests[0]?.headers['proxy-authorization'], PASSWORD);
    assertHidden(shown, PASSWORD);
    assertHidden(shown, 'proxypass');
    assertHidden(shown, KEY);
  });
});
