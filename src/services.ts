/** The composition root: builds everything once, hands each room what it needs, and owns the order of disposal. */
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { CallLookup } from './core/lookUp/service.ts';
import { CallStore } from './core/lookUp/store.ts';
import { Closings } from './core/base/disposableStore.ts';
import { toLog } from './core/base/emitter.ts';
import { errorName } from './core/base/errorName.ts';
import { lazily } from './core/base/lazily.ts';
import { lazySource } from './core/lookUp/lazySource.ts';
import { lazyScanner } from './core/fileCalls/lazyScanner.ts';
import type { CallSource } from './core/call/source.ts';
import type { Sandbox } from './sandbox/index.ts';
import { createActivity, createAround } from './vscode/lookUps/around.ts';
import type { CallAttempts } from './vscode/lookUps/attempts/callAttempts.ts';
import { Connections } from './vscode/connections/connections.ts';
import { KeptLookUps } from './vscode/lookUps/keptLookUps.ts';
import type { Late } from './vscode/platform/late.ts';
import { ExtensionLogger } from './vscode/platform/logger.ts';
import { followConnections } from './vscode/lookUps/followConnections.ts';
import { LookUps } from './vscode/lookUps/lookUps.ts';
import { networkSettings, onNetworkSettingsChange, resolveSystemProxy } from './vscode/platform/network.ts';
import { CallPanels } from './vscode/callPanel/callPanels.ts';
import { RawJson } from './vscode/lookUps/rawJson.ts';
import { ReaderTime } from './vscode/platform/readerTime.ts';
import { RecentCalls } from './core/callList/recentCalls.ts';
import { createFilters, type RecentFilters } from './vscode/recentCalls/filters.ts';
import { RecentCallsView } from './vscode/recentCalls/recentCallsView.ts';
import { FileCalls } from './vscode/fileCalls/fileCalls.ts';
import { FileTree } from './vscode/fileCalls/fileTree.ts';
import { LogClocks } from './vscode/fileCalls/logClocks.ts';
import type { SessionFinder } from './vscode/inText/sessionFinder.ts';
import { SandboxConnection } from './vscode/connections/sandbox.ts';
import { boundedSetting } from './vscode/platform/settings.ts';
import { LookUpsTree } from './vscode/lookUps/tree/lookUpsTree.ts';
import type { CallWatches } from './vscode/lookUps/watch/callWatches.ts';
import { t } from './vscode/platform/translate.ts';

/** Everything the features are made of. */
export interface Services {
  readonly logger: ExtensionLogger;
  readonly connections: Connections;
  readonly source: CallSource;
  readonly lookUps: LookUps;
  readonly kept: KeptLookUps;
  readonly readerTime: ReaderTime;
  readonly sandbox: SandboxConnection<Sandbox>;
  readonly sampleLog: () => Promise<string>;
  readonly finder: () => Promise<SessionFinder>;
  readonly clocks: LogClocks;
  readonly fileCalls: FileCalls;
  readonly fileTree: FileTree;
  readonly tree: LookUpsTree;
  readonly recent: RecentCallsView;
  readonly filters: RecentFilters['saved'];
  readonly panels: CallPanels;
  readonly rawJson: RawJson;
  readonly watches: Late<CallWatches>;
  readonly attempts: Late<CallAttempts>;
  /** Says which connections the keyring has lost since they were stored. */
  tellLostConnections(): Promise<void>;
  /** Lets everything go in the reverse order of its making; settled when what was to be written is on disk. */
  dispose(): Promise<void>;
}

