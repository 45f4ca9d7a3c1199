import * as v from 'valibot';
import { END_OF_TIME } from '../core/base/index.ts';

/** What a text turned out to be: content of a known version, of a later one, or something else. */
export type Versioned<Content> =
  { readonly kind: 'known'; readonly content: Content } | { readonly kind: 'later' | 'damaged' };

/** A moment that was written down, in milliseconds since 1970 UTC, that a date can hold. */
export const storedInstant = v.pipe(v.number(), v.minValue(0), v.maxValue(END_OF_TIME));

const anyVersion = v.object({ version: v.pipe(v.number(), v.integer()) });

/** Reads the JSON of a file by the schema of every version written so far; one above `newest` is `later`. */
export function readVersioned<Content>(
  text: string,
  newest: number,
  schema: v.GenericSchema<unknown, Content>,
): Versioned<Content> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'damaged' };
  }
  const result = v.safeParse(schema, value);
  if (result.success) return { kind: 'known', content: result.output };
  return { kind: isLater(value, newest) ? 'later' : 'damaged' };
}

/** Whether a value says that it is of a later version than the newest that is known, whatever else is in it. */
export function isLater(value: unknown, newest: number): boolean {
  return v.is(anyVersion, value) && value.version > newest;
}
