/** Ten thousand look-ups at once against a limit of 500 in a real minute: `npm run bench -- load`. */
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type AnyFailure, failureOf } from '../../src/core/failure/model.ts';
import { MAX_CONCURRENT } from '../../src/core/requests/index.ts';
import { report } from './report.ts';
import { requestsTo, startServer } from './requests.ts';

const MANY = 10_000;
const LIMIT = 500;
const WINDOW_MS = 60_000;
const MOST_GROWTH_MB = 16;
/** What a person does not feel. */
const MOST_BLOCK_MS = 100;

/** Whether the limit of two minutes is kept, and the thread is free meanwhile. */
export async function runLoadBench(): Promise<boolean> {
  const server = await startServer(`${LIMIT}`, `${WINDOW_MS}`);
  const { policy, connection, dispose } = requestsTo(server.origin);
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  const heap = () => {
    if (typeof gc === 'function') gc();
    return process.memoryUsage().heapUsed / 1e6;
  };
  const outcomeOf = async (n: number) => {
    const sessionId = n % 20 === 0 ? `fails-${n}` : `call-${n}`;
    try {
      await policy.getCall({ connection, sessionId }, new AbortController().signal);
      return { n, reason: 'answered', retryAt: 0 };
    } catch (error) {
      const { reason, retryAt = 0 }: AnyFailure = failureOf(error);
      return { n, reason, retryAt };
    }
  };
  /** Asks for all at once: which are left for later, and when that is. */
  const ask = async (ids: readonly number[]) => {
    const outcomes = await Promise.all(ids.map(outcomeOf));
    const isRight = ({ n, reason }: (typeof outcomes)[number]) =>
      reason === (n % 20 === 0 ? 'serverError' : 'answered');
    const left = outcomes.filter(({ reason, retryAt }) => reason === 'rateLimited' && retryAt > 0);
    const ended = outcomes.filter(isRight).length;
    const retryAt = Math.max(...left.map((outcome) => outcome.retryAt));
    return { left: left.map(({ n }) => n), ended, wrong: ids.length - left.length - ended, retryAt };
  };
  const before = heap();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const first = await ask(Array.from({ length: MANY }, (_, n) => n));
  await sleep(first.retryAt - Date.now());
  const second = await ask(first.left);
  delay.disable();
  const growth = heap() - before;
  server.child.send('over');
  const [message] = (await once(server.child, 'message')) as [{ readonly mostOver: number }];
  await dispose();
  server.close();
  return report({
    heading: 'Load',
    about: `Written by \`npm run bench -- load\`: ${MANY} look-ups asked for at once from a server that answers ${LIMIT} a minute
and fails one in twenty; and what it turned away once more, when it said so.`,
    bounds: [
      {
        name: 'requests above the limit of a minute',
        figure: message.mostOver,
        digits: 0,
        most: MAX_CONCURRENT,
      },
      { name: 'growth of the heap, MB', figure: growth, digits: 1, most: MOST_GROWTH_MB },
      { name: 'wrong ends', figure: first.wrong + second.wrong, digits: 0, most: 0 },
    ],
    told: [
      {
        name: 'longest block of the thread, with the 10,000 asked for and 9,500 turned away',
        figure: `${(delay.max / 1e6).toFixed(0)} ms`,
        aim: `≤ ${MOST_BLOCK_MS} ms`,
      },
      {
        name: 'answered, or failed by the server, in each of the two minutes',
        figure: `${first.ended}, ${second.ended}`,
      },
    ],
  });
}
