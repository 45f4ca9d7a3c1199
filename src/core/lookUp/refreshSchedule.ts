/** When a call that is under way is to be asked for again. Instants are milliseconds since 1970 UTC. */
import { answerOf, type LookUpState } from './model.ts';
import { isLive } from '../call/index.ts';
import { mayPass, retryAtOf } from '../failure/index.ts';

export interface RefreshCircumstances {
  /** How often the user wants it, in seconds; 0 is never. */
  readonly everySeconds: number;
  /** When the look-up came into its state: its answer arrived, or it failed or was cancelled. */
  readonly settledAt: number;
  /** How many times in a row it has failed. */
  readonly failures: number;
  readonly now: number;
}

/** After this much time a call is probably long, or was never closed: asking often tells nothing new, in milliseconds. */
const OLD_MS = 60 * 60_000;
const OLD_FACTOR = 6;
/** However often it has failed, it is tried again after this, in milliseconds. */
const LONGEST_BACK_OFF_MS = 5 * 60_000;

/** When to ask again (past: now); undefined when it is under way, over, failed for good, or none is wanted. */
export function nextRefreshAt(
  state: LookUpState,
  { everySeconds, settledAt, failures, now }: RefreshCircumstances,
): number | undefined {
  const call = answerOf({ state })?.call;
  if (everySeconds <= 0 || state.kind === 'loading' || !call || !isLive(call)) return undefined;
  const failure = state.kind === 'failed' ? state.failure : undefined;
  if (failure && !mayPass(failure)) return undefined;
  const since = call.initiatedAt ?? call.startedAt;
  const isOld = since !== undefined && now - since > OLD_MS;
  const interval = everySeconds * 1000 * (isOld ? OLD_FACTOR : 1);
  const backOff = Math.min(interval * 2 ** failures, Math.max(interval, LONGEST_BACK_OFF_MS));
  // Where the clock was set back, the wait begins now.
  return Math.max(Math.min(settledAt, now) + backOff, failure ? retryAtOf(failure) : 0);
}
