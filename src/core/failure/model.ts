import type { InvalidSessionId } from '../sessionId/model.ts';

/** What a server answered with, as far as it was read. */
interface Answered {
  /** 100 to 599. */
  readonly httpStatus?: number;
  /** Its error code (`ERR_…`, `AUTH_ERR_…`), upper-case letters, digits and underscores only. */
  readonly serverCode?: string;
}

/** The way to a server. */
interface Way {
  /** The host that was asked. */
  readonly host?: string;
  /** The system's error code, such as `ECONNREFUSED` or `CERT_HAS_EXPIRED`. */
  readonly systemCode?: string;
}

/** The app and region that an id names. */
interface NamedApp {
  readonly appId?: string;
  readonly region?: string;
}

/** What is known of each failure; of one of an earlier session, its reason and the app the id names. */
interface Facts {
  readonly invalidSessionId: Answered & { readonly invalid?: InvalidSessionId };
  /** `isUnreadable`: there may be one, but the keyring that has them could not be read. */
  readonly noConnection: NamedApp & { readonly isUnreadable?: true };
  readonly wrongApp: NamedApp;
  readonly noApiKey: Answered;
  readonly badApiKey: Answered;
  readonly noAccess: Answered;
  readonly notFound: Answered;
  readonly notAPart: Answered;
  readonly userNotFound: Answered;
  /** `retryAt`: when asking again may succeed, in milliseconds since 1970 UTC. */
  readonly rateLimited: Answered & { readonly retryAt?: number };
  /** `limit`: how long was waited, in seconds. */
  readonly timeout: Way & { readonly limit?: number };
  readonly offline: Way;
  readonly unknownHost: Way & Answered;
  readonly tls: Way;
  /** `host`: the proxy's. */
  readonly proxy: Way & Answered;
  readonly serverError: Answered & Pick<Way, 'host'>;
  readonly badResponse: Answered & Way;
  /** `limit`: how much was allowed, in bytes. */
  readonly tooLarge: Answered & Pick<Way, 'host'> & { readonly limit?: number };
  readonly cancelled: unknown;
}

export type FailureReason = keyof Facts;

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
] as const satisfies readonly FailureReason[];

/**
 * A failure and the facts its sentence needs. It never holds an API key, nor any text of the server:
 * the server's messages repeat the key.
 */
export type Failure = {
  [Reason in FailureReason]: { readonly reason: Reason } & Facts[Reason];
}[FailureReason];

/** A failure as it may be read whatever its reason: with the facts that any of them has. */
export interface AnyFailure extends Answered, Way, NamedApp {
  readonly reason: FailureReason;
  readonly invalid?: InvalidSessionId;
  readonly isUnreadable?: true;
  readonly retryAt?: number;
  readonly limit?: number;
}

/** A failure for one of some reasons. */
export type FailureFor<Reason extends FailureReason> = Extract<Failure, { readonly reason: Reason }>;

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
