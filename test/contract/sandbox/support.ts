import assert from 'node:assert/strict';
import { request } from 'node:http';
import { afterEach } from 'mocha';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox/index.ts';

/** A fixed moment, so that the live samples and the rate limit's windows are the same in every run. */
export const NOW = Date.parse('2026-11-10T10:00:00Z');

const started: Sandbox[] = [];

/** Starts a sandbox with a still clock, and ends it after the test. Call it within a test or a hook of one. */
export async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ now: () => NOW, ...options });
  started.push(sandbox);
  return sandbox;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((sandbox) => sandbox.dispose()));
});

/** An answer, its body read as JSON. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: any; // oxlint-disable-line typescript/no-explicit-any -- a test looks into whatever came
}

/** Asks the sandbox with its own key, unless the headers say otherwise. */
export async function ask(
  sandbox: Sandbox,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Reply> {
  const response = await fetch(sandbox.baseUrl + path, {
    method,
    headers: { apikey: sandbox.apiKey, ...headers },
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}

/** Sends a request with a path and headers that `fetch` would not send as they are. */
export function askRaw(sandbox: Sandbox, path: string, headers: Record<string, string>): Promise<Reply> {
  const { port } = new URL(sandbox.baseUrl);
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: new Headers(), body: JSON.parse(text) }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** Checks an answer's status and code, and the form every error body has. */
export function assertError(reply: Reply, status: number, code: string): void {
  assert.deepEqual({ status: reply.status, code: reply.body?.error?.code }, { status, code });
  const { message, devMessage, source } = reply.body.error;
  for (const text of [message, devMessage, source]) assert.ok(typeof text === 'string' && text !== '');
  assert.deepEqual(Object.keys(reply.body), ['error']);
}
