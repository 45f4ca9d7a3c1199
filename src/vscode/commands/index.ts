/** All commands. Loaded when the first of them runs: at start-up only their names are registered. */
import type { Transcript } from '../../core/call/model.ts';
import type { LookUp, LookUpTarget } from '../../core/lookUp/model.ts';
import type { CallSource } from '../../core/call/source.ts';
import type { LogLineArgument } from '../../manifest.ts';
import type { Connections } from '../connections/connections.ts';
import type { ExtensionLogger } from '../platform/logger.ts';
import type { CallAttempts } from '../lookUps/attempts/callAttempts.ts';
import type { KeptLookUps } from '../lookUps/keptLookUps.ts';
import type { Late } from '../platform/late.ts';
import type { LookUps } from '../lookUps/lookUps.ts';
import type { CallWatches } from '../lookUps/watch/callWatches.ts';
import type { ReaderTime } from '../platform/readerTime.ts';
import { SANDBOX_CONNECTION_ID, type SandboxConnection } from '../connections/sandbox.ts';
import { connectionHandlers } from './connections.ts';
import type { FileCalls } from '../fileCalls/fileCalls.ts';
import type { FileNode } from '../fileCalls/fileTree.ts';
import type { LogClocks } from '../fileCalls/logClocks.ts';
import type { RecentCallsView } from '../recentCalls/recentCallsView.ts';
import type { SavedFilters } from '../../storage/index.ts';
import type { SessionFinder } from '../inText/sessionFinder.ts';
import { exportHandlers } from './exportLookUps.ts';
import { fileHandlers } from './fileCalls.ts';
import { handOnHandlers } from './handOn.ts';
import { itemHandlers } from './items.ts';
import { lookUpHandlers } from './lookUp.ts';
import { markHandlers } from './marks.ts';
import { recentHandlers, sharedHandlers } from './recent.ts';
import type { Handlers } from './register.ts';
import { sampleHandlers } from './sampleCalls.ts';
import { watchHandlers } from './watch.ts';

/** What the commands act on. */
export interface CommandServices {
  readonly lookUps: LookUps;
  readonly kept: Pick<KeptLookUps, 'countUnlisted' | 'listAll'>;
  readonly readerTime: ReaderTime;
  readonly connections: Connections;
  readonly source: CallSource;
  readonly sandbox: SandboxConnection;
  readonly finder: () => Promise<SessionFinder>;
  readonly clocks: LogClocks;
  readonly fileCalls: FileCalls;
  readonly fileTree: { reveal(): Promise<void>; selected(): FileNode | undefined };
  readonly sampleLog: () => Promise<string>;
  readonly logger: ExtensionLogger;
  readonly tree: { reveal(key: string): Promise<void>; selectedAll(): readonly LookUp[] };
  readonly panels: {
    show(lookUp: LookUp, logLine?: LogLineArgument): void;
    /** Keeps the panel of a look-up, or the one with the focus. */
    keep(target?: LookUpTarget): void;
    activeTarget(): LookUpTarget | undefined;
    logLineOf(target: LookUpTarget): LogLineArgument | undefined;
    transcriptsOf(target: LookUpTarget): readonly Transcript[] | undefined;
  };
  readonly recent: RecentCallsView;
  readonly filters: SavedFilters;
  readonly watches: Late<CallWatches>;
  readonly attempts: Late<CallAttempts>;
  readonly rawJson: {
    open(lookUp: LookUp): Promise<void>;
    compare(one: LookUp, other: LookUp): Promise<void>;
  };
}

/** Makes the handler of every command. */
export function createHandlers(services: CommandServices): Handlers {
  const { lookUps, tree, panels, rawJson, sandbox, logger } = services;
  const activeTarget = () => panels.activeTarget();
  const prepareConnection = async (id: string | undefined) => {
    if (id === SANDBOX_CONNECTION_ID) await sandbox.ensure();
  };
  const ofCalls = {
    ...lookUpHandlers({
      ...services,
      revealInTree: (key) => tree.reveal(key),
      openPanel: (key, logLine) => {
        const lookUp = lookUps.store.get(key);
        if (lookUp) panels.show(lookUp, logLine);
      },
      prepareConnection,
    }),
    ...itemHandlers({
      ...services,
      activeTarget,
      selected: () => tree.selectedAll(),
      selectedIn: (view) => {
        if (view === 'recent') return services.recent.selectedIds();
        const selected = services.fileTree.selected();
        return selected ? [selected.sessionId] : [];
      },
      openPanel: (lookUp, logLine) => panels.show(lookUp, logLine),
      keepPanel: (target) => panels.keep(target),
      openRawJson: (lookUp) => rawJson.open(lookUp),
    }),
  };
  return {
    ...ofCalls,
    ...recentHandlers(services),
    ...sharedHandlers(services, ofCalls),
    ...watchHandlers({ ...services, activeTarget, prepareConnection }),
    ...markHandlers({ ...services, activeTarget }),
    ...exportHandlers({ ...services, activeTarget, selected: () => tree.selectedAll() }),
    ...handOnHandlers({
      ...services,
      activeTarget,
      logLineOf: (target) => panels.logLineOf(target),
      transcriptsOf: (target) => panels.transcriptsOf(target),
      compare: (one, other) => rawJson.compare(one, other),
    }),
    ...connectionHandlers(services),
    ...sampleHandlers(services),
    ...fileHandlers(services),
    'cometchatCalls.showLog': () => logger.show(),
  };
}
