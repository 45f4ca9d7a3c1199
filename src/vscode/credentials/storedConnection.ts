import * as v from 'valibot';
import { type Connection, deriveBaseUrl } from '../../core/connection.ts';

/** What one SecretStorage entry holds: a key together with the only base URL it may be sent to. */
const entrySchema = v.object({
  version: v.literal(1),
  name: v.string(),
  appId: v.string(),
  region: v.string(),
  baseUrl: v.pipe(v.string(), v.url()),
  key: v.pipe(v.string(), v.minLength(1)),
});

export type StoredEntry = v.InferOutput<typeof entrySchema>;

/** Reads an entry; undefined for one that is damaged or of a later version of this extension. */
export function readEntry(text: string): StoredEntry | undefined {
  try {
    const result = v.safeParse(entrySchema, JSON.parse(text));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}

/** The connection of an entry, without its key. */
export function connectionOf(id: string, entry: Omit<StoredEntry, 'key'>): Connection {
  const { name, appId, region, baseUrl } = entry;
  const derived = region !== '' && baseUrl === deriveBaseUrl(appId, region);
  return { id, name, appId, region, baseUrl, kind: derived ? 'derived' : 'custom' };
}
