/** The composition root: builds everything once, hands each room what it needs, and owns the order of disposal. */
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { CallLookup } from './core/callLookup.ts';
import { CallStore } from './core/callStore.ts';
import { lazily } from './core/lazily.ts';
import { lazySource } from './core/lazySource.ts';
import type { FileScanner } from './core/fileIndex.ts';
import type { CallSource } from './core/ports.ts';
import { CONTEXT_KEYS } from './manifest.ts';
import type { Sandbox } from './sandbox/index.ts';
import { createActivity, createAround } from './vscode/around.ts';
import type { CallAttempts } from './vscode/attempts/callAttempts.ts';
import { Connections } from './vscode/credentials/connections.ts';
import { KeptLookUps } from './vscode/keptLookUps.ts';
import type { Late } from './vscode/late.ts';
import { ExtensionLogger } from './vscode/logger.ts';
import { LookUps, setContextKey } from './vscode/lookUps.ts';
import { networkSettings, onNetworkSettingsChange, resolveSystemProxy } from './vscode/network.ts';
import { CallPanels } from './vscode/panel/callPanels.ts';
import { RawJson } from './vscode/rawJson.ts';
import { ReaderTime } from './vscode/readerTime.ts';
import { RecentView } from './vscode/recent/recentView.ts';
import { FileCalls } from './vscode/fileCalls/fileCalls.ts';
import { FileTree } from './vscode/fileCalls/fileTree.ts';
import { LogClocks } from './vscode/logClocks.ts';
import type { SessionFinder } from './vscode/sessionFinder.ts';
import { SandboxConnection } from './vscode/sandboxConnection.ts';
import { boundedSetting } from './vscode/settings.ts';
import { LookUpsTree } from './vscode/tree/lookUpsTree.ts';
import type { CallWatches } from './vscode/watch/callWatches.ts';
import { t } from './vscode/words.ts';

/** Everything the features are made of. */
export interface Services {
  readonly logger: ExtensionLogger;
  readonly connections: Connections;
  readonly source: CallSource;
  readonly lookUps: LookUps;
  readonly readerTime: ReaderTime;
  readonly sandbox: SandboxConnection<Sandbox>;
  readonly sampleLog: () => Promise<string>;
  readonly finder: () => Promise<SessionFinder>;
  readonly clocks: LogClocks;
  readonly fileCalls: FileCalls;
  readonly fileTree: FileTree;
  readonly tree: LookUpsTree;
  readonly recent: RecentView;
  readonly panels: CallPanels;
  readonly rawJson: RawJson;
  readonly watches: Late<CallWatches>;
  readonly attempts: Late<CallAttempts>;
  /** Says which connections the keyring has lost since they were stored. */
  tellLostConnections(): Promise<void>;
  /** Lets everything go in the reverse order of its making; settled when what was to be written is on disk. */
  dispose(): Promise<void>;
}

type Closing = { dispose(): unknown };

