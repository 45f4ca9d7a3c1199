import * as vscode from 'vscode';
import type { Logger } from '../../../core/base/ports.ts';
import type { Connections } from '../../connections/connections.ts';
import { pickConnection } from '../../connections/pickConnection.ts';
import { t } from '../../platform/translate.ts';
import { errorName } from '../../../core/base/errorName.ts';
import { followDeepLink } from './follow.ts';

/** Follows a link to a call that VS Code was opened with. Never rejects: what went wrong is in the log. */
export async function openDeepLink(
  uri: vscode.Uri,
  connections: Connections,
  logger: Pick<Logger, 'error'>,
): Promise<void> {
  try {
    await follow(uri, connections);
  } catch (error) {
    logger.error(`A link could not be followed: ${errorName(error)}`);
  }
}

async function follow(uri: vscode.Uri, connections: Connections): Promise<void> {
  await followDeepLink(uri, {
    routing: () => connections.routing(),
    choose: (candidates) =>
      pickConnection(
        connections,
        candidates,
        t('Several connections fit this link. Which one is to be asked?'),
      ),
    confirm: async ({ message, detail, action }) =>
      (await vscode.window.showInformationMessage(message, { modal: true, detail }, action)) === action,
    tell: async (message, detail) => {
      await vscode.window.showWarningMessage(message, { modal: true, detail });
    },
    addConnection: async (given) => {
      const added: unknown = await vscode.commands.executeCommand('cometchatCalls.addConnection', given);
      return typeof added === 'string' ? added : undefined;
    },
    lookUp: async (call) => vscode.commands.executeCommand('cometchatCalls.lookUpCall', call),
  });
}
