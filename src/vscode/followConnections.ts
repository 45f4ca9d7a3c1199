import { CONTEXT_KEYS } from '../manifest.ts';
import type { Closing } from '../core/closings.ts';
import type { Connections } from './credentials/connections.ts';
import { type LookUps, setContextKey } from './lookUps.ts';

interface Dependencies {
  readonly connections: Connections;
  readonly lookUps: LookUps;
  /** What shows the connections' names. */
  readonly views: readonly { redraw(): void }[];
  /** Called while the sandbox runs: the status bar shows that. */
  readonly showActivity: () => void;
}

/** Keeps what the views know of the connections in step, and forgets answers fetched with a key that changed. */
export function followConnections({ connections, lookUps, views, showActivity }: Dependencies): Closing {
  const update = async () => {
    const all = await connections.all();
    lookUps.setConnections(all);
    setContextKey(
      CONTEXT_KEYS.hasConnections,
      all.some(({ kind }) => kind !== 'sandbox'),
    );
    for (const view of views) view.redraw();
    if (all.some(({ kind }) => kind === 'sandbox')) showActivity();
  };
  void update();
  return connections.onDidChange(({ connectionId, keyChanged }) => {
    if (keyChanged) lookUps.lookup.forgetConnection(connectionId);
    void update();
  });
}
