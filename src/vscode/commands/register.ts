import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/ports.ts';
import { COMMAND_IDS, type CommandId } from '../../manifest.ts';

/** Runs a command with what VS Code passes it. Rejects with why it could not be done. */
export type RunCommand = (id: CommandId, passed: readonly unknown[]) => Promise<unknown>;

/** Registers every command: the only place that does. Nothing is read or loaded before the first of them runs. */
export function registerCommands(run: RunCommand): Disposable {
  return vscode.Disposable.from(
    ...COMMAND_IDS.map((id) =>
      vscode.commands.registerCommand(id, (...passed: readonly unknown[]) => run(id, passed)),
    ),
  );
}
