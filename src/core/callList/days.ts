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
  /** The date, also of today; undefined of those without a time. */
  readonly date: string | undefined;
  readonly items: readonly Item[];
}

/** The key of the calls without a time; no date is written so. */
const NO_TIME = '';

/** Groups calls by day, in the order of their first calls; those without a time are a group of their own, the last. */
export function groupByDay<Item extends { readonly call: Call }>(
  items: readonly Item[],
  time: Pick<TimeFormat, 'date'>,
  now: number,
  t: Translate,
): readonly DayGroup<Item>[] {
  // Writing dates is slow, and zones differ by whole quarters of an hour.
  const dates = new Map<number, string>();
  const dateOf = ({ call }: Item) => {
    const at = timeOf(call);
    if (at === undefined) return NO_TIME;
    const quarter = Math.floor(at / QUARTER_HOUR);
    const date = dates.get(quarter) ?? time.date(at);
    dates.set(quarter, date);
    return date;
  };
  const today = time.date(now);
  const yesterday = time.date(startOfDay(now, time) - 1);
  const labelOf = (date: string) => {
    if (date === NO_TIME) return t('Time unknown');
    if (date === today) return t('Today');
    return date === yesterday ? t('Yesterday') : date;
  };
  const groups = [...Map.groupBy(items, dateOf)].map(([key, calls]) => ({
    key,
    label: labelOf(key),
    date: key === NO_TIME ? undefined : key,
    items: calls,
  }));
  return groups.toSorted((a, b) => Number(a.key === NO_TIME) - Number(b.key === NO_TIME));
}

interface Days {
  /** The key of today, whether or not there is a call. */
  readonly today: string;
  readonly groups: readonly DayGroup<ListedCall>[];
}

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
