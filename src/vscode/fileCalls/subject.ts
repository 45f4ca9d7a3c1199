import * as vscode from 'vscode';
import type { Subject, FileState } from './model.ts';
import { errorName } from '../../core/base/index.ts';
import { FileError, type FileScanner, type FileScanOptions } from '../../core/fileCalls/model.ts';
import type { Logger, Disposable } from '../../core/base/model.ts';
import { visibleText } from '../../core/text/index.ts';
import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** The most that is read of a file whose bytes come through VS Code, in bytes: it stands in memory as a whole. */
export const MAX_READ_BYTES = 50_000_000;

export function subjectOf(uri: vscode.Uri): Subject {
  return { uri, name: visibleText(uri.path.split('/').at(-1) ?? '', 80) };
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
export function isListed({ scheme }: vscode.Uri): boolean {
  return !['cometchat-call', 'comment', 'vscode-scm', 'vscode-chat-editor'].includes(scheme);
}

/** What is to be searched: a path on disk, or a text that is not there, or not as it stands on screen. */
type Content =
  { readonly path: string } | { readonly text: string | Uint8Array } | { readonly tooLarge: number };

/** Where the content of a file is found. Rejects with what VS Code's file system rejects with. */
export async function contentOf({ uri }: Subject): Promise<Content> {
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
  const text = document && (document.isDirty || uri.scheme !== 'file') ? document.getText() : undefined;
  if (text !== undefined && !(isUndecoded(text) && isFile(uri))) return { text };
  if (uri.scheme === 'file') return { path: uri.fsPath };
  const { size, type } = await vscode.workspace.fs.stat(uri);
  if ((type & vscode.FileType.File) === 0) throw new FileError('io', 'ENOTFILE');
  if (size > MAX_READ_BYTES) return { tooLarge: size };
  return { text: await vscode.workspace.fs.readFile(uri) };
}

/** Whether a text is what an editor shows of a packed file, or of one in an encoding it did not guess. */
function isUndecoded(text: string): boolean {
  return text.startsWith('\u001f\ufffd\b') || text.slice(0, 1_000).includes('\0');
}

/** Whether VS Code can read the bytes behind a document. */
function isFile({ scheme }: vscode.Uri): boolean {
  return vscode.workspace.fs.isWritableFileSystem(scheme) !== undefined;
}

/** What a file is searched with. */
export interface Search {
  readonly scanner: FileScanner;
  readonly logger: Logger;
  /** The user's own patterns, as sources of regular expressions. */
  readonly patterns: () => readonly string[];
}

/** Searches a file, wherever its content is. Never rejects: what fails is a state with its reason. */
export async function searchSubject(
  { scanner, logger, patterns }: Search,
  subject: Subject,
  wanted: Omit<FileScanOptions, 'patterns'>,
): Promise<FileState> {
  try {
    const options = { ...wanted, patterns: patterns() };
    const content = await contentOf(subject);
    if ('tooLarge' in content) return { kind: 'failed', subject, reason: 'tooLarge' };
    const index = await ('path' in content
      ? scanner.scanFile(content.path, options)
      : scanner.scanText(content.text, options));
    return { kind: 'ready', subject, index };
  } catch (error) {
    if (error instanceof FileError) {
      const { reason, systemCode } = error;
      return { kind: 'failed', subject, reason, ...(systemCode === undefined ? {} : { systemCode }) };
    }
    logger.error(`${subject.name} could not be searched: ${errorName(error)}`);
    return { kind: 'failed', subject, reason: error instanceof vscode.FileSystemError ? 'notFound' : 'io' };
  }
}

/** Where an id stands in a file, in its order. Rejects with a FileError, or with what VS Code's file system rejects with. */
export async function placesOf(
  { scanner, patterns }: Search,
  subject: Subject,
  sessionId: string,
): Promise<readonly { readonly line: number; readonly column: number }[]> {
  const content = await contentOf(subject);
  if ('tooLarge' in content) return [];
  return scanner.occurrences(content, sessionId, { patterns: patterns() });
}

/**
 * Hears of changes of a file on disk, also when another file takes its place, as log rotation does: that is why its
 * folder is watched. A file that cannot be watched is listed as it is.
 */
export function watchFile({ uri }: Subject, listener: () => void): Disposable | undefined {
  if (uri.scheme !== 'file') return undefined;
  const name = basename(uri.fsPath);
  try {
    const watcher = watch(dirname(uri.fsPath), { persistent: false }, (_event, changed) => {
      if (changed === null || changed === name) listener();
    });
    watcher.on('error', () => watcher.close());
    return { dispose: () => watcher.close() };
  } catch {
    return undefined;
  }
}
