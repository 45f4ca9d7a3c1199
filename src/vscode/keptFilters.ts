import * as vscode from 'vscode';
import type { Logger } from '../core/ports.ts';
import { tellDamagedFilters } from './damagedFiles.ts';
import { TemporaryFilters } from './recent/temporaryFilters.ts';
import { SavedFilters } from './storage/savedFilters.ts';

/** The filters of recent calls that outlive the window. */
export interface KeptFilters {
  readonly saved: SavedFilters;
  readonly temporary: TemporaryFilters;
}

/**
 * The filters the user keeps on disk, and those that are only applied; says once which of the files cannot be read.
 * @param folder its path; it need not be there
 * @param memory remembers, for all windows, which filters are applied in which workspace, and which damaged files the
 * user was told of
 */
export function keptFilters(folder: string, logger: Logger, memory: vscode.Memento): KeptFilters {
  const saved = new SavedFilters(folder, logger);
  const temporary = new TemporaryFilters(memory, workspaceName());
  saved.onDidAdopt(({ from, to }) => temporary.adopt(from, to));
  void saved.list().then(() => tellDamagedFilters(memory, saved.damaged));
  return { saved, temporary };
}

/** What tells this window's workspace from others; empty for a window without one. */
function workspaceName(): string {
  const { workspaceFile, workspaceFolders } = vscode.workspace;
  return (workspaceFile ?? workspaceFolders?.[0]?.uri)?.toString() ?? '';
}
