/** The composition root: builds everything once, hands each room what it needs, and owns the order of disposal. */
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { CallLookup } from './core/callLookup.ts';
import { CallStore, type LookUp } from './core/callStore.ts';
import { lazySource } from './core/lazySource.ts';
import type { CallSource } from './core/ports.ts';
import { CONTEXT_KEYS } from './manifest.ts';
import type { Sandbox } from './sandbox/index.ts';
import { Connections } from './vscode/credentials/connections.ts';
import { ExtensionLogger } from './vscode/logger.ts';
import { LookUps, setContextKey } from './vscode/lookUps.ts';
import { networkSettings, onNetworkSettingsChange, resolveSystemProxy } from './vscode/network.ts';
import { CallPanels } from './vscode/panel/callPanels.ts';
import { RawJson } from './vscode/rawJson.ts';
import { ReaderTime } from './vscode/readerTime.ts';
import { SandboxConnection } from './vscode/sandboxConnection.ts';
import { boundedSetting } from './vscode/settings.ts';
import { LookUpFiles } from './vscode/storage/lookUpFiles.ts';
import { LookUpsTree } from './vscode/tree/lookUpsTree.ts';
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
  readonly tree: LookUpsTree;
  readonly panels: CallPanels;
  readonly rawJson: RawJson;
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
  const files = owned(new LookUpFiles(join(context.globalStorageUri.fsPath, 'look-ups'), store, logger));
  const restored = restore(files, store, logger);
  const sandbox = owned(
    new SandboxConnection(connections, async () => (await import('./sandbox/index.ts')).startSandbox()),
  );
  const tree = owned(new LookUpsTree(lookUps, readerTime));
  const panels = owned(new CallPanels({ lookUps, readerTime, extensionUri: context.extensionUri, restored }));
  const rawJson = owned(new RawJson(lookUps));
  owned(followConnections({ connections, lookUps, tree, panels }));
  return {
    logger,
    connections,
    source,
    lookUps,
    readerTime,
    sandbox,
    tree,
    panels,
    rawJson,
    sampleLog: () => createSampleLog(sandbox),
    tellLostConnections: async () => {
      const { tellLostConnections } = await import('./vscode/credentials/lostConnections.ts');
      await tellLostConnections(connections);
    },
    dispose: async () => {
      for (const closing of closings) await closing.dispose();
      await files.flush();
    },
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

async function restore(files: LookUpFiles, store: CallStore, logger: ExtensionLogger): Promise<void> {
  const limit = boundedSetting('lookups.limit', { min: 1, max: 5000, otherwise: 500 });
  const saved: readonly LookUp[] = await files.read(limit);
  store.restore(saved);
  logger.debug(`${saved.length} look-ups of earlier sessions are back`);
}

async function createSampleLog(sandbox: SandboxConnection<Sandbox>): Promise<string> {
  const { calls } = await sandbox.ensure();
  const { sampleLog } = await import('./sandbox/index.ts');
  return sampleLog(calls);
}

/** Keeps what the views know of the connections in step, and forgets answers fetched with a key that changed. */
function followConnections({
  connections,
  lookUps,
  tree,
  panels,
}: Pick<Services, 'connections' | 'lookUps' | 'tree' | 'panels'>): Closing {
  const update = async () => {
    const all = await connections.all();
    lookUps.setConnections(all);
    setContextKey(
      CONTEXT_KEYS.hasConnections,
      all.some(({ kind }) => kind !== 'sandbox'),
    );
    tree.redraw();
    panels.redraw();
  };
  void update();
  return connections.onDidChange(({ connectionId, keyChanged }) => {
    if (keyChanged) lookUps.lookup.forgetConnection(connectionId);
    void update();
  });
}
