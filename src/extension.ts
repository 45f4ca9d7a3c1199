import * as vscode from 'vscode';
import { lazily } from './core/base/index.ts';
import { CALL_PANEL, COMMAND_IDS, RAW_JSON_SCHEME, VIEWS } from './manifest.ts';
import type { Services } from './services.ts';
import {
  createViewDoor,
  openWhereNeeded,
  registerInText,
  registerTools,
  setRememberedContextKeys,
} from './vscode/doors/index.ts';
import type { FileNode } from './vscode/fileCalls/index.ts';
import type { TreeNode } from './vscode/lookUps/model.ts';
import type { RecentNode } from './vscode/recentCalls/index.ts';

/** What the extension offers other extensions, and what its own tests read. */
export interface ExtensionApi {
  /** The newest lines of the extension's log, oldest first; no line holds an API key. */
  recentLog(): readonly string[];
}

let services: Services | undefined;

/** Registers a door for everything VS Code may ask for, and loads nothing else: the first use of any makes the services. */
export function activate(context: vscode.ExtensionContext): ExtensionApi {
  const open = lazily(async () => {
    const { createServices } = await import('./services.ts');
    services = createServices(context, { lookUps, file, recent, documents });
    return services;
  });
  const lookUps = createViewDoor<TreeNode>(VIEWS.lookUps, async () => (await open()).tree, {
    showCollapseAll: true,
    canSelectMany: true,
    resolvesItems: true,
  });
  const file = createViewDoor<FileNode>(VIEWS.file, async () => (await open()).fileTree, {
    resolvesItems: true,
  });
  const recent = createViewDoor<RecentNode>(VIEWS.recent, async () => (await open()).recent, {
    showCollapseAll: true,
    canSelectMany: true,
    resolvesItems: true,
  });
  const documents = new vscode.EventEmitter<vscode.Uri>();
  context.subscriptions.push(
    lookUps,
    file,
    recent,
    documents,
    ...COMMAND_IDS.map((id) =>
      vscode.commands.registerCommand(id, async (...passed: readonly unknown[]) =>
        (await open()).runCommand(id, passed),
      ),
    ),
    registerInText(async () => (await open()).inText),
    registerTools(async () => (await open()).tools),
    vscode.workspace.registerTextDocumentContentProvider(RAW_JSON_SCHEME, {
      onDidChange: documents.event,
      provideTextDocumentContent: async (uri) => (await open()).documents.provideTextDocumentContent(uri),
    }),
    vscode.window.registerWebviewPanelSerializer(CALL_PANEL, {
      deserializeWebviewPanel: async (panel, state) => {
        // Nothing of a panel that was closed meanwhile can be touched.
        let isClosed = false;
        panel.onDidDispose(() => (isClosed = true));
        const { panels } = await open();
        if (!isClosed) await panels.deserializeWebviewPanel(panel, state);
      },
    }),
    vscode.window.registerUriHandler({ handleUri: async (uri) => (await open()).followLink(uri) }),
    openWhereNeeded(context, open),
  );
  setRememberedContextKeys(context);
  return { recentLog: () => services?.logger.recent() ?? [] };
}

/** VS Code waits for this, so that what was looked up last is on disk. */
export async function deactivate(): Promise<void> {
  await services?.dispose();
}
