/** Makes one of what was found in two parts of a file. */
import type { IdTable, Shift } from './idTable.ts';
import type { Part, Tail } from './protocol.ts';
import type { Columns, ScanNote } from './model.ts';

/** What a worker found, before the table is packed for its way. */
export interface Found {
  readonly table: IdTable;
  readonly rest: Omit<Part, 'columns' | 'unlistedPlaces'>;
}

/** Adds what was found in the later part of the file, whose lines were counted from its own start. */
export function merge({ table, rest }: Found, later: Part): Found {
  const shift: Shift = { lineEnds: rest.lineEnds, columns: rest.column };
  const { columns, tail } = later;
  const undone = new Map(tail?.undo.map(({ index, ...places }) => [index, places]));
  const size = tail?.size ?? columns.size;
  for (let index = 0; index < size; index += 1) {
    table.add(columns, index, undone.get(index) ?? placesOf(columns, index), shift);
  }
  const mergedTail =
    tail && addTail(table, columns, { ...tail, notes: mergeNotes(rest.notes, tail.notes) }, shift);
  table.addUnlisted(later.unlistedPlaces);
  return {
    table,
    rest: {
      end: later.end,
      lineEnds: rest.lineEnds + later.lineEnds,
      column: later.lineEnds === 0 ? rest.column + later.column : later.column,
      encoding: rest.encoding,
      notes: mergeNotes(rest.notes, later.notes),
      tail: mergedTail,
    },
  };
}

/** Adds what was found in the last lines, so that it can be undone. */
function addTail(table: IdTable, columns: Columns, tail: Tail, shift: Shift): Tail {
  const { size } = table;
  table.startUndo();
  for (const { index, count } of tail.undo) {
    const now = placesOf(columns, index);
    table.add(columns, index, { count: now.count - count, lastLine: now.lastLine }, shift);
  }
  for (let index = tail.size; index < columns.size; index += 1) {
    table.add(columns, index, placesOf(columns, index), shift);
  }
  return {
    offset: tail.offset,
    hash: tail.hash,
    notes: tail.notes,
    lineEnds: tail.lineEnds + shift.lineEnds,
    column: tail.column + (tail.lineEnds === 0 ? shift.columns : 0),
    size,
    undo: table.takeUndo(),
  };
}

function placesOf(columns: Columns, index: number) {
  return { count: columns.counts[index] ?? 0, lastLine: columns.lastLines[index] ?? 0 };
}

/** Each note once. */
export function mergeNotes(first: readonly ScanNote[], second: readonly ScanNote[]): readonly ScanNote[] {
  const keys = new Set(first.map((note) => JSON.stringify(note)));
  return [...first, ...second.filter((note) => !keys.has(JSON.stringify(note)))];
}
