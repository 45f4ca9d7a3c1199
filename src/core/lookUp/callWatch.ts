/** "Tell me when it ends": one watched call, when it is asked for again, and what is said at its end. */
import type { Call } from '../call/model.ts';
import { answerOf, type LookUpState, type Answer } from './model.ts';
import { isLive, partiesLabel } from '../call/index.ts';
import { retryAtOf } from '../failure/index.ts';
import { visibleText } from '../text/index.ts';
import { nextRefreshAt, type RefreshCircumstances } from './refreshSchedule.ts';
import type { Translate } from '../base/index.ts';
import { verdictOf } from '../story/index.ts';
import { Poller, type PollerDependencies } from './poller.ts';

/** What is known of a watched call. Instants are milliseconds since 1970 UTC. */
export interface WatchCircumstances extends Omit<RefreshCircumstances, 'everySeconds'> {
  /** Its look-up as of now; not while a request is under way. */
  readonly state: LookUpState;
  /** When the watch began. */
  readonly since: number;
  /** When the call was first seen to be over; undefined while it was not. */
  readonly overAt: number | undefined;
}

/** Asks again at an instant, or stops: no more is to come, its failure will not pass, or it was watched for a day. */
export type WatchStep =
  | { readonly kind: 'ask'; readonly at: number }
  | { readonly kind: 'stop'; readonly reason: 'settled' | 'failed' | 'tooLong' };

/** How often a call under way is asked for, in seconds; six times more seldom once it has lasted an hour. */
const EVERY_SECONDS = 10;
/** Longer than any call that has not been forgotten. */
const LONGEST_WATCH_MS = 24 * 60 * 60_000;
/** After the end, recordings and transcripts come in on their own: asked for so long after it, in milliseconds. */
const AFTER_END_MS = [15_000, 45_000, 90_000, 180_000, 360_000, 720_000];
/** So long after the end even a call that announces no recording may still get one, in milliseconds. */
const MAY_GAIN_MS = 180_000;

export function nextWatchStep(circumstances: WatchCircumstances): WatchStep {
  const { state, since, settledAt, failures, overAt, now } = circumstances;
  const call = answerOf({ state })?.call;
  if (!call) return { kind: 'stop', reason: 'failed' };
  if (overAt !== undefined || isOver(call)) return stepAfterEnd(circumstances, call);
  if (now - since >= LONGEST_WATCH_MS) return { kind: 'stop', reason: 'tooLong' };
  const at = nextRefreshAt(state, { everySeconds: EVERY_SECONDS, settledAt, failures, now });
  return at === undefined ? { kind: 'stop', reason: 'failed' } : { kind: 'ask', at };
}

function stepAfterEnd(
  { state, settledAt, overAt = settledAt, now }: WatchCircumstances,
  call: Call,
): WatchStep {
  const last = Math.min(settledAt, now);
  const next = AFTER_END_MS.find((after) => overAt + after > last);
  if (next === undefined || !mayGainMedia(call, next)) return { kind: 'stop', reason: 'settled' };
  const retryAt = state.kind === 'failed' ? retryAtOf(state.failure) : 0;
  return { kind: 'ask', at: Math.max(overAt + next, retryAt) };
}

/** Whether recordings or transcripts may still come, so many milliseconds after the end. */
function mayGainMedia(call: Call, afterEnd: number): boolean {
  const hasAll = call.recordings.length > 0 && call.transcripts.length > 0;
  // Nothing can have been recorded of what never started.
  if (hasAll || (call.startedAt === undefined && call.status !== 'ended')) return false;
  return afterEnd <= MAY_GAIN_MS || awaitsMedia(call);
}

/** Whether the answer announces a recording or a transcript that is not there yet. */
function awaitsMedia(call: Call): boolean {
  return (
    (call.hasRecording === true && call.recordings.length === 0) ||
    (call.hasTranscription === true && call.transcripts.length === 0)
  );
}

/** Whether a call is over, as far as its answer tells; a status that is not known says so only with a time of end. */
export function isOver(call: Pick<Call, 'status' | 'endedAt'>): boolean {
  return call.status === 'unknown' ? call.endedAt !== undefined : !isLive(call);
}

/** The one notification of a watch, once its call is over: whose call it was, and how it went. */
export function endNotice(call: Call, asOf: number, t: Translate): string {
  return t('{0}: {1}', partiesLabel(call, 40) ?? visibleText(call.sessionId, 40), verdictOf(call, asOf, t));
}

export type StopReason = Extract<WatchStep, { kind: 'stop' }>['reason'];

export interface CallWatchDependencies extends Omit<PollerDependencies, 'onUnchanged'> {
  /** When the watch began, in milliseconds since 1970 UTC; now where it is left out, or in the future. */
  readonly since?: number | undefined;
  readonly ended: (answer: Answer) => void;
  /** Hears once that the watch has stopped by itself, with the state it stopped in. */
  readonly stopped: (reason: StopReason, state: LookUpState) => void;
}

/** Watches one call until it is over, and a while longer for its recordings and transcripts. */
export class CallWatch {
  readonly #deps: CallWatchDependencies;
  readonly #poller: Poller;
  readonly since: number;
  #overAt: number | undefined;

  constructor(dependencies: CallWatchDependencies) {
    this.#deps = dependencies;
    const { clock, after, ask } = dependencies;
    this.#poller = new Poller({ clock, after, ask, onUnchanged: () => this.#plan() });
    const now = clock();
    this.since = Math.min(dependencies.since ?? now, now);
  }

  /** Whether the call was seen to be over: then only what may come after it is still asked for. */
  get isOver(): boolean {
    return this.#overAt !== undefined;
  }

  /** Takes the state of the look-up: to be called at the start, and whenever it may have changed. */
  update(state: LookUpState): void {
    if (this.#poller.isDisposed || state === this.#poller.state) return;
    this.#take(state);
    this.#plan();
  }

  dispose(): void {
    this.#poller.dispose();
  }

  #take(state: LookUpState): void {
    this.#poller.take(state);
    if (state.kind === 'loading') return;
    const answer = answerOf({ state });
    if (!answer || this.#overAt !== undefined || !isOver(answer.call)) return;
    this.#overAt = this.#deps.clock();
    this.#deps.ended(answer);
  }

  #plan(): void {
    const poller = this.#poller;
    poller.stopWaiting();
    const { state } = poller;
    if (poller.isDisposed || !state || state.kind === 'loading' || poller.isAsking) return;
    const step = nextWatchStep({ state, since: this.since, overAt: this.#overAt, ...poller.circumstances });
    if (step.kind === 'ask') poller.askAt(step.at);
    else {
      this.dispose();
      this.#deps.stopped(step.reason, state);
    }
  }
}
