/** Answers of Get Call as they come: mostly sound, with some of what is odd in the world. Times are Unix seconds. */
import * as fc from 'fast-check';

/** One entry of the list of participants, as the API has it. */
export interface RawEntry {
  readonly uid?: string | undefined;
  readonly isJoined?: boolean | undefined;
  readonly joinedAt?: number | undefined;
  readonly leftAt?: number | undefined;
  readonly state?: string | undefined;
  readonly deviceId?: string | undefined;
  readonly mid?: string | undefined;
  readonly totalDuration?: number | undefined;
  readonly totalAudioMinutes?: number | undefined;
  readonly totalVideoMinutes?: number | undefined;
}

export interface RawCall {
  readonly sessionId: string;
  readonly status?: string | undefined;
  readonly mode?: string | undefined;
  readonly type?: string | undefined;
  readonly receiverType?: string | undefined;
  readonly initiator?: string | undefined;
  readonly receiver?: string | undefined;
  readonly initiatedAt?: number | undefined;
  readonly startedAt?: number | undefined;
  readonly endedAt?: number | undefined;
  readonly mid?: string | undefined;
  readonly totalParticipants?: number | undefined;
  readonly totalDuration?: string | undefined;
  readonly totalAudioMinutes?: number | undefined;
  readonly totalVideoMinutes?: number | undefined;
  readonly participants: readonly RawEntry[];
  readonly recordings?: readonly {
    readonly startTime?: number | undefined;
    readonly endTime?: number | undefined;
    readonly recording_url?: string | undefined;
  }[];
}

const BASE = 1_700_000_000;
/** Seconds in which these calls happen. */
export const LAST = 400;
/** When they were fetched: long after, or in the middle. */
export interface Asked {
  readonly raw: RawCall;
  readonly asOf: number;
}

/** The second, or one nearby, where two things are to happen at nearly one time. */
const second = fc.oneof(
  fc.integer({ min: 0, max: LAST }),
  fc.constantFrom(0, 10, 11, 12, 100, 101, 102, 103, 200, 399, LAST),
);
const maybe = <Value>(one: fc.Arbitrary<Value>, freq = 6) => fc.option(one, { nil: undefined, freq });
const minutes = maybe(fc.constantFrom(0, 0, 0.5, 3, 20), 2);

const stay: fc.Arbitrary<RawEntry> = fc
  .record({
    uid: fc.constantFrom('a', 'a', 'b', 'b', 'c', 'd', ''),
    times: fc.tuple(second, second),
    isOrdered: fc.integer({ min: 0, max: 19 }).map((n) => n > 0),
    hasJoin: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
    hasLeave: fc.integer({ min: 0, max: 6 }).map((n) => n > 0),
    isJoined: fc.constantFrom(true, true, true, true, true, undefined, undefined, false),
    state: fc.constantFrom('ended', 'ended', 'ended', undefined, 'ongoing', 'unanswered', 'Rejected'),
    device: fc.constantFrom('x', 'y', undefined),
    mid: fc.constantFrom('m1', 'm1', 'm1', 'm2', undefined),
    totalAudioMinutes: minutes,
    totalVideoMinutes: minutes,
  })
  .map(({ uid, times: [one, other], isOrdered, hasJoin, hasLeave, device, mid, ...rest }) => ({
    ...rest,
    ...(uid === '' ? {} : { uid }),
    ...(hasJoin && { joinedAt: BASE + (isOrdered ? Math.min(one, other) : Math.max(one, other)) }),
    ...(hasLeave && { leftAt: BASE + (isOrdered ? Math.max(one, other) : Math.min(one, other)) }),
    ...(device !== undefined && { deviceId: `${device}@rtc/1` }),
    ...(mid !== undefined && { mid }),
  }));

/** Who was asked, and did not come. */
const absent: fc.Arbitrary<RawEntry> = fc.record(
  {
    uid: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    isJoined: fc.constant(false),
    state: fc.constantFrom('unanswered', 'rejected', 'busy', 'cancelled'),
    totalAudioMinutes: fc.constant(0),
  },
  { requiredKeys: ['uid'] },
);

