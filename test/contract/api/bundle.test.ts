/** The bundle as the editor loads it, in a process of its own: what it must leave alone, and what it must honour. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { after, before, describe, it } from 'mocha';
import { BUILD_TARGET } from '../../support/host/versions.ts';
import { certificatePath, startAnswering, startServer } from '../../support/http/servers.ts';
import { use } from './harness.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const SLOTS = ['undici.globalDispatcher.1', 'undici.globalDispatcher.2'];

let folder: string;
let bundle: string;

before(async function () {
  this.timeout(30_000);
  folder = await mkdtemp(join(tmpdir(), 'cometchat-calls-http-'));
  bundle = join(folder, 'http.js');
  // As esbuild.js makes dist/http.js, but always from the sources of this moment.
  await build({
    entryPoints: [join(root, 'src/api/index.ts')],
    outfile: bundle,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: BUILD_TARGET,
    define: { esbuildDetection: '1' },
    supported: { 'dynamic-import': false },
    logLevel: 'silent',
  });
});
after(() => rm(folder, { recursive: true, force: true }));

/** Runs a script in a new process; it gets `createCallSource` and the helper `get(baseUrl)`; gives what it returns. */
async function run(script: string, environment: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const whole = `
    const load = () => require(${JSON.stringify(bundle)});
    const nothing = () => {};
    async function get(baseUrl, lookup) {
      const source = load().createCallSource({
        credentials: async () => ({ baseUrl, apiKey: 'k-7d1c0a9f3e' }),
        network: () => ({ proxySupport: 'override', proxy: '', noProxy: [], proxyStrictSSL: true,
          proxyAuthorization: undefined, systemCertificates: true, environment: {} }),
        timeoutSeconds: () => 5,
        logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
        clock: Date.now,
        lookup,
      });
      const connection = { id: 'c', name: 'c', appId: 'a', region: 'us', baseUrl, kind: 'custom' };
      try {
        return await source.getCall({ connection, sessionId: 'x' }, new AbortController().signal);
      } catch (error) {
        return error.failure ?? String(error);
      }
    }
    (async () => { ${script} })().then((value) => console.log(JSON.stringify(value)));`;
  const env = { PATH: process.env['PATH'], ...environment };
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', whole], { env, timeout: 20_000 });
  return JSON.parse(stdout);
}

describe('the HTTP bundle', function () {
  this.timeout(30_000);

  // Reading any of these but fetch makes Node load its own undici, which sets the slots.
  const all = ['fetch', 'Request', 'Response', 'Headers', 'FormData', 'WebSocket', 'MessageEvent'];
  const foreign = `for (const slot of ${JSON.stringify(SLOTS)}) globalThis[Symbol.for(slot)] = { slot };`;
  for (const [name, prepare, names] of [
    ['before fetch was used', '', ['fetch']],
    ['after fetch was used', "await fetch('data:,x');", all],
    ['with a dispatcher of someone else', foreign, ['fetch']],
  ] as const) {
    it(`leaves the global dispatchers and fetch as they were: ${name}`, async () => {
      const server = await use(startAnswering(200, { data: { a: 1 } }));
      const result = await run(`
        ${prepare}
        const slots = () => ${JSON.stringify(SLOTS)}.map((slot) => Object.getOwnPropertyDescriptor(globalThis, Symbol.for(slot)));
        const symbols = () => Object.getOwnPropertySymbols(globalThis).map(String);
        const names = ${JSON.stringify(names)};
        const globals = () => names.map((name) => globalThis[name]);
        const before = slots(), symbolsBefore = symbols(), globalsBefore = globals();
        const call = await get('${server.origin}/v3');
        const afterwards = slots();
        return { call,
          slots: afterwards.every((slot, index) => slot?.value === before[index]?.value && !slot === !before[index]),
          symbols: symbols().join() === symbolsBefore.join(),
          globals: globals().every((value, index) => value === globalsBefore[index]) };`);
      assert.deepEqual(result, { call: { a: 1 }, slots: true, symbols: true, globals: true });
    });
  }

  it('trusts NODE_EXTRA_CA_CERTS, obeys no NODE_TLS_REJECT_UNAUTHORIZED, and ends its process by itself', async () => {
    const server = await use(startServer((_request, response) => response.end('{"data":{"a":1}}'), 'server'));
    const script = `return get('https://204546db1e57db4.call-us.cometchat.io:${server.port}/v3',
      (host, options, callback) => callback(null, options.all ? [{ address: '127.0.0.1', family: 4 }] : '127.0.0.1', 4));`;
    const trusting = await run(script, { NODE_EXTRA_CA_CERTS: certificatePath('ca') });
    assert.deepEqual(trusting, { a: 1 });
    for (const environment of [{}, { NODE_TLS_REJECT_UNAUTHORIZED: '0' }]) {
      const wary = JSON.stringify(await run(script, environment));
      assert.match(wary, /^{"reason":"tls"/, JSON.stringify(environment));
    }
  });
});
