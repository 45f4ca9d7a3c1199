/** Was this call a retry? Other calls between the same parties around it, as far as List Calls tells. */
import type { Translate } from '../base/index.ts';
import type { Call, CallStatus, CallSource } from '../call/model.ts';
import type { Connection } from '../connection/model.ts';
import { decodeCall } from '../call/decode/index.ts';
import { CallError, type Failure } from '../failure/model.ts';
import { formatDuration, type TimeFormat } from '../text/index.ts';
import { keysOf } from './collection.ts';
import { timeOf } from './filter.ts';
import { Pager } from './pager.ts';

/** Who gets no answer tries again within minutes: so far apart, in milliseconds, calls are the same try. */
export const ATTEMPT_WINDOW_MS = 30 * 60_000;

/** The most that is asked for one call's context: three requests, three hundred calls. */
export const MAX_ATTEMPT_PAGES = 3;

export interface Attempts {
  /** The calls between the same parties, the earliest first, with the call itself among them. */
  readonly attempts: readonly Call[];
  readonly lookedAt: {
    /** 0 to 3; 0 where the call does not say between whom or when it was, so there was nothing to ask. */
    readonly pages: number;
    readonly calls: number;
    /** From when to when these were, in milliseconds since 1970 UTC; undefined where none had a time. */
    readonly from: number | undefined;
    readonly to: number | undefined;
    /** Whether the call itself was among them: a server may leave out of a user's calls those that nobody took. */
    readonly hasMetCall: boolean;
    /** Whether they reach over the whole time around the call, with it: then no other attempt is missing. */
    readonly isComplete: boolean;
    /** Whether the look ended among calls that are all later than the time around the call. */
    readonly isShort: boolean;
  };
  /** What ended the search before its time; what was found until then is there. */
  readonly failure: Failure | undefined;
}

export interface AttemptDependencies {
  readonly source: Pick<CallSource, 'listCalls'>;
  readonly connection: Connection;
  readonly signal: AbortSignal;
}

/**
 * Looks for other calls between the parties of a call, in either direction, within half an hour of it.
 * Rejects with a CallError when it is cancelled or its first page fails; a later failure is in the result.
 */
export async function findAttempts(
  call: Call,
  { source, connection, signal }: AttemptDependencies,
): Promise<Attempts> {
  const uid = call.initiator?.id ?? (call.receiverType === 'user' ? call.receiver?.id : undefined);
  const origin = timeOf(call);
  const canAsk = uid !== undefined && origin !== undefined && partiesKey(call) !== undefined;
  const [start, end] = [(origin ?? 0) - ATTEMPT_WINDOW_MS, (origin ?? 0) + ATTEMPT_WINDOW_MS];
  const pager = new Pager({ oldestWanted: start });
  const found = new Map<string, Call>();
  const seen = new Map<string, number | undefined>();
  let hasMetCall = false;
  let pages = 0;
  let failure: Failure | undefined;
  const add = (raw: unknown) => {
    const other = decodeCall(raw, '');
    if (!other || other.sessionId === '') return { key: undefined, at: undefined };
    const { byMeeting, byTime } = keysOf(other);
    const at = timeOf(other);
    seen.set(byTime, at);
    const isThis = isSameCall(other, call);
    hasMetCall ||= isThis;
    const isNear = at !== undefined && at >= start && at <= end;
    if (isNear && !isThis && partiesKey(other) === partiesKey(call)) found.set(byMeeting ?? byTime, other);
    return { key: byTime, at };
  };
  while (!failure && pages < MAX_ATTEMPT_PAGES && !pager.isDone) {
    if (!canAsk) break;
    try {
      const page = await source.listCalls({ connection, uid, ...pager.next() }, signal);
      pages += 1;
      pager.take(page, page.items.map(add));
    } catch (error) {
      if (!CallError.is(error) || signal.aborted || pages === 0) throw error;
      failure = error.failure;
    }
  }
  const times = [...seen.values()].filter((at) => at !== undefined).toSorted((a, b) => a - b);
  const [from, to] = [times[0], times.at(-1)];
  // The pager ends at the end of the list, or where a sorted list has gone past the window.
  const { isDone, isPatchy } = pager;
  return {
    attempts: [call, ...found.values()].toSorted((a, b) => (timeOf(a) ?? 0) - (timeOf(b) ?? 0)),
    lookedAt: {
      pages,
      calls: seen.size,
      from,
      to,
      hasMetCall,
      isComplete: isDone && !isPatchy && hasMetCall,
      isShort: !isDone && from !== undefined && from > end,
    },
    failure,
  };
}

/** Between whom a call is, whoever of two called; for a group, the group. Undefined where the answer does not say. */
function partiesKey({ initiator, receiver, receiverType }: Call): string | undefined {
  if (!receiver) return undefined;
  if (receiverType === 'group') return JSON.stringify([receiver.id]);
  return initiator && JSON.stringify([initiator.id, receiver.id].toSorted());
}

