import * as vscode from 'vscode';
import type { Logger } from '../../../core/base/ports.ts';
import type { Connections } from '../../connections/connections.ts';

export interface DeepLinkDependencies {
  readonly connections: Connections;
  readonly logger: Logger;
}

/** Registers for links to calls. Their code is loaded when the first is followed. */
export function registerDeepLinks(deps: DeepLinkDependencies): vscode.Disposable {
  return vscode.window.registerUriHandler({
    handleUri: async (uri) => {
      try {
        const { openDeepLink } = await import('./open.ts');
        await openDeepLink(uri, deps.connections);
      } catch (error) {
        deps.logger.error(`A link could not be followed: ${error instanceof Error ? error.name : 'failed'}`);
      }
    },
  });
}
