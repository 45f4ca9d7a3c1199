import type { InvalidBaseUrl } from '../../core/connection/model.ts';
import {
  isAppId,
  isOwnAppId,
  looksLikeApiKey,
  normaliseAppId,
  parseBaseUrl,
  type SeenKeys,
} from '../../core/connection/index.ts';
import { t } from '../platform/index.ts';

/** The keys that are known: in what is shown, kept, or made part of a host, there must be none of them. */
export type KnownKeys = Pick<SeenKeys, 'add' | 'isIn'>;

/**
 * Why a text cannot be an app id, in a sentence that never repeats it; undefined when it can.
 * @param onOwnHost whether the app is on one of CometChat's own hosts, whose name the id becomes a part of
 */
export function appIdError(text: string, keys: KnownKeys, onOwnHost: boolean): string | undefined {
  if (text.trim() === '') return t('Enter the app id. It is on the dashboard beside the API keys.');
  if (looksLikeApiKey(text) || keys.isIn(text))
    return t('This is an API key, not an app id. The app id is beside it on the dashboard.');
  if (!isAppId(text)) return t('An app id is 6 to 40 letters and digits, such as 31780434a95d45.');
  return isOwnAppId(text) || !onOwnHost
    ? undefined
    : t('On CometChat’s own hosts an app id is 6 to 20 hex digits, such as 31780434a95d45.');
}

/** Why a text cannot be a base URL, in a sentence that never repeats it; undefined when it can. */
export function baseUrlError(text: string, keys: KnownKeys): string | undefined {
  if (text.trim() === '') return t('Enter the base URL of your deployment’s Calls API.');
  if (looksLikeApiKey(text) || keys.isIn(text)) return t('This is an API key, not a base URL.');
  const parsed = parseBaseUrl(text);
  return 'invalid' in parsed ? baseUrlWords(parsed.invalid) : undefined;
}

function baseUrlWords(invalid: InvalidBaseUrl): string {
  switch (invalid) {
    case 'notAUrl':
      return t('This is not a URL. It looks like https://calls.example.com/v3.');
    case 'notHttps':
      return t('The API key is only ever sent over https.');
    case 'credentials':
      return t('A base URL holds no user name or password.');
    case 'query':
      return t('A base URL has no “?” or “#” part.');
  }
}

/**
 * Why a text cannot be an API key, in a sentence that never repeats it; undefined when it can.
 * @param appId of the app whose key it is to be, as far as that is known
 * @param onOwnHost as of {@link appIdError}
 */
export function apiKeyError(text: string, appId?: string, onOwnHost = false): string | undefined {
  const key = text.trim();
  if (key === '') return t('Enter the REST API key.');
  // Taken for a key, it would be blotted out of every session id of its app.
  if (appId !== undefined && normaliseAppId(key) === normaliseAppId(appId))
    return t('This is the app id. The REST API key is beside it on the dashboard.');
  // The two swapped, or another app's id: no key of CometChat's is so short.
  if (appId !== undefined && isOwnAppId(key) && (onOwnHost || !isOwnAppId(appId)))
    return t('This looks like an app id. The REST API key is beside it on the dashboard.');
  // Visible ASCII is all that an HTTP header can carry.
  return /^[\x21-\x7e]{8,512}$/.test(key)
    ? undefined
    : t('An API key is one word of 8 to 512 letters, digits and signs. Copy it again from the dashboard.');
}

/** Why a text cannot be a connection's name, in a sentence; undefined when it can. */
export function nameError(text: string, keys: KnownKeys): string | undefined {
  if (text.trim() === '') return t('Enter a name for this connection.');
  if (keys.isIn(text)) return t('This is an API key, not a name.');
  return text.trim().length <= 80 ? undefined : t('A name has at most 80 characters.');
}
