/** Makes objects of what came out of a worker, without keeping the extension host's thread for long. */
import { Buffer, isAscii } from 'node:buffer';
import { CUT_OFF } from './textMatcher.ts';
import type { Tail } from './protocol.ts';
import { type Columns, type FileCall, FORMS } from './model.ts';

/** So many calls are made in one go: about a millisecond's worth. */
const SLICE = 4_000;

/** Lets whatever else waits for this thread run. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The calls of a table, in its order. */
export async function callsOf(columns: Columns): Promise<FileCall[]> {
  const calls: FileCall[] = [];
  const idOf = idReader(columns);
  for (let index = 0; index < columns.size; index += 1) {
    if (index % SLICE === SLICE - 1) await breathe();
    const form = columns.forms[index] ?? 0;
    calls.push({
      sessionId: idOf(index),
      count: columns.counts[index] ?? 0,
      firstLine: columns.firstLines[index] ?? 0,
      lastLine: columns.lastLines[index] ?? 0,
      firstOffset: columns.firstOffsets[index] ?? 0,
      firstColumn: columns.firstColumns[index] ?? 0,
      form: FORMS[form & (CUT_OFF - 1)] ?? 'keyed',
      looksCutOff: form >= CUT_OFF,
    });
  }
  return calls;
}

function idReader({ bytes, ends }: Columns): (index: number) => string {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const from = (index: number) => (index === 0 ? 0 : (ends[index - 1] ?? 0));
  if (!isAscii(all)) return (index) => all.toString('utf8', from(index), ends[index]);
  // One text for all ids: parts of it are made without copying.
  const text = all.toString('latin1');
  return (index) => text.slice(from(index), ends[index]);
}

/** The calls as they were before the last lines of the file. */
export function withoutTail(calls: readonly FileCall[], tail: Tail): FileCall[] {
  const before = calls.slice(0, tail.size);
  for (const { index, ...places } of tail.undo) {
    const call = before[index];
    if (call) before[index] = { ...call, ...places };
  }
  return before;
}

/** Adds the calls of what was appended to a file to those of what was there before. */
export async function addCalls(before: readonly FileCall[], added: readonly FileCall[]): Promise<FileCall[]> {
  if (added.length === 0) return [...before];
  const calls = [...before];
  const wanted = new Map(added.map((call) => [call.sessionId, call]));
  for (let index = 0; index < before.length && wanted.size > 0; index += 1) {
    if (index % SLICE === SLICE - 1) await breathe();
    const known = before[index];
    const more = known && wanted.get(known.sessionId);
    if (!more) continue;
    wanted.delete(known.sessionId);
    calls[index] = { ...known, count: known.count + more.count, lastLine: more.lastLine };
  }
  return [...calls, ...wanted.values()];
}
