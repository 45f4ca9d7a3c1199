import * as vscode from 'vscode';
import type { SessionFinder } from '../inText/index.ts';
import { t } from '../platform/index.ts';

/** A session id to start from, and where it was seen. */
export interface Suggestion {
  readonly sessionId: string;
  readonly source: string;
}

/** A session id in an editor. */
export interface EditorSuggestion extends Suggestion {
  readonly document: vscode.TextDocument;
  /** The line it stands on, or its selection begins on, from 0. */
  readonly line: number;
}

/** How much of a selection or of the clipboard is searched, in UTF-16 code units. */
const SEARCHED = 20_000;

/** A session id the user probably means: the selected one, the one under the cursor, else the clipboard's. */
export async function suggestSessionId(finder: SessionFinder): Promise<Suggestion | undefined> {
  return suggestFromEditor(finder) ?? (await fromClipboard(finder));
}

/** The id that is selected in the active editor, or under its cursor. */
export function suggestFromEditor(finder: SessionFinder): EditorSuggestion | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const { document, selection } = editor;
  if (!selection.isEmpty) {
    const selected = firstIn(document.getText(selection), finder);
    const { line } = selection.start;
    if (selected !== undefined) {
      return { sessionId: selected, source: t('from the selection'), document, line };
    }
  }
  const atCursor = finder.at(document, selection.active);
  if (!atCursor) return undefined;
  const { line } = selection.active;
  return { sessionId: atCursor.session.id, source: t('under the cursor'), document, line };
}

async function fromClipboard(finder: SessionFinder): Promise<Suggestion | undefined> {
  try {
    const found = firstIn(await vscode.env.clipboard.readText(), finder);
    return found === undefined ? undefined : { sessionId: found, source: t('from the clipboard') };
  } catch {
    // A browser may refuse the clipboard; then there is no suggestion.
    return undefined;
  }
}

function firstIn(text: string, finder: SessionFinder): string | undefined {
  return finder.in(text.slice(0, SEARCHED))[0]?.session.id;
}
