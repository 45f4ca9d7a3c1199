/** What a failure says of the requests that may follow it: the one place that judges them by their reason. */
import type { AnyFailure, FailureReason } from './model.ts';

interface Outlook {
  /** Whether waiting may mend it; what only a person can mend is not asked for again by itself. */
  readonly mayPass: boolean;
  /**
   * Which requests would meet the same now: this one alone, all of its connection, all of its connection until that has
   * another key, or all that find no connection. A rate limit is waited for, and so meets no other.
   */
  readonly meets: 'this' | 'itsConnection' | 'itsKey' | 'unconnected';
}

const OUTLOOKS = {
  invalidSessionId: { mayPass: false, meets: 'this' },
  noConnection: { mayPass: false, meets: 'unconnected' },
  wrongApp: { mayPass: false, meets: 'this' },
  noApiKey: { mayPass: false, meets: 'itsConnection' },
  badApiKey: { mayPass: false, meets: 'itsKey' },
  noAccess: { mayPass: false, meets: 'itsKey' },
  notFound: { mayPass: false, meets: 'this' },
  notAPart: { mayPass: false, meets: 'this' },
  userNotFound: { mayPass: false, meets: 'this' },
  rateLimited: { mayPass: true, meets: 'this' },
  timeout: { mayPass: true, meets: 'this' },
  offline: { mayPass: true, meets: 'itsConnection' },
  // As after a computer has slept.
  unknownHost: { mayPass: true, meets: 'itsConnection' },
  tls: { mayPass: false, meets: 'itsConnection' },
  proxy: { mayPass: true, meets: 'itsConnection' },
  serverError: { mayPass: true, meets: 'this' },
  badResponse: { mayPass: true, meets: 'this' },
  tooLarge: { mayPass: false, meets: 'this' },
  cancelled: { mayPass: true, meets: 'this' },
} as const satisfies Record<FailureReason, Outlook>;

/** Whether waiting may mend a failure, so that asking again by itself makes sense. */
export function mayPass({ reason, isUnreadable }: AnyFailure): boolean {
  // A keyring that is locked now may be open in a minute.
  return isUnreadable === true || OUTLOOKS[reason].mayPass;
}

/** Whether a failure is its connection's: no other request of that connection would fare better now. */
export function isOfConnection(reason: FailureReason): boolean {
  const { meets } = OUTLOOKS[reason];
  return meets === 'itsConnection' || meets === 'itsKey';
}

/** Whether the server refused the key itself: no request that is made with it would fare better. */
export function isOfKey(reason: FailureReason): boolean {
  return OUTLOOKS[reason].meets === 'itsKey';
}

/** Whether going on with the other requests of its connection, or with those that find none, would only be a storm. */
export function isHopeless(reason: FailureReason): boolean {
  return OUTLOOKS[reason].meets !== 'this';
}

/** Whether there is nobody to ask for a call, or who is asked does not have it: a log may tell of it all the same. */
export function isWithoutCall({ reason }: AnyFailure): boolean {
  return WITHOUT_CALL.has(reason);
}

const WITHOUT_CALL: ReadonlySet<FailureReason> = new Set([
  'noConnection',
  'wrongApp',
  'noApiKey',
  'notFound',
]);

/** When a rate limit lets its connection be asked again, in milliseconds since 1970 UTC; 0 for any other failure. */
export function retryAtOf({ reason, retryAt = 0 }: AnyFailure): number {
  return reason === 'rateLimited' ? retryAt : 0;
}
