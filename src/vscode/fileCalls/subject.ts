import * as vscode from 'vscode';

/** The most that is read of a file whose bytes come through VS Code, in bytes: rule 11 of the design. */
export const MAX_READ_BYTES = 50_000_000;

/** A file whose calls are listed. */
export interface Subject {
  readonly uri: vscode.Uri;
  readonly name: string;
}

export function subjectOf(uri: vscode.Uri): Subject {
  return { uri, name: uri.path.split('/').at(-1) ?? uri.toString() };
}

/**
 * The file somebody is looking at: the active editor's, or that behind the tab when VS Code gives extensions no
 * document for it, as above 50 MB. Undefined when the tab shows something else.
 */
export function activeSubject(): Subject | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document) return isListed(document.uri) ? subjectOf(document.uri) : undefined;
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText && isListed(input.uri) ? subjectOf(input.uri) : undefined;
}

/** Not our own documents of raw JSON, and no input boxes of other views. */
function isListed({ scheme }: vscode.Uri): boolean {
  return !['cometchat-call', 'comment', 'vscode-scm', 'vscode-chat-editor'].includes(scheme);
}

/** What is to be searched: a path on disk, or a text that is not there, or not as it stands on screen. */
export type Content = { readonly path: string } | { readonly text: string } | { readonly tooLarge: number };

/** Where the content of a file is found. Rejects with what VS Code's file system rejects with. */
export async function contentOf({ uri }: Subject): Promise<Content> {
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
  if (document && (document.isDirty || uri.scheme !== 'file')) return { text: document.getText() };
  if (uri.scheme === 'file') return { path: uri.fsPath };
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > MAX_READ_BYTES) return { tooLarge: size };
  return { text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
}