/** Builds the services. Registers at once, reads and connects later. */
export function createServices(context: vscode.ExtensionContext): Services {
  const closings: Closing[] = [];
  const owned = <Service extends Closing>(service: Service): Service => {
    closings.unshift(service);
    return service;
  };
  const logger: ExtensionLogger = owned(new ExtensionLogger((text) => connections.redact(text)));
  const connections: Connections = owned(new Connections(context.secrets, context.globalState, logger));
  const readerTime = owned(new ReaderTime(context.globalState));
  const source = lazySource(() => loadSource(connections, logger, owned));
  const store = new CallStore((error) => logger.error(`A view failed: ${String(error)}`));
  const lookup = new CallLookup({
    store,
    source,
    clock: Date.now,
    connections: () => connections.routing(),
    isApiKey: (text) => connections.redact(text) !== text,
    chooseConnection: async (candidates) => {
      const { pickConnection } = await import('./vscode/credentials/pickConnection.ts');
      return pickConnection(
        connections,
        candidates,
        t('Several connections fit this id. Which one is to be asked?'),
      );
    },
  });
  const lookUps = new LookUps(store, lookup);
  const { workspaceState: memory } = context;
  const restored = () => kept.restored;
  const around = createAround({ lookUps, connections, source, readerTime, memory, restored }, owned);
  const { watches, attempts } = around;
  const kept: KeptLookUps = owned(
    new KeptLookUps(
      join(context.globalStorageUri.fsPath, 'look-ups'),
      store,
      logger,
      context.globalState,
      ({ key }) => watches.now?.has(key) === true,
    ),
  );
  const sandbox = owned(
    new SandboxConnection(connections, async () => (await import('./sandbox/index.ts')).startSandbox()),
  );
  const clocks = new LogClocks(context.globalState);
  const finder = lazily(async () => {
    const { SessionFinder } = await import('./vscode/sessionFinder.ts');
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
  const tree = owned(new LookUpsTree(lookUps, readerTime, around));
  const recent = owned(
    new RecentView(
      {
        connections,
        source,
        clock: Date.now,
        logger,
        lookUps,
        readerTime,
        around,
        filters: async () => {
          const { keptFilters } = await import('./vscode/keptFilters.ts');
          return keptFilters(join(context.globalStorageUri.fsPath, 'filters'), logger, context.globalState);
        },
      },
      () => showActivity(),
    ),
  );
  const showActivity = createActivity(lookUps, watches, recent.drawing, owned);
  const { extensionUri } = context;
  const panels = owned(
    new CallPanels({ lookUps, readerTime, source, extensionUri, restored: kept.restored, watches, attempts }),
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
  owned(followConnections({ connections, lookUps, tree, panels }, showActivity));
  return {
    logger,
    connections,
    source,
    lookUps,
    readerTime,
    sandbox,
    finder,
    clocks,
    fileCalls,
    fileTree,
    tree,
    recent,
    panels,
    rawJson,
    watches,
    attempts,
    sampleLog: () => createSampleLog(sandbox),
    tellLostConnections: async () => {
      const { tellLostConnections } = await import('./vscode/credentials/lostConnections.ts');
      await tellLostConnections(connections, async (lostId, connectionId) =>
        (await recent.drawing.get()).filters.adopt(lostId, connectionId),
      );
    },
    dispose: async () => {
      for (const closing of closings) await closing.dispose();
      await kept.flush();
    },
  };
}

/** A scanner whose code is loaded at the first file. */
function lazyScanner(load: () => Promise<FileScanner>): FileScanner {
  const scanner = lazily(load);
  return {
    scanFile: async (path, options) => (await scanner()).scanFile(path, options),
    scanText: async (text, options) => (await scanner()).scanText(text, options),
    occurrences: async (content, sessionId, options) =>
      (await scanner()).occurrences(content, sessionId, options),
  };
}

async function loadSource(
  connections: Connections,
  logger: ExtensionLogger,
  owned: (closing: Closing) => unknown,
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
  return source;
}

async function createSampleLog(sandbox: SandboxConnection<Sandbox>): Promise<string> {
  const { calls } = await sandbox.ensure();
  const { sampleLog } = await import('./sandbox/index.ts');
  return sampleLog(calls);
}

/** Keeps what the views know of the connections in step, and forgets answers fetched with a key that changed. */
function followConnections(
  { connections, lookUps, tree, panels }: Pick<Services, 'connections' | 'lookUps' | 'tree' | 'panels'>,
  showActivity: () => void,
): Closing {
  const update = async () => {
    const all = await connections.all();
    lookUps.setConnections(all);
    setContextKey(
      CONTEXT_KEYS.hasConnections,
      all.some(({ kind }) => kind !== 'sandbox'),
    );
    tree.redraw();
    panels.redraw();
    if (all.some(({ kind }) => kind === 'sandbox')) showActivity();
  };
  void update();
  return connections.onDidChange(({ connectionId, keyChanged }) => {
    if (keyChanged) lookUps.lookup.forgetConnection(connectionId);
    void update();
  });
}
