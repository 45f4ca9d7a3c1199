/** The composition root: builds everything once, hands each room what it needs, and owns the order of disposal. */
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { DisposableStore } from './core/base/disposableStore.ts';
import { toLog } from './core/base/emitter.ts';
import { errorName } from './core/base/errorName.ts';
import { lazily } from './core/base/lazily.ts';
import type { CallSource } from './core/call/source.ts';
import { CallLookup } from './core/lookUp/service.ts';
import { CallStore } from './core/lookUp/store.ts';
import { createScanner, guardedPattern } from './scan/index.ts';
import type { SavedFilters } from './storage/savedFilters.ts';
import { CallPanels } from './vscode/callPanel/callPanels.ts';
import { openDeepLink } from './vscode/commands/deepLink.ts';
import { createCommands } from './vscode/commands/index.ts';
import type { RunCommand } from './vscode/commands/run.ts';
import { Connections } from './vscode/connections/connections.ts';
import { tellLostConnections } from './vscode/connections/lostConnections.ts';
import { pickConnection } from './vscode/connections/pickConnection.ts';
import { SandboxConnection } from './vscode/connections/sandbox.ts';
import type { InTextProviders, ViewDoor } from './vscode/doors/index.ts';
import { FileCalls } from './vscode/fileCalls/fileCalls.ts';
import type { FileNode } from './vscode/fileCalls/fileItems.ts';
import { FileTree } from './vscode/fileCalls/fileTree.ts';
import { LogClocks } from './vscode/fileCalls/logClocks.ts';
import { createInTextProviders } from './vscode/inText/providers.ts';
import { SessionFinder } from './vscode/inText/sessionFinder.ts';
import { createAttempts } from './vscode/lookUps/attempts/createAttempts.ts';
import type { CallAttempts } from './vscode/lookUps/attempts/callAttempts.ts';
import { CallDocuments } from './vscode/lookUps/callDocuments.ts';
import { followConnections } from './vscode/lookUps/followConnections.ts';
import { KeptLookUps } from './vscode/lookUps/keptLookUps.ts';
import { LookUps } from './vscode/lookUps/lookUps.ts';
import { LookUpsTree } from './vscode/lookUps/tree/lookUpsTree.ts';
import { createWatches } from './vscode/lookUps/watch/createWatches.ts';
import type { CallWatches } from './vscode/lookUps/watch/callWatches.ts';
import { ExtensionLogger } from './vscode/platform/logger.ts';
import { networkSettings, onNetworkSettingsChange, resolveSystemProxy } from './vscode/platform/network.ts';
import { ReaderTime } from './vscode/platform/readerTime.ts';
import { boundedSetting } from './vscode/platform/settings.ts';
import { t } from './vscode/platform/translate.ts';
import type { TreeNode } from './vscode/platform/treeNode.ts';
import { keptFilters } from './vscode/recentCalls/keptFilters.ts';
import type { RecentNode } from './vscode/recentCalls/recentNode.ts';
import { RecentView } from './vscode/recentCalls/recentView.ts';
import { createStatusBar } from './vscode/statusBar/index.ts';

/** What was registered before there were services, and is filled by them. */
export interface Doors {
  readonly lookUps: ViewDoor<TreeNode>;
  readonly file: ViewDoor<FileNode>;
  readonly recent: ViewDoor<RecentNode>;
  /** Has VS Code read documents about calls again. */
  readonly documents: { fire(uri: vscode.Uri): void };
}

/** What stands behind the doors. */
export interface Services {
  readonly logger: Pick<ExtensionLogger, 'recent'>;
  readonly tree: vscode.TreeDataProvider<TreeNode>;
  readonly fileTree: vscode.TreeDataProvider<FileNode>;
  readonly recent: vscode.TreeDataProvider<RecentNode>;
  readonly panels: vscode.WebviewPanelSerializer;
  readonly documents: Pick<CallDocuments, 'provideTextDocumentContent'>;
  readonly inText: InTextProviders;
  readonly runCommand: RunCommand;
  /** Follows a link to a call. Never rejects. */
  followLink(uri: vscode.Uri): Promise<void>;
  /** Disposes everything in the reverse order of its making; settled when what was to be written is on disk. */
  dispose(): Promise<void>;
}

