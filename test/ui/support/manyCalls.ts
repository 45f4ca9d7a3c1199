/** A server's list as long as that of an app that has run for months, the same every time. */
import type { RawCall } from '../../../src/sandbox/index.ts';

/** So many calls there are in all … */
const MANY = 10_000;
/** … of them today, yesterday, the day before, and on each day earlier. */
const PER_DAY = [5, 60, 700, 100] as const;

const DAY_SECONDS = 86_400;
const STATUSES = ['ended', 'unanswered', 'rejected', 'canceled', 'ended', 'busy', 'ended', 'ended'];

/** The calls, the newest first. @param now in milliseconds since 1970 UTC */
export function manyCalls(now: number): readonly RawCall[] {
  const seconds = Math.floor(now / 1000);
  const midnight = seconds - (seconds % DAY_SECONDS);
  const calls: RawCall[] = [];
  for (let day = 0; calls.length < MANY; day += 1) {
    const count = Math.min(PER_DAY[day] ?? PER_DAY[3], MANY - calls.length);
    // Today has only been going on for so long.
    const [from, length] =
      day === 0 ? [midnight, seconds - midnight] : [midnight - day * DAY_SECONDS, DAY_SECONDS];
    for (let n = count; n > 0; n -= 1)
      calls.push(callAt(calls.length, from + Math.floor((length * n) / (count + 1))));
  }
  return calls;
}

/**
 * The line of the day that was today when the calls were made, with its number of calls: midnight can pass while the
 * tests run. Before it, yesterday has another number.
 */
export const NEWEST_DAY = new RegExp(`^(Today|Yesterday) ${PER_DAY[0]}$`);

/**
 * A day as the reader sees it, who knows UTC. Two days ago and more, it stays a date while the tests run.
 * @param now in milliseconds since 1970 UTC
 */
export function dayLabel(now: number, daysAgo: number): string {
  return new Date(now - daysAgo * DAY_SECONDS * 1000).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

function callAt(index: number, at: number): RawCall {
  const status = STATUSES[index % STATUSES.length] ?? 'ended';
  const [caller, callee] = [`caller-${index % 50}`, `callee-${index % 70}`];
  const seconds = 40 + (index % 900);
  const isAnswered = status === 'ended';
  return {
    sessionId: `listed-${index}`,
    type: index % 2 === 0 ? 'video' : 'audio',
    mode: 'call',
    status,
    initiator: caller,
    receiver: callee,
    receiverType: 'user',
    initiatedAt: at,
    ...(isAnswered && { startedAt: at + 6, endedAt: at + 6 + seconds }),
    totalParticipants: 2,
    hasRecording: index % 10 === 0,
    participants: [caller, callee].map((uid) => ({
      uid,
      isJoined: isAnswered,
      ...(isAnswered && { joinedAt: at + 6, leftAt: at + 6 + seconds }),
      state: status === 'ended' ? 'ended' : 'unanswered',
    })),
  };
}
