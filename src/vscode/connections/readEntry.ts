import * as v from 'valibot';
import { END_OF_TIME } from '../../core/base/index.ts';
import type { StoredEntry, UnusableEntry } from './storedConnection.ts';

const fields = {
  name: v.string(),
  appId: v.string(),
  region: v.string(),
  baseUrl: v.pipe(v.string(), v.url()),
  key: v.pipe(v.string(), v.minLength(1)),
};

/** Before the time of the key's change was kept. */
const firstSchema = v.pipe(
  v.object({ version: v.literal(1), ...fields }),
  v.transform((entry): StoredEntry => ({ ...entry, version: 2, keyChangedAt: 0 })),
);

const newestSchema = v.object({
  version: v.literal(2),
  ...fields,
  keyChangedAt: v.pipe(v.number(), v.minValue(0), v.maxValue(END_OF_TIME)),
});

const entrySchema: v.GenericSchema<unknown, StoredEntry> = v.union([newestSchema, firstSchema]);

const laterSchema = v.looseObject({ version: v.pipe(v.number(), v.integer(), v.minValue(3)) });

/** Reads an entry of this version or an earlier one, or tells why it cannot be used. */
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
