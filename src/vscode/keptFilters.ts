import type * as vscode from 'vscode';
import type { Logger } from '../core/ports.ts';
import { tellDamagedFilters } from './damagedFiles.ts';
import { SavedFilters } from './storage/savedFilters.ts';

/**
 * The filters the user keeps on disk; says once which of them cannot be read.
 * @param folder its path; it need not be there
 * @param memory remembers, for all windows, which damaged files the user was told of
 */
export function keptFilters(folder: string, logger: Logger, memory: vscode.Memento): SavedFilters {
  const filters = new SavedFilters(folder, logger);
  void filters.list().then(() => tellDamagedFilters(memory, filters.damaged));
  return filters;
}
