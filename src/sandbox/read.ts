/** Reading calls that a caller handed in, whose fields may be anything. */

/** The uid of a party or a participant: a string, or an object with a `uid`; both occur. */
export function uidOf(party: unknown): string | undefined {
  const uid = typeof party === 'string' ? party : fieldOf(party, 'uid');
  return typeof uid === 'string' ? uid : undefined;
}

export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
