import type { PersonTrack, StayBar } from './model.ts';
import type { Span } from '../../call/index.ts';
import { possibleStays } from './sweep.ts';

/** Between two stays of one person, who was certainly not there. */
export interface Gap extends Span {
  readonly before: StayBar;
  readonly after: StayBar;
}

/**
 * When somebody was gone between two stays, in the order of time, meeting by meeting.
 * @param perMeeting whether there are several meetings: who goes from one to the next was not gone from either
 */
export function gapsOf(person: Pick<PersonTrack, 'stays'>, perMeeting: boolean): readonly Gap[] {
  const stays = possibleStays(person);
  const groups = perMeeting ? Map.groupBy(stays, ({ meetingId }) => meetingId).values() : [stays];
  return [...groups].flatMap((group) => {
    let [last] = group;
    const gaps: Gap[] = [];
    for (const stay of group) {
      if (last && stay.from > last.to) gaps.push({ from: last.to, to: stay.from, before: last, after: stay });
      if (!last || stay.to > last.to) last = stay;
    }
    return gaps;
  });
}
