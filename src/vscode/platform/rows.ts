/**
 * VS Code hands a command of a view's title the row with the focus and the selection, just as it hands a menu's command
 * its row. A button of a title means none of them, so a command is not handed rows of a view whose title has it. What
 * a title shares with the menus of its own rows has an id of its own there, `cometchatCalls.title.…`.
 */
import { type CommandId, TITLE_COMMANDS, type ViewId } from '../../manifest.ts';

/** VS Code hands back the very objects that it was given as rows. */
const views = new WeakMap<object, ViewId>();

/** Notes that these are rows of a view, as every tree does with those it gives VS Code. */
export function rowsOf<Row extends object>(view: ViewId, rows: Row[]): Row[] {
  for (const row of rows) views.set(row, view);
  return rows;
}

/** Whether what a command is handed is a row that its view's title passes, which is not meant. */
export function isPassedByTitle(id: CommandId, value: unknown): boolean {
  const view = typeof value === 'object' && value !== null ? views.get(value) : undefined;
  return view !== undefined && TITLE_COMMANDS[view].includes(id);
}
