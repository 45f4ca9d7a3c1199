import type { Connection } from '../../core/connection/model.ts';
import { deriveBaseUrl } from '../../core/connection/index.ts';

/** What one SecretStorage entry holds: a key together with the only base URL it may be sent to. */
export interface StoredEntry {
  readonly version: 2;
  readonly name: string;
  readonly appId: string;
  readonly region: string;
  readonly baseUrl: string;
  readonly key: string;
  /**
   * When another key took its place, in milliseconds since 1970 UTC; 0 where none has, and in entries of version 1,
   * which did not say. What was fetched before is not trusted, in a window that is opened later either.
   */
  readonly keyChangedAt: number;
}

/** An entry that this version cannot use: broken, or written by a later version, which can. */
export type UnusableEntry = 'damaged' | 'later';

/** The connection of an entry, without its key. */
export function connectionOf(
  id: string,
  entry: Omit<StoredEntry, 'version' | 'key' | 'keyChangedAt'> & Partial<Pick<StoredEntry, 'keyChangedAt'>>,
): Connection {
  const { name, appId, region, baseUrl, keyChangedAt = 0 } = entry;
  const derived = region !== '' && baseUrl === deriveBaseUrl(appId, region);
  const kind = derived ? 'derived' : 'custom';
  return { id, name, appId, region, baseUrl, kind, ...(keyChangedAt > 0 ? { keyChangedAt } : {}) };
}

/** An entry, if this version can use it. */
export function asUsable(entry: StoredEntry | UnusableEntry | undefined): StoredEntry | undefined {
  return typeof entry === 'object' ? entry : undefined;
}

/** The entries this version can use, with their ids. */
export function usableEntries(
  entries: ReadonlyMap<string, StoredEntry | UnusableEntry>,
): readonly (readonly [string, StoredEntry])[] {
  return [...entries].flatMap(([id, entry]) => (typeof entry === 'object' ? [[id, entry] as const] : []));
}
