/** The moment an answer tells of: one notion of now, for the verdict, the findings and the timeline. */
import type { Call } from './model.ts';
import { hasJoined } from './facts.ts';
import { reachOf } from './spans.ts';

/** Computers disagree by this much about what time it is, in seconds. */
export const CLOCKS_APART = 300;

/**
 * When an answer was given, in milliseconds since 1970 UTC: when it was fetched, or where this computer's clock is a
 * little behind, the newest time of the answer, for it is no older than what it tells. More than clocks disagree by
 * is something else. Transcripts have no say in it: they may have been fetched after the answer.
 * @param fetchedAt by this computer's clock
 */
export function asOfAnswer(call: Call, fetchedAt: number): number {
  const newest = reachOf(instantsOf(call))?.to ?? fetchedAt;
  return newest <= fetchedAt + CLOCKS_APART * 1000 ? Math.max(fetchedAt, newest) : fetchedAt;
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
