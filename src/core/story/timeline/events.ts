import type { Call, Participant } from '../../call/model.ts';
import { hasJoined, peopleOf } from '../../call/facts.ts';
import type { TimelineEvent, TimelineEventKind } from './index.ts';

/**
 * What happened, in order; of what happened at one time, in the order in which calls go, and what one person did
 * in the order in which they did it. Only what the answer dates: an open end is no event.
 */
export function eventsOf(call: Call): readonly TimelineEvent[] {
  const indexOf = new Map(call.participants.map((stay, index) => [stay, index]));
  const people = peopleOf(call).flatMap(({ uid, name, stays }) =>
    stays.filter(hasJoined).flatMap((stay) => comingAndGoing(stay, { uid, name }, indexOf.get(stay))),
  );
  const { recordings, transcripts } = call;
  return [
    ...dated(call.initiatedAt, 'initiated'),
    ...dated(call.startedAt, call.mode === 'call' ? 'answered' : 'started'),
    ...recordings.flatMap(({ startedAt }, index) => dated(startedAt, 'recordingStarted', undefined, index)),
    ...transcripts.flatMap(({ startedAt }, index) => dated(startedAt, 'transcriptStarted', undefined, index)),
    ...people,
    ...recordings.flatMap(({ endedAt }, index) => dated(endedAt, 'recordingEnded', undefined, index)),
    ...transcripts.flatMap(({ endedAt }, index) => dated(endedAt, 'transcriptEnded', undefined, index)),
    ...dated(call.endedAt, 'ended'),
  ].toSorted((a, b) => a.at - b.at);
}

function comingAndGoing(stay: Participant, person: TimelineEvent['person'], index: number | undefined) {
  return [...dated(stay.joinedAt, 'joined', person, index), ...dated(stay.leftAt, 'left', person, index)];
}

function dated(
  at: number | undefined,
  kind: TimelineEventKind,
  person?: TimelineEvent['person'],
  index?: number,
): TimelineEvent[] {
  return at === undefined ? [] : [{ at, kind, person, index }];
}
