import * as vscode from 'vscode';

/** Tells VS Code what menus and views go by: one of {@link CONTEXT_KEYS}. */
export function setContextKey(key: string, value: boolean | readonly string[]): void {
  void vscode.commands.executeCommand('setContext', key, value);
}

/** Makes what does the same, but for a value that it told last. */
export function contextKeyTeller(): typeof setContextKey {
  const told = new Map<string, string>();
  return (key, value) => {
    const written = JSON.stringify(value);
    if (told.get(key) === written) return;
    told.set(key, written);
    setContextKey(key, value);
  };
}
