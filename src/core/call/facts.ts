/** What follows from a call's fields, and from nothing else. Lengths are seconds, instants milliseconds since 1970 UTC. */
import { CLOCKS_APART_MS } from '../base/index.ts';
import { parseSessionId } from '../sessionId/index.ts';
import type { Call, CallStatus, Participant, Party } from './model.ts';
import { reachOf } from './spans.ts';

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

/** Whether an entry has a time of joining, and is marked as of somebody who did not join: nobody knows which is right. */
export function isDisputed({ isJoined, joinedAt }: Participant): boolean {
  return isJoined === false && joinedAt !== undefined;
}

/** Whether a call was under way as of its answer: it may be ringing yet, and has no time at which it ended. */
export function isLive({ status, endedAt }: Pick<Call, 'status' | 'endedAt'>): boolean {
  return (status === 'initiated' || status === 'ongoing') && endedAt === undefined;
}

/** A call without a mode can be told to be one that rings by a status that meetings never have. */
const RINGS: ReadonlySet<CallStatus> = new Set(['initiated', 'unanswered', 'rejected', 'cancelled']);

/** Whether people who have not joined may yet: not once the call is over, as far as its answer tells. */
export function mayStillJoin({ status, endedAt }: Call): boolean {
  return endedAt === undefined && (status === 'initiated' || status === 'ongoing' || status === 'unknown');
}

/**
 * How long a call may ring before its answer is called stale, in seconds: the SDKs give up after 45 s unless
 * they are told otherwise, and five minutes leave room for those that are.
 */
export const RINGS_AT_MOST_SECONDS = 300;

/** Whether a call is one that rings: meetings and presentations do not, nor does a busy line. */
export function mayRing({ mode, status }: Call): boolean {
  return mode === undefined ? RINGS.has(status) : mode === 'call' && status !== 'busy';
}

/** Tells people apart: by uid; somebody without one is known by where they stand in `call.participants`. */
export type PersonKey = string | number;

/** @param index where the participant stands in `call.participants` */
export function personKey({ uid }: Pick<Participant, 'uid'>, index: number): PersonKey {
  return uid === '' ? index : uid;
}

/** One person: all the stays of one uid, in the order in which they joined; without a uid, one stay. */
export interface Person {
  readonly key: PersonKey;
  /** Empty for somebody without one. */
  readonly uid: string;
  readonly name: string | undefined;
  readonly stays: readonly Participant[];
}

/** The people of a call, in the order in which they first joined; those who never did come last. */
export function peopleOf(call: Call): readonly Person[] {
  const byKey = new Map<PersonKey, Participant[]>();
  for (const [index, stay] of call.participants.entries()) {
    const key = personKey(stay, index);
    const stays = byKey.get(key);
    if (stays) stays.push(stay);
    else byKey.set(key, [stay]);
  }
  return [...byKey]
    .map(([key, stays]) => {
      const uid = typeof key === 'string' ? key : '';
      return {
        key,
        uid,
        name: stays.find(({ name }) => name !== undefined)?.name ?? partyNamed(call, uid),
        stays: stays.toSorted((a, b) => joinedOrNever(a) - joinedOrNever(b)),
      };
    })
    .toSorted((a, b) => joinedOrNever(a.stays[0]) - joinedOrNever(b.stays[0]));
}

/** Who joined at a time that is not told comes after those whose is, and before those who never did. */
function joinedOrNever(stay: Participant | undefined): number {
  if (!stay || !hasJoined(stay)) return Number.MAX_SAFE_INTEGER;
  return stay.joinedAt ?? Number.MAX_SAFE_INTEGER - 1;
}

function partyNamed(call: Call, uid: string): string | undefined {
  return [call.initiator, call.receiver].find((party) => party?.id === uid)?.name;
}

/** Whether the answer's list was read whole: some of its entries may be no objects, or too many. */
export function isWhole({ warnings }: Call, list: 'participants' | 'recordings' | 'transcriptions'): boolean {
  return !warnings.some(({ path }) => path === list || /^\w+\[\d+\]$/.exec(path)?.[0].startsWith(`${list}[`));
}

/**
 * Whether the list of participants tells who joined: it was read whole, the server counts no more, and no entry
 * disputes itself.
 */
export function tellsWhoJoined(call: Call): boolean {
  const { participants, participantCount = 0 } = call;
  return (
    isWhole(call, 'participants') && participantCount <= participants.length && !participants.some(isDisputed)
  );
}

/**
 * Whether nothing speaks against everybody being told who was in the call: the list tells who joined, and the caller
 * is on it. Only then can somebody be said to have been alone.
 */
