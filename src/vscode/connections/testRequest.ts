import type { Connection } from '../../core/connection/model.ts';
import { type Failure, failureOf } from '../../core/failure/model.ts';
import type { CallSource } from '../../core/call/model.ts';
import { connectionOf } from './storedConnection.ts';
import type { Connections } from './connections.ts';
import type { ConnectionDraft } from './draft.ts';

/** Asks a connection for one call (`GET /calls?perPage=1`), to see that its host and key are good. */
export async function testConnection(
  source: CallSource,
  connection: Connection,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  try {
    await source.listCalls({ connection, perPage: 1 }, signal);
    return undefined;
  } catch (error) {
    return failureOf(error);
  }
}

/** As {@link testConnection}, for a connection that is not saved; its key is held in memory meanwhile. */
export async function testDraft(
  source: CallSource,
  connections: Connections,
  draft: ConnectionDraft,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const connection = connectionOf(`draft:${crypto.randomUUID()}`, draft);
  const registration = connections.addTemporary(connection, draft.apiKey, false);
  try {
    return await testConnection(source, connection, signal);
  } finally {
    registration.dispose();
  }
}
