/** Where what a command gives the user goes: the clipboard, a file, the status bar. */
import * as vscode from 'vscode';
import { homedir } from 'node:os';
import { visibleText, withoutIcons } from '../../core/text/index.ts';
import { ArgumentError, isNoFile, t } from '../platform/index.ts';

/** A file that is to be written: what it holds, and what it is called unless the user says otherwise. */
interface NamedFile {
  readonly name: string;
  readonly content: string;
}

/** What the user is asked for a place with. */
type Asking = Pick<vscode.SaveDialogOptions, 'title' | 'filters'>;

interface Saving extends Asking {
  readonly redact: (text: string) => string;
}

/**
 * Saves a file where the caller says, else where the user says.
 * Throws ArgumentError when it cannot be written there.
 * @param uri the file's address, where the caller gives one
 * @param saving.redact replaces API keys in what is written, and in the name that is proposed
 */
export async function saveFile(
  { name, content }: NamedFile,
  uri: vscode.Uri | undefined,
  saving: Saving,
): Promise<void> {
  const { redact, ...asking } = saving;
  const file = uri ?? (await askWhere(redact(name), asking));
  if (!file) return;
  const shown = visibleText(file.path.split('/').at(-1) ?? '', 80);
  if (await isNoFile(file)) throw new ArgumentError(t('{0} is no file.', shown));
  try {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(redact(content)));
  } catch (error) {
    const code = error instanceof vscode.FileSystemError ? error.code : '?';
    throw new ArgumentError(t('{0} could not be written ({1}).', shown, code));
  }
  sayDone(t('Saved {0}', withoutIcons(shown)));
}

async function askWhere(name: string, asking: Asking): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  return vscode.window.showSaveDialog({ ...asking, defaultUri: vscode.Uri.joinPath(folder, name) });
}

/** How long the status bar says what was done, in milliseconds. */
const SAID_MS = 4_000;

/**
 * Puts a text on the clipboard, and says in the status bar what it is.
 * @param redact replaces API keys in both: the text may come from a log, where anything can stand
 */
export async function copy(text: string, said: string, redact: (text: string) => string): Promise<void> {
  await toClipboard(text, redact);
  sayDone(redact(said));
}

/** Puts a text on the clipboard, without API keys, for whoever says in another way what it is. */
export async function toClipboard(text: string, redact: (text: string) => string): Promise<void> {
  await vscode.env.clipboard.writeText(redact(text));
}

/** Says in the status bar for a few seconds what was done. */
export function sayDone(said: string): void {
  vscode.window.setStatusBarMessage(said, SAID_MS);
}
