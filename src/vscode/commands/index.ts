/** All commands. */
import type { Transcript, CallSource } from '../../core/call/model.ts';
import type { LookUp, LookUpTarget } from '../../core/lookUp/model.ts';
import type { LogLine } from '../../core/logTime/index.ts';
import { type Connections, SANDBOX_CONNECTION_ID, type SandboxConnection } from '../connections/index.ts';
import type { ExtensionLogger, ReaderTime } from '../platform/index.ts';
import type { CallAttempts, LookUpService, CallWatches } from '../../core/lookUp/index.ts';
import type { KeptLookUps } from '../lookUps/index.ts';
import { connectionHandlers } from './connections.ts';
import type { FileCalls, FileNode, LogClocks } from '../fileCalls/index.ts';
import type { SavedFilters } from '../../storage/index.ts';
import type { RecentCallsView } from '../recentCalls/index.ts';
import type { SessionFinder } from '../inText/index.ts';
import { fileHandlers } from './fileCalls.ts';
import type { ChosenShell } from './chosenShell.ts';
import { handOnHandlers } from './handOn.ts';
import { fixLookUp, itemHandlers } from './items.ts';
import { cancel, type LookUpDependencies, lookUpHandlers, refresh } from './lookUp.ts';
import { recentHandlers, sharedHandlers } from './recent.ts';
import { commandRunner, type Handlers, type RunCommand } from './run.ts';
import { sampleHandlers } from './sampleCalls.ts';
import { watchHandlers } from './watch.ts';

export { ChosenShell } from './chosenShell.ts';
export { openDeepLink } from './deepLink.ts';
export type { RunCommand } from './run.ts';

/** What the commands act on. */
export interface CommandServices {
  readonly lookUps: LookUpService;
  readonly kept: Pick<KeptLookUps, 'countUnlisted' | 'listAll'>;
  readonly readerTime: ReaderTime;
  readonly connections: Connections;
  readonly source: CallSource;
  readonly sandbox: SandboxConnection;
  readonly finder: SessionFinder;
  readonly clocks: LogClocks;
  readonly fileCalls: FileCalls;
  readonly fileTree: { reveal(): Promise<void>; selected(): FileNode | undefined };
  readonly sampleLog: () => Promise<string>;
  readonly logger: ExtensionLogger;
  readonly tree: { reveal(key: string): Promise<void>; selectedAll(): readonly LookUp[] };
  readonly panels: {
    show(lookUp: LookUp, logLine?: LogLine): void;
    /** Keeps the panel of a look-up, or the one with the focus. */
    keep(target?: LookUpTarget): void;
    activeTarget(): LookUpTarget | undefined;
    logLineOf(target: LookUpTarget): LogLine | undefined;
    transcriptsOf(target: LookUpTarget): readonly Transcript[] | undefined;
  };
  readonly recent: RecentCallsView;
  readonly filters: SavedFilters;
  readonly watches: CallWatches;
  readonly attempts: CallAttempts;
  readonly shells: ChosenShell;
  readonly rawJson: {
    open(lookUp: LookUp): Promise<void>;
    compare(one: LookUp, other: LookUp): Promise<void>;
  };
}

/** Makes what runs every command. */
export function createCommands(services: CommandServices): RunCommand {
  return commandRunner(createHandlers(services), services.logger);
}

function createHandlers(services: CommandServices): Handlers {
  const { lookUps, tree, panels, rawJson, sandbox, logger } = services;
  const activeTarget = () => panels.activeTarget();
  const prepareConnection = async (id: string | undefined) => {
    if (id === SANDBOX_CONNECTION_ID) await sandbox.ensure();
  };
  const lookingUp: LookUpDependencies = {
    ...services,
    revealInTree: (key) => tree.reveal(key),
    openPanel: (key, logLine) => {
      const lookUp = lookUps.store.get(key);
      if (lookUp) panels.show(lookUp, logLine);
    },
    prepareConnection,
  };
  const ofLookUps = lookUpHandlers(lookingUp);
  const ofLists = recentHandlers(services);
  const shared = sharedHandlers(services, {
    refresh: (call) => refresh(lookingUp, call),
    cancel: (call) => cancel(lookingUp, call),
    fix: (key, fix) => fixLookUp(lookUps, key, fix),
  });
  return {
    ...ofLookUps,
    ...ofLists,
    ...shared,
    'cometchatCalls.title.refresh': () => shared['cometchatCalls.refresh']({ kind: 'all' }),
    'cometchatCalls.title.lookUpCallAsUser': () =>
      ofLookUps['cometchatCalls.lookUpCallAsUser']({ reveal: true }),
    'cometchatCalls.title.filterRecentCalls': () => ofLists['cometchatCalls.filterRecentCalls']({}),
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
    ...watchHandlers({ ...services, activeTarget, prepareConnection }),
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
