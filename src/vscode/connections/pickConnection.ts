import type { Connection } from '../../core/connection/model.ts';
import { pickOne, t } from '../platform/index.ts';
import type { Connections } from './connections.ts';

/**
 * Lets the user pick one of several connections; undefined when they pick none.
 * @param signal takes the question away when nobody waits for the answer any more
 */
export async function pickConnection(
  connections: Pick<Connections, 'routing'>,
  candidates: readonly Connection[],
  placeholder: string,
  signal?: AbortSignal,
): Promise<Connection | undefined> {
  const { defaultConnectionId } = await connections.routing();
  const items = candidates.map((connection) => ({
    label: connection.name,
    description: connection.id === defaultConnectionId ? t('default') : '',
    detail: [connection.region, t('app {0}', connection.appId), new URL(connection.baseUrl).host]
      .filter(Boolean)
      .join(' · '),
    connection,
  }));
  const picked = await pickOne({ title: t('CometChat Connections'), placeholder, items, signal });
  return picked?.connection;
}
