import type * as vscode from 'vscode';
import { showUnreadable, showUnreadableFilters } from './notify.ts';

const TOLD = 'cometchatCalls.damagedFiles';

/** So many names are remembered: who has more damaged files has reason to hear of them again. */
const MAX_NAMES = 200;

/** Tells of look-ups that cannot be read, each once. */
export function tellDamagedLookUps(memory: vscode.Memento, names: readonly string[]): void {
  const count = countUntold(memory, names);
  if (count > 0) showUnreadable(count);
}

/** Tells of saved filters that cannot be read, each once. */
export function tellDamagedFilters(memory: vscode.Memento, names: readonly string[]): void {
  const count = countUntold(memory, names);
  if (count > 0) showUnreadableFilters(count);
}

/**
 * Of the damaged files that a store has found, how many the user was not told of, in this window, another one or an
 * earlier session; from now on they were. The files stay where they are, for whoever can mend them.
 * @param names without the folder; no other file has the same
 */
function countUntold(memory: vscode.Memento, names: readonly string[]): number {
  const stored = memory.get<unknown>(TOLD);
  const told: readonly unknown[] = Array.isArray(stored) ? stored : [];
  const news = names.filter((name) => !told.includes(name));
  // Where that cannot be remembered, it is said again.
  if (news.length > 0)
    memory.update(TOLD, [...news, ...told].slice(0, MAX_NAMES)).then(undefined, () => undefined);
  return news.length;
}
