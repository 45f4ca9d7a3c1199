/** Which file an agent means: one of the workspace, or none. */
import { realpath } from 'node:fs/promises';
import { isAbsolute, posix, sep } from 'node:path';
import * as vscode from 'vscode';
import { isNoFile } from '../platform/index.ts';
import { ToolError } from './toolError.ts';

// What is refused names no path.
const NAME_ONE = 'Next: name a file of an open folder, by its path in that folder.';
const OUTSIDE = `The file is outside the workspace and is not read. ${NAME_ONE}`;

/**
 * The file of the workspace that a text names: a path in a folder, an absolute path, or an address. Links on disk are
 * followed first; elsewhere a file that is a link is refused, and folders that are links cannot be told.
 * Rejects with ToolError.
 */
export async function workspaceFile(given: string): Promise<vscode.Uri> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0)
    throw new ToolError(
      'No folder is open, so no file is in the workspace. Next: ask the user to open the folder.',
    );
  const candidates = candidatesOf(given, folders);
  const inside = candidates.filter((uri) => folders.some((folder) => contains(folder.uri, uri)));
  if (inside.length === 0) throw new ToolError(OUTSIDE);
  for (const uri of inside) if (await exists(uri)) return resolved(uri, folders);
  throw new ToolError('The workspace has no such file. Next: look for its path in the workspace first.');
}

function candidatesOf(given: string, folders: readonly vscode.WorkspaceFolder[]): readonly vscode.Uri[] {
  if (given.includes('\0')) return [];
  // A drive's letter is no scheme.
  if (/^[a-z][a-z0-9+.-]+:/i.test(given)) {
    try {
      return [normal(vscode.Uri.parse(given, true))];
    } catch {
      return [];
    }
  }
  if (isAbsolute(given))
    return [...new Set(folders.map(({ uri }) => uri.scheme))].map((scheme) =>
      normal(scheme === 'file' ? vscode.Uri.file(given) : vscode.Uri.file(given).with({ scheme })),
    );
  const path = sep === '\\' ? given.replaceAll('\\', '/') : given;
  return folders.flatMap(({ name, uri }) => {
    // Of several folders, the first part may be the folder's name.
    const within = path.startsWith(`${name}/`) ? [path.slice(name.length + 1)] : [];
    return [path, ...within].map((one) => normal(vscode.Uri.joinPath(uri, one)));
  });
}

/** Without `..`, which an address may have hidden as `%2e%2e`. */
function normal(uri: vscode.Uri): vscode.Uri {
  const path = posix.normalize(sep === '\\' ? uri.path.replaceAll('\\', '/') : uri.path);
  return uri.with({ path, query: '', fragment: '' });
}

function contains(folder: vscode.Uri, { scheme, authority, path }: vscode.Uri): boolean {
  if (folder.scheme !== scheme || folder.authority !== authority) return false;
  return isBelow(path, folder.path, '/');
}

function isBelow(path: string, folder: string, separator: string): boolean {
  const root = folder.endsWith(separator) ? folder : folder + separator;
  return fold(path).startsWith(fold(root));
}

/** Windows' paths are the same in any case. */
function fold(text: string): string {
  return sep === '\\' ? text.toLowerCase() : text;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

async function resolved(uri: vscode.Uri, folders: readonly vscode.WorkspaceFolder[]): Promise<vscode.Uri> {
  if (uri.scheme !== 'file') {
    const { type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.SymbolicLink) !== 0) throw new ToolError(OUTSIDE);
  } else {
    const real = await realpath(uri.fsPath);
    const roots = await Promise.all(
      folders
        .filter((one) => one.uri.scheme === 'file')
        .map((one) => realpath(one.uri.fsPath).catch(() => undefined)),
    );
    if (!roots.some((root) => root !== undefined && isBelow(real, root, sep))) throw new ToolError(OUTSIDE);
    // The file itself, so that a link which is changed meanwhile leads nowhere else. Unsaved text belongs to its own name.
    uri = real === uri.fsPath ? uri : vscode.Uri.file(real);
  }
  if (await isNoFile(uri)) throw new ToolError(`This is a folder or a device, and no file. ${NAME_ONE}`);
  return uri;
}