export function isEverybodyListed(call: Call): boolean {
  const { participants, initiator } = call;
  return (
    tellsWhoJoined(call) && (initiator === undefined || participants.some(({ uid }) => uid === initiator.id))
  );
}

/**
 * The people whose `state` is one of these words, and who did not join for all that. The entry of whoever called may
 * carry the call's own `rejected` or `busy`, which does not say that it was they.
 */
export function peopleInState(call: Call, ...states: readonly string[]): readonly Person[] {
  const isMirrored = states.includes('rejected') || states.includes('busy');
  return peopleOf(call).filter(
    ({ uid, stays }) =>
      !(isMirrored && uid !== '' && uid === call.initiator?.id) &&
      !stays.some(hasJoined) &&
      stays.some(({ state }) => state !== undefined && states.includes(state)),
  );
}

/** The ids of the meetings that an answer tells times of: more than one in a session that is used again. */
export function meetingIdsOf({ participants, transcripts }: Call): ReadonlySet<string> {
  const ids = [
    ...participants.filter((stay) => hasJoined(stay) && (stay.joinedAt ?? stay.leftAt) !== undefined),
    ...transcripts.filter(({ startedAt, endedAt }) => (startedAt ?? endedAt) !== undefined),
  ].map(({ meetingId }) => meetingId);
  return new Set(ids.filter((id) => id !== undefined));
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
  for (const { joinedAt, leftAt } of stays.filter(hasJoined)) {
    // Of two times in the wrong order nobody knows which is right.
    if (leftAt === undefined || leftAt < (joinedAt ?? leftAt)) return undefined;
    if (last === undefined || leftAt > last) last = leftAt;
  }
  return last;
}

/** Whether a stay in a call that is under way has not ended either. */
export function isStillThere(stay: Participant): boolean {
  return hasJoined(stay) && isOpen(stay);
}

/** Whether somebody may be in a call that is under way, by an entry that disputes itself. */
export function mayBeThere(stay: Participant): boolean {
  return isDisputed(stay) && isOpen(stay);
}

function isOpen({ leftAt, state }: Participant): boolean {
  return leftAt === undefined && state !== 'ended';
}

/** The people who are in the call as of its answer: joined on some device and not left there. */
export function presentPeople(call: Call): readonly Person[] {
  return peopleOf(call).filter(({ stays }) => stays.some(isStillThere));
}

/** When a call began, in milliseconds since 1970 UTC: by what is known of it, else by its id. */
export function callBeganAt(sessionId: string, call: Call | undefined): number | undefined {
  const session = parseSessionId(sessionId);
  return call?.initiatedAt ?? call?.startedAt ?? ('initiatedAt' in session ? session.initiatedAt : undefined);
}

// The moment an answer tells of: one notion of now, for the verdict, the findings and the timeline.

/**
 * When an answer was given, in milliseconds since 1970 UTC: when it was fetched, or where this computer's clock is a
 * little behind, the newest time of the answer, for it is no older than what it tells. More than clocks disagree by
 * is something else. Transcripts have no say in it: they may have been fetched after the answer.
 * @param fetchedAt by this computer's clock
 */
export function asOfAnswer(call: Call, fetchedAt: number): number {
  const newest = reachOf(instantsOf(call))?.to ?? fetchedAt;
  return newest <= fetchedAt + CLOCKS_APART_MS ? Math.max(fetchedAt, newest) : fetchedAt;
}

/** Every time of an answer but those of its transcripts, and of who did not join. */
export function* instantsOf({
  initiatedAt,
  startedAt,
  endedAt,
  participants,
  recordings,
}: Call): Generator<number | undefined> {
  yield* [initiatedAt, startedAt, endedAt];
  for (const stay of participants) if (hasJoined(stay)) yield* [stay.joinedAt, stay.leftAt];
  for (const recording of recordings) yield* [recording.startedAt, recording.endedAt];
}

// Which minutes of audio and video are told: one rule, wherever they are.

/** In seconds; undefined where there is nothing to tell. */
export type Minutes = Pick<Call, 'audioSeconds' | 'videoSeconds'>;

/**
 * What to tell of a call's minutes, or of a stay's: whatever the answer has, also where that is zero. Of a call that
 * is to have no video, and in which nobody had any, the server says so at every stay, and nothing is told of video.
 */
export function minutesTeller({ type, videoSeconds, participants }: Call): (of: Minutes) => Minutes {
  const hasVideo =
    type === 'video' || [{ videoSeconds }, ...participants].some((each) => (each.videoSeconds ?? 0) > 0);
  return (of) => ({ audioSeconds: of.audioSeconds, videoSeconds: hasVideo ? of.videoSeconds : undefined });
}
