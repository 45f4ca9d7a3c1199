/** Calls by the day on which they were, in the time zone of the reader. */
import type { Call } from '../call/model.ts';
import { QUARTER_HOUR, startOfDay, type TimeFormat } from '../text/index.ts';
import type { Clock } from '../base/model.ts';
import type { Translate } from '../base/index.ts';
import { timeOf } from './filter.ts';
import type { ListedCall, ListingState } from './model.ts';

/** The calls of one day, or those of which no time is known. */
export interface DayGroup<Item> {
  /** The same for the same day, also when it is no longer today; unique among the groups. */
  readonly key: string;
  /** `Today`, `Yesterday`, the date, or `Time unknown`. */
  readonly label: string;
  readonly items: readonly Item[];
}

/** The key of the calls without a time; no date is written so. */
const NO_TIME = '';

/** A stretch of one day, `from` and `to` included, in milliseconds since 1970 UTC. */
interface Stretch {
  readonly date: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Groups calls by day, in the order in which they come; the groups are in the order of their first calls, and calls
 * without a time are in a group of their own, the last. A date is written once for a day or so, not for each call.
 * @param time whose dates they are
 * @param now what today is, in milliseconds since 1970 UTC
 */
export function groupByDay<Item extends { readonly call: Call }>(
  items: readonly Item[],
  time: Pick<TimeFormat, 'date'>,
  now: number,
  t: Translate,
): readonly DayGroup<Item>[] {
  const groups = new Map<string, Item[]>();
  const untimed: Item[] = [];
  let stretch: Stretch | undefined;
  let day: Item[] = [];
  for (const item of items) {
    const at = timeOf(item.call);
    if (at === undefined) {
      untimed.push(item);
      continue;
    }
    if (!stretch || at < stretch.from || at > stretch.to) {
      stretch = stretchBefore(at, time);
      day = groups.get(stretch.date) ?? [];
      groups.set(stretch.date, day);
    }
    day.push(item);
  }
  const today = stretchBefore(now, time);
  const yesterday = time.date(today.from - 1);
  const labelOf = (date: string) => {
    if (date === today.date) return t('Today');
    return date === yesterday ? t('Yesterday') : date;
  };
  const days = [...groups].map(([date, calls]) => ({ key: date, label: labelOf(date), items: calls }));
  return untimed.length === 0 ? days : [...days, { key: NO_TIME, label: t('Time unknown'), items: untimed }];
}

/** The day of an instant from its beginning to the end of the quarter of an hour that the instant is in. */
function stretchBefore(at: number, time: Pick<TimeFormat, 'date'>): Stretch {
  const to = (Math.floor(at / QUARTER_HOUR) + 1) * QUARTER_HOUR - 1;
  return { date: time.date(at), from: startOfDay(at, time), to };
}

/** The days of a list. */
interface Days {
  /** The key of today, whether or not there is a call. */
  readonly today: string;
  readonly groups: readonly DayGroup<ListedCall>[];
}

/** One day of a list. */
export interface Day {
  readonly group: DayGroup<ListedCall>;
  readonly isToday: boolean;
  readonly isOnly: boolean;
  /** Whether calls of this day may not be loaded yet. */
  readonly isOpen: boolean;
}

/** Lists by days: grouped once for each state of a list, time zone and date. */
export class ListDays {
  readonly #clock: Clock;
  readonly #time: () => Pick<TimeFormat, 'date'>;
  readonly #t: Translate;
  #known = new WeakMap<readonly ListedCall[], Days>();

  /** @param time how the reader's dates are written, now */
  constructor(clock: Clock, time: () => Pick<TimeFormat, 'date'>, t: Translate) {
    this.#clock = clock;
    this.#time = time;
    this.#t = t;
  }

  /** Forgets what is grouped: the time zone is another one. */
  forget(): void {
    this.#known = new WeakMap();
  }

  /** The days of a list, the newest first. */
  groupsOf({ items }: ListingState): readonly DayGroup<ListedCall>[] {
    return this.#daysOf(items).groups;
  }

  /** A day by its key; undefined where the list has no call of it any more. */
  day(state: ListingState, key: string): Day | undefined {
    const { groups, today } = this.#daysOf(state.items);
    const group = groups.find((one) => one.key === key);
    if (!group) return undefined;
    const isLast = groups.findLast((one) => one.key !== NO_TIME) === group;
    return { group, isToday: key === today, isOnly: groups.length === 1, isOpen: isLast && state.more };
  }

  #daysOf(items: readonly ListedCall[]): Days {
    const time = this.#time();
    const now = this.#clock();
    const today = time.date(now);
    const known = this.#known.get(items);
    if (known?.today === today) return known;
    const days = { today, groups: groupByDay(items, time, now, this.#t) };
    this.#known.set(items, days);
    return days;
  }
}
