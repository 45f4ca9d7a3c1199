/** Workers that have nothing to do end after a while, and never with what is still wanted of them; one that dies says so. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { Task } from '../../../src/scan/model.ts';
import { PooledWorker } from '../../../src/scan/workerPool.ts';
import { failure, V1, WORKER } from './support.ts';

const text = (number: number): Task => ({
  kind: 'index',
  number,
  content: { kind: 'text', text: `one ${V1}\n` },
  patterns: [],
  stop: new SharedArrayBuffer(4),
});

/** Until an idle worker of no patience has ended: its timer was set before this one, which is as short. */
const idled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A place of the pool, and the workers it has started. */
function open(path: string, idleMs: number) {
  const started: Worker[] = [];
  const count = (one: Worker) => void started.push(one);
  process.on('worker', count);
  const worker = new PooledWorker(path, idleMs);
  const close = async () => {
    process.off('worker', count);
    await worker.dispose();
  };
  return { worker, started, close };
}

/** The path of a worker that does as written with the number of each task; what it `answer`s is answered. */
function workerOf(folder: string, does: string): string {
  const path = join(folder, `${readdirSync(folder).length}.cjs`);
  const lines = [
    "const { parentPort } = require('node:worker_threads');",
    "const answer = (number) => parentPort.postMessage({ kind: 'places', number, places: [] });",
    `parentPort.on('message', ({ number }) => { ${does} });`,
  ];
  writeFileSync(path, lines.join('\n'));
  return path;
}

async function countOf(worker: PooledWorker, number: number): Promise<number> {
  const answer = await worker.run(text(number));
  return answer.kind === 'part' ? answer.part.found.size : assert.fail(answer.kind);
}

describe('scan: a worker', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'scan-worker-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  describe('with nothing to do', () => {
    let worker: PooledWorker;
    let started: readonly Worker[];
    let close: () => Promise<void>;
    beforeEach(() => {
      ({ worker, started, close } = open(WORKER, 0));
    });
    afterEach(() => close());

    it('ends, and another one answers what comes after', async () => {
      await countOf(worker, 1);
      await idled();
      assert.equal(await countOf(worker, 2), 1);
      assert.equal(started.length, 2);
      const [first] = started;
      assert.ok(first);
      // For ever, if it did not.
      if (first.threadId !== -1) await once(first, 'exit');
    });

    it('is kept as long as it was told, and answers what comes in that time', async () => {
      const patient = open(WORKER, 60_000);
      try {
        await countOf(patient.worker, 1);
        await idled();
        await countOf(patient.worker, 2);
        assert.equal(patient.started.length, 1);
      } finally {
        await patient.close();
      }
    });

    it('is at work again as soon as it is asked for something, however long that takes', async () => {
      const slow = open(workerOf(folder, 'if (number === 1) answer(number)'), 0);
      try {
        await slow.worker.run(text(1));
        const second = failure(slow.worker.run(text(2)));
        await idled();
        assert.equal(slow.worker.load, 1);
        await slow.worker.dispose();
        assert.equal((await second).reason, 'cancelled');
      } finally {
        await slow.close();
      }
    });
  });

  describe('that dies', () => {
    for (const [title, death] of [
      ['ends', 'process.exit(1)'],
      ['throws', "throw new Error('broken')"],
    ] as const) {
      it(`as it ${title} fails what it was asked, and another one answers what comes after`, async () => {
        const path = workerOf(folder, `if (number === 2) ${death}; if (number > 2) answer(number)`);
        const { worker, started, close } = open(path, 60_000);
        try {
          const failures = await Promise.all([1, 2].map((number) => failure(worker.run(text(number)))));
          assert.deepEqual(
            failures.map(({ reason, systemCode }) => [reason, systemCode]),
            [
              ['io', 'WORKER'],
              ['io', 'WORKER'],
            ],
          );
          assert.equal(worker.load, 0);
          assert.equal((await worker.run(text(3))).kind, 'places');
          assert.equal(started.length, 2);
        } finally {
          await close();
        }
      });
    }

    it('fails what it was asked when the pool is closed', async () => {
      const { worker } = open(WORKER, 0);
      const asked = failure(worker.run(text(1)));
      await worker.dispose();
      assert.equal((await asked).reason, 'cancelled');
    });
  });
});
