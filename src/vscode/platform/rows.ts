/** Which values are rows of the sidebar's views: VS Code hands commands the very objects that it was given as rows. */
import type { ViewId } from '../../manifest.ts';

const views = new WeakMap<object, ViewId>();

/** Notes that these are rows of a view, as every tree does with those it gives VS Code. */
export function rowsOf<Row extends object>(view: ViewId, rows: Row[]): Row[] {
  for (const row of rows) views.set(row, view);
  return rows;
}

/** The view of which a value is a row; undefined for any other value. */
export function viewOfRow(value: unknown): ViewId | undefined {
  return typeof value === 'object' && value !== null ? views.get(value) : undefined;
}
