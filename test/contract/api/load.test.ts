/** Ten thousand look-ups at once, from a server that limits and fails; on a clock that jumps where they would wait. */
import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, it } from 'mocha';
import { failureOf } from '../../../src/core/failure/model.ts';
import { MAX_CONCURRENT } from '../../../src/core/requests/index.ts';
import { RateLimit } from '../../support/http/rateLimit.ts';
import { startServer } from '../../support/http/servers.ts';
import { benchWithPolicy, NOW, use } from './harness.ts';

const MANY = 10_000;
const LIMIT = 500;
const WINDOW_MS = 3000;
/** Bytes that the heap may grow by while nine of ten thousand are answered. */
const MOST_GROWTH = 16 * 1024 * 1024;

/** One in twenty fails: half of them for good, half of them once. */
const failsForGood = (n: number) => n % 40 === 0;
const failsOnce = (n: number) => n % 40 === 20;
/** Given up while others end, from the last of the queue on. */
const isGivenUp = (n: number) => n % 50 === 7;

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

function heapUsed(): number {
  if (typeof collectGarbage === 'function') collectGarbage();
  return process.memoryUsage().heapUsed;
}

describe('ten thousand look-ups at once', function () {
  this.timeout(120_000);

  it('end rightly, each of them, within the limit but for one burst, and each can be given up', async () => {
    let skipped = 0;
    const now = () => performance.now() + skipped;
    const window = new RateLimit(LIMIT, WINDOW_MS, now);
    const asked = new Map<number, number>();
    const server = await use(
      startServer((request, response) => {
        const n = Number(/\d+$/.exec(request.url ?? '')?.[0]);
        const waitMs = window.take();
        if (waitMs > 0) {
          response.writeHead(429, { 'retry-after': `${Math.ceil(waitMs / 1000)}` }).end();
          return;
        }
        const times = (asked.get(n) ?? 0) + 1;
        asked.set(n, times);
        if (failsForGood(n)) response.writeHead(500).end();
        else if (failsOnce(n) && times === 1) response.writeHead(503).end();
        else response.end(`{"data":{"sessionId":"call-${n}"}}`);
      }),
    );
    const { source, connection } = await benchWithPolicy(server, {
      clock: () => NOW + now(),
      timeoutSeconds: () => 60,
      delay: async (milliseconds, signal) => {
        const until = now() + milliseconds;
        await turn();
        signal.throwIfAborted();
        skipped += Math.max(0, until - now());
      },
    });

    let ended = 0;
    let inThisTurn = 0;
    let mostInATurn = 0;
    const givenUp = new Map<number, AbortController>();
    const early: number[] = [];
    const outcomes = new Map<number, string>();
    const look = async (n: number) => {
      const controller = new AbortController();
      if (isGivenUp(n)) givenUp.set(n, controller);
      const request = { connection, sessionId: `call-${n}` };
      const outcome = await source.getCall(request, controller.signal).then(
        (data) => JSON.stringify(data),
        (error: unknown) => failureOf(error).reason,
      );
      outcomes.set(n, outcome);
      ended += 1;
      inThisTurn += 1;
      mostInATurn = Math.max(mostInATurn, inThisTurn);
      // Those at the end of the queue, while they wait.
      const last = MANY - ended;
      const controllerOfLast = givenUp.get(last);
      if (controllerOfLast && !outcomes.has(last)) {
        if (!asked.has(last)) early.push(last);
        controllerOfLast.abort();
      }
    };
    const all = Promise.all(Array.from({ length: MANY }, (_, n) => look(n)));
    let before = 0;
    for (; outcomes.size < MANY; inThisTurn = 0) {
      await turn();
      if (before === 0 && ended > MANY / 10) before = heapUsed();
    }
    await all;
    const growth = heapUsed() - before;

    for (let n = 0; n < MANY; n++) {
      const outcome = outcomes.get(n) ?? 'never ended';
      if (outcome === 'cancelled') assert.ok(isGivenUp(n), `${n}`);
      else assert.equal(outcome, failsForGood(n) ? 'serverError' : `{"sessionId":"call-${n}"}`, `${n}`);
    }
    assert.ok(early.length > 50, `${early.length} were given up while they waited`);
    assert.deepEqual(
      early.filter((n) => asked.has(n) || outcomes.get(n) !== 'cancelled'),
      [],
      'what is given up while it waits is not sent',
    );
    assert.ok(skipped > (MANY / LIMIT - 2) * WINDOW_MS * 0.5, 'the limit was met');
    assert.ok(window.mostOver <= MAX_CONCURRENT, `${window.mostOver} over the limit`);
    assert.ok(mostInATurn <= 5 * MAX_CONCURRENT, `${mostInATurn} ended in one turn of the event loop`);
    assert.ok(growth < MOST_GROWTH, `the heap grew by ${(growth / 1e6).toFixed(0)} MB`);
  });
});
