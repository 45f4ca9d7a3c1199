/** What the commands act on, and what they give their callers. */
import type { Call, CallSource } from '../../core/call/model.ts';
import type { FailureReason } from '../../core/failure/model.ts';
import type { CallAttempts, CallWatches, LookUpService } from '../../core/lookUp/index.ts';
import type { SavedFilters } from '../../storage/index.ts';
import type { CallEvents, CallLogs } from '../callLogs/index.ts';
import type { CallPanels } from '../callPanel/index.ts';
import type { Connections, SampleLogs, SandboxConnection } from '../connections/index.ts';
import type { FileCalls, FileTree, LogClocks } from '../fileCalls/index.ts';
import type { IdCompleter, SessionFinder } from '../inText/index.ts';
import type { CallDocuments, KeptLookUps, LookUpsTree, Removals } from '../lookUps/index.ts';
import type { ExtensionLogger, ReaderTime } from '../platform/index.ts';
import type { RecentCallsView } from '../recentCalls/index.ts';
import type { ChosenShell } from './chosenShell.ts';

export interface CommandServices {
  readonly lookUps: LookUpService;
  readonly kept: Pick<KeptLookUps, 'countUnlisted' | 'listAll'>;
  readonly readerTime: ReaderTime;
  readonly connections: Connections;
  readonly source: CallSource;
  readonly sandbox: Pick<SandboxConnection, 'ensure'>;
  readonly finder: SessionFinder;
  readonly completer: Pick<IdCompleter, 'found' | 'typed'>;
  readonly clocks: LogClocks;
  readonly logs: Pick<CallLogs, 'nearest' | 'webhooks' | 'window'>;
  readonly fileCalls: FileCalls;
  readonly callEvents: Pick<CallEvents, 'toggle' | 'hide'>;
  readonly fileTree: Pick<FileTree, 'reveal' | 'selected' | 'goTo'>;
  readonly sampleLogs: () => Promise<SampleLogs>;
  readonly logger: ExtensionLogger;
  readonly tree: Pick<LookUpsTree, 'reveal' | 'selectedAll' | 'meantBy' | 'focusAfter'>;
  readonly removals: Removals;
  readonly panels: Pick<
    CallPanels,
    | 'show'
    | 'isShown'
    | 'keep'
    | 'activeTarget'
    | 'logLineOf'
    | 'forgetLogLine'
    | 'columnOf'
    | 'transcriptsOf'
  >;
  readonly recent: Pick<RecentCallsView, 'model' | 'show' | 'showMoreOfDay' | 'isVisible' | 'selectedIds'>;
  readonly filters: SavedFilters;
  readonly watches: CallWatches;
  readonly attempts: CallAttempts;
  readonly documents: Pick<CallDocuments, 'open' | 'compare'>;
  readonly shells: Pick<ChosenShell, 'chosen' | 'ask'>;
}

/** As much of them as some commands need. */
export type Services<Name extends keyof CommandServices> = Pick<CommandServices, Name>;

/** What the look-up commands give their caller. */
export type CommandResult =
  | { readonly ok: true; readonly call: Call; readonly raw: unknown }
  | { readonly ok: false; readonly reason: FailureReason; readonly message: string };
