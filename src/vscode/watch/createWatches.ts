import type { Connections } from '../credentials/connections.ts';
import type { LookUps } from '../lookUps.ts';
import { after } from '../timer.ts';
import { CallWatches } from './callWatches.ts';
import { watchNotices } from './notices.ts';

/** The watches of this window. */
export function createWatches(
  { lookUps, connections }: { readonly lookUps: LookUps; readonly connections: Connections },
  changed: () => void,
): CallWatches {
  return new CallWatches({
    lookUps,
    clock: Date.now,
    after,
    connection: async (id) => (await connections.all()).find((connection) => connection.id === id),
    notices: watchNotices(lookUps),
    changed,
  });
}
