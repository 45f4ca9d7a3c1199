import type * as vscode from 'vscode';
import { toLog } from '../../../core/base/emitter.ts';
import type { Disposable, Logger } from '../../../core/base/ports.ts';
import type { Connections } from '../../connections/connections.ts';
import type { LookUpService } from '../../../core/lookUp/service.ts';
import { after } from '../../platform/timer.ts';
import { STORAGE_KEYS } from '../../platform/storageKeys.ts';
import { CallWatches } from './callWatches.ts';
import { watchNotices } from './notices.ts';

interface Dependencies {
  readonly lookUps: LookUpService;
  readonly connections: Connections;
  /** The workspace's: other windows have their own watches. */
  readonly memory: vscode.Memento;
  /** Settled once the look-ups of earlier sessions are back. */
  readonly restored: Promise<void>;
  readonly logger: Pick<Logger, 'error'>;
  /** For tests: in the place of a timer. */
  readonly runAfter?: typeof after;
}

/** A keyring that cannot be read is tried again so often, in milliseconds, unless a connection is heard of before. */
const KEYRING_RETRY_MS = 60_000;

/**
 * The watches of this window, which outlive a reload: they go on once their look-ups are back and their connections
 * can be read. Until then they stay remembered.
 */
export function createWatches({
  lookUps,
  connections,
  memory,
  restored,
  logger,
  runAfter = after,
}: Dependencies): CallWatches {
  let waiting = readBegan(memory.get<unknown>(STORAGE_KEYS.watched));
  let timer: Disposable | undefined;
  let isDisposed = false;
  const isWaiting = () => Object.keys(waiting).length > 0;
  const subscription = connections.onDidChange(() => {
    if (isWaiting()) void resume();
  });
  const remember = () => {
    const began = { ...waiting, ...watches.began };
    void memory.update(STORAGE_KEYS.watched, Object.keys(began).length === 0 ? undefined : began);
  };
  const watches = new CallWatches({
    lookUps,
    clock: Date.now,
    after: runAfter,
    resuming: {
      dispose: () => {
        isDisposed = true;
        subscription.dispose();
        timer?.dispose();
      },
    },
    connection: (id) => connections.get(id),
    notices: watchNotices(lookUps),
    onListenerError: toLog(logger),
  });
  watches.onDidChange(remember);
  const resume = async () => {
    await restored;
    const { connections: known, isUnreadable } = await connections.read();
    if (isDisposed) return;
    const left: Record<string, number> = {};
    for (const [key, since] of Object.entries(waiting)) {
      const lookUp = lookUps.store.get(key);
      if (lookUp && known.some(({ id }) => id === lookUp.connectionId)) watches.watch(lookUp, since);
      // Whether its connection is gone, nobody can tell yet.
      else if (lookUp && isUnreadable) left[key] = since;
    }
    waiting = left;
    remember();
    timer?.dispose();
    if (isWaiting()) timer = runAfter(KEYRING_RETRY_MS, () => void resume());
  };
  if (isWaiting()) void resume();
  return watches;
}

/** Since when which look-ups were watched, in milliseconds since 1970 UTC, by their keys: what of it can be read. */
function readBegan(stored: unknown): Readonly<Record<string, number>> {
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(
    Object.entries(stored).filter((entry): entry is [string, number] => Number.isFinite(entry[1])),
  );
}