/** Builds the services. Reads and connects later. */
export function createServices(context: vscode.ExtensionContext, doors: Doors): Services {
  const { extensionUri, globalState, globalStorageUri, secrets, workspaceState } = context;
  const folder = (name: string) => join(globalStorageUri.fsPath, name);
  const store = new DisposableStore((error) =>
    logger.error(`Not everything was closed: ${errorName(error)}`),
  );
  const { add } = store;

  const logger: ExtensionLogger = add(new ExtensionLogger((text) => connections.redact(text)));
  const connections: Connections = add(new Connections(secrets, globalState, logger));
  const sandbox = add(new SandboxConnection(connections, async () => (await loadSandbox()).startSandbox()));
  const source = createSource(connections, logger, add);
  const readerTime = add(new ReaderTime(globalState, logger));
  const clocks = new LogClocks(globalState);

  const lookUps = createLookUps(connections, source, logger);
  const kept: KeptLookUps = add(
    new KeptLookUps(folder('look-ups'), lookUps.store, logger, globalState, ({ key }) => watches.has(key)),
  );
  const { restored } = kept;
  const watches: CallWatches = add(
    createWatches({ lookUps, connections, memory: workspaceState, restored, logger }),
  );
  const attempts: CallAttempts = add(createAttempts({ lookUps, connections, source, readerTime, logger }));

  const finder = add(new SessionFinder(guardedPattern, logger));
  const scanner = add(createScanner({ workerPath: context.asAbsolutePath('dist/scan.js') }));
  const fileCalls = add(new FileCalls({ scanner, lookUps, logger, patterns: () => finder.sources() }));

  const tree = add(
    new LookUpsTree({ lookUps, watches, attempts, readerTime, memory: globalState }, doors.lookUps),
  );
  const fileTree = add(new FileTree({ fileCalls, lookUps, readerTime, clocks }, doors.file));
  const filters = keptFilters(folder('filters'), logger, context);
  const recent: RecentView = add(
    new RecentView(
      { connections, source, clock: Date.now, logger, lookUps, readerTime, watches, attempts },
      filters,
      doors.recent,
      () => statusBar.update(),
    ),
  );
  const panels = add(
    new CallPanels({ lookUps, readerTime, connections, source, extensionUri, restored, watches, attempts }),
  );
  const documents = add(new CallDocuments({ lookUps, readerTime }, doors.documents));
  const statusBar = add(createStatusBar(lookUps, watches, recent.drawing.now.tree.lists));

  const redraw = () => [tree, panels].forEach((view) => view.redraw());
  add(watches.onDidChange(redraw));
  add(attempts.onDidChange(redraw));
  add(watches.onDidChange(() => statusBar.update()));
  add(
    lookUps.store.onDidChange(({ kind }) => {
      if (kind !== 'reset') statusBar.update();
    }),
  );
  add(
    followConnections({
      connections,
      lookUps,
      views: [tree, panels],
      showActivity: () => statusBar.update(),
    }),
  );
  void tellLost(connections, filters.saved, logger);

  const runCommand = createCommands({
    logger,
    connections,
    sandbox,
    sampleLog: async () => {
      const { calls } = await sandbox.ensure();
      return (await loadSandbox()).sampleLog(calls);
    },
    source,
    readerTime,
    clocks,
    lookUps,
    kept,
    watches,
    attempts,
    finder,
    fileCalls,
    tree,
    fileTree,
    recent,
    panels,
    rawJson: documents,
  });
  return {
    logger,
    tree,
    fileTree,
    recent,
    panels,
    documents,
    inText: createInTextProviders({ lookUps, connections, readerTime, finder, clocks }),
    runCommand,
    followLink: (uri) => openDeepLink(uri, connections, logger),
    dispose: async () => {
      await store.dispose();
      await kept.flush();
    },
  };
}

/** Says which connections the keyring has lost. Never rejects: what goes wrong was shown where it happened. */
async function tellLost(
  connections: Connections,
  filters: Pick<SavedFilters, 'adopt'>,
  logger: ExtensionLogger,
): Promise<void> {
  try {
    await tellLostConnections(connections, (lostId, connectionId) => filters.adopt(lostId, connectionId));
  } catch (error) {
    logger.error(`A lost connection could not be replaced or forgotten (${errorName(error)}).`);
  }
}

/** The sandbox is a bundle of its own, loaded when somebody explores the sample calls. */
function loadSandbox() {
  return import('./sandbox/index.ts');
}

/** What is known of calls, and how more is found out. */
function createLookUps(connections: Connections, source: CallSource, logger: ExtensionLogger): LookUps {
  const store = new CallStore(toLog(logger));
  const lookup = new CallLookup({
    store,
    source,
    clock: Date.now,
    connections: () => connections.routing(),
    isApiKey: (text) => connections.redact(text) !== text,
    chooseConnection: (candidates, signal) =>
      pickConnection(
        connections,
        candidates,
        t('Several connections fit this id. Which one is to be asked?'),
        signal,
      ),
  });
  return new LookUps(store, lookup);
}

/** HTTP is a bundle of its own, loaded at the first request, and again should loading it have failed. */
function createSource(
  connections: Connections,
  logger: ExtensionLogger,
  add: DisposableStore['add'],
): CallSource {
  const http = lazily(async () => {
    const { createCallSource } = await import('./api/index.ts');
    const source = createCallSource({
      credentials: (id) => connections.credentials(id),
      network: networkSettings,
      timeoutSeconds: () => boundedSetting('request.timeoutSeconds', { min: 1, max: 300, otherwise: 20 }),
      resolveSystemProxy,
      logger,
      clock: Date.now,
    });
    add(source);
    add(onNetworkSettingsChange(() => source.networkChanged()));
    add(
      connections.onDidChange(({ connectionId, keyChanged }) => {
        if (keyChanged) source.keyChanged(connectionId);
      }),
    );
    return source;
  });
  return {
    getCall: async (request, signal) => (await http()).getCall(request, signal),
    listCalls: async (request, signal) => (await http()).listCalls(request, signal),
    listTranscriptions: async (request, signal) => (await http()).listTranscriptions(request, signal),
  };
}
