import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { visibleText } from '../../core/text/visibleText.ts';
import { ArgumentError } from '../platform/argumentError.ts';
import { t } from '../platform/translate.ts';
import { withoutIcons } from '../../core/text/plainText.ts';
import { sayDone } from './copy.ts';

/** A file that is to be written: what it holds, and what it is called unless the user says otherwise. */
export interface NamedFile {
  readonly name: string;
  readonly content: string;
}

/** What the user is asked for a place with. */
type Asking = Pick<vscode.SaveDialogOptions, 'title' | 'filters'>;

interface Saving extends Asking {
  readonly redact: (text: string) => string;
}

/**
 * Saves a timeline where the caller says, else where the user says.
 * Throws ArgumentError when it cannot be written there.
 * @param uri the file's address, where the caller gives one
 * @param redact as for {@link saveFile}
 */
export function saveTimeline(file: NamedFile, uri: unknown, redact: (text: string) => string): Promise<void> {
  return saveFile(file, uri, { title: t('Save Timeline'), filters: { SVG: ['svg'] }, redact });
}

/**
 * Saves a file where the caller says, else where the user says.
 * Throws ArgumentError when it cannot be written there.
 * @param uri the file's address, where the caller gives one
 * @param saving.redact replaces API keys in what is written, and in the name that is proposed
 */
export async function saveFile({ name, content }: NamedFile, uri: unknown, saving: Saving): Promise<void> {
  const { redact, ...asking } = saving;
  const file = typeof uri === 'string' ? vscode.Uri.parse(uri, true) : await askWhere(redact(name), asking);
  if (!file) return;
  const shown = visibleText(file.path.split('/').at(-1) ?? '', 80);
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
