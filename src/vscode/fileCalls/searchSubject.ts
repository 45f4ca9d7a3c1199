import * as vscode from 'vscode';
import { errorName } from '../../core/base/errorName.ts';
import { FileError, type FileScanner, type FileScanOptions } from '../../core/fileCalls/model.ts';
import type { Logger } from '../../core/base/ports.ts';
import type { FileState } from './fileState.ts';
import { contentOf, type Subject } from './subject.ts';

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
