import type * as vscode from 'vscode';
import type { Logger } from '../../core/base/ports.ts';
import { tellDamagedFilters } from '../platform/damagedFiles.ts';
import { TemporaryFilters } from './temporaryFilters.ts';
import { SavedFilters } from '../../storage/savedFilters.ts';

/** The filters of recent calls that outlive the window. */
export interface KeptFilters {
  readonly saved: SavedFilters;
  readonly temporary: TemporaryFilters;
}

/** Where filters and what was said of them are remembered. */
export interface FilterMemory {
  /** Which filters are applied in this workspace. */
  readonly workspaceState: vscode.Memento;
  /** Which damaged files the user was told of. */
  readonly globalState: vscode.Memento;
}

/**
 * The filters the user keeps on disk, and those that are only applied; says once which of the files cannot be read.
 * @param folder its path; it need not be there
 */
export function keptFilters(
  folder: string,
  logger: Logger,
  { workspaceState, globalState }: FilterMemory,
): KeptFilters {
  const saved = new SavedFilters(folder, logger);
  const temporary = new TemporaryFilters(workspaceState);
  saved.onDidAdopt(({ from, to }) => temporary.adopt(from, to));
  void saved.list().then(() => tellDamagedFilters(globalState, saved.damaged));
  return { saved, temporary };
}
