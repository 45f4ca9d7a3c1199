import { CallError, type Failure, type FailureReason } from '../core/failure/model.ts';
import type { Clock } from '../core/base/model.ts';
import { BODY_SILENCE_MS, CONNECT_MS } from './limits.ts';
import { readRetryAfter, readRetryAt, type Headers } from './rateLimit.ts';
import { Interrupted } from './waiting.ts';

/**
 * The one place where statuses, server codes and system codes become failure reasons. Server codes and their
 * meanings are those of the CometChat Calls API reference; system codes those of Node, OpenSSL and undici.
 */
const BY_SERVER_CODE = new Map<string, FailureReason>([
  ['AUTH_ERR_EMPTY_APIKEY', 'noApiKey'],
  // Comes with 401 and with 404, so it must be looked at before the status.
  ['AUTH_ERR_APIKEY_NOT_FOUND', 'badApiKey'],
  ['AUTH_ERR_NO_ACCESS', 'noAccess'],
  ['ERR_CALL_SESSION_NOT_FOUND', 'notFound'],
  ['ERR_EMPTY_CALL_SESSION_ID', 'invalidSessionId'],
  ['ERR_CALL_NOT_A_PART', 'notAPart'],
  ['ERR_UID_NOT_FOUND', 'userNotFound'],
  // The host answers for every app, so an app id it does not know is as good as a host that is not there.
  ['AUTH_ERR_INVALID_APPID', 'unknownHost'],
  ['ERR_TOO_MANY_REQUESTS', 'rateLimited'],
]);

const OFFLINE = new Set(
  'EAI_AGAIN EAI_FAIL ECONNREFUSED ECONNRESET ECONNABORTED EPIPE ENETUNREACH ENETDOWN ENETRESET EHOSTUNREACH EHOSTDOWN ENOTCONN EADDRNOTAVAIL UND_ERR_SOCKET UND_ERR_CLOSED'.split(
    ' ',
  ),
);
const UNKNOWN_HOST = new Set(['ENOTFOUND', 'EAI_NONAME', 'EAI_NODATA', 'ENODATA']);
const TIMEOUT = new Set([
  'ETIMEDOUT',
  'ERR_SOCKET_CONNECTION_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);
/** OpenSSL's verification results as Node names them, and Node's own TLS errors. */
const TLS =
  /^(?:CERT_|CRL_|UNABLE_TO_|ERROR_IN_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_(?:CA|PURPOSE)|PATH_LENGTH_|HOSTNAME_MISMATCH|ERR_TLS_|ERR_SSL_|ERR_OSSL|EPROTO$|SUBJECT_ISSUER_|AKID_)/;
/** Failures that may be gone at once: the connection was dropped, or the resolver was busy. */
const PASSING = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
  'UND_ERR_CLOSED',
]);
const PASSING_STATUS = new Set([502, 503, 504]);

/** One attempt's failure, and whether another one may do better. */
export interface FailedAttempt {
  readonly failure: Failure;
  readonly retryable: boolean;
  /** When the server asked to be asked again, in milliseconds since 1970 UTC. */
  readonly retryAt?: number;
}

/** The way to the server ended at its proxy. */
export class ProxyFailure extends Error {
  readonly host: string | undefined;
  readonly httpStatus: number | undefined;
  readonly code = 'ERR_PROXY';
  readonly systemCode: string | undefined;

  /** `host`: the proxy's host and port, where they could be read. */
  constructor(host: string | undefined, facts: { httpStatus?: number; systemCode?: string | undefined }) {
    super('proxy');
    this.name = 'ProxyFailure';
    this.host = host;
    this.httpStatus = facts.httpStatus;
    this.systemCode = facts.systemCode;
  }
}

/** What an answer that is not a success said, as far as it was read. */
export interface Refusal {
  readonly status: number;
  /** The parsed body, undefined when it was not JSON. */
  readonly json: unknown;
  readonly headers: Headers;
}

/** What is known of the attempt that failed. */
export interface AttemptFacts {
  /** The server's host and port. */
  readonly host: string;
  readonly timeoutSeconds: number;
  readonly clock: Clock;
  /** Removes the key: a server may repeat it anywhere, in its error code as well. */
  readonly redact: (text: string) => string;
}

/** Reads why the server did not answer with what was asked for: by its error code, then by its status. */
export function classifyRefusal(refusal: Refusal, facts: AttemptFacts): FailedAttempt {
  const { status, headers } = refusal;
  const serverCode = serverCodeOf(refusal.json, facts.redact);
  const reason = BY_SERVER_CODE.get(serverCode ?? '') ?? reasonOfStatus(status, hasError(refusal.json));
  // Gateways send the state of the rate limit with every answer; it says when to come back only where it was hit.
  const retryAt = (reason === 'rateLimited' ? readRetryAt : readRetryAfter)(headers, facts.clock());
  const failure: Failure = {
    reason,
    httpStatus: status,
    ...(serverCode !== undefined && { serverCode }),
    ...(reason === 'invalidSessionId' && { invalid: 'empty' }),
    ...(reason === 'rateLimited' && retryAt !== undefined && { retryAt }),
    ...(['serverError', 'badResponse', 'unknownHost'].includes(reason) && { host: facts.host }),
  };
  const retryable =
    reason === 'serverError' ? PASSING_STATUS.has(status) : reason === 'rateLimited' && retryAt !== undefined;
  return { failure, retryable, ...(retryAt !== undefined && { retryAt }) };
}

