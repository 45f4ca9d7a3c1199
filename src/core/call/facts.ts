/** What follows from a call's fields, and from nothing else. Lengths are seconds, instants milliseconds since 1970 UTC. */
import { CLOCKS_APART_MS } from '../base/index.ts';
import { parseSessionId } from '../sessionId/index.ts';
import {
  attendanceOfAll,
  hasJoined,
  isStillThere,
  isUncertain,
  isUnclear,
  stateDenies,
  stateOf,
} from './attendance.ts';
import type { Call, CallStatus, Participant, Party } from './model.ts';
import { reachOf } from './spans.ts';

/**
 * How long it took to be answered: from initiated to started; undefined when either is missing or they are out of
 * order, and for meetings, presentations and broadcasts, which nobody answers.
 */
export function ringSeconds(call: Call): number | undefined {
  if (call.mode !== undefined && call.mode !== 'call') return undefined;
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

/** Whether a call was under way as of its answer: it may be ringing yet, and has no time at which it ended. */
export function isLive({ status, endedAt }: Pick<Call, 'status' | 'endedAt'>): boolean {
  return (status === 'initiated' || status === 'ongoing') && endedAt === undefined;
}

/** Whether a call between two was answered by nobody, so that whoever called may have tried again. */
export function isMissed({
  mode,
  receiverType,
  status,
}: Pick<Call, 'mode' | 'receiverType' | 'status'>): boolean {
  return (mode === undefined || mode === 'call') && receiverType === 'user' && MISSED.has(status);
}

const MISSED: ReadonlySet<CallStatus> = new Set(['unanswered', 'rejected', 'busy', 'cancelled']);

/** A call without a mode can be told to be one that rings by a status that meetings never have. */
const RINGS: ReadonlySet<CallStatus> = new Set(['initiated', 'unanswered', 'rejected', 'cancelled']);

/** Whether people who have not joined may yet: not once the call is over, as far as its answer tells. */
export function mayStillJoin({ status, endedAt }: Call): boolean {
  return endedAt === undefined && (status === 'initiated' || status === 'ongoing' || status === 'unknown');
}

/** Why somebody has no times: as much of whether they joined as the answer shows. */
export type Absence = 'untimed' | 'disputed' | 'notToldYet' | 'notTold' | 'rejected' | 'notYet' | 'never';

/** @param stays those of one person, or one of them; without a time that could be told */
export function absenceOf(call: Call, stays: readonly Participant[]): Absence {
  const isOpen = mayStillJoin(call);
  switch (attendanceOfAll(stays)) {
    case 'joined':
      return 'untimed';
    case 'disputed':
      return 'disputed';
    case 'notTold':
      return isOpen ? 'notToldYet' : 'notTold';
    case 'notJoined':
      // The caller's entry may carry the call's own `rejected`, which does not say that it was they.
      if (
        stays.some(
          (stay) => stateOf(stay) === 'rejected' && (stay.uid === '' || stay.uid !== call.initiator?.id),
        )
      )
        return 'rejected';
      return isOpen && !stays.some(stateDenies) ? 'notYet' : 'never';
  }
}

/**
 * How long a call may ring before its answer is called stale, in seconds: the SDKs give up after 45 s unless
 * they are told otherwise, and five minutes leave room for those that are.
 */
export const RINGS_AT_MOST_SECONDS = 300;

/** Whether a call is one that rings: meetings and presentations do not, nor does a busy line. */
export function mayRing({ mode, status }: Pick<Call, 'mode' | 'status'>): boolean {
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

/** A group may have the id of a user: its name is not theirs. */
function partyNamed({ initiator, receiver, receiverType }: Call, uid: string): string | undefined {
  const users = [initiator, receiverType === 'group' ? undefined : receiver];
  return users.find((party) => party?.id === uid && party.name !== undefined)?.name;
}

/** Whether the answer's list was read whole: some of its entries may be no objects, or too many. */
export function isWhole({ warnings }: Call, list: 'participants' | 'recordings' | 'transcriptions'): boolean {
  return !warnings.some(({ path }) => path === list || /^\w+\[\d+\]$/.exec(path)?.[0].startsWith(`${list}[`));
}

/** Whether the list of participants was read whole, and the server counts no more. */
export function isCountedWhole(call: Call): boolean {
  return isWhole(call, 'participants') && (call.participantCount ?? 0) <= call.participants.length;
}

/** Whether the list of participants tells who joined: it is whole, as far as is told, and no entry is in doubt. */
export function tellsWhoJoined(call: Call): boolean {
  return isCountedWhole(call) && !call.participants.some(isUnclear);
}

/** Whether the list has the caller, and a user who was called, as far as the answer names them. */
function hasParties({ participants, initiator, receiver, receiverType }: Call): boolean {
  const called = receiverType === 'user' ? receiver : undefined;
  return [initiator, called].every((party) => !party || participants.some(({ uid }) => uid === party.id));
}

/**
 * Whether nothing speaks against everybody being listed: the list tells who joined, and by the server's count, or by
 * caller and called, nobody is missing. Only then can somebody be said to have been alone.
 */
export function isEverybodyListed(call: Call): boolean {
  return tellsWhoJoined(call) && (call.participantCount !== undefined || hasParties(call));
}

/** Whether the answer shows that the list has everybody: by a count, or of a call between two, by both being on it. */
export function isKnownWhole(call: Call): boolean {
  const { participantCount, initiator, receiver, receiverType } = call;
  const areNamed = receiverType === 'user' && initiator !== undefined && receiver !== undefined;
  return isEverybodyListed(call) && (participantCount !== undefined || areNamed);
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
      stays.some((stay) => states.includes(stateOf(stay) ?? '')),
  );
}

/** How many devices a person used, as far as the device ids tell. */
export function deviceCount(stays: readonly Participant[]): number {
  return new Set(stays.map(({ device }) => device).filter((device) => device !== undefined)).size;
}

/** The name to show for a party or person: the name where there is one, else the id. */
export function displayName(party: Pick<Party, 'id' | 'name'>): string {
  return party.name !== undefined && party.name.trim() !== '' ? party.name : party.id;
}

/**
 * When somebody left for good, in milliseconds since 1970 UTC; undefined where one of their stays has no time of
 * leaving, or two times in the wrong order, of which nobody knows which is right.
 */
export function lastLeave(stays: readonly Participant[]): number | undefined {
  let last: number | undefined;
  for (const stay of stays) {
    if (isUncertain(stay)) return undefined;
    if (!hasJoined(stay)) continue;
    if (stay.leftAt === undefined) return undefined;
    last = Math.max(last ?? 0, stay.leftAt);
  }
  return last;
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

/** A recording is made ready after the call; an hour after its end it is late. In seconds. */
const MEDIA_READY_SECONDS = 3600;

/**
 * How many seconds ago a call was over whose recordings and transcripts should be there by now: by its end, else by
 * the newest of its times; undefined while they may still be in the making.
 */
export function mediaLateSeconds(call: Call, asOf: number): number | undefined {
  if (isLive(call)) return undefined;
  const over = secondsBetween(call.endedAt ?? reachOf(instantsOf(call))?.to, asOf);
  return over !== undefined && over > MEDIA_READY_SECONDS ? over : undefined;
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
