import * as v from 'valibot';

/** What a text turned out to be: content of a known version, of a later one, or something else. */
export type Versioned<Content> =
  { readonly kind: 'known'; readonly content: Content } | { readonly kind: 'later' | 'damaged' };

const anyVersion = v.object({ version: v.pipe(v.number(), v.integer()) });

/**
 * Reads the JSON of a file that says its own version.
 * @param newest the version this extension writes: a higher one is `later`, whatever else is in it
 * @param schema of every version that was ever written, up to the newest
 */
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
  return { kind: v.is(anyVersion, value) && value.version > newest ? 'later' : 'damaged' };
}
