import { CONTEXT_KEYS, LATER_CONTEXT_KEYS } from '../../manifest.ts';
import type { Disposable } from '../../core/base/model.ts';
import type { Connection } from '../../core/connection/model.ts';
import type { Connections } from '../connections/index.ts';
import type { LookUpService } from '../../core/lookUp/index.ts';
import { setContextKey } from '../platform/index.ts';

interface Dependencies {
  readonly connections: Connections;
  readonly lookUps: LookUpService;
  /** What shows the connections' names. */
  readonly views: readonly { redraw(): void }[];
  /** Called while the sandbox runs: the status bar shows that. */
  readonly showActivity: () => void;
}

/** Keeps what the views know of the connections in step, and forgets answers fetched with a key that changed. */
export function followConnections({ connections, lookUps, views, showActivity }: Dependencies): Disposable {
  let stored: readonly Connection[] = [];
  const update = async () => {
    const { connections: read, isUnreadable } = await connections.read();
    // While nobody can read the stored ones, they are called what they were called.
    if (!isUnreadable) stored = read.filter(({ kind }) => kind !== 'sandbox');
    const all = [...stored, ...read.filter(({ kind }) => kind === 'sandbox')];
    lookUps.setConnections(all);
    // Nobody is to be told to add what may be there.
    setContextKey(CONTEXT_KEYS.hasConnections, isUnreadable || stored.length > 0);
    setContextKey(CONTEXT_KEYS.isKeyringUnreadable, isUnreadable);
    const hasSandbox = all.some(({ kind }) => kind === 'sandbox');
    setContextKey(LATER_CONTEXT_KEYS.hasSandbox, hasSandbox);
    for (const view of views) view.redraw();
    if (hasSandbox) showActivity();
  };
  void update();
  return connections.onDidChange(({ connectionId, keyChanged }) => {
    if (keyChanged) lookUps.forgetConnection(connectionId);
    void update();
  });
}
