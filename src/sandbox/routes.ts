import type { IncomingMessage } from 'node:http';
import { ApiError, type Answer } from './answers.ts';
import { readFilter } from './filters.ts';
import { badValue, pageOf } from './query.ts';
import type { LookUpStore, StoredCall } from './store.ts';

/** What a request asks for, read from its path and query. */
interface Target {
  /** Path segments after `/v3`, each decoded once. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
}

const API_ROOT = '/v3/';

/**
 * Reads the target of a request. The path is taken as it was sent: a URL parser would resolve dot segments.
 *
 * CometChat's own hosts carry the app id (`{appId}.call-{region}…`), for which loopback has no room; so the
 * base URL `/apps/{appId}/v3` is understood as well, which is how a wrong app id can be met here.
 * Throws `AUTH_ERR_INVALID_APPID`, `ERR_API_NOT_FOUND` and, for a malformed percent-encoding, `ERR_BAD_REQUEST`.
 */
export function readTarget(url: string, appId: string): Target {
  const mark = url.indexOf('?');
  const sent = mark === -1 ? url : url.slice(0, mark);
  const app = /^\/apps\/([^/]*)(\/.*)$/.exec(sent);
  if (app && app[1] !== appId) {
    throw new ApiError(
      'AUTH_ERR_INVALID_APPID',
      'The app id does not exist. Please check it and the region.',
    );
  }
  const path = app?.[2] ?? sent;
  if (!path.startsWith(API_ROOT)) throw noSuchRoute();
  return {
    segments: path.slice(API_ROOT.length).split('/').map(decodeSegment),
    query: new URLSearchParams(mark === -1 ? '' : url.slice(mark)),
  };
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return badValue('path', 'percent-encoded UTF-8');
  }
}

/** Answers a request whose key was accepted. Throws an {@link ApiError} for everything that is not a 200. */
export function route(request: IncomingMessage, target: Target, store: LookUpStore): Answer {
  const [calls, sessionId, list, ...rest] = target.segments;
  const known = calls === 'calls' && (list === undefined || list === 'transcriptions') && rest.length === 0;
  if (!known) throw noSuchRoute();
  if (request.method !== 'GET') {
    throw new ApiError('ERR_METHOD_NOT_ALLOWED', 'This resource can only be read.', {
      headers: { Allow: 'GET' },
    });
  }
  const user = onBehalfOf(request);
  if (user !== undefined && !store.hasUser(user)) {
    throw new ApiError('ERR_UID_NOT_FOUND', `The user with UID ${user} does not exist.`);
  }
  if (sessionId === undefined) return listCalls(target.query, user, store);
  const call = findCall(sessionId, user, store);
  if (list === undefined) return { status: 200, body: { data: call.raw } };
  return { status: 200, body: pageOf(call.transcriptions, target.query, (item) => item) };
}

function listCalls(query: URLSearchParams, user: string | undefined, store: LookUpStore): Answer {
  const filter = readFilter(query);
  const found = store.newestFirst.filter(
    (call) => (user === undefined || call.uids.has(user)) && filter(call),
  );
  return { status: 200, body: pageOf(found, query, (call) => call.raw) };
}

function findCall(sessionId: string, user: string | undefined, store: LookUpStore): StoredCall {
  if (sessionId.trim() === '') {
    throw new ApiError('ERR_EMPTY_CALL_SESSION_ID', 'The call session id is empty.');
  }
  const call = store.find(sessionId);
  if (!call) {
    throw new ApiError(
      'ERR_CALL_SESSION_NOT_FOUND',
      `Call session with sessionid ${sessionId} does not exist.`,
    );
  }
  if (user !== undefined && !call.uids.has(user)) {
    throw new ApiError('ERR_CALL_NOT_A_PART', `The user with UID ${user} is not a part of this call.`);
  }
  return call;
}

/** The uid a request asks as; an empty header is none. */
export function onBehalfOf(request: IncomingMessage): string | undefined {
  const header = request.headers['onbehalfof'];
  return typeof header === 'string' && header !== '' ? header : undefined;
}

function noSuchRoute(): ApiError {
  return new ApiError('ERR_API_NOT_FOUND', 'The requested API does not exist.');
}
