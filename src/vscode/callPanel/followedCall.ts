import { answerOf, type LookUpTarget, lookUpKey, NO_ATTEMPTS } from '../../core/lookUp/model.ts';
import type { CallSource } from '../../core/call/model.ts';
import { CallError } from '../../core/failure/model.ts';
import { isWithoutCall } from '../../core/failure/index.ts';
import type { PanelView, SavedPanel } from '../../shared/index.ts';
import {
  type CallAttempts,
  type LookUpService,
  type CallWatches,
  LiveRefresh,
} from '../../core/lookUp/index.ts';
import { laneWindow } from '../../core/logLanes/index.ts';
import { logUris } from '../../core/logTime/index.ts';
import {
  CallFromLog,
  type CallInLog,
  CallLanes,
  type CallLogs,
  type LaneDependencies,
} from '../callLogs/index.ts';
import type { Connections } from '../connections/index.ts';
import { failureWords } from '../lookUps/index.ts';
import { refreshSeconds, after } from '../platform/index.ts';
import { TranscriptPages } from './transcriptPages.ts';

export interface FollowDependencies extends LaneDependencies {
  readonly logs: LaneDependencies['logs'] & Pick<CallLogs, 'webhooks'>;
  /** The address of the log that somebody is looking at. */
  readonly activeLog: () => string | undefined;
  readonly lookUps: LookUpService;
  readonly connections: Pick<Connections, 'onDidChange'>;
  readonly source: Pick<CallSource, 'listTranscriptions'>;
  readonly watches: Pick<CallWatches, 'has'>;
  readonly attempts: Pick<CallAttempts, 'view' | 'lookUnasked'>;
}

/** What a panel knows of its call besides the look-up. */
export interface Followed extends Pick<
  PanelView,
  'live' | 'transcripts' | 'watched' | 'attempts' | 'logs' | 'webhooks'
> {
  /** The call by webhook events of a log, where there is no answer. */
  readonly inLog: CallInLog | undefined;
  /** Whether logs are read for it. */
  readonly isReadingLog: boolean;
}

export type FollowedCall = ReturnType<typeof followCall>;

/**
 * Follows the call of a panel until it shows another or is closed: asks for it again while it is under way and seen,
 * looks for other attempts where nobody answered, pages in its transcripts, and reads its logs.
 * @param changed hears when something is to be shown that the store does not tell of
 */
export function followCall(
  { sessionId, connectionId, onBehalfOf }: LookUpTarget,
  dependencies: FollowDependencies,
  changed: () => void,
) {
  const { lookUps, connections, watches, attempts } = dependencies;
  const target = { sessionId, connectionId, onBehalfOf };
  const lookUp = () => lookUps.store.get(lookUpKey(target));
  const answer = () => {
    const known = lookUp();
    return known && answerOf(known);
  };
  const live = new LiveRefresh({
    clock: Date.now,
    after,
    everySeconds: refreshSeconds,
    ask: (signal) => lookUps.lookUp({ ...target, fresh: true, quiet: true }, signal),
    onUnchanged: changed,
  });
  const newPages = () => transcriptPages(target, dependencies, changed);
  let transcripts = newPages();
  const lanes = new CallLanes(dependencies, sessionId, changed);
  const logged = new CallFromLog(dependencies.logs, sessionId, changed);
  // Later, the panel is what is looked at.
  const activeLog = dependencies.activeLog();
  const keyChanges = connections.onDidChange((change) => {
    if (!change.keyChanged || change.connectionId !== connectionId) return;
    // What was paged in with a key is shown no longer than the key is there.
    transcripts.dispose();
    transcripts = newPages();
    changed();
  });
  return {
    /**
     * Takes the look-up as it is in the store now, and tells what is known besides.
     * @param saved which logs the panel is tied to
     */
    update: (visible: boolean, { logLine, fromLog }: Pick<SavedPanel, 'logLine' | 'fromLog'>): Followed => {
      // Without its connection, the call would be routed anew, and asked for where nobody wanted it.
      const state = lookUps.connection(connectionId) ? lookUp()?.state : undefined;
      live.update(state, visible);
      const known = lookUp();
      if (known && visible) void attempts.lookUnasked(known);
      const last = answer();
      const window = last && laneWindow(last.call, last.fetchedAt);
      const added = known?.logs?.uris ?? [];
      const uris = logUris(logLine?.uri, ...added);
      const failure = known?.state.kind === 'failed' ? known.state.failure : undefined;
      const isWanted = !last && (fromLog !== undefined || (failure && isWithoutCall(failure)));
      const inLog = isWanted
        ? logged.update(logUris(fromLog, logLine?.uri, ...added, activeLog), visible)
        : undefined;
      return {
        live: live.live,
        transcripts: transcripts.view(last?.call),
        // Beside a call that is not known, there is no time to read them for.
        logs: last ? lanes.update(uris, window, visible) : [],
        webhooks: last ? lanes.webhooks(last.call) : [],
        inLog,
        isReadingLog: isWanted === true && logged.isReading,
        watched: watches.has(lookUpKey(target)),
        attempts: known ? attempts.view(known) : NO_ATTEMPTS,
      };
    },
    hasLog: (uri: string) => lanes.has(uri) || logged.has(uri),
    cancelLog: (uri: string) => lanes.cancel(uri),
    readLog: (uri: string) => lanes.readAgain(uri),
    loadTranscripts: () => transcripts.loadMore(answer()?.call),
    /** The transcripts of the answer and those that were paged in; undefined until a page has brought some. */
    transcripts: () => transcripts.all(answer()?.call),
    dispose: () => {
      keyChanges.dispose();
      live.dispose();
      transcripts.dispose();
      lanes.dispose();
      logged.dispose();
    },
  };
}

/** The transcripts of a call, of which no page was asked for yet. */
function transcriptPages(
  target: LookUpTarget,
  { lookUps, source }: Pick<FollowDependencies, 'lookUps' | 'source'>,
  changed: () => void,
): TranscriptPages {
  const { sessionId, connectionId, onBehalfOf } = target;
  return new TranscriptPages({
    ask: async (page, perPage, signal) => {
      const connection = lookUps.connection(connectionId);
      const lookUp = lookUps.store.get(lookUpKey(target));
      // Only the connection that answered for the call is asked for more of it.
      if (!connection || !lookUp || !answerOf(lookUp)) throw new CallError({ reason: 'noConnection' });
      const asUser = onBehalfOf === undefined ? {} : { onBehalfOf };
      return source.listTranscriptions({ connection, sessionId, ...asUser, page, perPage }, signal);
    },
    describe: (failure) => failureWords(failure, target, lookUps).message,
    changed,
  });
}
