import type * as vscode from 'vscode';
import { createServices, type Services } from './services.ts';
import { registerCommands } from './vscode/commands/register.ts';
import { registerDeepLinks } from './vscode/commands/deepLink/register.ts';
import { registerInTexts } from './vscode/inText/registerLinks.ts';

/** What the extension offers other extensions, and what its own tests read. */
export interface ExtensionApi {
  /** The newest lines of the extension's log, oldest first; no line holds an API key. */
  recentLog(): readonly string[];
}

let services: Services | undefined;

/** Registers everything at once; whatever takes time, or code, is loaded when it is first used. */
export function activate(context: vscode.ExtensionContext): ExtensionApi {
  const created = createServices(context);
  services = created;
  context.subscriptions.push(
    registerCommands(
      async () => (await import('./vscode/commands/index.ts')).createHandlers(created),
      created.logger,
    ),
  );
  context.subscriptions.push(registerInTexts(created), registerDeepLinks(created));
  void created.tellLostConnections();
  return { recentLog: () => created.logger.recent() };
}

/** VS Code waits for this, so that what was looked up last is on disk. */
export async function deactivate(): Promise<void> {
  await services?.dispose();
}
