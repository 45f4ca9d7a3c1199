/** Where a call's status and the rest of its answer tell two stories: neither is to be told as if it were sure. */
import type { Call } from './model.ts';
import { hasJoined, type Person, peopleOf } from './facts.ts';

/**
 * What denies a status: that there is a time at which the call ended, or started, or that people joined who did not
 * begin it.
 */
export type Contradiction =
  | { readonly kind: 'ended' | 'started' }
  | {
      readonly kind: 'joined';
      readonly people: readonly Person[];
      /** Whether these are those who were called: without an initiator, one of them may have called. */
      readonly wereCalled: boolean;
    };

/** What in an answer denies the status of its call; undefined where nothing does. */
export function contradictionOf(call: Call): Contradiction | undefined {
  const { status, startedAt, endedAt } = call;
  const isRinging = status === 'initiated';
  if ((isRinging || status === 'ongoing') && endedAt !== undefined) return { kind: 'ended' };
  if (!isRinging && !wasNotTaken(call)) return undefined;
  if (startedAt !== undefined) return { kind: 'started' };
  const joined = joinedAgainst(call);
  return joined.length === 0
    ? undefined
    : { kind: 'joined', people: joined, wereCalled: call.initiator !== undefined };
}

function wasNotTaken({ status }: Call): boolean {
  return status === 'unanswered' || status === 'rejected' || status === 'busy' || status === 'cancelled';
}

/** Meetings may be entered before they start; who is in a call that rings has answered it, but for the caller. */
function joinedAgainst(call: Call): readonly Person[] {
  const { mode, initiator } = call;
  if (mode === 'meet' || mode === 'presenter') return [];
  const joined = peopleOf(call).filter(({ stays }) => stays.some(hasJoined));
  if (!initiator) return joined.length > 1 ? joined : [];
  return joined.filter(({ uid }) => uid !== '' && uid !== initiator.id);
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