/** Builds the services. Registers at once, reads and connects later. */
export function createServices(context: vscode.ExtensionContext): Services {
  const closings = new Closings((error) => logger.error(`Not everything was closed: ${errorName(error)}`));
  const owned = closings.own;
  const logger: ExtensionLogger = owned(new ExtensionLogger((text) => connections.redact(text)));
  const connections: Connections = owned(new Connections(context.secrets, context.globalState, logger));
  const readerTime = owned(new ReaderTime(context.globalState, logger));
  const source = lazySource(() => loadSource(connections, logger, owned));
  const lookUps = createLookUps(connections, source, logger);
  const { workspaceState: memory } = context;
  const restored = () => kept.restored;
  const given = { lookUps, connections, source, readerTime, memory, restored, logger };
  const around = createAround(given, owned);
  const { watches, attempts } = around;
  const kept: KeptLookUps = owned(
    new KeptLookUps(
      join(context.globalStorageUri.fsPath, 'look-ups'),
      lookUps.store,
      logger,
      context.globalState,
      ({ key }) => watches.now?.has(key) === true,
    ),
  );
  const sandbox = owned(
    new SandboxConnection(connections, async () => (await import('./sandbox/index.ts')).startSandbox()),
  );
  const files = createFiles(context, { lookUps, readerTime, logger }, owned);
  const tree = owned(new LookUpsTree(lookUps, readerTime, around));
  const filters = createFilters(join(context.globalStorageUri.fsPath, 'filters'), logger, context);
  const recentCalls = owned(
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
  const recent = owned(
    new RecentCallsView({
      model: recentCalls,
      refreshFilters: () => filters.saved.refresh(),
      lookUps,
      readerTime,
      clock: Date.now,
      around,
    }),
  );
  const showActivity = createActivity({ lookUps, watches, recentCalls, logger }, owned);
  owned(recentCalls.onDidChange(showActivity));
  owned(recentCalls.onDidOpen(showActivity));
  const { extensionUri } = context;
  const panels = owned(
    new CallPanels({
      lookUps,
      readerTime,
      connections,
      source,
      extensionUri,
      restored: kept.restored,
      watches,
      attempts,
    }),
  );
  const rawJson = owned(new RawJson(lookUps, readerTime));
  for (const late of [watches, attempts]) {
    owned(
      late.onDidChange(() => {
        tree.redraw();
        panels.redraw();
      }),
    );
  }
  owned(followConnections({ connections, lookUps, views: [tree, panels], showActivity }));
  return {
    logger,
    connections,
    source,
    lookUps,
    kept,
    readerTime,
    sandbox,
    ...files,
    tree,
    recent,
    filters: filters.saved,
    panels,
    rawJson,
    watches,
    attempts,
    sampleLog: () => createSampleLog(sandbox),
    tellLostConnections: () => tellLost(connections, filters.saved, logger),
    dispose: async () => {
      await closings.closeAll();
      await kept.flush();
    },
  };
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
    chooseConnection: async (candidates, signal) => {
      const { pickConnection } = await import('./vscode/connections/pickConnection.ts');
      return pickConnection(
        connections,
        candidates,
        t('Several connections fit this id. Which one is to be asked?'),
        signal,
      );
    },
  });
  return new LookUps(store, lookup);
}

/** What has to do with the calls of a file. */
function createFiles(
  context: vscode.ExtensionContext,
  { lookUps, readerTime, logger }: Pick<Services, 'lookUps' | 'readerTime' | 'logger'>,
  owned: Closings['own'],
): Pick<Services, 'clocks' | 'finder' | 'fileCalls' | 'fileTree'> {
  const clocks = new LogClocks(context.globalState);
  const finder = lazily(async () => {
    const { SessionFinder } = await import('./vscode/inText/sessionFinder.ts');
    const { guardedPattern } = await import('./scan/guardedPattern.ts');
    return owned(new SessionFinder(guardedPattern, logger));
  });
  const scanner = lazyScanner(async () => {
    const { createScanner } = await import('./scan/client.ts');
    return owned(createScanner({ workerPath: context.asAbsolutePath('dist/scan.js') }));
  });
  const fileCalls = owned(
    new FileCalls({ scanner, lookUps, logger, patterns: async () => (await finder()).sources() }),
  );
  const fileTree = owned(new FileTree({ fileCalls, lookUps, readerTime, clocks }));
  return { clocks, finder, fileCalls, fileTree };
}

async function loadSource(
  connections: Connections,
  logger: ExtensionLogger,
  owned: Closings['own'],
): Promise<CallSource> {
  const { createCallSource } = await import('./api/index.ts');
  const source = createCallSource({
    credentials: (id) => connections.credentials(id),
    network: networkSettings,
    timeoutSeconds: () => boundedSetting('request.timeoutSeconds', { min: 1, max: 300, otherwise: 20 }),
    resolveSystemProxy,
    logger,
    clock: Date.now,
  });
  owned(source);
  owned(onNetworkSettingsChange(() => source.networkChanged()));
  owned(
    connections.onDidChange(({ connectionId, keyChanged }) => {
      if (keyChanged) source.keyChanged(connectionId);
    }),
  );
  return source;
}

async function createSampleLog(sandbox: SandboxConnection<Sandbox>): Promise<string> {
  const { calls } = await sandbox.ensure();
  const { sampleLog } = await import('./sandbox/index.ts');
  return sampleLog(calls);
}

/** Says which connections the keyring has lost. Never rejects: what goes wrong was shown where it happened. */
async function tellLost(
  connections: Connections,
  filters: RecentFilters['saved'],
  logger: ExtensionLogger,
): Promise<void> {
  try {
    const { tellLostConnections } = await import('./vscode/connections/lostConnections.ts');
    await tellLostConnections(connections, (lostId, connectionId) => filters.adopt(lostId, connectionId));
  } catch (error) {
    logger.error(`A lost connection could not be replaced or forgotten (${errorName(error)}).`);
  }
}