/** Most answers have one meeting and sound entries: else every claim would be silenced by something odd. */
const entries = fc.oneof(
  { weight: 3, arbitrary: fc.array(stay, { maxLength: 6 }) },
  {
    weight: 5,
    arbitrary: fc
      .array(fc.oneof({ weight: 5, arbitrary: stay }, { weight: 1, arbitrary: absent }), { maxLength: 5 })
      .map((all) => all.map((each) => sound(each))),
  },
);

/** An entry without a contradiction: a stay, whose end may be missing, or nobody's. */
function sound({ joinedAt, leftAt, ...given }: RawEntry): RawEntry {
  const uid = given.uid ?? 'c';
  const entry = { ...given, mid: undefined };
  if (joinedAt === undefined || entry.isJoined === false) {
    const none = { totalAudioMinutes: 0, totalVideoMinutes: 0 };
    return { ...entry, ...none, uid, isJoined: false, state: 'unanswered', deviceId: undefined };
  }
  const from = Math.min(joinedAt, leftAt ?? joinedAt);
  return { ...entry, uid, isJoined: true, state: 'ended', joinedAt: from, leftAt };
}

/** Mostly in order and with both times, as recorders write them. */
const recording = fc
  .record({
    times: fc.tuple(second, second),
    isOrdered: fc.integer({ min: 0, max: 29 }).map((n) => n > 0),
    hasStart: fc.integer({ min: 0, max: 19 }).map((n) => n > 0),
    hasEnd: fc.integer({ min: 0, max: 19 }).map((n) => n > 0),
  })
  .map(({ times: [one, other], isOrdered, hasStart, hasEnd }) => ({
    recording_url: 'https://recordings.example/a.mp4',
    ...(hasStart && { startTime: BASE + (isOrdered ? Math.min(one, other) : Math.max(one, other)) }),
    ...(hasEnd && { endTime: BASE + (isOrdered ? Math.max(one, other) : Math.min(one, other)) }),
  }));

const raw: fc.Arbitrary<RawCall> = fc
  .record({
    status: fc.constantFrom(
      'ended',
      'ended',
      'ended',
      'ended',
      'ongoing',
      'initiated',
      'unanswered',
      'rejected',
      'busy',
      'canceled',
    ),
    mode: fc.constantFrom('call', 'call', 'call', 'meet', 'broadcast'),
    type: fc.constantFrom('audio', 'video'),
    receiverType: fc.constantFrom('user', 'user', 'group'),
    initiator: maybe(fc.constantFrom('a', 'b', 'e')),
    receiver: maybe(fc.constantFrom('b', 'c')),
    initiatedAt: maybe(fc.constantFrom(0, 0, 0, 5)),
    startedAt: maybe(fc.constantFrom(0, 10, 10, 60)),
    endedAt: maybe(fc.constantFrom(12, 100, 200, LAST, LAST, LAST)),
    mid: fc.constantFrom('m1', undefined, undefined),
    totalParticipants: maybe(fc.integer({ min: 0, max: 6 }), 2),
    totalAudioMinutes: minutes,
    totalVideoMinutes: minutes,
    participants: entries,
    recordings: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(recording, { minLength: 2, maxLength: 3 }) },
    ),
  })
  .map(({ initiatedAt, startedAt, endedAt, ...rest }) => ({
    sessionId: 'an-id',
    ...rest,
    ...(initiatedAt !== undefined && { initiatedAt: BASE + initiatedAt }),
    ...(startedAt !== undefined && { startedAt: BASE + startedAt }),
    ...(endedAt !== undefined && rest.status !== 'ongoing' && { endedAt: BASE + endedAt }),
  }));

export const asked: fc.Arbitrary<Asked> = fc.record({
  raw,
  asOf: fc.constantFrom(BASE + 150, BASE + LAST + 30, BASE + 10_000, BASE + 10_000_000),
});
