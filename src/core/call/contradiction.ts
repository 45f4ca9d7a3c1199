/** Where a call's status and the rest of its answer tell two stories: neither is to be told as if it were sure. */
import type { Call } from './model.ts';
import { attendanceOfAll, hasJoined, stateDenies } from './attendance.ts';
import { mayRing, peopleOf, type Person } from './facts.ts';

/** What denies a status. */
export type Contradiction =
  /** It has a time at which it ended, or started; or it has none at which it started, and nobody joined. */
  | { readonly kind: 'ended' | 'started' | 'noStart' }
  | {
      readonly kind: 'joined';
      readonly people: readonly Person[];
      /** Whether these are those who were called: without an initiator, one of them may have called. */
      readonly wereCalled: boolean;
    }
  /** It was not taken, and has a length, or minutes. */
  | { readonly kind: 'length'; readonly field: 'duration' | 'audio' | 'video'; readonly seconds: number }
  /** It is marked as ringing, and all who were called did not take it by their states. */
  | { readonly kind: 'states'; readonly people: readonly Person[] };

/** What in an answer denies the status of its call; undefined where nothing does. */
export function contradictionOf(call: Call): Contradiction | undefined {
  const { status, startedAt, endedAt } = call;
  const isRinging = status === 'initiated';
  if ((isRinging || status === 'ongoing') && endedAt !== undefined) return { kind: 'ended' };
  if (status === 'ended' || status === 'ongoing') return hasNoStart(call) ? { kind: 'noStart' } : undefined;
  if (!isRinging && !wasNotTaken(call)) return undefined;
  if (startedAt !== undefined) return { kind: 'started' };
  const joined = joinedAgainst(call);
  if (joined.length > 0) return { kind: 'joined', people: joined, wereCalled: call.initiator !== undefined };
  return lengthAgainst(call) ?? (isRinging ? statesAgainst(call) : undefined);
}

function wasNotTaken({ status }: Call): boolean {
  return status === 'unanswered' || status === 'rejected' || status === 'busy' || status === 'cancelled';
}

/** A call that never started has no time of starting: one that has none, no length and nobody in it did not. */
function hasNoStart(call: Call): boolean {
  const { startedAt, durationSeconds = 0, participants } = call;
  return startedAt === undefined && durationSeconds === 0 && !participants.some(hasJoined);
}

/** Meetings may be entered before they start; who is in a call that rings has answered it, but for the caller. */
function joinedAgainst(call: Call): readonly Person[] {
  const { mode, initiator, status } = call;
  const isMeeting = mode !== undefined && mode !== 'call';
  if (isMeeting && status === 'initiated') return [];
  const joined = peopleOf(call).filter(({ stays }) => stays.some(hasJoined));
  if (!initiator || isMeeting) return joined.length > 1 ? joined : [];
  return joined.filter(({ uid }) => uid !== '' && uid !== initiator.id);
}

function lengthAgainst(call: Call): Contradiction | undefined {
  const lengths = { duration: call.durationSeconds, audio: call.audioSeconds, video: call.videoSeconds };
  const field = (['duration', 'audio', 'video'] as const).find((each) => (lengths[each] ?? 0) > 0);
  return field && { kind: 'length', field, seconds: lengths[field] ?? 0 };
}

/** In a group, others that are not listed may still answer. */
function statesAgainst(call: Call): Contradiction | undefined {
  if (!mayRing(call) || call.receiverType !== 'user') return undefined;
  const called = peopleOf(call).filter(({ uid }) => uid === '' || uid !== call.initiator?.id);
  const denying = called.filter(
    ({ stays }) => stays.some(stateDenies) && attendanceOfAll(stays) === 'notJoined',
  );
  return denying.length > 0 && denying.length === called.length
    ? { kind: 'states', people: denying }
    : undefined;
}

/** When the first of those whose joining denies a status joined, as far as that is told. */
export function firstJoinAgainst(contradiction: Contradiction | undefined): number | undefined {
  if (contradiction?.kind !== 'joined') return undefined;
  const { people, wereCalled } = contradiction;
  const joins = people
    .flatMap(({ stays }) => stays.filter(hasJoined).slice(0, 1))
    .map(({ joinedAt }) => joinedAt)
    .filter((joinedAt) => joinedAt !== undefined)
    .toSorted((a, b) => a - b);
  // The first of all may have been the caller.
  return joins[wereCalled ? 0 : 1];
}
