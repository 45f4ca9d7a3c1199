import { isLoopbackHost } from './loopback.ts';

/** A CometChat app the user can query. Its API key is elsewhere: nothing in `core` ever holds one. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  readonly appId: string;
  /** `us`, `eu` or `in`; empty for an on-premise deployment whose region has no name. */
  readonly region: string;
  /** `https://…/v3`, or `http://` on loopback; no trailing slash. */
  readonly baseUrl: string;
  /** `derived`: CometChat's own host for the app and region. `custom`: a host the user entered. */
  readonly kind: 'derived' | 'custom' | 'sandbox';
  /** Only for the sandbox: the ids it answers for. */
  readonly sessionIds?: readonly string[];
  /**
   * When its API key was last replaced, in milliseconds since 1970 UTC: what was fetched before is not trusted. Left
   * out where nobody knows of a replacement.
   */
  readonly keyChangedAt?: number;
}

/** The regions CometChat documents. */
export const REGIONS = ['us', 'eu', 'in'] as const;

const APP_ID = /^[0-9a-z]{6,40}$/;

/** Brings a typed app id into its one form: without white space around it, in lower case. */
export function normaliseAppId(text: string): string {
  return text.trim().toLowerCase();
}

/** Tells whether a text can be an app id: 6 to 40 letters and digits (13 to 16 hex digits in every sample seen). */
export function isAppId(text: string): boolean {
  return APP_ID.test(normaliseAppId(text));
}

export function isRegion(text: string): boolean {
  return (REGIONS as readonly string[]).includes(text);
}

/** CometChat's own base URL for an app, as its API reference gives it: `https://{app}.call-{region}.cometchat.io/v3`. */
export function deriveBaseUrl(appId: string, region: string): string {
  return `https://${appId}.call-${region}.cometchat.io/v3`;
}

/** Why a text cannot be a base URL. */
export type InvalidBaseUrl = 'notAUrl' | 'notHttps' | 'credentials' | 'query';

/**
 * Reads a base URL as typed: adds `https://` where no scheme was given, drops a trailing slash.
 * `http` is accepted to loopback only; user names, passwords, queries and fragments never.
 */
export function parseBaseUrl(text: string): { readonly url: string } | { readonly invalid: InvalidBaseUrl } {
  const trimmed = text.trim();
  const typed = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (/\s/.test(typed) || !URL.canParse(typed)) return { invalid: 'notAUrl' };
  const url = new URL(typed);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopbackHost(url.hostname))) {
    return { invalid: 'notHttps' };
  }
  if (url.username !== '' || url.password !== '') return { invalid: 'credentials' };
  if (url.search !== '' || url.hash !== '') return { invalid: 'query' };
  return { url: url.origin + url.pathname.replace(/\/+$/, '') };
}

/** The host and port a connection sends its key to. */
export function hostOf(connection: Pick<Connection, 'baseUrl'>): string {
  return new URL(connection.baseUrl).host;
}
