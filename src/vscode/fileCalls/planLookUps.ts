import type { Connection } from '../../core/connection/model.ts';
import { routeSessionId } from '../../core/lookUp/index.ts';
import { parseSessionId } from '../../core/sessionId/index.ts';
import { type Connections, pickConnection } from '../connections/index.ts';
import { t } from '../platform/index.ts';

/** An id, and where it is to be asked for. */
export interface PlannedLookUp {
  readonly sessionId: string;
  /** The connection the user chose for it; undefined where it finds its own way. */
  readonly chosenId: string | undefined;
  /** The connection it goes to, as the connections are now; undefined where none fits it. */
  readonly connectionId: string | undefined;
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
      return { sessionId, chosenId: undefined, connectionId: route.connection.id };
    const chosenId = route.kind === 'ask' ? chosenFor(route.candidates, choices)?.id : undefined;
    return { sessionId, chosenId, connectionId: chosenId };
  });
}

function chosenFor(candidates: readonly Connection[], choices: readonly Choice[]): Connection | undefined {
  return choices.find(
    ({ connection, among }) =>
      candidates.includes(connection) && candidates.every((candidate) => among.includes(candidate)),
  )?.connection;
}