/**
 * A page of a gateway is no word of the Calls API: that an HTML page came with 404 says nothing of the call.
 * 401 and 429 have one meaning whoever sends them.
 */
function reasonOfStatus(status: number, isApiError: boolean): FailureReason {
  if (status >= 500) return 'serverError';
  if (status === 429) return 'rateLimited';
  if (status === 401) return 'badApiKey';
  if (status === 407) return 'proxy';
  if (isApiError && status === 403) return 'noAccess';
  if (isApiError && status === 404) return 'notFound';
  return 'badResponse';
}

/** Tells whether a parsed body has the shape of the Calls API's errors: `{"error": {…}}`. */
export function hasError(json: unknown): boolean {
  return errorOf(json) !== undefined;
}

function errorOf(json: unknown): { readonly code?: unknown } | undefined {
  const error = typeof json === 'object' && json !== null && 'error' in json ? json.error : undefined;
  return typeof error === 'object' && error !== null ? error : undefined;
}

function serverCodeOf(json: unknown, redact: (text: string) => string): string | undefined {
  const code = errorOf(json)?.code;
  return typeof code === 'string' && /^[A-Z0-9_]{1,64}$/.test(code) && redact(code) === code
    ? code
    : undefined;
}

/** Reads why an attempt ended without an answer. Messages are never read: they vary, and may hold anything. */
export function classifyError(error: unknown, facts: AttemptFacts): FailedAttempt {
  const { host } = facts;
  if (error instanceof CallError) return certain(error.failure);
  if (error instanceof Interrupted) {
    if (error.by === 'cancelled') return certain({ reason: 'cancelled' });
    return certain({ reason: 'timeout', host, limit: error.allowed / 1000 });
  }
  if (error instanceof ProxyFailure) return certain(proxyFailure(error));
  const code = systemCodeOf(error);
  const known = { host, ...(code !== undefined && { systemCode: code }) };
  if (code === undefined) return certain({ reason: 'badResponse', ...known });
  if (code === 'UND_ERR_DESTROYED') return certain({ reason: 'cancelled' });
  if (TIMEOUT.has(code)) return certain({ reason: 'timeout', ...known, limit: limitOf(code, facts) });
  if (UNKNOWN_HOST.has(code)) return certain({ reason: 'unknownHost', ...known });
  if (TLS.test(code)) return certain({ reason: 'tls', ...known });
  // What is left of the system's own codes (EMFILE, EACCES, …) kept the request from leaving this machine.
  const offline = OFFLINE.has(code) || /^E[A-Z]+$/.test(code);
  return { failure: { reason: offline ? 'offline' : 'badResponse', ...known }, retryable: PASSING.has(code) };
}

function certain(failure: Failure): FailedAttempt {
  return { failure, retryable: false };
}

/** An answer whose body ended too early, or in the middle of its framing; status 200 to 299. */
export function classifyBodyError(error: unknown, status: number, facts: AttemptFacts): FailedAttempt {
  const failed = classifyError(error, facts);
  if (failed.failure.reason !== 'offline' && failed.failure.reason !== 'badResponse') return failed;
  return { failure: { ...failed.failure, reason: 'badResponse', httpStatus: status }, retryable: true };
}

function proxyFailure({ host, httpStatus, systemCode }: ProxyFailure): Failure {
  return {
    reason: 'proxy',
    ...(host !== undefined && { host }),
    ...(httpStatus !== undefined && { httpStatus }),
    ...(systemCode !== undefined && { systemCode }),
  };
}

/** Seconds. */
function limitOf(code: string, { timeoutSeconds }: AttemptFacts): number {
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return Math.min(timeoutSeconds, CONNECT_MS / 1000);
  if (code === 'UND_ERR_BODY_TIMEOUT') return Math.min(timeoutSeconds, BODY_SILENCE_MS / 1000);
  return timeoutSeconds;
}

/** The system's code of an error, or of what it wraps; upper-case letters, digits and underscores only. */
export function systemCodeOf(error: unknown): string | undefined {
  for (let inner = error, depth = 0; inner instanceof Error && depth < 4; depth++) {
    const code: unknown = 'code' in inner ? inner.code : undefined;
    if (typeof code === 'string' && /^[A-Z0-9_]{1,64}$/.test(code)) return code;
    inner = inner instanceof AggregateError ? inner.errors[0] : inner.cause;
  }
  return undefined;
}
