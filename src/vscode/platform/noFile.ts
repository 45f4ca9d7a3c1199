import * as vscode from 'vscode';

/**
 * Whether what is in a place is no file: a named pipe, a device or a folder. Who opens a pipe may wait for ever, and
 * four that wait keep every extension from its files. False where there is nothing, or where nobody can tell. Never
 * rejects.
 */
export function isNoFile(uri: vscode.Uri): Promise<boolean> {
  return isOther(uri, () => false);
}

/** Whether a place has no file any more: nothing is there, or what is there is none. Never rejects. */
export function isGone(uri: vscode.Uri): Promise<boolean> {
  return isOther(uri, (error) => error instanceof vscode.FileSystemError && error.code === 'FileNotFound');
}

/** Whether what is in a place is something else than a file. @param untold what counts where nobody tells */
async function isOther(uri: vscode.Uri, untold: (error: unknown) => boolean): Promise<boolean> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.File) === 0;
  } catch (error) {
    return untold(error);
  }
}
