import * as vscode from 'vscode';

/** How long the status bar says what was done, in milliseconds. */
const SAID_MS = 4_000;

/**
 * Puts a text on the clipboard, and says in the status bar what it is.
 * @param redact replaces API keys in both: the text may come from a log, where anything can stand
 */
export async function copy(text: string, said: string, redact: (text: string) => string): Promise<void> {
  await vscode.env.clipboard.writeText(redact(text));
  sayDone(redact(said));
}

/** Says in the status bar for a few seconds what was done. */
export function sayDone(said: string): void {
  vscode.window.setStatusBarMessage(said, SAID_MS);
}
