import type * as vscode from 'vscode';

const TOLD = 'cometchatCalls.damagedFiles';

/** So many names are remembered: who has more damaged files has reason to hear of them again. */
const MAX_NAMES = 200;

/**
 * Tells of the damaged files that a store has found and the user was not told of, in this window, another one or an
 * earlier session. The files stay where they are, for whoever can mend them.
 * @param names without the folder; no other file has the same
 */
export function tellDamaged(
  memory: vscode.Memento,
  names: readonly string[],
  show: (count: number) => void,
): void {
  const stored = memory.get<unknown>(TOLD);
  const told: readonly unknown[] = Array.isArray(stored) ? stored : [];
  const news = names.filter((name) => !told.includes(name));
  if (news.length === 0) return;
  // Where that cannot be remembered, it is said again.
  memory.update(TOLD, [...news, ...told].slice(0, MAX_NAMES)).then(undefined, () => undefined);
  show(news.length);
}
