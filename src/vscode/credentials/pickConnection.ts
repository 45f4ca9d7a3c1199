import type { Connection } from '../../core/connection.ts';
import { askPick } from '../input/steps.ts';
import { t } from '../words.ts';
import type { Connections } from './connections.ts';

/** Lets the user pick one of several connections; undefined when they pick none. */
export async function pickConnection(
  connections: Connections,
  candidates: readonly Connection[],
  placeholder: string,
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
  const picked = await askPick({ title: t('CometChat Connections'), placeholder, items });
  return typeof picked === 'symbol' ? undefined : picked.connection;
}
