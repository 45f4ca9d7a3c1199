/** Measures what a look-up costs above a bare request of undici: `npm run bench -- requests`. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Agent } from 'undici';
import { createCallSource } from '../../src/api/index.ts';
import { callReader } from '../../src/api/answers.ts';
import { decodeCall } from '../../src/core/call/decode/index.ts';
import type { Connection } from '../../src/core/connection/model.ts';
import { MAX_CONCURRENT, RequestPolicy } from '../../src/core/requests/index.ts';
import { readAnswer } from '../../src/api/exchange.ts';
import { redactor } from '../../src/core/connection/index.ts';
import { type Bound, report } from './report.ts';

const BODY = join(import.meta.dirname, '../fixtures/get-call.seed.json');
const SESSION = 'v1.us.31780434a95d45.16923681138d75114d60d1345a22e4cc612263fb26c0b5cf92';
const KEY = '0123456789abcdef0123456789abcdef01234567';
/** Rounds of single look-ups, and how many of each kind are in one. */
const ROUNDS = 60;
const EACH = 40;
const MANY = 10_000;
const MANY_ROUNDS = 3;
const MOST = 1.3;
const AIM = 0.8;
/** Reading an answer of a call, as large as is taken, may take so many times what parsing it does. */
const MOST_READING = 3;

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

export async function runRequestsBench(): Promise<boolean> {
  const server = await startServer();
  const { one, many } = await ratios(server.origin);
  server.close();
  return report({
    heading: 'Requests',
    about: `Written by \`npm run bench -- requests\`: look-ups from the request policy to the decoded call, and bare requests of
the same undici with the same parsing and decoding, in one process, from a server on loopback in another that answers
with a call of ${readFileSync(BODY).length} bytes. Rounds of both take turns; all times are the least of them.`,
    bounds: [
      { name: 'one look-up / one bare request', figure: one.ours / one.bare, digits: 2, most: MOST },
      reading(),
    ],
    told: [
      {
        name: 'one look-up, one bare request',
        figure: `${one.ours.toFixed(3)} ms, ${one.bare.toFixed(3)} ms`,
      },
      {
        name: `throughput of ${MANY} look-ups, ${MAX_CONCURRENT} at once / of bare requests`,
        figure: (many.bare / many.ours).toFixed(2),
        aim: `≥ ${AIM}`,
      },
      {
        name: `${MANY} look-ups, bare requests`,
        figure: `${(many.ours / 1000).toFixed(2)} s, ${(many.bare / 1000).toFixed(2)} s`,
      },
    ],
  });
}

/** What reading a body costs beside `JSON.parse`, of the shape that costs most of those that servers send. */
function reading(): Bound {
  const fields = Array.from({ length: 65_000 }, (_, n) => `"f${n}":${n}`).join(',');
  const text = `{"data":{"sessionId":"x",${fields}}}`;
  const redact = redactor([KEY]);
  const least = (run: () => unknown) => {
    let time = Infinity;
    for (let round = 0; round < 15; round++) {
      const started = performance.now();
      run();
      time = Math.min(time, performance.now() - started);
    }
    return time;
  };
  const bytes = Buffer.from(text);
  return {
    name: `reading an answer of ${(bytes.length / 1e6).toFixed(1)} MB and 65,000 fields / \`JSON.parse\` of it`,
    figure: least(() => readAnswer(bytes, redact)) / least(() => JSON.parse(text)),
    digits: 2,
    most: MOST_READING,
  };
}

interface Times {
  readonly ours: number;
  readonly bare: number;
}

/** The request policy over HTTP, as the extension has it, to a server. */
export function requestsTo(origin: string) {
  const baseUrl = `${origin}/v3`;
  const connection: Connection = { id: 'c', name: 'c', appId: 'a', region: 'us', baseUrl, kind: 'custom' };
  const http = createCallSource({
    credentials: () => Promise.resolve({ baseUrl, apiKey: KEY }),
    network: () => ({
      proxySupport: 'override',
      proxy: '',
      noProxy: [],
      proxyStrictSSL: true,
      proxyAuthorization: undefined,
      systemCertificates: false,
      environment: {},
    }),
    timeoutSeconds: () => 20,
    logger: quiet,
    clock: Date.now,
  });
  const policy = new RequestPolicy({ source: http, clock: Date.now });
  return { policy, connection, dispose: () => http.dispose() };
}

async function ratios(origin: string): Promise<{ readonly one: Times; readonly many: Times }> {
  const { policy, connection, dispose } = requestsTo(origin);
  const agent = new Agent({ allowH2: false });
  const ours = async () => {
    // Each look-up can be cancelled.
    const { signal } = new AbortController();
    return decodeCall(await policy.getCall({ connection, sessionId: SESSION }, signal), SESSION);
  };
  const read = callReader(SESSION);
  const headers = { accept: 'application/json', 'accept-encoding': 'gzip, br, zstd', apikey: KEY };
  const bare = async () => {
    const path = `/v3/calls/${SESSION}`;
    const { body } = await agent.request({ origin, path, method: 'GET', headers });
    return decodeCall(read(await body.json()), SESSION);
  };
  const one = await inTurns(ROUNDS, async (kind) => (await serially(kind === 'ours' ? ours : bare)) / EACH);
  const many = await inTurns(MANY_ROUNDS, (kind) => (kind === 'ours' ? allAtOnce(ours) : sixAtOnce(bare)));
  await dispose();
  await agent.destroy();
  return { one, many };
}

/** The least of rounds of both, the first of each to warm up. */
async function inTurns(rounds: number, run: (kind: keyof Times) => Promise<number>): Promise<Times> {
  const times = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    for (const kind of round % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const)) {
      const took = await run(kind);
      if (round > 0) times[kind].push(took);
    }
  }
  return { ours: Math.min(...times.ours), bare: Math.min(...times.bare) };
}

async function serially(ask: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  for (let count = 0; count < EACH; count++) await ask();
  return performance.now() - started;
}

async function allAtOnce(ask: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await Promise.all(Array.from({ length: MANY }, ask));
  return performance.now() - started;
}

async function sixAtOnce(ask: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  let left = MANY;
  const work = async () => {
    while (left-- > 0) await ask();
  };
  await Promise.all(Array.from({ length: MAX_CONCURRENT }, work));
  return performance.now() - started;
}

/** @param limit requests in a window, and its milliseconds */
export async function startServer(
  ...limit: readonly string[]
): Promise<{ readonly origin: string; readonly child: ChildProcess; close(): void }> {
  const child = fork(join(import.meta.dirname, 'requestsChild.ts'), [BODY, ...limit], {
    execArgv: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'],
  });
  const [message] = (await once(child, 'message')) as [{ readonly port: number }];
  return { origin: `http://127.0.0.1:${message.port}`, child, close: () => child.disconnect() };
}
