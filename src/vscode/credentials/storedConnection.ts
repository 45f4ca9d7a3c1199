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

const laterSchema = v.looseObject({ version: v.pipe(v.number(), v.integer(), v.minValue(2)) });

export type StoredEntry = v.InferOutput<typeof entrySchema>;

/** An entry that this version cannot use: broken, or written by a later version, which can. */
export type UnusableEntry = 'damaged' | 'later';

/** Reads an entry, or tells why it cannot be used. */
export function readEntry(text: string): StoredEntry | UnusableEntry {
  try {
    const value: unknown = JSON.parse(text);
    const result = v.safeParse(entrySchema, value);
    if (result.success) return result.output;
    return v.is(laterSchema, value) ? 'later' : 'damaged';
  } catch {
    return 'damaged';
  }
}

/** The connection of an entry, without its key. */
export function connectionOf(id: string, entry: Omit<StoredEntry, 'key'>): Connection {
  const { name, appId, region, baseUrl } = entry;
  const derived = region !== '' && baseUrl === deriveBaseUrl(appId, region);
  return { id, name, appId, region, baseUrl, kind: derived ? 'derived' : 'custom' };
}
