import type { Bar, MediaWindow, Meeting, StayBar } from './index.ts';
import { reachOf } from '../../call/spans.ts';

type OfMeeting = Bar & Pick<MediaWindow, 'meetingId'> & { readonly uid?: string };

/** The meetings of a session in the order in which they began, when there is more than one; else none. */
export function meetingsOf(stays: readonly StayBar[], windows: readonly MediaWindow[]): readonly Meeting[] {
  const byMeeting = Map.groupBy<string | undefined, OfMeeting>(
    [...stays, ...windows],
    ({ meetingId }) => meetingId,
  );
  const meetings = [...byMeeting].flatMap(([meetingId, bars]) => {
    const reach = reachOf(bars.flatMap(knownEnds));
    if (meetingId === undefined || !reach) return [];
    const uids = new Set(bars.map(({ uid }) => uid).filter((uid) => uid !== undefined && uid !== ''));
    const isCertain = bars.every(({ start, end }) => start !== 'unknown' && end !== 'unknown');
    return [{ meetingId, ...reach, uids: [...uids].filter((uid) => uid !== undefined), isCertain }];
  });
  return meetings.length > 1 ? meetings.toSorted((a, b) => a.from - b.from) : [];
}

/** A stay whose end is not known is drawn to the end of the call, which may be another meeting's. */
function knownEnds({ from, to, start, end }: Bar): readonly number[] {
  return [...(start === 'unknown' ? [] : [from]), ...(end === 'unknown' ? [] : [to])];
}
