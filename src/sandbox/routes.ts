import { type Answer, ApiError } from './answers.ts';
import { type CallStore, numberOf, type StoredCall } from './store.ts';
import type { IncomingMessage } from 'node:http';

const API_ROOT = '/v3/';

/**
 * Reads the target of a request as it was sent: a URL parser would resolve dot segments. `/apps/{appId}/v3` stands for
 * CometChat's hosts, which carry the app id.
 * Throws `AUTH_ERR_INVALID_APPID`, `ERR_API_NOT_FOUND` and, for a malformed percent-encoding, `ERR_BAD_REQUEST`.
 */
export function readTarget(url: string, appId: string) {
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
    /** After `/v3`, each decoded once. */
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
export function route(
  request: IncomingMessage,
  target: ReturnType<typeof readTarget>,
  store: CallStore,
): Answer {
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

function listCalls(query: URLSearchParams, user: string | undefined, store: CallStore): Answer {
  const filter = readFilter(query);
  const found = store.newestFirst.filter(
    (call) => (user === undefined || call.uids.has(user)) && filter(call),
  );
  return { status: 200, body: pageOf(found, query, (call) => call.raw) };
}

function findCall(sessionId: string, user: string | undefined, store: CallStore): StoredCall {
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

const STATUSES = [
  'initiated',
  'ongoing',
  'ended',
  'unanswered',
  'rejected',
  'busy',
  'canceled',
  'cancelled',
] as const;

/**
 * Reads the filters of List Calls; a call is listed when it passes all. The documentation does not say more of `startedAt`
 * and `endedAt`: here they mean then or since, and then or before. `status` is compared as spelt.
 * Throws `ERR_BAD_REQUEST` for a value that is none.
 */
export function readFilter(query: URLSearchParams): (call: StoredCall) => boolean {
  const equal = Object.entries({
    type: wordOf(query, 'type', ['audio', 'video']),
    mode: wordOf(query, 'mode', ['call', 'meet', 'presenter']),
    status: wordOf(query, 'status', STATUSES),
    receiverType: wordOf(query, 'receiverType', ['user', 'group']),
    totalParticipants: integerOf(query, 'participantsCount', 0, 1000),
  });
  const flags = Object.entries({
    hasRecording: booleanOf(query, 'hasRecording'),
    hasTranscription: booleanOf(query, 'hasTranscription'),
  });
  const since = unixSecondsOf(query, 'startedAt') ?? Number.NEGATIVE_INFINITY;
  const until = unixSecondsOf(query, 'endedAt') ?? Number.POSITIVE_INFINITY;
  const uid = query.get('uid');
  return ({ raw, uids }) =>
    equal.every(([field, wanted]) => wanted === undefined || raw[field] === wanted) &&
    // A flag the call does not carry counts as false.
    flags.every(([field, wanted]) => wanted === undefined || (raw[field] === true) === wanted) &&
    (numberOf(raw['startedAt']) ?? Number.NEGATIVE_INFINITY) >= since &&
    (numberOf(raw['endedAt']) ?? Number.POSITIVE_INFINITY) <= until &&
    (uid === null || uids.has(uid));
}

/** Throws the API's answer to a query value it cannot take, naming the parameter. */
function badValue(name: string, must: string): never {
  throw new ApiError('ERR_BAD_REQUEST', 'Failed to validate the data sent with the request.', {
    details: { [name]: [`The ${name} must be ${must}.`] },
  });
}

function integerOf(query: URLSearchParams, name: string, min: number, max: number): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : badValue(name, `a whole number from ${min} to ${max}`);
}

function wordOf<T extends string>(query: URLSearchParams, name: string, words: readonly T[]): T | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  return words.find((word) => word === text) ?? badValue(name, `one of ${words.join(', ')}`);
}

function booleanOf(query: URLSearchParams, name: string): boolean | undefined {
  const word = wordOf(query, name, ['true', 'false', '1', '0']);
  return word === undefined ? undefined : word === 'true' || word === '1';
}

/** Reads a 10-digit Unix time in seconds, the one form the documentation gives. */
function unixSecondsOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  return /^\d{10}$/.test(text) ? Number(text) : badValue(name, 'a Unix time of 10 digits');
}

/** The defaults and the limit are documented for transcriptions only; calls are given the same. */
const PER_PAGE = 100;
const MAX_PER_PAGE = 1000;

/**
 * Cuts the page out of a list that `page` (from 1) and `perPage` (1 to 1000) ask for, with `meta.pagination` as the
 * API reference shows it; past the end it is empty.
 */
export function pageOf<T>(items: readonly T[], query: URLSearchParams, show: (item: T) => unknown) {
  const page = integerOf(query, 'page', 1, Number.MAX_SAFE_INTEGER) ?? 1;
  const perPage = integerOf(query, 'perPage', 1, MAX_PER_PAGE) ?? PER_PAGE;
  const data = items.slice((page - 1) * perPage, page * perPage).map(show);
  return {
    data,
    meta: {
      pagination: {
        total: items.length,
        count: data.length,
        per_page: perPage,
        current_page: page,
        total_pages: Math.ceil(items.length / perPage),
      },
    },
  };
}
