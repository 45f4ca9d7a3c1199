import { pathOfCall, uidForHeader } from '../core/call/index.ts';
import { parseBaseUrl } from '../core/connection/index.ts';
import { CallError } from '../core/failure/model.ts';
import type { CallListRequest, TranscriptionsRequest } from '../core/call/model.ts';
import { MAX_CALL_BYTES, MAX_PAGE_BYTES } from './limits.ts';
import type { Credentials } from './settings.ts';

/** What is asked of the Calls API, before it is known where and with which key. */
export interface ApiRequest {
  /** Below the base URL, percent-encoded; as it goes over the wire. */
  readonly path: string;
  /** With its question mark, or empty. */
  readonly query: string;
  readonly onBehalfOf?: string | undefined;
  /** The largest body of an answer that is read, in bytes, decompressed. */
  readonly maxBytes: number;
}

/** A request ready to be sent. */
export interface HttpRequest {
  readonly url: URL;
  readonly origin: string;
  /** Path and query exactly as they go over the wire: never through a URL parser, which would resolve dots. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The largest body of an answer that is read, in bytes, decompressed. */
  readonly maxBytes: number;
}

/** `GET /calls/{sessionId}` and what lies below it. Throws a CallError `invalidSessionId`. */
export function requestForCall(
  request: Pick<TranscriptionsRequest, 'sessionId' | 'onBehalfOf' | 'page' | 'perPage'>,
  below: '' | '/transcriptions',
): ApiRequest {
  const { sessionId, onBehalfOf, page, perPage } = request;
  return {
    path: `${pathOfCall(sessionId)}${below}`,
    query: queryOf({ page, perPage }),
    onBehalfOf,
    maxBytes: below === '' ? MAX_CALL_BYTES : MAX_PAGE_BYTES,
  };
}

/** `GET /calls` with its filters; the API takes times in whole Unix seconds. */
export function requestForList(request: CallListRequest): ApiRequest {
  const { connection: _, startedAt, endedAt, ...filters } = request;
  const times = { startedAt: toSeconds(startedAt), endedAt: toSeconds(endedAt) };
  return { path: '/calls', query: queryOf({ ...filters, ...times }), maxBytes: MAX_PAGE_BYTES };
}

function toSeconds(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : Math.floor(milliseconds / 1000);
}

function queryOf(values: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const set = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(String(value).toWellFormed())}`],
  );
  return set.length === 0 ? '' : `?${set.join('&')}`;
}

/**
 * Puts a request, a base URL and its key together. Throws a CallError, before anything is sent:
 * `noApiKey` when there is no key for exactly this base URL, or it is one no key may be sent to;
 * `badApiKey` when the key could not be a header; `userNotFound` when the uid could not.
 */
export function toHttpRequest(
  apiRequest: ApiRequest,
  baseUrl: string,
  credentials: Credentials | undefined,
): HttpRequest {
  const base = baseOf(baseUrl);
  if (!credentials || credentials.apiKey === '' || credentials.baseUrl !== baseUrl || !base) {
    throw new CallError({ reason: 'noApiKey' });
  }
  if (!/^[\x21-\x7e]+$/.test(credentials.apiKey)) throw new CallError({ reason: 'badApiKey' });
  const headers = {
    accept: 'application/json',
    'accept-encoding': 'gzip, br, zstd',
    'user-agent': 'cometchat-calls-vscode',
    apikey: credentials.apiKey,
    ...(apiRequest.onBehalfOf !== undefined && { onBehalfOf: uidHeader(apiRequest.onBehalfOf) }),
  };
  const { path, query, maxBytes } = apiRequest;
  return { url: base.url, origin: base.url.origin, path: `${base.path}${path}${query}`, headers, maxBytes };
}

interface Base {
  readonly url: URL;
  /** Without a slash at the end. */
  readonly path: string;
}

/** The base URLs that were asked for, of which there are as many as connections: parsing one costs as much as all else. */
const bases = new Map<string, Base | undefined>();

/** A base URL taken apart; undefined for one that no key may be sent to. */
function baseOf(baseUrl: string): Base | undefined {
  if (!bases.has(baseUrl)) {
    const checked = parseBaseUrl(baseUrl);
    const url = 'url' in checked ? new URL(checked.url) : undefined;
    bases.set(baseUrl, url && { url, path: url.pathname.replace(/\/+$/, '') });
  }
  return bases.get(baseUrl);
}

/** A uid as the bytes of its UTF-8 form, which is what the server's side reads; HTTP itself knows bytes only. */
function uidHeader(uid: string): string {
  return Buffer.from(uidForHeader(uid), 'utf8').toString('latin1');
}
