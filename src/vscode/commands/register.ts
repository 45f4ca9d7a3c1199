import * as vscode from 'vscode';
import type { Disposable, Logger } from '../../core/base/ports.ts';
import { COMMAND_IDS, type CommandId } from '../../manifest.ts';
import type { Connections } from '../connections/connections.ts';

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

export interface DeepLinkDependencies {
  readonly connections: Connections;
  readonly logger: Logger;
}

/** Registers for links to calls. Their code is loaded when the first is followed. */
export function registerDeepLinks(deps: DeepLinkDependencies): vscode.Disposable {
  return vscode.window.registerUriHandler({
    handleUri: async (uri) => {
      try {
        const { openDeepLink } = await import('./deepLink.ts');
        await openDeepLink(uri, deps.connections);
      } catch (error) {
        deps.logger.error(`A link could not be followed: ${error instanceof Error ? error.name : 'failed'}`);
      }
    },
  });
}
