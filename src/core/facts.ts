/** What follows from a call's fields, and from nothing else. Lengths are seconds, instants milliseconds since 1970 UTC. */
import type { Call, Participant, Party } from './call.ts';

/**
 * How long it rang: from initiated to started; undefined when either is missing or they are out of order, and for
 * meetings and presentations, which nobody answers.
 */
export function ringSeconds(call: Call): number | undefined {
  if (call.mode === 'meet' || call.mode === 'presenter') return undefined;
  return secondsBetween(call.initiatedAt, call.startedAt);
}

/** How long it lasted: from started to ended, else the duration the server gave. */
export function talkSeconds(call: Call): number | undefined {
  return secondsBetween(call.startedAt, call.endedAt) ?? call.durationSeconds;
}

/** The length between two instants; undefined when one is missing or they are out of order. */
export function secondsBetween(from: number | undefined, to: number | undefined): number | undefined {
  return from === undefined || to === undefined || to < from ? undefined : (to - from) / 1000;
}

/** Whether a participant was in the call: the server's word, else that there is a time of joining. */
export function hasJoined(participant: Participant): boolean {
  return participant.isJoined ?? participant.joinedAt !== undefined;
}

/** One person: all the stays of one uid, in the order in which they joined. */
export interface Person {
  readonly uid: string;
  readonly name: string | undefined;
  readonly stays: readonly Participant[];
}

/** The people of a call, in the order in which they first joined; those who never did come last. */
export function peopleOf(call: Call): readonly Person[] {
  const byUid = Map.groupBy(call.participants, ({ uid }) => uid);
  return [...byUid]
    .map(([uid, stays]) => ({
      uid,
      name: stays.find(({ name }) => name !== undefined)?.name ?? partyNamed(call, uid),
      stays: stays.toSorted((a, b) => joinedOrNever(a) - joinedOrNever(b)),
    }))
    .toSorted((a, b) => joinedOrNever(a.stays[0]) - joinedOrNever(b.stays[0]));
}

function joinedOrNever(stay: Participant | undefined): number {
  return stay?.joinedAt ?? Number.MAX_SAFE_INTEGER;
}

function partyNamed(call: Call, uid: string): string | undefined {
  return [call.initiator, call.receiver].find((party) => party?.id === uid)?.name;
}

/** How many devices a person used, as far as the device ids tell. */
export function deviceCount(stays: readonly Participant[]): number {
  return new Set(stays.map(({ device }) => device).filter((device) => device !== undefined)).size;
}

/** The name to show for a party or person: the name where there is one, else the id. */
export function displayName(party: Pick<Party, 'id' | 'name'>): string {
  return party.name !== undefined && party.name.trim() !== '' ? party.name : party.id;
}

/** The person who left before everybody else, for good, and how long before the end of the call. */
export function firstToLeave(
  call: Call,
): { readonly person: Person; readonly secondsBeforeEnd: number } | undefined {
  const { endedAt } = call;
  if (endedAt === undefined) return undefined;
  const leavers = peopleOf(call)
    .filter(({ stays }) => stays.some(hasJoined))
    .map((person) => ({ person, leftAt: lastLeave(person) }));
  // With one time of leaving missing, nobody can be said to have been first.
  if (leavers.length < 2 || leavers.some(({ leftAt }) => leftAt === undefined)) return undefined;
  const [first, second] = leavers.toSorted((a, b) => (a.leftAt ?? 0) - (b.leftAt ?? 0));
  if (first?.leftAt === undefined || first.leftAt === second?.leftAt || first.leftAt >= endedAt)
    return undefined;
  return { person: first.person, secondsBeforeEnd: (endedAt - first.leftAt) / 1000 };
}

function lastLeave({ stays }: Person): number | undefined {
  let last: number | undefined;
  for (const { leftAt } of stays.filter(hasJoined)) {
    if (leftAt === undefined) return undefined;
    if (last === undefined || leftAt > last) last = leftAt;
  }
  return last;
}

/** The people who are in the call as of its answer: joined on some device and not left there. */
export function presentPeople(call: Call): readonly Person[] {
  return peopleOf(call).filter(({ stays }) =>
    stays.some((stay) => hasJoined(stay) && stay.leftAt === undefined && stay.state !== 'ended'),
  );
}
