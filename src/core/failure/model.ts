import type { InvalidSessionId } from '../sessionId/index.ts';

/** Every way in which a look-up can fail. Users and callers of the commands see these names. */
export const FAILURE_REASONS = [
  'invalidSessionId',
  'noConnection',
  'wrongApp',
  'noApiKey',
  'badApiKey',
  'noAccess',
  'notFound',
  'notAPart',
  'userNotFound',
  'rateLimited',
  'timeout',
  'offline',
  'unknownHost',
  'tls',
  'proxy',
  'serverError',
  'badResponse',
  'tooLarge',
  'cancelled',
] as const;

export type FailureReason = (typeof FAILURE_REASONS)[number];

/**
 * A failure and the facts its sentence needs. It never holds an API key, nor any text of the server:
 * the server's messages repeat the key.
 */
export interface Failure {
  readonly reason: FailureReason;
  /** For `invalidSessionId`. */
  readonly invalid?: InvalidSessionId;
  /** For `wrongApp`: the app and region the id names. */
  readonly appId?: string;
  readonly region?: string;
  /** For `noConnection`: there may be one, but the keyring that has them could not be read. */
  readonly isUnreadable?: true;
  /** The host that was asked, for failures of the way there. */
  readonly host?: string;
  /** The HTTP status, 100 to 599, when there was an answer. */
  readonly httpStatus?: number;
  /** The server's error code (`ERR_…`, `AUTH_ERR_…`), upper-case letters, digits and underscores only. */
  readonly serverCode?: string;
  /** For `rateLimited`: when asking again may succeed, in milliseconds since 1970 UTC. */
  readonly retryAt?: number;
  /** For the way there: the system's error code, such as `ECONNREFUSED` or `CERT_HAS_EXPIRED`. */
  readonly systemCode?: string;
  /** For `timeout`: how long was waited, in seconds. For `tooLarge`: how much was allowed, in bytes. */
  readonly limit?: number;
}

/** What failed, of any thrown value: what is none of ours came of an answer that nobody was ready for. */
export function failureOf(error: unknown): Failure {
  return CallError.is(error) ? error.failure : { reason: 'badResponse' };
}

/** The error that carries a {@link Failure} through code that throws. Its message names the reason only. */
export class CallError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.reason, options);
    this.name = 'CallError';
    this.failure = failure;
  }

  /** By its name: HTTP is a bundle of its own, whose CallError is another class than that of the rest. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'CallError';
  }

  /** Tells a CallError, of the given reason where one is given, from any other thrown value. */
  static is(error: unknown, reason?: FailureReason): error is CallError {
    return error instanceof CallError && (reason === undefined || error.failure.reason === reason);
  }
}
