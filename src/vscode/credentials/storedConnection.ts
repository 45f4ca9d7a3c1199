import { type Connection, deriveBaseUrl } from '../../core/connection.ts';

/** What one SecretStorage entry holds: a key together with the only base URL it may be sent to. */
export interface StoredEntry {
  readonly version: 1;
  readonly name: string;
  readonly appId: string;
  readonly region: string;
  readonly baseUrl: string;
  readonly key: string;
}

/** An entry that this version cannot use: broken, or written by a later version, which can. */
export type UnusableEntry = 'damaged' | 'later';

/** The connection of an entry, without its key. */
export function connectionOf(id: string, entry: Omit<StoredEntry, 'key'>): Connection {
  const { name, appId, region, baseUrl } = entry;
  const derived = region !== '' && baseUrl === deriveBaseUrl(appId, region);
  return { id, name, appId, region, baseUrl, kind: derived ? 'derived' : 'custom' };
}
