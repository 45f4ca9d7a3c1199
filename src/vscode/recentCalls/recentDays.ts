import type { ListedCall } from '../../core/callList/collection.ts';
import { type DayGroup, groupByDay } from '../../core/callList/days.ts';
import type { ListingState } from '../../core/callList/listingState.ts';
import type { Clock } from '../../core/base/ports.ts';
import type { ReaderTime } from '../platform/readerTime.ts';
import { t } from '../platform/translate.ts';

/** The days of a list. */
export interface Days {
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
export class RecentDays {
  readonly #clock: Clock;
  readonly #readerTime: Pick<ReaderTime, 'format'>;
  #known = new WeakMap<readonly ListedCall[], Days>();

  constructor(clock: Clock, readerTime: Pick<ReaderTime, 'format'>) {
    this.#clock = clock;
    this.#readerTime = readerTime;
  }

  /** Forgets what is grouped: the time zone is another one. */
  forget(): void {
    this.#known = new WeakMap();
  }

  of({ items }: ListingState): Days {
    const { format } = this.#readerTime;
    const now = this.#clock();
    const today = format.date(now);
    const known = this.#known.get(items);
    if (known?.today === today) return known;
    const days = { today, groups: groupByDay(items, format, now, t) };
    this.#known.set(items, days);
    return days;
  }

  /** A day by its key; undefined where the list has no call of it any more. */
  day(state: ListingState, key: string): Day | undefined {
    const { groups, today } = this.of(state);
    const group = groups.find((one) => one.key === key);
    if (!group) return undefined;
    // Calls without a time stand below the last day, and have no key.
    const isLast = groups.findLast((one) => one.key !== '') === group;
    return { group, isToday: key === today, isOnly: groups.length === 1, isOpen: isLast && state.more };
  }
}
