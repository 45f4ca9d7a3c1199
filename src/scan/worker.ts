/** The worker: does one task after the other, beside the extension host's thread. */
import { Buffer } from 'node:buffer';
import { parentPort } from 'node:worker_threads';
import { FileError } from '../core/fileCalls/model.ts';
import { asFileError } from './failures.ts';
import { readLinesAt, readNearest, readWebhooks, readWindow } from './logReading.ts';
import { buffersOf, IdTable } from './idTable.ts';
import type { Answer, Part, Place, TailStart, Task } from './model.ts';
import { createFinder } from './patterns.ts';
import { scanContent } from './scanContent.ts';

/** Progress is told at most this often, in milliseconds. */
const PROGRESS_MS = 50;

let queue: Promise<void> = Promise.resolve();

parentPort?.on('message', (task: Task) => {
  queue = runAfter(queue, task);
});

async function runAfter(before: Promise<void>, task: Task): Promise<void> {
  await before;
  const { number } = task;
  try {
    if (task.kind !== 'index') return post(await answerTo(task));
    const part = await findIds(task);
    const columns = part.tail ? [part.found, part.tail.found] : [part.found];
    post({ kind: 'part', number, part }, columns.flatMap(buffersOf));
  } catch (error) {
    const { reason, systemCode } = asFileError(error);
    post({ kind: 'failed', number, reason, code: systemCode });
  }
}

async function answerTo(task: Exclude<Task, { kind: 'index' }>): Promise<Answer> {
  const { kind, number, content } = task;
  const tick = ticker(task, () => 0);
  switch (kind) {
    case 'occurrences':
      return { kind: 'places', number, places: await findPlaces(task) };
    case 'window':
      return { kind, number, window: await readWindow(content, task, tick) };
    case 'webhooks':
      return { kind, number, events: await readWebhooks(content, task, tick) };
    case 'nearest':
      return { kind, number, nearest: await readNearest(content, task, tick) };
    case 'lines':
      return { kind, number, lines: await readLinesAt(content, task.offsets, tick) };
  }
}

/** Finds all ids of a content. Rejects with a FileError or what the system said. */
async function findIds(task: Task): Promise<Part> {
  const table = new IdTable();
  const tailTable = new IdTable();
  let tail: TailStart | undefined;
  const finder = createFinder(task.patterns);
  const { end, notes, format } = await scanContent(task.content, {
    sink: {
      record: (bytes, from, to, form, where) =>
        (tail ? tailTable : table).record(bytes, from, to, form, where),
    },
    find: finder.find,
    everywhere: task.patterns.length > 0,
    tick: ticker(task, () => table.size),
    beforeTail: (start) => {
      tail = start;
    },
  });
  const patternNotes = finder.notes();
  return {
    found: table.columns(),
    tail: tail && { ...tail, notes: [...tail.notes, ...patternNotes], found: tailTable.columns() },
    end,
    notes: [...notes, ...patternNotes],
    encoding: format.encoding,
  };
}

/** Where one id stands, in order, at most as many places as asked for. */
async function findPlaces(task: Extract<Task, { kind: 'occurrences' }>): Promise<readonly Place[]> {
  const { sessionId, limit } = task;
  const wanted = Buffer.from(sessionId);
  const places: Place[] = [];
  const tick = ticker(task, () => places.length);
  try {
    await scanContent(task.content, {
      sink: {
        record(bytes, from, to, _form, where) {
          if (places.length >= limit || to - from !== wanted.length) return;
          if (wanted.compare(bytes, from, to) === 0)
            places.push({ line: where.line, column: where.column() });
        },
      },
      find: createFinder(task.patterns).find,
      everywhere: task.patterns.length > 0,
      tick: (bytes) => {
        tick(bytes);
        if (places.length >= limit) throw new Enough();
      },
    });
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return places;
}

/** Ends a scan that has found all it was to find. */
class Enough extends Error {}

/** Tells progress, and ends a scan that is cancelled. */
function ticker({ number, stop }: Task, ids: () => number): (bytes: number, total?: number) => void {
  const stopped = new Int32Array(stop);
  let last = performance.now();
  return (bytes, total) => {
    if (Atomics.load(stopped, 0) !== 0) throw new FileError('cancelled');
    const now = performance.now();
    if (now - last < PROGRESS_MS) return;
    last = now;
    post({ kind: 'progress', number, bytes, ids: ids(), ...(total === undefined ? {} : { total }) });
  };
}

function post(answer: Answer, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(answer, transfer);
}
