import * as vscode from 'vscode';
import { redactStart } from '../../core/connection/index.ts';
import type { LogLines } from '../../core/export/index.ts';
import { visibleText } from '../../core/text/index.ts';
import type { LogLine } from '../../core/logTime/index.ts';
import { after, isGone, isNoFile, showDone, t } from '../platform/index.ts';

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
  return `${nameOf(uri)}:${line + 1}`;
}

/** What the file of an address is called, every character visible. */
export function nameOf(uri: string): string {
  return visibleText(vscode.Uri.parse(uri).path.split('/').at(-1) ?? '', 80);
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
  const lines = Array.from({ length: to - from + 1 }, (_, index) =>
    shownLine(document.lineAt(from + index).text, redact),
  );
  return { firstLine: from + 1, lines, index: line - from };
}

/** Lines as they are written into a text. */
export function logLinesOf(
  { firstLine, lines, index: theLine }: LinesAround,
  at: Pick<LogLine, 'uri' | 'line'>,
): LogLines {
  return {
    place: placeOf(at),
    lines: lines.map((text, index) => ({ number: firstLine + index, text, isTheLine: index === theLine })),
  };
}

/** A line as it is handed on. @param isWhole whether its end is there */
export function shownLine(text: string, redact: (text: string) => string, isWhole = true): string {
  const start = redactStart(text.slice(0, SEARCHED), redact, isWhole && text.length <= SEARCHED);
  return visibleText(start.replaceAll('\t', '    '), LONGEST_LINE);
}

/** How long the line that was gone to is marked, in milliseconds. */
const MARKED_MS = 4_000;

export interface GoOptions {
  /** The column of a panel that is to stay in sight. */
  readonly besides?: vscode.ViewColumn | undefined;
  /** What is said of the line, behind it, as long as it is marked. */
  readonly note?: string | undefined;
}

/**
 * Shows a line of a log in its editor, where it is open already if it is, and marks it for a moment.
 * @returns whether the log is there
 */
export async function goToLine(
  logLine: Pick<LogLine, 'uri' | 'line'>,
  { besides, note }: GoOptions = {},
): Promise<boolean> {
  const uri = vscode.Uri.parse(logLine.uri);
  if (uri.scheme === 'untitled' ? !openDocument(uri) : await isGone(uri)) {
    showDone(t('{0} is not there any more.', placeOf(logLine)));
    return false;
  }
  const { line } = logLine;
  const viewColumn = columnFor(uri, besides);
  // Not `showTextDocument`, which does not open files above 50 MB.
  const select = (selection: vscode.Range) =>
    vscode.commands.executeCommand('vscode.open', uri, {
      selection,
      ...(viewColumn === undefined ? {} : { viewColumn }),
    });
  await select(new vscode.Range(line, 0, line, 0));
  const [editor] = editorsOf(logLine.uri);
  if (editor) mark(editor, line, note);
  // Of a larger file there is no editor to mark it in: the selection is the mark.
  else await select(new vscode.Range(line, 0, line + 1, 0));
  return true;
}

function mark(editor: vscode.TextEditor, line: number, note: string | undefined): void {
  const decoration = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor('editor.rangeHighlightBackground'),
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.rangeHighlightForeground'),
    ...(note === undefined
      ? {}
      : {
          after: {
            contentText: note,
            color: new vscode.ThemeColor('editorCodeLens.foreground'),
            margin: '0 0 0 2em',
          },
        }),
  });
  editor.setDecorations(decoration, [new vscode.Range(line, 0, line, 0)]);
  after(MARKED_MS, () => decoration.dispose());
}

/** The column in which a file is shown: that of its tab, but never one that a panel is in. */
function columnFor(uri: vscode.Uri, besides: vscode.ViewColumn | undefined): vscode.ViewColumn | undefined {
  const isOf = ({ input }: vscode.Tab) =>
    input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
  const groups = vscode.window.tabGroups.all.filter(({ viewColumn }) => viewColumn !== besides);
  const own = groups.find(({ tabs }) => tabs.some(isOf))?.viewColumn;
  if (own !== undefined || besides === undefined) return own;
  return groups[0]?.viewColumn ?? vscode.ViewColumn.Beside;
}

/** The editors on screen that show the file of an address. */
export function editorsOf(uri: string): readonly vscode.TextEditor[] {
  return vscode.window.visibleTextEditors.filter(({ document }) => document.uri.toString() === uri);
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
