import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { delay } from '../../../src/api/waiting.ts';
import {
  startAnswering,
  startProxy,
  startRawServer,
  startServer,
  startStalledServer,
} from '../../support/http/servers.ts';
import { bench, DIRECT, use } from './harness.ts';

/** Aborts as soon as the request is in a phase; the test's own limit bounds how long its end may take. */
async function cancelledIn(
  phase: Promise<unknown>,
  controller: AbortController,
  failing: Promise<{ reason: string }>,
): Promise<void> {
  await phase;
  controller.abort();
  assert.deepEqual(await failing, { reason: 'cancelled' });
}

describe('a request that is cancelled', () => {
  it('ends before it began', async () => {
    const server = await use(startStalledServer());
    assert.deepEqual(await (await bench(server)).fail('id', AbortSignal.abort()), { reason: 'cancelled' });
    assert.deepEqual(server.bytes, []);
  });

  it('ends while the key is read', async () => {
    const controller = new AbortController();
    const { promise, resolve } = Promise.withResolvers<void>();
    const credentials = (): Promise<never> => new Promise(() => resolve());
    const { fail } = await bench('http://127.0.0.1:1', { credentials });
    await cancelledIn(promise, controller, fail('id', controller.signal));
  });

  it('ends while the system is asked for its proxy', async () => {
    const controller = new AbortController();
    const { promise, resolve } = Promise.withResolvers<void>();
    const resolveSystemProxy = (): Promise<never> => new Promise(() => resolve());
    const { fail } = await bench('https://x.call-us.test', { resolveSystemProxy });
    await cancelledIn(promise, controller, fail('id', controller.signal));
  });

  it('ends while it connects', async () => {
    const controller = new AbortController();
    const { promise, resolve } = Promise.withResolvers<void>();
    const { fail } = await bench('https://x.call-us.test', { lookup: () => resolve() });
    await cancelledIn(promise, controller, fail('id', controller.signal));
  });

  it('ends while a proxy is asked for a tunnel', async () => {
    const controller = new AbortController();
    const proxy = await use(startProxy({ stalled: true }));
    const { fail } = await bench('https://x.call-us.test', {
      network: () => ({ ...DIRECT, proxy: proxy.origin }),
    });
    await cancelledIn(proxy.asked, controller, fail('id', controller.signal));
  });

  it('ends while it waits for headers, and its connection is closed', async () => {
    const controller = new AbortController();
    const closed = Promise.withResolvers<void>();
    const server = await use(startRawServer((socket) => void socket.on('close', () => closed.resolve())));
    const { fail } = await bench(server);
    await cancelledIn(server.asked, controller, fail('id', controller.signal));
    await closed.promise;
  });

  it('ends in the middle of the body, and its connection is closed', async () => {
    const controller = new AbortController();
    const closed = Promise.withResolvers<void>();
    const server = await use(
      startServer((_request, response) => {
        response.on('close', () => closed.resolve());
        response.write('{"data":');
      }),
    );
    const { fail } = await bench(server);
    await cancelledIn(server.asked, controller, fail('id', controller.signal));
    await closed.promise;
  });

  it('ends in the pause before another attempt', async () => {
    const controller = new AbortController();
    const { promise, resolve } = Promise.withResolvers<void>();
    const server = await use(startAnswering(503, ''));
    const { fail } = await bench(server, {
      delay: (_milliseconds, signal) => {
        resolve();
        return delay(60_000, signal);
      },
    });
    await cancelledIn(promise, controller, fail('id', controller.signal));
    assert.equal(server.requests.length, 1);
  });

  it('ends with the source, and so does what is asked afterwards', async () => {
    const server = await use(startStalledServer());
    const { source, fail } = await bench(server);
    const failing = fail();
    await server.asked;
    await source.dispose();
    assert.deepEqual(await failing, { reason: 'cancelled' });
    assert.deepEqual(await fail(), { reason: 'cancelled' });
    await source.dispose();
  });
});
