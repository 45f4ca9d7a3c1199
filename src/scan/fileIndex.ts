/** Makes the index of a file of what the workers found, without keeping the extension host's thread for long. */
import { Buffer, isAscii } from 'node:buffer';
import type { FileHead } from './fileHead.ts';
import { MAX_IDS } from './idTable.ts';
import { type Columns, CUT_OFF, type FileCall, type FileIndex, FORMS } from './model.ts';
import type { Part, Position, ResumePoint, ScanNote } from './model.ts';

/** So many calls are made in one go: about a millisecond's worth. */
const SLICE = 4_000;

export interface IndexContext {
  readonly patterns: readonly string[];
  /** Of a file, not of a text. */
  readonly head?: FileHead;
  /** What was there before the parts. */
  readonly base?: ResumePoint | undefined;
}

/**
 * @param parts one after the other; lines of all but the first are counted from their own start
 * @param limit how many ids are listed at most
 */
export async function indexOf(
  parts: readonly [Part, ...Part[]],
  { patterns, head, base }: IndexContext,
  limit = MAX_IDS,
): Promise<FileIndex> {
  let calls: readonly FileCall[] = base?.calls ?? [];
  let settled: readonly FileCall[] = [];
  let unlistedPlaces = 0;
  const add = async (columns: Columns, shift: Shift) => {
    const merged = await merge(calls, await callsOf(columns, shift), limit);
    calls = merged.calls;
    unlistedPlaces += columns.unlistedPlaces + merged.unlistedPlaces;
  };
  let notes: readonly ScanNote[] = base?.notes ?? [];
  let settledNotes = notes;
  let shift: Shift = { lineEnds: 0, column: 0 };
  let end: Position = { offset: 0, ...shift };
  let tail: (Position & { readonly hash: string }) | undefined;
  for (const part of parts) {
    await add(part.found, shift);
    if (part.tail) {
      settled = calls;
      settledNotes = mergeNotes(notes, part.tail.notes);
      tail = { hash: part.tail.hash, ...shifted(part.tail, shift) };
      await add(part.tail.found, shift);
    }
    notes = mergeNotes(notes, part.notes);
    end = shifted(part.end, shift);
    shift = end;
  }
  const encoding = base?.encoding ?? parts[0].encoding;
  // A pattern that was left out has not searched all there is.
  const isIncomplete = notes.some(({ kind }) => kind === 'slowPattern' || kind === 'truncatedWhileReading');
  const tooMany: ScanNote[] =
    unlistedPlaces > 0 ? [{ kind: 'tooManyIds', listed: calls.length, unlistedPlaces }] : [];
  return {
    calls,
    bytes: end.offset,
    // The last line counts when there is something in it, as everywhere but in an editor's margin.
    lines: end.lineEnds + (end.column > 0 ? 1 : 0),
    encoding,
    notes: [...notes, ...tooMany],
    resume: {
      version: 1,
      usable: head !== undefined && tail !== undefined && unlistedPlaces === 0 && !isIncomplete,
      device: head?.device ?? 0,
      inode: head?.inode ?? 0,
      patterns,
      encoding,
      notes: settledNotes,
      calls: settled,
      ...(tail ?? { offset: 0, lineEnds: 0, column: 0, hash: '' }),
    },
  };
}

/** What a caller gave as a resume point, where it is one and was made with the same patterns. */
export function resumeOf(value: unknown, patterns: readonly string[]): ResumePoint | undefined {
  if (!isResumePoint(value) || !value.usable || value.patterns.length !== patterns.length) return undefined;
  return value.patterns.every((pattern, at) => pattern === patterns[at]) ? value : undefined;
}

function isResumePoint(value: unknown): value is ResumePoint {
  if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== 1)
    return false;
  return (
    'patterns' in value && Array.isArray(value.patterns) && 'calls' in value && Array.isArray(value.calls)
  );
}

/** By how many lines, and on its first line by how many columns, a part of a file comes later. */
type Shift = Omit<Position, 'offset'>;

function shifted({ offset, lineEnds, column }: Position, shift: Shift): Position {
  return {
    offset,
    lineEnds: lineEnds + shift.lineEnds,
    column: column + (lineEnds === 0 ? shift.column : 0),
  };
}

/** The calls of a table, in its order. */
export async function callsOf(
  columns: Columns,
  shift: Shift = { lineEnds: 0, column: 0 },
): Promise<FileCall[]> {
  const calls: FileCall[] = [];
  const idOf = idReader(columns);
  for (let index = 0; index < columns.size; index += 1) {
    if (index % SLICE === SLICE - 1) await yieldThread();
    const form = columns.forms[index] ?? 0;
    const firstLine = columns.firstLines[index] ?? 0;
    const firstColumn = columns.firstColumns[index] ?? 0;
    calls.push({
      sessionId: idOf(index),
      count: columns.counts[index] ?? 0,
      firstLine: firstLine + shift.lineEnds,
      lastLine: (columns.lastLines[index] ?? 0) + shift.lineEnds,
      firstOffset: columns.firstOffsets[index] ?? 0,
      firstColumn: firstColumn + (firstLine === 1 ? shift.column : 0),
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

/** Adds the calls of a later stretch of a file to those of what was there before. */
async function merge(before: readonly FileCall[], later: readonly FileCall[], limit: number) {
  if (later.length === 0 || before.length === 0) {
    return { calls: before.length === 0 ? later : before, unlistedPlaces: 0 };
  }
  const rest = new Map<string, FileCall>();
  for (const [index, call] of later.entries()) {
    if (index % SLICE === SLICE - 1) await yieldThread();
    rest.set(call.sessionId, call);
  }
  const calls = [...before];
  for (let index = 0; index < before.length && rest.size > 0; index += 1) {
    if (index % SLICE === SLICE - 1) await yieldThread();
    const known = before[index];
    const more = known && rest.get(known.sessionId);
    if (!more) continue;
    rest.delete(known.sessionId);
    // What a mark follows in one place and stands whole in another is whole.
    const { form, looksCutOff } = known.looksCutOff ? more : known;
    const count = known.count + more.count;
    calls[index] = { ...known, count, lastLine: more.lastLine, form, looksCutOff };
  }
  let unlistedPlaces = 0;
  for (const call of rest.values()) {
    if (calls.length < limit) calls.push(call);
    else unlistedPlaces += call.count;
  }
  return { calls, unlistedPlaces };
}

/** Each note once. */
function mergeNotes(first: readonly ScanNote[], second: readonly ScanNote[]): readonly ScanNote[] {
  const keys = new Set(first.map((note) => JSON.stringify(note)));
  return [...first, ...second.filter((note) => !keys.has(JSON.stringify(note)))];
}

/** Lets whatever else waits for this thread run. */
function yieldThread(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
