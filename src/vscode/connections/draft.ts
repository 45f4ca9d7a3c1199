import { listText } from '../../core/text/index.ts';
import type { Connection } from '../../core/connection/model.ts';
import {
  deriveBaseUrl,
  hostOf,
  isRegion,
  normaliseAppId,
  parseBaseUrl,
  REGIONS,
  isLoopbackHost,
} from '../../core/connection/index.ts';
import type { AddConnectionArgument } from '../../manifest.ts';
import { ArgumentError, t } from '../platform/index.ts';
import { apiKeyError, appIdError, baseUrlError, type KnownKeys, nameError } from './checks.ts';

/** A connection before it is saved. */
export interface ConnectionDraft {
  readonly name: string;
  readonly appId: string;
  readonly region: string;
  readonly baseUrl: string;
  readonly apiKey: string;
}

/** A name to start from, when none is given. */
export function suggestName(appId: string, region: string): string {
  return region === '' ? appId : `${appId} (${region})`;
}

/**
 * Makes a draft of what a caller gave, without asking anyone. Throws ArgumentError for a value that is not
 * usable; undefined when something needed is missing.
 */
export function draftFrom(given: AddConnectionArgument, keys: KnownKeys): ConnectionDraft | undefined {
  checkGiven(given, keys);
  const { appId, region, endpoint, apiKey } = given;
  if (appId === undefined || apiKey === undefined || (region === undefined && endpoint === undefined))
    return undefined;
  const id = normaliseAppId(appId);
  const name = given.name?.trim() ?? suggestName(id, region ?? '');
  return {
    name,
    appId: id,
    region: region ?? '',
    baseUrl: baseUrlOf(id, region ?? '', endpoint),
    apiKey: apiKey.trim(),
  };
}

/** Throws ArgumentError for the first given value that is not usable. A key that is given is known from then on. */
export function checkGiven(given: AddConnectionArgument, keys: KnownKeys): void {
  const hasEndpoint = given.endpoint !== undefined;
  const onOwnHost = given.region !== undefined && !hasEndpoint;
  const key = given.apiKey?.trim() ?? '';
  // Before the rest: what is said of it, and what is taken for it, must not be the key.
  if (key !== '' && apiKeyError(key, given.appId, onOwnHost) === undefined) keys.add(key);
  const checks: readonly [string | undefined, (text: string) => string | undefined][] = [
    [given.appId, (appId) => appIdError(appId, keys, onOwnHost)],
    [given.endpoint, (endpoint) => baseUrlError(endpoint, keys)],
    [given.apiKey, (apiKey) => apiKeyError(apiKey, given.appId, onOwnHost)],
    [given.name, (name) => nameError(name, keys)],
    [given.region, (region) => regionError(region, hasEndpoint)],
  ];
  for (const [value, check] of checks) {
    const error = value === undefined ? undefined : check(value);
    if (error !== undefined) throw new ArgumentError(error);
  }
}

function regionError(region: string, hasEndpoint: boolean): string | undefined {
  // An on-premise region may have any name; only CometChat's own hosts follow from theirs.
  if (isRegion(region) || (hasEndpoint && /^[a-z0-9-]{0,20}$/.test(region))) return undefined;
  return t('The region is one of {0}.', listText(REGIONS, t));
}

/** The base URL of an endpoint as given, else the one CometChat derives from app id and region. */
export function baseUrlOf(appId: string, region: string, endpoint: string | undefined): string {
  if (endpoint === undefined) return deriveBaseUrl(appId, region);
  const parsed = parseBaseUrl(endpoint);
  if ('invalid' in parsed) throw new ArgumentError(t('This is not a base URL.'));
  return parsed.url;
}

/** The host a key would go to, when it is neither CometChat's own for this app nor this machine: to be confirmed. */
export function foreignHost(
  connection: Pick<Connection, 'appId' | 'region' | 'baseUrl'>,
): string | undefined {
  if (connection.region !== '' && connection.baseUrl === deriveBaseUrl(connection.appId, connection.region))
    return undefined;
  return isLoopbackHost(new URL(connection.baseUrl).hostname) ? undefined : hostOf(connection);
}
