/** Workers that have nothing to do end after a while, and never with what is still wanted of them. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { FileError } from '../../../src/core/fileIndex.ts';
import { WorkerLine } from '../../../src/scan/pool.ts';
import type { Part, Task } from '../../../src/scan/protocol.ts';
import { V1, WORKER } from './support.ts';

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

describe('scan: a worker with nothing to do', () => {
  let line: WorkerLine;
  beforeEach(() => {
    line = new WorkerLine(WORKER, 0);
  });
  afterEach(() => line.dispose());

  async function partOf(number: number): Promise<Part> {
    const answer = await line.ask(text(number));
    return answer.kind === 'part' ? answer.part : assert.fail(answer.kind);
  }

  it('ends, and another one answers what comes after', async () => {
    await partOf(1);
    await idled();
    assert.equal((await partOf(2)).columns.size, 1);
  });

  it('stays while it keeps a part that another worker is not done with', async () => {
    const later = await partOf(1);
    assert.equal((await line.ask(text(2, { keep: true }))).kind, 'kept');
    await idled();
    const merged = await line.ask({ kind: 'merge', number: 3, of: 2, later });
    assert.ok(merged.kind === 'part');
    assert.deepEqual([...merged.part.columns.counts], [2]);
  });

  it('says so when it is asked for a part that it does not keep', async () => {
    const later = await partOf(1);
    await assert.rejects(
      line.ask({ kind: 'merge', number: 2, of: 7, later }),
      (error) => error instanceof FileError && error.reason === 'io',
    );
  });

  it('ends when what it kept is forgotten', async () => {
    const later = await partOf(1);
    await line.ask(text(2, { keep: true }));
    line.forget(2);
    await idled();
    await assert.rejects(line.ask({ kind: 'merge', number: 3, of: 2, later }), FileError);
  });
});
