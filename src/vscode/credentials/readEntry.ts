import * as v from 'valibot';
import type { StoredEntry, UnusableEntry } from './storedConnection.ts';

const entrySchema: v.GenericSchema<unknown, StoredEntry> = v.object({
  version: v.literal(1),
  name: v.string(),
  appId: v.string(),
  region: v.string(),
  baseUrl: v.pipe(v.string(), v.url()),
  key: v.pipe(v.string(), v.minLength(1)),
});

const laterSchema = v.looseObject({ version: v.pipe(v.number(), v.integer(), v.minValue(2)) });

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
