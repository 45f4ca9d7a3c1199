import * as vscode from 'vscode';

/** Tells VS Code what menus and views go by: one of {@link CONTEXT_KEYS}. */
export function setContextKey(key: string, value: boolean | readonly string[]): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
