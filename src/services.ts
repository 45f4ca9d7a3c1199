/** The composition root: builds everything once, hands each room what it needs, and owns the order of disposal. */
import { join } from 'node:path';
import type * as vscode from 'vscode';
import type { HttpCallSource } from './api/index.ts';
import { DisposableStore, toLog, errorName, lazily } from './core/base/index.ts';
import type { CallSource } from './core/call/model.ts';
import { RecentCalls } from './core/callList/index.ts';
import { LookUpService, LookUpStore, CallAttempts, CallWatches } from './core/lookUp/index.ts';
import { RequestPolicy } from './core/requests/index.ts';
import { createScanner, guardedPattern } from './scan/index.ts';
import type { SavedFilters } from './storage/index.ts';
import { CallPanels } from './vscode/callPanel/index.ts';
import {
  ChosenShell,
  openDeepLink,
  createCommands,
  followChoices,
  type RunCommand,
} from './vscode/commands/index.ts';
import {
  Connections,
  tellLostConnections,
  pickConnection,
  SANDBOX_CONNECTION_ID,
  SandboxConnection,
} from './vscode/connections/index.ts';
import type { InTextProviders, Tools, ViewDoor } from './vscode/doors/index.ts';
import { CallEvents, CallLogs } from './vscode/callLogs/index.ts';
import { FileCalls, type FileNode, FileTree, LogClocks, subjectInView } from './vscode/fileCalls/index.ts';
import { createInTextProviders, IdCompleter, readLineAgain, SessionFinder } from './vscode/inText/index.ts';
import {
  CallDocuments,
  followConnections,
  KeptLookUps,
  LookUpsTree,
  Removals,
  watchNotices,
} from './vscode/lookUps/index.ts';
import {
  ExtensionLogger,
  networkSettings,
  onNetworkSettingsChange,
  resolveSystemProxy,
  type RunsAt,
  runsAt,
  ReaderTime,
  boundedSetting,
  STORAGE_KEYS,
  after,
  t,
} from './vscode/platform/index.ts';
import type { TreeNode } from './vscode/lookUps/model.ts';
import { createFilters, type RecentNode, RecentCallsView } from './vscode/recentCalls/index.ts';
import { StatusBar } from './vscode/statusBar/index.ts';
import { createTools } from './vscode/tools/index.ts';

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
  readonly tools: Tools;
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
  const http = createSource(connections, runsAt(context.extension), logger, add);
  const source = new RequestPolicy({ source: http, clock: Date.now });
  add(
    connections.onDidChange(({ connectionId, keyChanged }) => {
      if (keyChanged) source.keyChanged(connectionId);
    }),
  );
  const readerTime = add(new ReaderTime(globalState, logger));
  const clocks = new LogClocks(globalState, logger);

  const lookUps = createLookUps(connections, source, logger);
  const kept: KeptLookUps = add(
    new KeptLookUps(folder('look-ups'), lookUps.store, logger, globalState, ({ key }) => watches.has(key)),
  );
  const { restored } = kept;
  const watches: CallWatches = add(
    new CallWatches({
      lookUps,
      connections,
      clock: Date.now,
      after,
      notices: watchNotices(lookUps),
      memory: {
        read: () => workspaceState.get(STORAGE_KEYS.watched),
        write: (began) => void workspaceState.update(STORAGE_KEYS.watched, began),
      },
      restored,
      onListenerError: toLog(logger),
    }),
  );
  const attempts = add(
    new CallAttempts({
      lookUps,
      source,
      connections,
      readerTime,
      clock: Date.now,
      t,
      onListenerError: toLog(logger),
    }),
  );

  const finder = add(new SessionFinder(guardedPattern, logger));
  const scanner = add(createScanner({ workerPath: context.asAbsolutePath('dist/scan.js') }));
  const search = { scanner, logger, patterns: () => finder.sources() };
  const fileCalls = add(new FileCalls({ ...search, lookUps }));
  const callEvents = add(new CallEvents({ ...search, lookUps, clocks, readerTime, after }));

  const tree = add(
    new LookUpsTree({ lookUps, watches, attempts, readerTime, memory: globalState }, doors.lookUps),
  );
  const removals = add(new Removals({ lookUps, after }));
  const fileTree = add(new FileTree({ fileCalls, lookUps, readerTime, clocks }, doors.file));
  const filters = createFilters(folder('filters'), logger, context);
  const recentCalls = add(
    new RecentCalls({
      connections,
      source,
      clock: Date.now,
      logger,
      t,
      temporary: filters.temporary,
      filters: { list: () => filters.list(), onDidChange: filters.saved.onDidChange },
    }),
  );
  const recent = add(
    new RecentCallsView(
      {
        model: recentCalls,
        refreshFilters: () => filters.saved.refresh(),
        routeTo: (connection) => http.routeTo(connection, new AbortController().signal),
        lookUps,
        readerTime,
        clock: Date.now,
        watches,
        attempts,
      },
      doors.recent,
    ),
  );
  const completer = new IdCompleter({
    finder,
    lookUps,
    fileCalls,
    listed: () =>
      recentCalls.openLists().flatMap(({ state }) => state.items.map(({ call }) => call.sessionId)),
  });
  const logs = new CallLogs({
    reader: scanner,
    clocks,
    readerTime,
    logger,
    redact: connections.redact,
    keysRead: () => connections.all(),
  });
  const panels = add(
    new CallPanels({
      lookUps,
      readerTime,
      connections,
      source,
      extensionUri,
      restored,
      watches,
      attempts,
      logs,
      clocks,
      redact: connections.redact,
      activeLog: () => subjectInView(fileCalls.state)?.uri.toString(),
    }),
  );
  const documents = add(new CallDocuments({ lookUps, readerTime }, doors.documents));
  const statusBar: StatusBar = add(
    new StatusBar({
      lookUps,
      clock: Date.now,
      after,
      watched: () => watches.keys.length,
      lists: () => recentCalls.openLists().map(({ state }) => state),
    }),
  );

  add(
    clocks.onDidChange((uri) => {
      void panels.readLinesOf(uri.toString(), (line, call) =>
        readLineAgain(line, call, { clocks, readerTime }),
      );
    }),
  );
  const redraw = () => [tree, panels].forEach((view) => view.redraw());
  add(watches.onDidChange(redraw));
  add(attempts.onDidChange(redraw));
  for (const event of [watches.onDidChange, recentCalls.onDidChange, recentCalls.onDidOpen])
    add(event(() => statusBar.update()));
  add(
    lookUps.store.onDidChange(({ kind }) => {
      if (kind !== 'reset') statusBar.update();
    }),
  );
  add(connections.onDidChange(() => fileCalls.forgetNotAsked()));
  add(
    followConnections({
      connections,
      lookUps,
      views: [tree, panels],
      showActivity: () => statusBar.update(),
    }),
  );
  add(followChoices({ lookUps, watches, recentCalls, filters: filters.saved, after }));
  void tellLost(connections, filters.saved, logger);
  // A key may have been typed in the place of an id or a name, while nobody knew it for a key.
  const forgetKeys = async () => {
    const keys = await connections.storedKeys();
    const holds = (text: string) => keys.isIn(text);
    await restored;
    lookUps.removeHolding(holds);
    removals.forget(({ sessionId, onBehalfOf = '', note }) =>
      [sessionId, onBehalfOf, note?.text ?? ''].some(holds),
    );
    panels.closeHolding(holds);
    await kept.removeHolding(holds);
    await filters.removeHolding(holds, (connectionId) => recentCalls.closeTemporary(connectionId));
  };
  add(
    connections.onDidChange(({ connectionId, keyChanged }) => {
      // The sandbox's key is new in every window, and nobody has ever typed it.
      if (keyChanged && connectionId !== SANDBOX_CONNECTION_ID)
        forgetKeys().catch((error: unknown) =>
          logger.error(`Not all that holds an API key could be forgotten: ${errorName(error)}`),
        );
    }),
  );

  const runCommand = createCommands({
    logger,
    connections,
    sandbox,
    sampleLogs: async () => {
      const { calls } = await sandbox.ensure();
      return (await loadSandbox()).sampleLogs(calls);
    },
    source,
    readerTime,
    clocks,
    logs,
    lookUps,
    kept,
    watches,
    attempts,
    finder,
    completer,
    fileCalls,
    callEvents,
    tree,
    removals,
    fileTree,
    recent,
    filters: filters.saved,
    panels,
    documents,
    shells: new ChosenShell(globalState),
  });
  return {
    logger,
    tree,
    fileTree,
    recent,
    panels,
    documents,
    tools: createTools({
      lookUps,
      connections,
      sandbox,
      source,
      fileCalls,
      logs,
      ...search,
    }),
    inText: createInTextProviders({ lookUps, connections, readerTime, finder, completer, clocks, logs }),
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
function createLookUps(
  connections: Connections,
  requests: RequestPolicy,
  logger: ExtensionLogger,
): LookUpService {
  const store = new LookUpStore(toLog(logger));
  return new LookUpService({
    store,
    requests,
    clock: Date.now,
    connections: () => connections.routing(),
    isApiKey: connections.holdsApiKey,
    chooseConnection: (candidates, signal) =>
      pickConnection(
        connections,
        candidates,
        t('Several connections fit this id. Which one is to be asked?'),
        signal,
      ),
  });
}

/** HTTP is a bundle of its own, loaded at the first request, and again should loading it have failed. */
function createSource(
  connections: Connections,
  where: RunsAt,
  logger: ExtensionLogger,
  add: DisposableStore['add'],
): CallSource & Pick<HttpCallSource, 'routeTo'> {
  const http = lazily(async () => {
    const { createCallSource } = await import('./api/index.ts');
    const source = createCallSource({
      credentials: (id) => connections.credentials(id),
      secrets: connections.seenKeys,
      network: () => networkSettings(where),
      timeoutSeconds: () => boundedSetting('request.timeoutSeconds', { min: 1, max: 300, otherwise: 20 }),
      resolveSystemProxy,
      logger,
      clock: Date.now,
    });
    add(source);
    add(onNetworkSettingsChange(() => source.networkChanged()));
    return source;
  });
  return {
    getCall: async (request, signal) => (await http()).getCall(request, signal),
    listCalls: async (request, signal) => (await http()).listCalls(request, signal),
    listTranscriptions: async (request, signal) => (await http()).listTranscriptions(request, signal),
    routeTo: async (connection, signal) => (await http()).routeTo(connection, signal),
  };
}
