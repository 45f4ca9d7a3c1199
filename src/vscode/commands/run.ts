/** Runs commands: reads what they are passed, once, and hands it to their handlers. */
import * as v from 'valibot';
import * as vscode from 'vscode';
import { ARGUMENTS, type CommandArguments, NOTHING, SELECTED_CALL } from '../../commandArguments.ts';
import type { Logger } from '../../core/base/model.ts';
import type { LookUpTarget } from '../../core/lookUp/model.ts';
import { type CommandId, TITLE_COMMANDS, type ViewId } from '../../manifest.ts';
import { ArgumentError, viewOfRow, t } from '../platform/index.ts';

/** Runs a command with what VS Code passes it. Rejects with why it could not be done. */
export type RunCommand = (id: CommandId, passed: readonly unknown[]) => Promise<unknown>;

/** How a command came to run. */
export interface Invocation {
  /** All calls that are selected in a tree, whichever its menu was opened on; else none. */
  readonly selection: readonly LookUpTarget[];
  /** Whether the argument is the row of a view, which a menu passes, and not one that a caller wrote. */
  readonly isRow: boolean;
  /** The view where a key was pressed on that row, which has the focus; undefined for whatever else ran the command. */
  readonly keyIn: ViewId | undefined;
}

export type Handlers = {
  readonly [Id in CommandId]: (argument: CommandArguments[Id], invocation: Invocation) => unknown;
};

/** Runs a command by its handler. Whatever goes wrong is in the log as well. */
export function commandRunner(handlers: Handlers, logger: Logger): RunCommand {
  return async (id, passed) => {
    try {
      return await runHandler(id, handlers[id], passed);
    } catch (error) {
      logger.error(`${id}: ${error instanceof Error ? `${error.name}: ${error.message}` : 'failed'}`);
      throw error;
    }
  };
}

/**
 * Hands a handler what its command was passed. Throws ArgumentError, which names the field and never repeats its value.
 * @param passed an argument, and the selection where a tree passes one
 */
export function runHandler<Result>(
  id: CommandId,
  handler: (argument: never, invocation: Invocation) => Result,
  [input, selection]: readonly unknown[],
): Result | undefined {
  const pressed = pressedOn(input);
  // A key is pressed on no row where the list has just been drawn again: nobody knows which was meant.
  if (pressed && pressed.row === undefined) return undefined;
  const given = pressed ? pressed.row : input;
  const meant = isOfTitle(id, given) ? undefined : given;
  const calls = Array.isArray(selection) ? selection.filter((one) => !isOfTitle(id, one)) : [];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its command's schema makes what a handler takes
  return handler(readArgument(id, meant) as never, {
    selection: calls.flatMap((one) => readSelected(one) ?? []),
    isRow: viewOfRow(meant) !== undefined,
    keyIn: pressed && viewOfRow(pressed.row),
  });
}

/**
 * What a key was pressed on: key bindings of views pass a list with the row that has the focus, or with nothing in it.
 * Undefined for what is no such list.
 */
function pressedOn(input: unknown): { readonly row: object | undefined } | undefined {
  if (!Array.isArray(input) || input.length !== 1) return undefined;
  const [row]: readonly unknown[] = input;
  if (row === undefined || row === null) return { row: undefined };
  return typeof row === 'object' && viewOfRow(row) !== undefined ? { row } : undefined;
}

/**
 * Whether a value is a row that VS Code hands the command only because it stands in the title of the row's view: it
 * hands a title's command the row with the focus and the selection, as it hands a menu's command its row. A button of
 * a title means none of them. What a title shares with the menus of its own rows has an id of its own there.
 */
function isOfTitle(id: CommandId, value: unknown): boolean {
  const view = viewOfRow(value);
  return view !== undefined && TITLE_COMMANDS[view].includes(id);
}

/** Reads what a command is passed. Throws ArgumentError as {@link runHandler}. */
export function readArgument(id: CommandId, input: unknown): unknown {
  const definition: (typeof ARGUMENTS)[CommandId] = ARGUMENTS[id];
  const given = definition === NOTHING ? undefined : fieldsOf(definition, input);
  const result = v.safeParse(definition.schema, given, { abortEarly: true });
  if (result.success) return result.output;
  throw new ArgumentError(refusal(result.issues[0]));
}

/** The fields of an argument, which may be one value that stands for an object, or a row that holds more than is meant. */
function fieldsOf(definition: (typeof ARGUMENTS)[CommandId], input: unknown): unknown {
  const alone = 'alone' in definition ? definition.alone : undefined;
  if (input === undefined || input === null) return {};
  // Menus of editors pass the address of what is open, which is nothing to a command on calls.
  if (input instanceof vscode.Uri) return alone === 'uri' ? { uri: input } : {};
  if (typeof input === 'string' && alone !== undefined) return { [alone]: input };
  if (Array.isArray(input)) return undefined;
  return viewOfRow(input) === undefined ? input : pick(input, definition.row);
}

function pick(row: object, fields: readonly string[]): object {
  return Object.fromEntries(fields.map((field) => [field, Reflect.get(row, field)]));
}

/** A call of a selection; undefined for its other lines, and for what other menus pass in its place. */
function readSelected(value: unknown): LookUpTarget | undefined {
  const { success, output } = v.safeParse(SELECTED_CALL, value);
  if (!success) return undefined;
  const { sessionId, connectionId, onBehalfOf } = output;
  return { sessionId, connectionId, onBehalfOf };
}

/** What is wrong with an argument. Only names that the schema has are in an issue's path: no text of a caller's. */
function refusal(issue: v.BaseIssue<unknown>): string {
  const field = v.getDotPath(issue);
  if (field === null) return t('This command takes an object as its argument.');
  if (issue.input === undefined) return t('The argument “{0}” is missing.', field);
  switch (issue.type) {
    case 'boolean':
      return t('The argument “{0}” must be true or false.', field);
    case 'number':
      return t('The argument “{0}” must be a number.', field);
    case 'object':
      return t('The argument “{0}” must be an object.', field);
    case 'picklist':
      return t('The argument “{0}” must be one of {1}.', field, issue.message);
    case 'raw_transform':
      return unreadable(field, issue.message);
    default:
      return t('The argument “{0}” must be text.', field);
  }
}

/** @param what it should have been, an `Unreadable` of the schemas */
function unreadable(field: string, what: string): string {
  switch (what) {
    case 'file':
      return t('The argument “{0}” must be the address of a file, such as file:///logs/app.log.', field);
    case 'filter':
      return t('The argument “{0}” is no filter of calls.', field);
    default:
      return t('The argument “{0}” is no line of a log.', field);
  }
}
