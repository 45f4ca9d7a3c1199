/**
 * Which calls a list shows. What the Calls API can filter is asked of it, and everything is filtered here as well,
 * for a server may ignore any of it. Instants are milliseconds since 1970 UTC.
 */
import type { Call, CallStatus, CallListRequest } from '../call/model.ts';
import type { Translate } from '../base/index.ts';
import { ALL, type CallFilter, type FilterStatus, type SavedFilter, type TimeRange } from './model.ts';

/** A filter that a list asks the server for, without the connection and the page. */
export type FilterRequest = Omit<CallListRequest, 'connection' | 'page' | 'perPage'>;

/** Busy is how a device in a call rejects another; a call is cancelled when its caller gives up on an answer. */
const NOT_ANSWERED: readonly FilterStatus[] = ['unanswered', 'rejected', 'busy', 'cancelled'];

/** The filters every connection has, in the order in which they are offered; views remember their ids. */
export function builtInFilters(t: Translate): readonly SavedFilter[] {
  return [
    { id: ALL, name: t('All'), filter: {} },
    { id: 'ongoing', name: t('Ongoing'), filter: { statuses: ['ongoing'] } },
    { id: 'notAnswered', name: t('Unanswered and rejected'), filter: { statuses: NOT_ANSWERED } },
    { id: 'withRecording', name: t('With recording'), filter: { hasRecording: true } },
  ];
}

/**
 * The lists that hold every call of a filter: one for each status as the server may spell it, else one. No time range is
 * asked for: what `startedAt` means is not documented, and calls that nobody answered have none, and would be missing.
 */
export function requestsOf(filter: CallFilter): readonly FilterRequest[] {
  const { statuses, participants, time: _time, ...asked } = filter;
  const exact = participants?.min === participants?.max ? participants?.min : undefined;
  const common: FilterRequest = { ...asked, ...(exact !== undefined && { participantsCount: exact }) };
  if (!statuses?.length) return [common];
  return [...new Set(statuses)].flatMap(spellingsOf).map((status) => ({ ...common, status }));
}

function spellingsOf(status: FilterStatus): readonly string[] {
  return status === 'cancelled' ? ['cancelled', 'canceled'] : [status];
}

/** Whether a list asks for a spelling that its server need not know; then its refusal is no failure. */
export function isOtherSpelling({ status }: FilterRequest): boolean {
  return status === 'cancelled' || status === 'canceled';
}

/** Whether every part of a filter is one that the server is asked for: then its total counts what is listed. */
export function isServersAlone(filter: CallFilter): boolean {
  const { participants, time } = filter;
  return time === undefined && participants?.min === participants?.max;
}

/** When a call was, for lists: when it was initiated, else the first of its other times. */
export function timeOf(call: Pick<Call, 'initiatedAt' | 'startedAt' | 'endedAt'>): number | undefined {
  return call.initiatedAt ?? call.startedAt ?? call.endedAt;
}

/** Whether a call passes a filter, as of now. What its answer leaves out cannot speak against it: the server was asked. */
export function matches(call: Call, filter: CallFilter, now: number): boolean {
  return (
    agrees(call.type, filter.type) &&
    agrees(call.mode, filter.mode) &&
    agrees(call.receiverType, filter.receiverType) &&
    hasStatus(call, filter.statuses) &&
    agrees(call.hasRecording ?? (call.recordings.length > 0 || undefined), filter.hasRecording) &&
    agrees(call.hasTranscription ?? (call.transcripts.length > 0 || undefined), filter.hasTranscription) &&
    isWithin(call.participantCount, filter.participants) &&
    mayInvolve(call, filter.uid) &&
    isInTime(call, filter.time, now)
  );
}

function agrees<Value>(found: Value | undefined, wanted: Value | undefined): boolean {
  return found === undefined || wanted === undefined || found === wanted;
}

function hasStatus(call: Call, wanted: readonly CallStatus[] | undefined): boolean {
  return !wanted?.length || call.rawStatus === undefined || wanted.includes(call.status);
}

function isWithin(count: number | undefined, bounds: CallFilter['participants']): boolean {
  if (count === undefined || !bounds) return true;
  return count >= (bounds.min ?? 0) && count <= (bounds.max ?? Number.POSITIVE_INFINITY);
}

function mayInvolve(call: Call, uid: string | undefined): boolean {
  if (uid === undefined || call.initiator?.id === uid) return true;
  if (call.receiver?.id === uid && call.receiverType !== 'group') return true;
  return call.participants.length === 0 || call.participants.some((participant) => participant.uid === uid);
}

/** From when to when a range is, as of now; undefined where it is open. */
export function boundsOf(
  time: TimeRange | undefined,
  now: number,
): { readonly from: number | undefined; readonly to: number | undefined } {
  if (time?.kind !== 'last') return { from: time?.from, to: time?.to };
  const hours = time.unit === 'hours' ? time.amount : time.amount * 24;
  return { from: now - hours * 3_600_000, to: undefined };
}

function isInTime(call: Call, time: TimeRange | undefined, now: number): boolean {
  if (!time) return true;
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = boundsOf(time, now);
  const at = timeOf(call);
  return at !== undefined && at >= from && at <= to;
}
