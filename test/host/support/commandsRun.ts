/** Which commands were run in this extension host, by tests or by the extension itself. */
import * as vscode from 'vscode';

const SLOT = Symbol.for('cometchatCalls.test.commandsRun');

/** Begins to remember: before any test is loaded. */
export function recordCommands(): void {
  const ids = new Set<string>();
  // One value for all test files, each of which is a bundle of its own.
  Reflect.set(globalThis, SLOT, ids);
  const { executeCommand } = vscode.commands;
  Reflect.set(vscode.commands, 'executeCommand', (id: string, ...given: readonly unknown[]) => {
    ids.add(id);
    return executeCommand(id, ...given);
  });
}

/** The ids since then. */
export function commandsRun(): ReadonlySet<string> {
  return Reflect.get(globalThis, SLOT) as ReadonlySet<string>;
}
