import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isLoopbackHost } from '../core/connection/loopback.ts';
import { ApiError } from './answers.ts';

/** The two keys of the sandbox's app. */
export interface Keys {
  readonly apiKey: string;
  readonly authKey: string;
}

/**
 * Refuses a request that was addressed to a name which only resolves to this machine: a page whose domain
 * an attacker points at 127.0.0.1 (DNS rebinding) still sends that domain as its Host.
 */
export function requireLoopback(request: IncomingMessage): void {
  const host = `http://${request.headers.host ?? ''}/`;
  if (!URL.canParse(host) || !isLoopbackHost(new URL(host).hostname)) {
    throw new ApiError('ERR_MISDIRECTED_REQUEST', 'This server answers on the loopback address only.');
  }
}

/**
 * Checks the `apikey` header, as the API reference names it.
 * Throws `AUTH_ERR_EMPTY_APIKEY`, `AUTH_ERR_NO_ACCESS` for the Auth Key, else `AUTH_ERR_APIKEY_NOT_FOUND`.
 */
export function requireKey(request: IncomingMessage, keys: Keys): void {
  const header = request.headers['apikey'];
  const key = typeof header === 'string' ? header : '';
  if (key === '') {
    throw new ApiError('AUTH_ERR_EMPTY_APIKEY', 'The key is empty. Please send an apikey header.');
  }
  if (isSame(key, keys.apiKey)) return;
  if (isSame(key, keys.authKey)) {
    throw new ApiError('AUTH_ERR_NO_ACCESS', 'The key does not have the scope fullAccess.');
  }
  // The real server's message repeats the key, so this one does: that is what clients must withhold.
  throw new ApiError(
    'AUTH_ERR_APIKEY_NOT_FOUND',
    `The key ${key} does not exist. Please use correct apiKey.`,
  );
}

/** Compares in a time that tells nothing of where two texts differ, nor of their lengths. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** The headers that may be shown: not the key's own, nor any other that a key was put into. */
export function headersWithoutKeys(request: IncomingMessage, keys: Keys): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    const text = Array.isArray(value) ? value.join(', ') : (value ?? '');
    const secret = name === 'apikey' || name === 'authorization' || name === 'cookie';
    if (!secret && withoutKeys(text, keys) === text) shown[name] = text;
  }
  return shown;
}

export function withoutKeys(text: string, keys: Keys): string {
  return text.replaceAll(keys.apiKey, '***').replaceAll(keys.authKey, '***');
}
