/** Where the Calls API of an app is, and what may be typed for it. */
import type { Connection, InvalidBaseUrl } from './model.ts';

/** The regions CometChat documents. */
export const REGIONS = ['us', 'eu', 'in'] as const;

const OWN_APP_ID = /^[0-9a-f]{6,20}$/;
const ANY_APP_ID = /^[0-9a-z]{6,40}$/;
const API_KEY = /^[0-9a-f]{40}$/i;

/** Brings a typed app id into its one form: without white space around it, in lower case. */
export function normaliseAppId(text: string): string {
  return text.trim().toLowerCase();
}

/** Tells whether a text can be an app id on CometChat's own hosts: 6 to 20 hex digits (13 to 16 in every sample seen). */
export function isOwnAppId(text: string): boolean {
  return OWN_APP_ID.test(normaliseAppId(text));
}

/** Tells whether a text can be an app id of any deployment: 6 to 40 letters and digits, and not what keys look like. */
export function isAppId(text: string): boolean {
  return ANY_APP_ID.test(normaliseAppId(text)) && !looksLikeApiKey(text);
}

/** Tells whether a text is 40 hex digits and nothing else, as CometChat's REST API keys are. */
export function looksLikeApiKey(text: string): boolean {
  return API_KEY.test(text.trim());
}

export function isRegion(text: string): boolean {
  return (REGIONS as readonly string[]).includes(text);
}

/** CometChat's own base URL for an app, as its API reference gives it: `https://{app}.call-{region}.cometchat.io/v3`. */
export function deriveBaseUrl(appId: string, region: string): string {
  return `https://${appId}.call-${region}.cometchat.io/v3`;
}

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

/** Tells whether a host name, as `URL.hostname` gives it, is this machine's loopback address. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
