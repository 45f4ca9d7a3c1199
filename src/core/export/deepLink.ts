/** Links that open a call on a colleague's machine, by a connection of their own: they hold no host, key or name. */
import { appNamedBy, invalidSessionId } from '../sessionId/index.ts';
import { isAppId, isRegion, normaliseAppId } from '../connection/index.ts';
import type { InvalidSessionId } from '../sessionId/model.ts';

export interface DeepLink {
  readonly appId: string;
  /** `us`, `eu` or `in`, or the region that the session id names; empty for an on-premise deployment without one. */
  readonly region: string;
  readonly sessionId: string;
  /** The uid to ask as; undefined for the call as the app sees it. */
  readonly onBehalfOf: string | undefined;
}

export type DeepLinkRefusal =
  | 'otherPath'
  /** It is longer than any link to a call. */
  | 'tooLong'
  /** It names a parameter twice: which one was meant is anybody's guess. */
  | 'repeated'
  | 'invalidAppId'
  | 'invalidRegion'
  | 'invalidUser'
  /** Its session id is one of another app than the one it names. */
  | 'otherApp'
  | 'invalidSessionId';

type ReadDeepLink =
  | { readonly ok: true; readonly link: DeepLink }
  | {
      readonly ok: false;
      readonly reason: DeepLinkRefusal;
      readonly invalid?: InvalidSessionId;
    };

const PATH = '/call';
/** The parameters' names; others are ignored, so that later versions can add some. */
const NAMES = ['app', 'region', 'sessionId', 'onBehalfOf'] as const;
/** Four parameters at their longest, each byte of them percent-encoded twice. */
const MAX_QUERY_LENGTH = 12_000;
/** Longer than any uid: the API allows 100 characters. */
const MAX_UID_LENGTH = 256;

/** The link to a call, such as `vscode://publisher.name/call?app=…&region=…&sessionId=…`, with the app of an id that names one. */
export function deepLinkOf(call: {
  readonly scheme: string;
  readonly extensionId: string;
  readonly appId: string;
  readonly region: string;
  readonly sessionId: string;
  readonly onBehalfOf?: string | undefined;
}): string {
  const { sessionId, onBehalfOf } = call;
  const named = appNamedBy(sessionId);
  const values = {
    app: named?.appId ?? call.appId,
    region: named?.region ?? call.region,
    sessionId,
    onBehalfOf,
  };
  const query = NAMES.flatMap((name) => {
    const value = values[name];
    return value === undefined || value === '' ? [] : [`${name}=${encodeTwice(value)}`];
  });
  return `${call.scheme}://${call.extensionId}${PATH}?${query.join('&')}`;
}

/** VS Code decodes the whole query once, so a value that was encoded once could bring parameters of its own. */
function encodeTwice(value: string): string {
  return encodeURIComponent(encodeURIComponent(value.toWellFormed()));
}

/** Reads a link to a call, its path and query as VS Code hands them over: decoded once. */
export function readDeepLink(path: string, query: string): ReadDeepLink {
  if (path !== PATH && path !== `${PATH}/`) return { ok: false, reason: 'otherPath' };
  if (query.length > MAX_QUERY_LENGTH) return { ok: false, reason: 'tooLong' };
  const pairs = query.split('&').map(pairOf);
  const given = new Map(pairs);
  const isRepeated = NAMES.some((name) => pairs.filter(([other]) => other === name).length > 1);
  if (isRepeated) return { ok: false, reason: 'repeated' };
  const value = (name: (typeof NAMES)[number]) => given.get(name) ?? '';
  return checked({
    appId: normaliseAppId(value('app')),
    region: value('region').trim().toLowerCase(),
    sessionId: value('sessionId').trim(),
    onBehalfOf: given.get('onBehalfOf'),
  });
}

function checked(link: DeepLink): ReadDeepLink {
  const { appId, region, sessionId, onBehalfOf } = link;
  const invalid = invalidSessionId(sessionId);
  if (invalid) return { ok: false, reason: 'invalidSessionId', invalid };
  if (!isAppId(appId)) return { ok: false, reason: 'invalidAppId' };
  const named = appNamedBy(sessionId);
  // The app is named to whoever follows the link: it must be the one that is asked.
  if (named && named.appId !== appId) return { ok: false, reason: 'otherApp' };
  if (region !== '' && !isRegion(region) && region !== named?.region)
    return { ok: false, reason: 'invalidRegion' };
  if (onBehalfOf !== undefined && !isUid(onBehalfOf)) return { ok: false, reason: 'invalidUser' };
  return { ok: true, link };
}

/** Whether a text can be sent as a uid: with no line breaks or other control characters, and not too long. */
function isUid(text: string): boolean {
  return text.length <= MAX_UID_LENGTH && text.trim() === text && invalidSessionId(text) === undefined;
}

function pairOf(text: string): readonly [name: string, value: string] {
  const at = text.indexOf('=');
  const [name, value] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
  return [decode(name), decode(value)];
}

/** A plus stays one, for session ids may have it. What cannot be decoded was typed by hand, and stands as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
