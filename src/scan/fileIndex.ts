/** Makes the index of a file of what the workers found. */
import type { FileHead } from './fileHead.ts';
import { mergeNotes } from './merge.ts';
import type { Part, Tail } from './protocol.ts';
import type { FileCall, FileIndex, ResumePoint, ScanNote } from './model.ts';
import { addCalls, callsOf, withoutTail } from './unpack.ts';

export interface IndexContext {
  readonly patterns: readonly string[];
  /** Of a file, not of a text. */
  readonly head?: FileHead;
  /** What was there before the part. */
  readonly base?: ResumePoint;
}

export async function indexOf(part: Part, context: IndexContext): Promise<FileIndex> {
  const { base } = context;
  const found = await callsOf(part.columns);
  const before = part.tail ? withoutTail(found, part.tail) : [];
  const notes = mergeNotes(base?.notes ?? [], part.notes);
  const calls = base ? await addCalls(base.calls, found) : found;
  const settled = base ? await addCalls(base.calls, before) : before;
  const tooMany: ScanNote[] =
    part.unlistedPlaces > 0
      ? [{ kind: 'tooManyIds', listed: calls.length, unlistedPlaces: part.unlistedPlaces }]
      : [];
  return {
    calls,
    bytes: part.end,
    // The last line counts when there is something in it, as everywhere but in an editor's margin.
    lines: part.lineEnds + (part.column > 0 ? 1 : 0),
    encoding: part.encoding,
    notes: [...notes, ...tooMany],
    resume: resumePoint(part, context, settled),
  };
}

function resumePoint(
  part: Part,
  { head, patterns, base }: IndexContext,
  calls: readonly FileCall[],
): ResumePoint {
  const nothing: Tail = { offset: 0, hash: '', lineEnds: 0, column: 0, notes: [], size: 0, undo: [] };
  const notes = mergeNotes(base?.notes ?? [], part.tail?.notes ?? []);
  const { offset, hash, lineEnds, column } = part.tail ?? nothing;
  return {
    version: 1,
    // A pattern that was left out has not searched all there is.
    usable:
      head !== undefined &&
      part.tail !== undefined &&
      part.unlistedPlaces === 0 &&
      ![...notes, ...part.notes].some(
        ({ kind }) => kind === 'slowPattern' || kind === 'truncatedWhileReading',
      ),
    device: head?.device ?? 0,
    inode: head?.inode ?? 0,
    offset,
    hash,
    patterns,
    encoding: base?.encoding ?? part.encoding,
    lineEnds,
    column,
    notes,
    calls,
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
