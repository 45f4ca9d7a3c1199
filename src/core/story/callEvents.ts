import type { Translate } from '../base/index.ts';
import { namesOf, peopleOf } from '../call/index.ts';
import type { Call } from '../call/model.ts';
import { eventLines, timelineOf } from './timeline/index.ts';

/** Something that happened in a call: when, in milliseconds since 1970 UTC, and what in words, all of it visible. */
export interface CallEvent {
  readonly at: number;
  readonly text: string;
}

/** What happened in a call, in order. @param asOf when the answer was fetched, in milliseconds since 1970 UTC */
export function eventsOfCall(call: Call, asOf: number, t: Translate): readonly CallEvent[] {
  const timeline = timelineOf(call, asOf);
  if (!timeline) return [];
  return eventLines(timeline, namesOf(peopleOf(call), t), t).map(({ at, text }) => ({ at, text }));
}
