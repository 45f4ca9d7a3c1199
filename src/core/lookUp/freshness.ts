/** For how long what is known of a call answers for it without asking. Instants are milliseconds since 1970 UTC. */
import type { Answer } from './model.ts';

/** An answer about a call that may still change is good for this long, in milliseconds: enough to share it among a hover, a tree and a panel. */
const LIVE_ANSWER_MS = 5_000;
/** So long after its end a call may still gain recordings and transcripts, in milliseconds. */
const SETTLING_MS = 15 * 60_000;
/** A failure answers for itself this long, in milliseconds: a hover must not ask again with every move of the mouse. */
const FAILURE_MS = 5_000;

/** Whether an answer can be shown again without asking: calls that ended and settled do not change. */
export function isStillGood({ call, fetchedAt }: Answer, now: number): boolean {
  if (call.status === 'unknown' || call.status === 'initiated' || call.status === 'ongoing') {
    return isWithin(LIVE_ANSWER_MS, fetchedAt, now);
  }
  const over = call.endedAt ?? call.initiatedAt;
  const settled = over !== undefined && fetchedAt - over > SETTLING_MS;
  const recordingDue = call.hasRecording === true && call.recordings.length === 0;
  return (settled && !recordingDue) || isWithin(LIVE_ANSWER_MS, fetchedAt, now);
}

export function isFailureStillGood(failedAt: number, now: number): boolean {
  return isWithin(FAILURE_MS, failedAt, now);
}

/** Whether less than so long has passed; never when the clock was set back, for then nobody knows. */
function isWithin(milliseconds: number, since: number, now: number): boolean {
  return now >= since && now - since < milliseconds;
}
