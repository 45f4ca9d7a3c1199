/** Workers that have nothing to do end after a while, and never with what is still wanted of them; one that dies says so. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { WorkerLine } from '../../../src/scan/workerPool.ts';
import type { Part, Task } from '../../../src/scan/protocol.ts';
import { failure, V1, WORKER } from './support.ts';

const text = (number: number, more: Partial<Task> = {}): Task => ({
  kind: 'index',
  number,
  content: { kind: 'text', text: `one ${V1}\n` },
  patterns: [],
  stop: new SharedArrayBuffer(4),
  ...more,
});

/** Until an idle worker of no patience has ended: its timer was set before this one, which is as short. */
const idled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A line of workers, and how many of them it has started. */
function open(path: string, idleMs: number) {
  const started: Worker[] = [];
  const count = (worker: Worker) => void started.push(worker);
  process.on('worker', count);
  const line = new WorkerLine(path, idleMs);
  const close = async () => {
    process.off('worker', count);
    await line.dispose();
  };
  return { line, started, close };
}

/** The path of a worker that does as written with the number of each task; what it `answer`s is answered. */
function workerOf(folder: string, does: string): string {
  const path = join(folder, `${readdirSync(folder).length}.cjs`);
  const lines = [
    "const { parentPort } = require('node:worker_threads');",
    "const answer = (number) => parentPort.postMessage({ kind: 'kept', number });",
    `parentPort.on('message', ({ number }) => { ${does} });`,
  ];
  writeFileSync(path, lines.join('\n'));
  return path;
}

async function partOf(line: WorkerLine, number: number): Promise<Part> {
  const answer = await line.ask(text(number));
  return answer.kind === 'part' ? answer.part : assert.fail(answer.kind);
}

describe('scan: a worker', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'scan-worker-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  describe('with nothing to do', () => {
    let line: WorkerLine;
    let started: readonly Worker[];
    let close: () => Promise<void>;
    beforeEach(() => {
      ({ line, started, close } = open(WORKER, 0));
    });
    afterEach(() => close());

    it('ends, and another one answers what comes after', async () => {
      await partOf(line, 1);
      await idled();
      assert.equal((await partOf(line, 2)).columns.size, 1);
      assert.equal(started.length, 2);
      const [first] = started;
      assert.ok(first);
      // For ever, if it did not.
      if (first.threadId !== -1) await once(first, 'exit');
    });

    it('is kept as long as it was told, and answers what comes in that time', async () => {
      const patient = open(WORKER, 60_000);
      try {
        await partOf(patient.line, 1);
        await idled();
        await partOf(patient.line, 2);
        assert.equal(patient.started.length, 1);
      } finally {
        await patient.close();
      }
    });

    it('is at work again as soon as it is asked for something, however long that takes', async () => {
      const slow = open(workerOf(folder, 'if (number === 1) answer(number)'), 0);
      try {
        await slow.line.ask(text(1));
        const second = failure(slow.line.ask(text(2)));
        await idled();
        assert.equal(slow.line.load, 1);
        await slow.line.dispose();
        assert.equal((await second).reason, 'cancelled');
      } finally {
        await slow.close();
      }
    });

    it('stays while it keeps a part that another worker is not done with', async () => {
      const later = await partOf(line, 1);
      assert.equal((await line.ask(text(2, { keep: true }))).kind, 'kept');
      await idled();
      const merged = await line.ask({ kind: 'merge', number: 3, of: 2, later });
      assert.ok(merged.kind === 'part');
      assert.deepEqual([...merged.part.columns.counts], [2]);
    });

    it('stays while it keeps one part, though another one was forgotten', async () => {
      const later = await partOf(line, 1);
      await line.ask(text(2, { keep: true }));
      await line.ask(text(3, { keep: true }));
      line.forget(3);
      await idled();
      assert.equal((await line.ask({ kind: 'merge', number: 4, of: 2, later })).kind, 'part');
    });

    it('says so when it is asked for a part that it does not keep', async () => {
      const later = await partOf(line, 1);
      const { reason, systemCode } = await failure(line.ask({ kind: 'merge', number: 2, of: 7, later }));
      assert.deepEqual([reason, systemCode], ['io', 'WORKER']);
    });

    it('ends when what it kept is forgotten', async () => {
      await line.ask(text(1, { keep: true }));
      await idled();
      assert.equal(started.length, 1);
      line.forget(1);
      await idled();
      await partOf(line, 2);
      assert.equal(started.length, 2);
    });
  });

  describe('that dies', () => {
    for (const [title, death] of [
      ['ends', 'process.exit(1)'],
      ['throws', "throw new Error('broken')"],
    ] as const) {
      it(`as it ${title} fails what it was asked, and another one answers what comes after`, async () => {
        const path = workerOf(folder, `if (number === 2) ${death}; if (number > 2) answer(number)`);
        const { line, started, close } = open(path, 60_000);
        try {
          const failures = await Promise.all([1, 2].map((number) => failure(line.ask(text(number)))));
          assert.deepEqual(
            failures.map(({ reason, systemCode }) => [reason, systemCode]),
            [
              ['io', 'WORKER'],
              ['io', 'WORKER'],
            ],
          );
          assert.equal(line.load, 0);
          assert.equal((await line.ask(text(3))).kind, 'kept');
          assert.equal(started.length, 2);
        } finally {
          await close();
        }
      });
    }

    it('takes what it kept with it, and the one in its place says so', async () => {
      const { line, started, close } = open(WORKER, 0);
      try {
        const later = await partOf(line, 1);
        await line.ask(text(2, { keep: true }));
        const [worker] = started;
        assert.ok(worker);
        await worker.terminate();
        assert.equal(
          (await failure(line.ask({ kind: 'merge', number: 3, of: 2, later }))).systemCode,
          'WORKER',
        );
        await idled();
        await partOf(line, 4);
        assert.equal(started.length, 3, 'the one in its place keeps nothing, and ended');
      } finally {
        await close();
      }
    });

    it('fails with its line when that is closed', async () => {
      const { line } = open(WORKER, 0);
      const asked = failure(line.ask(text(1)));
      await line.dispose();
      assert.equal((await asked).reason, 'cancelled');
    });
  });
});
