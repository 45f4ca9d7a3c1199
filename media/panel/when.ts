import type { Call } from '../../src/core/call/model.ts';
import { QUARTER_HOUR, type TimeFormat } from '../../src/core/text/index.ts';

/** How the times of one call are written below one another, where zone and date need not stand in every row. */
export interface Clock {
  /** The zone of times that come without one, for the heading above them; undefined when each has its own. */
  readonly zone: string | undefined;
  /** `14:15:27`, with the date on another day than the call's start, and the zone where it is another. */
  write(instant: number): string;
}

export function clockOf(call: Call, time: TimeFormat): Clock {
  const start = call.startedAt ?? call.initiatedAt ?? firstJoin(call);
  const zone = start === undefined ? undefined : time.zoneAt(start);
  // With neither of the call's own times on the page, no row may leave its date out.
  const day = call.startedAt ?? call.initiatedAt;
  const today = day === undefined ? undefined : time.date(day);
  // Formatting is what a table of hundreds of rows waits for.
  const quarters = new Map<number, { readonly date: string; readonly hasZone: boolean }>();
  const quarterOf = (instant: number) => {
    const quarter = Math.floor(instant / QUARTER_HOUR);
    const known = quarters.get(quarter);
    if (known) return known;
    const found = { date: time.date(instant), hasZone: zone === undefined || time.zoneAt(instant) !== zone };
    quarters.set(quarter, found);
    return found;
  };
  return {
    zone,
    write: (instant) => {
      const { date, hasZone } = quarterOf(instant);
      const clock = hasZone ? time.timeWithZone(instant) : time.time(instant);
      return date === today ? clock : time.onDate(date, clock);
    },
  };
}

function firstJoin({ participants }: Call): number | undefined {
  const joins = participants.map(({ joinedAt }) => joinedAt).filter((joinedAt) => joinedAt !== undefined);
  return joins.length === 0 ? undefined : Math.min(...joins);
}
