import type { Connection } from '../../core/connection/model.ts';
import type { Failure } from '../../core/failure/model.ts';
import { type FileRow, rowState } from '../../core/fileCalls/index.ts';
import type { LookUpService } from '../../core/lookUp/index.ts';
import { routeSessionId } from '../../core/lookUp/index.ts';
import { isLookedUpWithOthers, parseSessionId } from '../../core/sessionId/index.ts';
import { type Connections, pickConnection } from '../connections/index.ts';
import { t } from '../platform/index.ts';

/** An id, and where it is to be asked for. */
export interface PlannedLookUp {
  readonly sessionId: string;
  /** The connection the user chose for it; undefined where it finds its own way. */
  readonly chosenId: string | undefined;
  /** The connection it goes to, as the connections are now; undefined where none fits it. */
  readonly connectionId: string | undefined;
  /** Why nobody can be asked for it; undefined where somebody can. */
  readonly failure: Failure | undefined;
}

/** Whether a row's call is still to be looked up: nothing is known of it, and there is a chance that something will be. */
export function isOpen(row: FileRow): boolean {
  if (row.fileCall.looksCutOff) return false;
  const state = rowState(row);
  const failure = row.lookUp?.state.kind === 'failed' ? row.lookUp.state.failure.reason : undefined;
  return state === 'open' || state === 'notAsked' || (state === 'failed' && failure !== 'notFound');
}

/** How many requests looking up all rows takes, as far as the connections have been read. */
export function requestsFor(
  rows: readonly FileRow[],
  { connections }: Pick<LookUpService, 'connections'>,
): number {
  // Which of several is asked makes no difference to their number.
  const routing = { connections, defaultConnectionId: undefined };
  return rows.filter(
    (row) =>
      isOpen(row) &&
      isLookedUpWithOthers(row.fileCall.sessionId) &&
      routeSessionId(parseSessionId(row.fileCall.sessionId), routing).kind !== 'failure',
  ).length;
}

/** What the user chose, and what they were offered for it. */
interface Choice {
  readonly connection: Connection;
  readonly among: readonly Connection[];
}

/**
 * Finds out where ids go, and asks which connection to ask where several fit. A choice holds for all ids whose
 * connections it was made among, so those that most connections fit are asked for first: no id goes to a connection
 * that was not chosen beside all others that fit it, and one that names an app never goes to another one.
 * @returns in the order of the ids; undefined when the user chose none where one is needed
 */
export async function planLookUps(
  ids: readonly string[],
  connections: Pick<Connections, 'routing'>,
): Promise<readonly PlannedLookUp[] | undefined> {
  const routing = await connections.routing();
  const routed = ids.map((sessionId) => ({
    sessionId,
    route: routeSessionId(parseSessionId(sessionId), routing),
  }));
  const open = routed.flatMap(({ route }) => (route.kind === 'ask' ? [route.candidates] : []));
  const choices: Choice[] = [];
  const question = t('Several connections fit these ids. Which one is to be asked?');
  for (const among of open.toSorted((a, b) => b.length - a.length)) {
    if (chosenFor(among, choices)) continue;
    const connection = await pickConnection(connections, among, question);
    if (!connection) return undefined;
    choices.push({ connection, among });
  }
  return routed.map(({ sessionId, route }) => {
    if (route.kind === 'connection')
      return { sessionId, chosenId: undefined, connectionId: route.connection.id, failure: undefined };
    const chosenId = route.kind === 'ask' ? chosenFor(route.candidates, choices)?.id : undefined;
    const failure = route.kind === 'failure' ? route.failure : undefined;
    return { sessionId, chosenId, connectionId: chosenId, failure };
  });
}

function chosenFor(candidates: readonly Connection[], choices: readonly Choice[]): Connection | undefined {
  return choices.find(
    ({ connection, among }) =>
      candidates.includes(connection) && candidates.every((candidate) => among.includes(candidate)),
  )?.connection;
}
