/** How a call is asked for over HTTP, as far as that holds wherever it is sent from. */
import { CallError } from '../failure/model.ts';
import { invalidSessionId } from '../sessionId/index.ts';

/**
 * Where a call is, below the base URL: its session id as one path segment, encoded once.
 * Throws a CallError `invalidSessionId`.
 */
export function pathOfCall(sessionId: string): string {
  const invalid = invalidSessionId(sessionId);
  if (invalid) throw new CallError({ reason: 'invalidSessionId', invalid });
  return `/calls/${encodeURIComponent(sessionId)}`;
}

/**
 * A uid for the header `onBehalfOf`, which carries the bytes of its UTF-8 form. One that a header cannot carry
 * unchanged is refused with a CallError `userNotFound`: sent without it, the request would be one with more rights
 * than the user asked for.
 */
export function uidForHeader(uid: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (uid === '' || uid.trim() !== uid || /[\u0000-\u001f\u007f-\u009f]/.test(uid) || !uid.isWellFormed()) {
    throw new CallError({ reason: 'userNotFound' });
  }
  return uid;
}
