import * as vscode from 'vscode';

/** How long the status bar says what was done, in milliseconds. */
const SAID_MS = 4_000;

/** Puts a text on the clipboard, and says in the status bar what it is. */
export async function copy(text: string, said: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  sayDone(said);
}

/** Says in the status bar for a few seconds what was done. */
export function sayDone(said: string): void {
  vscode.window.setStatusBarMessage(said, SAID_MS);
}
