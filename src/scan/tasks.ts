/** The tasks of a worker, apart from how it is spoken to. */
import { Buffer } from 'node:buffer';
import { FileError } from '../core/fileIndex.ts';
import { IdTable } from './idTable.ts';
import type { Found } from './merge.ts';
import { createFinder } from './patternFinder.ts';
import type { FromWorker, Tail, TailStart, Task } from './protocol.ts';
import type { IdSink } from './rangeScanner.ts';
import { scanContent } from './scanContent.ts';
import type { Place } from './model.ts';

export type Post = (message: FromWorker) => void;

/** Progress is told at most this often, in milliseconds. */
const PROGRESS_MS = 50;

/** Finds all ids of a content. Rejects with a FileError or what the system said. */
export async function runIndex(task: Task, post: Post): Promise<Found> {
  const table = new IdTable();
  const finder = createFinder(task.patterns);
  let start: (TailStart & { readonly size: number }) | undefined;
  const scanned = await scanContent(task.content, {
    sink: table,
    find: finder.find,
    everywhere: task.patterns.length > 0,
    tick: ticker(task, () => table.size, post),
    beforeTail: (tailStart) => {
      start = { ...tailStart, size: table.size };
      table.startUndo();
    },
  });
  const { end, lineEnds, column, format } = scanned;
  const patternNotes = finder.notes();
  const tail: Tail | undefined = start && {
    ...start,
    notes: [...start.notes, ...patternNotes],
    undo: table.takeUndo(),
  };
  const notes = [...scanned.notes, ...patternNotes];
  return { table, rest: { end, lineEnds, column, encoding: format.encoding, notes, tail } };
}

/** Where one id stands, in order, at most as many places as asked for. */
export async function runOccurrences(task: Task, post: Post): Promise<readonly Place[]> {
  const wanted = Buffer.from(task.sessionId ?? '');
  const limit = task.limit ?? 0;
  const places: Place[] = [];
  const sink: IdSink = {
    record(bytes, from, to, _form, where) {
      if (places.length >= limit || to - from !== wanted.length) return;
      if (wanted.compare(bytes, from, to) === 0) places.push({ line: where.line, column: where.column() });
    },
  };
  const tick = ticker(task, () => places.length, post);
  const finder = createFinder(task.patterns);
  const everywhere = task.patterns.length > 0;
  try {
    await scanContent(task.content, {
      sink,
      find: finder.find,
      everywhere,
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

function ticker(task: Task, ids: () => number, post: Post): (bytes: number) => void {
  const stop = new Int32Array(task.stop);
  let last = performance.now();
  return (bytes) => {
    if (Atomics.load(stop, 0) !== 0) throw new FileError('cancelled');
    const now = performance.now();
    if (now - last < PROGRESS_MS) return;
    last = now;
    post({ kind: 'progress', number: task.number, bytes, ids: ids() });
  };
}
