/** Whether an entry of the list of participants shows somebody in the call: judged once, for all that is told. */
import type { Participant } from './model.ts';

/**
 * `disputed`: some fields show that they joined, and others that they did not; `notTold`: none show either.
 */
export type Attendance = 'joined' | 'notJoined' | 'disputed' | 'notTold';

/** What a judgement may rest on. */
export type Ground =
  'isJoined' | 'joinedAt' | 'leftAt' | 'duration' | 'audio' | 'video' | 'state' | 'deviceId';

/** The states of somebody who did not join. */
const DENYING: ReadonlySet<string> = new Set([
  'unanswered',
  'missed',
  'rejected',
  'busy',
  'cancelled',
  'canceled',
]);

/** An entry's state in small letters; the server writes it in any. */
export function stateOf({ state }: Participant): string | undefined {
  return state?.toLowerCase();
}

/** Whether an entry's state is that of somebody who did not join. */
export function stateDenies(stay: Participant): boolean {
  return DENYING.has(stateOf(stay) ?? '');
}

/**
 * What an entry shows. A time, or minutes, show a stay as well as the flag does; so does a device whose state is that
 * of a stay, for only who connects has one. A flag and a time together outweigh a state.
 */
export function attendanceOf(stay: Participant): Attendance {
  const hasStayed = showsStay(stay);
  const isDenied = stay.isJoined === false || stateDenies(stay);
  if (!isDenied) return stay.isJoined === true || hasStayed ? 'joined' : 'notTold';
  if (!hasStayed) return stay.isJoined === true ? 'disputed' : 'notJoined';
  return stay.isJoined === true ? 'joined' : 'disputed';
}

function showsStay(stay: Participant): boolean {
  const { joinedAt, leftAt, durationSeconds = 0, audioSeconds = 0, videoSeconds = 0 } = stay;
  const hasTime = joinedAt !== undefined || leftAt !== undefined;
  return hasTime || durationSeconds > 0 || audioSeconds > 0 || videoSeconds > 0 || isConnected(stay);
}

function isConnected(stay: Participant): boolean {
  const state = stateOf(stay);
  return stay.device !== undefined && (state === 'ended' || state === 'ongoing');
}

/** The fields that the judgement of an entry rests on; none where it tells nothing. */
export function groundsOf(stay: Participant): readonly Ground[] {
  const { isJoined, joinedAt, leftAt, durationSeconds = 0, audioSeconds = 0, videoSeconds = 0 } = stay;
  const shown: readonly (Ground | false)[] = [
    isJoined === true && 'isJoined',
    joinedAt !== undefined && 'joinedAt',
    leftAt !== undefined && 'leftAt',
    durationSeconds > 0 && 'duration',
    audioSeconds > 0 && 'audio',
    videoSeconds > 0 && 'video',
    isConnected(stay) && 'state',
    isConnected(stay) && 'deviceId',
  ];
  const denied: readonly (Ground | false)[] = [
    isJoined === false && 'isJoined',
    stateDenies(stay) && 'state',
  ];
  const grounds: Readonly<Record<Attendance, readonly (Ground | false)[]>> = {
    joined: shown,
    notJoined: denied,
    disputed: [...denied, ...shown],
    notTold: [],
  };
  return grounds[attendanceOf(stay)].filter((ground) => ground !== false);
}

/** Of all entries of one person: one that shows a stay is enough, and one that is in doubt leaves the person so. */
export function attendanceOfAll(stays: readonly Participant[]): Attendance {
  const all = new Set(stays.map(attendanceOf));
  return (['joined', 'disputed', 'notTold'] as const).find((each) => all.has(each)) ?? 'notJoined';
}

/** Whether an entry shows somebody in the call. */
export function hasJoined(stay: Participant): boolean {
  return attendanceOf(stay) === 'joined';
}

/** Whether somebody left before joining, by an entry's times: as after a rejoin that kept the old time of leaving. */
export function isReversed({ joinedAt, leftAt }: Participant): boolean {
  return joinedAt !== undefined && leftAt !== undefined && leftAt < joinedAt;
}

/** Whether an entry leaves open if somebody was there. */
export function isUnclear(stay: Participant): boolean {
  const attendance = attendanceOf(stay);
  return attendance === 'disputed' || attendance === 'notTold';
}

/** Whether it leaves open if, or when, somebody was there: then nothing can be said of who was with whom. */
export function isUncertain(stay: Participant): boolean {
  return isUnclear(stay) || isReversed(stay);
}

/** Whether a stay in a call that is under way has not ended either. */
export function isStillThere(stay: Participant): boolean {
  return hasJoined(stay) && isOpen(stay);
}

/** Whether somebody may be in a call that is under way, by an entry that does not tell. */
export function mayBeThere(stay: Participant): boolean {
  if (isReversed(stay)) return attendanceOf(stay) !== 'notJoined';
  if (stay.leftAt !== undefined) return stateOf(stay) === 'ongoing';
  return isUncertain(stay) && isOpen(stay);
}

function isOpen(stay: Participant): boolean {
  return stay.leftAt === undefined && stateOf(stay) !== 'ended';
}
