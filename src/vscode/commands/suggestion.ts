import * as vscode from 'vscode';
import { findSessionIdAt, findSessionIds } from '../../core/finder.ts';
import { t } from '../words.ts';

/** A session id to start from, and where it was seen. */
export interface Suggestion {
  readonly sessionId: string;
  readonly source: string;
}

/** How much of a selection or of the clipboard is searched, in UTF-16 code units. */
const SEARCHED = 20_000;

/** A session id the user probably means: the selected one, the one under the cursor, else the clipboard's. */
export async function suggestSessionId(): Promise<Suggestion | undefined> {
  return fromEditor(vscode.window.activeTextEditor) ?? (await fromClipboard());
}

function fromEditor(editor: vscode.TextEditor | undefined): Suggestion | undefined {
  if (!editor) return undefined;
  const { document, selection } = editor;
  if (!selection.isEmpty) {
    const selected = document.getText(selection).slice(0, SEARCHED);
    const found = findSessionIds(selected)[0]?.session.id;
    if (found !== undefined) return { sessionId: found, source: t('from the selection') };
  }
  const line = document.lineAt(selection.active.line).text;
  const atCursor = findSessionIdAt(line, selection.active.character);
  return atCursor && { sessionId: atCursor.session.id, source: t('under the cursor') };
}

async function fromClipboard(): Promise<Suggestion | undefined> {
  try {
    const text = (await vscode.env.clipboard.readText()).slice(0, SEARCHED);
    const found = findSessionIds(text)[0]?.session.id;
    return found === undefined ? undefined : { sessionId: found, source: t('from the clipboard') };
  } catch {
    // A browser may refuse the clipboard; then there is no suggestion.
    return undefined;
  }
}
