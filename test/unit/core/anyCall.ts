/** Any answer, however hostile, for the tests of what holds of all. */
import * as fc from 'fast-check';
import { at, t } from './support.ts';

/** When the answers were fetched. */
export const AS_OF = at(100) * 1000;
export const CONTEXT = { asOf: AS_OF, sessionId: 'asked-for', appId: undefined, region: undefined, t };

/** Seconds in which calls of these tests happen: few, so that much happens at one time. */
export const LAST = 40;
const instant = fc.option(
  fc.oneof(
    { weight: 30, arbitrary: fc.integer({ min: 0, max: LAST }).map(at) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<unknown>(0, -1, 'soon', String(at(3)), at(7) * 1000, 9_999_999_999),
    },
  ),
  { nil: undefined, freq: 6 },
);
const flag = fc.constantFrom(true, true, true, false, undefined, null, 'maybe');
const minutes = fc.constantFrom(undefined, 0, 0.25, 600, 1e300, 'long');
const entry = fc.record(
  {
    uid: fc.constantFrom<unknown>('a', 'b', 'c', 'd', '', 0, null, '__proto__', 'x\u202e'),
    name: fc.constantFrom<unknown>('Ann', '', 5, '<b>'),
    isJoined: flag,
    hasJoined: flag,
    joinedAt: instant,
    leftAt: instant,
    state: fc.constantFrom<unknown>('ongoing', 'ended', 'unanswered', 'rejected', 'lost', {}),
    deviceId: fc.constantFrom<unknown>('x@rtc/1', 'x@rtc/2', 'y@rtc/1', '@', 3),
    mid: fc.constantFrom<unknown>('m1', 'm2', '', []),
    totalDuration: minutes,
    totalDurationInMinutes: minutes,
    totalVideoMinutes: minutes,
  },
  { requiredKeys: ['joinedAt', 'leftAt'] },
);
const junk = fc.constantFrom<unknown>(null, 7, 'x', [], undefined);
const listOf = (item: fc.Arbitrary<unknown>, maxLength: number) =>
  fc.array(fc.oneof({ weight: 9, arbitrary: item }, { weight: 1, arbitrary: junk }), { maxLength });
const window = fc.record({
  startTime: instant,
  endTime: instant,
  duration: minutes,
  mid: fc.constantFrom('m1', 'm2'),
});

/** An answer of a few people within a few seconds, in which anything may be odd. */
export const answer: fc.Arbitrary<Record<string, unknown>> = fc.record(
  {
    sessionId: fc.constantFrom<unknown>('asked-for', 'another', 7, '', `${at(0)}${'a'.repeat(40)}`),
    status: fc.constantFrom<unknown>(
      'initiated',
      'ongoing',
      'ended',
      'ended',
      'unanswered',
      'rejected',
      'busy',
      'canceled',
      'paused',
      4,
    ),
    mode: fc.constantFrom<unknown>('call', 'call', 'meet', 'presenter', 9),
    type: fc.constantFrom<unknown>('audio', 'video'),
    receiverType: fc.constantFrom('user', 'group'),
    initiatedAt: instant,
    startedAt: instant,
    endedAt: instant,
    totalDuration: fc.constantFrom<unknown>('00:00:19', 19, 'long'),
    totalDurationInMinutes: minutes,
    totalVideoMinutes: minutes,
    totalParticipants: fc.constantFrom<unknown>(0, 2, 50, -1),
    hasRecording: flag,
    hasTranscription: flag,
    participants: listOf(entry, 9),
    recordings: listOf(window, 3),
    transcriptions: listOf(window, 3),
  },
  { requiredKeys: ['participants'] },
);