/** Whether two answers are of one call: of one session, one meeting, one time. */
export function isSameCall(a: Call, b: Call): boolean {
  if (a.sessionId !== b.sessionId) return false;
  if (a.initiatedAt !== b.initiatedAt || startedApart(a, b))
    return a.meetingId !== undefined && a.meetingId === b.meetingId;
  return a.meetingId === undefined || b.meetingId === undefined || a.meetingId === b.meetingId;
}

/** Whether two calls that say only when they started did so at different times. */
function startedApart(a: Call, b: Call): boolean {
  if (a.initiatedAt !== undefined || a.startedAt === undefined || b.startedAt === undefined) return false;
  return a.startedAt !== b.startedAt;
}

/** Such as `4th attempt in 1 min 30 s, three unanswered`, or `at least` so many where not all of the time was seen. */
export function describeAttempts(
  { attempts, lookedAt }: Attempts,
  call: Call,
  t: Translate,
): string | undefined {
  if (lookedAt.pages === 0) return undefined;
  const count = attempts.length;
  if (count === 1) {
    if (lookedAt.isShort) return t('The look back did not reach this call');
    return lookedAt.isComplete ? t('No other attempt within 30 min') : t('No other attempt found');
  }
  const span = formatDuration(spanOf(attempts), t);
  const place = attempts.findIndex((other) => isSameCall(other, call)) + 1;
  const sentence =
    lookedAt.isComplete && place > 0
      ? placed(place, count, span, t)
      : t('At least {0} attempts in {1}', count, span);
  return [...outcomes(attempts, t)].reduce((before, outcome) => t('{0}, {1}', before, outcome), sentence);
}

/** Such as `Looked at 300 calls, 18 Aug 2023, 14:15:27 – 16:02:11 UTC, and this one was not among them`. */
export function describeLookedAt({ lookedAt }: Attempts, t: Translate, time: TimeFormat): string {
  const { calls, from, to, isComplete, isShort, hasMetCall, pages } = lookedAt;
  if (pages === 0) return t('CometChat did not report between whom the call was, or when');
  if (isComplete) return t('Looked at every call within 30 min');
  if (calls === 0 || from === undefined || to === undefined)
    return t('Looked, and found no call with a time');
  const isOne = calls === 1;
  const when = isOne ? time.dateTime(from) : time.range(from, to);
  if (isShort) {
    return isOne
      ? t('Looked at 1 call, {0}, which is later than this one', when)
      : t('Looked at {0} calls, {1}, all of them later than this one', calls, when);
  }
  if (!hasMetCall) {
    return isOne
      ? t('Looked at 1 call, {0}, and it is not this one', when)
      : t('Looked at {0} calls, {1}, and this one was not among them', calls, when);
  }
  return isOne ? t('Looked at 1 call, {0}', when) : t('Looked at {0} calls, {1}', calls, when);
}

function spanOf(attempts: readonly Call[]): number {
  const times = attempts.map(timeOf).filter((at) => at !== undefined);
  return (Math.max(...times) - Math.min(...times)) / 1000;
}

/** English numbers its attempts with four endings; a language that does otherwise translates four messages alike. */
function placed(place: number, count: number, span: string, t: Translate): string {
  const isTeen = place % 100 >= 11 && place % 100 <= 13;
  const last = isTeen ? 0 : place % 10;
  if (place === count) {
    if (last === 1) return t('{0}st attempt in {1}', place, span);
    if (last === 2) return t('{0}nd attempt in {1}', place, span);
    return last === 3 ? t('{0}rd attempt in {1}', place, span) : t('{0}th attempt in {1}', place, span);
  }
  if (last === 1) return t('{0}st of {1} attempts in {2}', place, count, span);
  if (last === 2) return t('{0}nd of {1} attempts in {2}', place, count, span);
  return last === 3
    ? t('{0}rd of {1} attempts in {2}', place, count, span)
    : t('{0}th of {1} attempts in {2}', place, count, span);
}

/** How the attempts failed, each way with how often; nothing of those that were answered. */
function* outcomes(attempts: readonly Call[], t: Translate): Generator<string> {
  const countOf = (status: CallStatus) => attempts.filter((call) => call.status === status).length;
  const [unanswered, rejected] = [countOf('unanswered'), countOf('rejected')];
  const [busy, cancelled] = [countOf('busy'), countOf('cancelled')];
  if (unanswered > 0)
    yield unanswered === attempts.length ? t('all unanswered') : t('{0} unanswered', word(unanswered, t));
  if (rejected > 0)
    yield rejected === attempts.length ? t('all rejected') : t('{0} rejected', word(rejected, t));
  if (busy > 0) yield busy === attempts.length ? t('all busy') : t('{0} busy', word(busy, t));
  if (cancelled > 0)
    yield cancelled === attempts.length ? t('all cancelled') : t('{0} cancelled', word(cancelled, t));
}

function word(count: number, t: Translate): string {
  const words = [
    t('one'),
    t('two'),
    t('three'),
    t('four'),
    t('five'),
    t('six'),
    t('seven'),
    t('eight'),
    t('nine'),
  ];
  return words[count - 1] ?? String(count);
}
