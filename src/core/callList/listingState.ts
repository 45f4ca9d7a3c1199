/** What can be told of a list of calls at a moment. */
import type { Failure } from '../failure/model.ts';
import type { Collection, ListedCall } from './collection.ts';
import { type CallFilter, isServersAlone } from './filter.ts';

/** What a listing is doing: nothing, its first page, more, or all there is. */
export type ListingActivity = 'idle' | 'first' | 'more' | 'all';

export interface ListingState {
  readonly activity: ListingActivity;
  /** Newest first, ties by session id, calls without any time last; the same array while nothing changes. */
  readonly items: readonly ListedCall[];
  /** When the list was begun anew, in milliseconds since 1970 UTC; undefined until its first page is there. */
  readonly loadedAt: number | undefined;
  /** Whether the server may have more. */
  readonly more: boolean;
  /**
   * How many calls there are by the server's count; undefined where it says nothing, counts something else, or fewer
   * than there may be. Where its pages did not fit together, it stays at the end, for it is not what is listed.
   */
  readonly total: number | undefined;
  /** How many calls the last load left out, and all loads together, because they do not pass the filter. */
  readonly thinnedOut: number;
  readonly thinnedOutInAll: number;
  /** How many calls are loaded and wait for another status's pages, which may have newer ones. */
  readonly heldBack: number;
  /** How many entries were no calls that could be read. */
  readonly unreadable: number;
  /** Whether the server's pages did not fit together, so that calls may be missing. */
  readonly isPatchy: boolean;
  /** Whether loading all stopped because it was enough for once. */
  readonly isLimited: boolean;
  /** How many requests the last load has sent. */
  readonly requests: number;
  /** Whether the last load stopped after these requests without a call to show for them. */
  readonly isBarren: boolean;
  /**
   * When the oldest call was that the server sent, in milliseconds since 1970 UTC, whether or not it passes the filter.
   * Undefined where nothing more is to be had, or the server's list has no order.
   */
  readonly reachedBackTo: number | undefined;
  /** Why the last load stopped; what was loaded before stays. With a `retryAt`, resuming may work from then on. */
  readonly failure: Failure | undefined;
}

/** The server's count of calls, where it can be that of what is listed by a filter. */
export function totalOf(collection: Collection | undefined, filter: CallFilter): number | undefined {
  if (!collection || collection.leftOut > 0 || !isServersAlone(filter)) return undefined;
  const { total, shown, heldBack, hasMore } = collection;
  const loaded = shown.length + heldBack;
  // Where more may follow, a whole that is loaded already is not the whole.
  return total !== undefined && (total > loaded || (total === loaded && !hasMore)) ? total : undefined;
}
