import type * as vscode from 'vscode';
import type { Connections } from '../credentials/connections.ts';
import type { LookUps } from '../lookUps.ts';
import { after } from '../timer.ts';
import { CallWatches } from './callWatches.ts';
import { watchNotices } from './notices.ts';
import { WATCHED } from './watched.ts';

interface Dependencies {
  readonly lookUps: LookUps;
  readonly connections: Connections;
  /** The workspace's: other windows have their own watches. */
  readonly memory: vscode.Memento;
  /** Settled once the look-ups of earlier sessions are back. */
  readonly restored: () => Promise<void>;
}

/** The watches of this window, which outlive a reload: they go on once their look-ups are back. */
export function createWatches(
  { lookUps, connections, memory, restored }: Dependencies,
  changed: () => void,
): CallWatches {
  let waiting = readBegan(memory.get<unknown>(WATCHED));
  const remember = () => {
    const began = { ...waiting, ...watches.began };
    void memory.update(WATCHED, Object.keys(began).length === 0 ? undefined : began);
  };
  const watches = new CallWatches({
    lookUps,
    clock: Date.now,
    after,
    connection: async (id) => (await connections.all()).find((connection) => connection.id === id),
    notices: watchNotices(lookUps),
    changed: () => {
      remember();
      changed();
    },
  });
  const resume = async () => {
    await restored();
    const known = new Set((await connections.all()).map(({ id }) => id));
    for (const [key, since] of Object.entries(waiting)) {
      const lookUp = lookUps.store.get(key);
      if (lookUp?.connectionId !== undefined && known.has(lookUp.connectionId)) watches.watch(lookUp, since);
    }
    waiting = {};
    remember();
  };
  if (Object.keys(waiting).length > 0) void resume();
  return watches;
}

/** Since when which look-ups were watched, in milliseconds since 1970 UTC, by their keys: what of it can be read. */
function readBegan(stored: unknown): Readonly<Record<string, number>> {
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(
    Object.entries(stored).filter((entry): entry is [string, number] => Number.isFinite(entry[1])),
  );
}
