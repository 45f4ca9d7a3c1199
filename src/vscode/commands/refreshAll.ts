import * as vscode from 'vscode';
import { isOfConnection } from '../../core/failure/index.ts';
import type { LookUp, LookUpTarget } from '../../core/lookUp/model.ts';
import { isPinned, type LookUpService } from '../../core/lookUp/index.ts';
import { VIEWS } from '../../manifest.ts';
import { failureWords } from '../lookUps/index.ts';
import type { Services } from './model.ts';
import { planLookUps } from '../fileCalls/index.ts';
import { showDone, showFailure, t } from '../platform/index.ts';

/** So many calls are asked for again at most: the first of the list, more than can be seen of it at once. */
export const MAX_REFRESHED = 100;

/**
 * Asks again for the calls of the list that may have changed since. What fails of a connection, such as its key, ends
 * the requests of that one and is said once; so does a rate limit.
 */
export async function refreshAll({
  lookUps,
  connections,
}: Services<'lookUps' | 'connections'>): Promise<void> {
  const open = await lookUps.outdated(inOrder(lookUps.store.all()));
  const placed = await place(open.slice(0, MAX_REFRESHED), connections);
  const byConnection = Map.groupBy(placed, ({ goesTo }) => goesTo);
  await vscode.window.withProgress({ location: { viewId: VIEWS.lookUps } }, () =>
    Promise.all([...byConnection.values()].map((own) => ask(own, lookUps))),
  );
  if (open.length > MAX_REFRESHED) {
    showDone(
      t(
        'Refreshed the first {0} of {1} calls that may have changed. Refresh others in their lines.',
        MAX_REFRESHED,
        open.length,
      ),
    );
  }
}

/** As they are listed. */
function inOrder(all: readonly LookUp[]): readonly LookUp[] {
  return all.toSorted((a, b) => Number(isPinned(b)) - Number(isPinned(a)));
}

/** A look-up, and the connection that it is asked for on; undefined where none fits it. */
interface Placed {
  readonly target: LookUpTarget;
  readonly goesTo: string | undefined;
}

/** Asks once where those that have no connection are to be looked up, and leaves them out when the user chooses none. */
async function place(
  lookUps: readonly LookUp[],
  connections: Services<'connections'>['connections'],
): Promise<readonly Placed[]> {
  const without = lookUps.filter(({ connectionId }) => connectionId === undefined);
  const planned = await planLookUps(
    without.map(({ sessionId }) => sessionId),
    connections,
  );
  const found = (planned ?? []).map(({ sessionId, chosenId, connectionId }, index) => {
    const onBehalfOf = without[index]?.onBehalfOf;
    return { target: { sessionId, connectionId: chosenId, onBehalfOf }, goesTo: connectionId };
  });
  return [
    ...lookUps
      .filter(({ connectionId }) => connectionId !== undefined)
      .map(({ sessionId, connectionId, onBehalfOf }) => ({
        target: { sessionId, connectionId, onBehalfOf },
        goesTo: connectionId,
      })),
    ...found,
  ];
}

/** Asks for the calls of one connection, until one meets what all of them would meet. */
async function ask(all: readonly Placed[], lookUps: LookUpService): Promise<void> {
  const stop = new AbortController();
  await Promise.all(
    all.map(async ({ target }) => {
      const result = await lookUps.lookUp({ ...target, bulk: true }, stop.signal);
      if (result.ok || stop.signal.aborted) return;
      const { failure } = result;
      if (!isOfConnection(failure.reason) && failure.reason !== 'rateLimited') return;
      stop.abort();
      // The line of the only one says it.
      if (all.length > 1) showFailure(failureWords(failure, target, lookUps), { ...target, failure });
    }),
  );
}
