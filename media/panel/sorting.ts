export type SortKey = string | number | undefined;

export interface Order<Column extends string> {
  readonly column: Column;
  readonly descending: boolean;
}

// As people count: `emp-9` before `emp-10`.
const collator = new Intl.Collator(undefined, { numeric: true });

/** The rows in order; rows that are equal stay as they were, and those without a key come last either way. */
export function sorted<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => SortKey,
  descending: boolean,
): readonly Row[] {
  const sign = descending ? -1 : 1;
  return rows
    .map((row) => ({ row, key: keyOf(row) }))
    .toSorted((a, b) => {
      if (a.key === undefined || b.key === undefined)
        return Number(a.key === undefined) - Number(b.key === undefined);
      return sign * compare(a.key, b.key);
    })
    .map(({ row }) => row);
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}

/** What pressing a column's head leads to: its order up, then down, then the table's own. */
export function nextOrder<Column extends string>(
  order: Order<Column> | undefined,
  column: Column,
): Order<Column> | undefined {
  if (order?.column !== column) return { column, descending: false };
  return order.descending ? undefined : { column, descending: true };
}
