import * as vscode from 'vscode';
import { visibleText } from '../../core/text/index.ts';
import type { LogLine } from '../../core/logTime/index.ts';
import { isNoFile, showDone, t } from '../platform/index.ts';

/** How many lines on each side of a log's line are handed on with it. */
const AROUND = 3;
/** What is kept of each, in UTF-16 code units. */
const LONGEST_LINE = 500;
/** What is searched for keys before the line is cut, in UTF-16 code units: a key must not be cut in two. */
const SEARCHED = 20_000;

/** Lines of a log, and which of them is meant. */
export interface LinesAround {
  /** Where the first of them stands, from 1. */
  readonly firstLine: number;
  readonly lines: readonly string[];
  /** Which of `lines` is the one that was asked for. */
  readonly index: number;
}

/** Where a line stands, such as `app.log:118`. */
export function placeOf({ uri, line }: Pick<LogLine, 'uri' | 'line'>): string {
  const path = vscode.Uri.parse(uri).path;
  return `${visibleText(path.split('/').at(-1) ?? '', 80)}:${line + 1}`;
}

/**
 * Reads a line of a log with its neighbours: each cut at 500 UTF-16 code units, keys and hidden characters replaced.
 * @param around how many on each side, from 0
 * @param redact replaces API keys in a text
 * @returns undefined when the file cannot be read, or does not have the line any more
 */
export async function readAround(
  { uri, line }: Pick<LogLine, 'uri' | 'line'>,
  redact: (text: string) => string,
  around = AROUND,
): Promise<LinesAround | undefined> {
  const document = await documentOf(vscode.Uri.parse(uri));
  if (!document || line >= document.lineCount) return undefined;
  const from = Math.max(0, line - around);
  const to = Math.min(document.lineCount - 1, line + around);
  const lines = Array.from({ length: to - from + 1 }, (_, index) => {
    const text = redact(document.lineAt(from + index).text.slice(0, SEARCHED));
    return visibleText(text.replaceAll('\t', '    '), LONGEST_LINE);
  });
  return { firstLine: from + 1, lines, index: line - from };
}

/** Shows a line of a log in its editor, where it is open already if it is. */
export async function goToLine(logLine: Pick<LogLine, 'uri' | 'line'>): Promise<void> {
  const uri = vscode.Uri.parse(logLine.uri);
  const isGone = uri.scheme === 'untitled' ? !openDocument(uri) : await isNoFile(uri);
  if (isGone) {
    showDone(t('{0} is not there any more.', placeOf(logLine)));
    return;
  }
  const at = new vscode.Position(logLine.line, 0);
  const viewColumn = columnOf(uri);
  // Not `showTextDocument`, which does not open files above 50 MB.
  await vscode.commands.executeCommand('vscode.open', uri, {
    selection: new vscode.Range(at, at),
    ...(viewColumn === undefined ? {} : { viewColumn }),
  });
}

/** The column in which a file has a tab. */
function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  const isOf = ({ input }: vscode.Tab) =>
    input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
  return vscode.window.tabGroups.all.find(({ tabs }) => tabs.some(isOf))?.viewColumn;
}

function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}

/** The document of a log, opened where it is not; undefined where it is gone, or VS Code does not give it to extensions. */
export async function documentOf(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  const open = openDocument(uri);
  // One that was never saved and is closed is gone; opening it would make a new, empty one.
  if (open || uri.scheme === 'untitled' || (await isNoFile(uri))) return open;
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}
