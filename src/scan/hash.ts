import { createHash } from 'node:crypto';

/** How many bytes before the place where a later scan goes on are remembered, by their hash. */
export const HASHED = 4_096;

/** SHA-256, in hexadecimal digits. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
