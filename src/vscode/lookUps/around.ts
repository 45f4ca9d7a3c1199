import type * as vscode from 'vscode';
import { toLog } from '../../core/base/emitter.ts';
import type { CallSource } from '../../core/call/source.ts';
import type { Logger } from '../../core/base/ports.ts';
import type { CallAttempts } from './attempts/callAttempts.ts';
import type { Connections } from '../connections/connections.ts';
import { Late } from '../platform/late.ts';
import type { LookUps } from './lookUps.ts';
import type { ReaderTime } from '../platform/readerTime.ts';
import type { RecentCalls } from '../../core/callList/recentCalls.ts';
import type { CallWatches } from './watch/callWatches.ts';
import { WATCHED } from './watch/watched.ts';

interface Dependencies {
  readonly lookUps: LookUps;
  readonly connections: Connections;
  readonly source: CallSource;
  readonly readerTime: ReaderTime;
  /** What the workspace remembers. */
  readonly memory: vscode.Memento;
  /** Settled once the look-ups of earlier sessions are back. */
  readonly restored: () => Promise<void>;
  readonly logger: Logger;
}

/** Has a service disposed with the window. */
type Owned = <Service extends { dispose(): unknown }>(service: Service) => Service;

/** What keeps an eye on calls and looks around them: loaded when it is first wanted, or was before a reload. */
export function createAround(
  given: Dependencies,
  owned: Owned,
): { readonly watches: Late<CallWatches>; readonly attempts: Late<CallAttempts> } {
  const watches = owned(
    new Late(async (changed) => {
      const { createWatches } = await import('./watch/createWatches.ts');
      return createWatches(given, changed);
    }, toLog(given.logger)),
  );
  const attempts = owned(
    new Late(async (changed) => {
      const { createAttempts } = await import('./attempts/createAttempts.ts');
      return createAttempts(given, changed);
    }, toLog(given.logger)),
  );
  if (given.memory.get(WATCHED) !== undefined) void watches.get();
  return { watches, attempts };
}

interface ActivityDependencies extends Pick<Dependencies, 'lookUps' | 'logger'> {
  readonly watches: Late<CallWatches>;
  readonly recentCalls: RecentCalls;
}

/** The status bar's item, loaded when there may be something to show. What is returned has it look. */
export function createActivity(
  { lookUps, watches, recentCalls, logger }: ActivityDependencies,
  owned: Owned,
): () => void {
  const statusBar = owned(
    new Late(
      async () => (await import('../statusBar/index.ts')).createStatusBar(lookUps, watches, recentCalls),
      toLog(logger),
    ),
  );
  const showActivity = () => void statusBar.get().then((bar) => bar.update());
  owned(
    lookUps.store.onDidChange(({ kind }) => {
      if (kind !== 'reset') showActivity();
    }),
  );
  owned(watches.onDidChange(showActivity));
  return showActivity;
}
