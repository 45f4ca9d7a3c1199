/** In tests a listener that throws is a mistake: whoever fired the event hears of it. */
export function rethrow(error: unknown): never {
  throw error;
}
