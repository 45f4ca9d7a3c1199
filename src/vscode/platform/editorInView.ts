import * as vscode from 'vscode';

/** The editor with the focus, else the only text beside what has it, such as a panel or a walkthrough. */
export function editorInView(): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  if (activeTextEditor) return activeTextEditor;
  // Those of no column are boxes of other views.
  const [only, ...others] = visibleTextEditors.filter(({ viewColumn }) => viewColumn !== undefined);
  return others.length === 0 ? only : undefined;
}
