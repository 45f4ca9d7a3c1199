/** The worker: does one task after the other, beside the extension host's thread. */
import { parentPort } from 'node:worker_threads';
import { asFileError } from './failures.ts';
import { type Found, merge } from './merge.ts';
import { runIndex, runOccurrences } from './tasks.ts';
import type { FromWorker, MergeTask, Part, Task, ToWorker } from './protocol.ts';

const port = parentPort;
const kept = new Map<number, Found>();
let queue: Promise<void> = Promise.resolve();

port?.on('message', (message: ToWorker) => {
  queue = inTurn(queue, message);
});

async function inTurn(before: Promise<void>, message: ToWorker): Promise<void> {
  await before;
  if (message.kind === 'forget') kept.delete(message.of);
  else await work(message);
}

async function work(task: Task | MergeTask): Promise<void> {
  try {
    if (task.kind === 'merge') return mergeInto(task);
    if (task.kind === 'occurrences') {
      return post({ kind: 'places', number: task.number, places: await runOccurrences(task, post) });
    }
    const found = await runIndex(task, post);
    if (!task.keep) return postPart(task.number, found);
    kept.set(task.number, found);
    post({ kind: 'kept', number: task.number });
  } catch (error) {
    const { reason, systemCode } = asFileError(error);
    post({ kind: 'failed', number: task.number, reason, code: systemCode });
  }
}

function mergeInto({ number, of, later }: MergeTask): void {
  const found = kept.get(of);
  kept.delete(of);
  // As when the worker that kept it has died, and this one was started in its place.
  if (found) postPart(number, merge(found, later));
  else post({ kind: 'failed', number, reason: 'io', code: 'WORKER' });
}

function postPart(number: number, { table, rest }: Found): void {
  const columns = table.columns();
  const part: Part = { ...rest, columns, unlistedPlaces: table.unlistedPlaces };
  const { bytes, ends, counts, firstLines, lastLines, firstColumns, firstOffsets, forms } = columns;
  const arrays = [bytes, ends, counts, firstLines, lastLines, firstColumns, firstOffsets, forms];
  port?.postMessage(
    { kind: 'part', number, part } satisfies FromWorker,
    arrays.map(({ buffer }) => buffer),
  );
}

function post(message: FromWorker): void {
  port?.postMessage(message);
}
