import * as vscode from 'vscode';
import type { FoundSessionId } from '../../core/sessionId/finder/model.ts';
import type { Completion, IdCompleter, SessionFinder } from '../inText/index.ts';
import { t } from '../platform/index.ts';

/** A session id to start from, and where it was seen. */
export interface Suggestion {
  readonly sessionId: string;
  readonly source: string;
  /** Of one that is cut off. Where it was completed, the session id is the whole one. */
  readonly completion?: Completion | undefined;
}

/** A session id in an editor. */
export interface EditorSuggestion extends Suggestion {
  readonly document: vscode.TextDocument;
  /** The line it stands on, or its selection begins on, from 0. */
  readonly line: number;
}

/** How much of a selection or of the clipboard is searched, in UTF-16 code units. */
const SEARCHED = 20_000;

/** What finds ids and completes those that are cut off. */
export interface IdSources {
  readonly finder: SessionFinder;
  readonly completer: Pick<IdCompleter, 'found'>;
}

/** A session id the user probably means: the selected one, the one under the cursor, else the clipboard's. */
export async function suggestSessionId(sources: IdSources): Promise<Suggestion | undefined> {
  return suggestFromEditor(sources) ?? (await fromClipboard(sources));
}

/** The id that is selected in an editor, the active one without, or under its cursor. */
export function suggestFromEditor(
  sources: IdSources,
  editor = vscode.window.activeTextEditor,
): EditorSuggestion | undefined {
  if (!editor) return undefined;
  const { document, selection } = editor;
  if (!selection.isEmpty) {
    const selected = firstIn(document.getText(selection), sources);
    const { line } = selection.start;
    if (selected) return { ...idOf(selected, sources), source: t('from the selection'), document, line };
  }
  const atCursor = sources.finder.at(document, selection.active);
  if (!atCursor) return undefined;
  const { line } = selection.active;
  return { ...idOf(atCursor, sources), source: t('under the cursor'), document, line };
}

async function fromClipboard(sources: IdSources): Promise<Suggestion | undefined> {
  try {
    const found = firstIn(await vscode.env.clipboard.readText(), sources);
    return found && { ...idOf(found, sources), source: t('from the clipboard') };
  } catch {
    // A browser may refuse the clipboard; then there is no suggestion.
    return undefined;
  }
}

function firstIn(text: string, { finder }: IdSources): FoundSessionId | undefined {
  return finder.in(text.slice(0, SEARCHED))[0];
}

/** The id that was found, or the whole one that it was completed to. */
function idOf(found: FoundSessionId, { completer }: IdSources) {
  const completion = completer.found(found);
  const sessionId = completion?.kind === 'whole' ? completion.sessionId : found.session.id;
  return { sessionId, completion };
}
