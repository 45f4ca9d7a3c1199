/** What a log may say of any error: its class. Its message may hold anything, a key or a path as well. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown error';
}
