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
import { apiKeyError, appIdError, baseUrlError, nameError } from './checks.ts';

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
export function draftFrom(given: AddConnectionArgument): ConnectionDraft | undefined {
  checkGiven(given);
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

/** Throws ArgumentError for the first given value that is not usable. */
export function checkGiven(given: AddConnectionArgument): void {
  const checks: readonly [string | undefined, (text: string) => string | undefined][] = [
    [given.appId, appIdError],
    [given.endpoint, baseUrlError],
    [given.apiKey, (key) => apiKeyError(key, given.appId)],
    [given.name, nameError],
    [given.region, (region) => regionError(region, given.endpoint !== undefined)],
  ];
  for (const [value, check] of checks) {
    const error = value === undefined ? undefined : check(value);
    if (error !== undefined) throw new ArgumentError(error);
  }
}

function regionError(region: string, hasEndpoint: boolean): string | undefined {
  // An on-premise region may have any name; only CometChat's own hosts follow from theirs.
  if (isRegion(region) || (hasEndpoint && /^[a-z0-9-]{0,20}$/.test(region))) return undefined;
  return t('The region is one of {0}.', REGIONS.join(', '));
}

/** The base URL of an endpoint as given, else the one CometChat derives from app id and region. */
export function baseUrlOf(appId: string, region: string, endpoint: string | undefined): string {
  if (endpoint === undefined) return deriveBaseUrl(appId, region);
  const parsed = parseBaseUrl(endpoint);
  if ('invalid' in parsed) throw new ArgumentError(baseUrlError(endpoint));
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
