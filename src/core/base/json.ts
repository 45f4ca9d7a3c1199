/** Tells a JSON object from arrays, null and the rest. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A value as JSON; undefined when it cannot be written. JSON that is nested a hundred thousand levels deep can be
 * read, and not be written again.
 * @param indent how many spaces for each level; without it all stands on one line
 */
export function writeJson(value: unknown, indent?: number): string | undefined {
  try {
    return JSON.stringify(value, undefined, indent);
  } catch {
    return undefined;
  }
}
