/** The types of lists of calls. Instants are milliseconds since 1970 UTC. */
import type { Call, CallStatus } from '../call/model.ts';
import type { Failure } from '../failure/model.ts';

/** The statuses a call can be asked for by; `cancelled` stands for both of its spellings. */
export type FilterStatus = Exclude<CallStatus, 'unknown'>;

export const FILTER_STATUSES: readonly FilterStatus[] = [
  'initiated',
  'ongoing',
  'ended',
  'unanswered',
  'rejected',
  'busy',
  'cancelled',
];

/** When a call was initiated: between two instants, either of which may be open, or since some time ago. */
export type TimeRange =
  | { readonly kind: 'between'; readonly from?: number; readonly to?: number }
  | { readonly kind: 'last'; readonly amount: number; readonly unit: 'hours' | 'days' };

/** The longest ranges since some time ago: ten years, which is longer than any app keeps its calls. */
export const MOST_LAST = { hours: 87_600, days: 3650 };
/** The most participants that are asked for. */
export const MOST_PEOPLE = 1000;

/** What a call must be to be listed; what is absent is not asked about. */
export interface CallFilter {
  readonly type?: 'audio' | 'video';
  readonly mode?: 'call' | 'meet' | 'presenter';
  /** Any one of these; never empty. */
  readonly statuses?: readonly FilterStatus[];
  readonly receiverType?: 'user' | 'group';
  /** A user who took part, called, or was called. */
  readonly uid?: string;
  readonly hasRecording?: boolean;
  readonly hasTranscription?: boolean;
  /** How many took part as the server counts, both bounds included. */
  readonly participants?: { readonly min?: number; readonly max?: number };
  readonly time?: TimeRange;
}

export interface SavedFilter {
  /** Stays when the filter is renamed or edited. */
  readonly id: string;
  readonly name: string;
  readonly filter: CallFilter;
}

/** A filter the user keeps under a name, for one connection or, without its id, for all. */
export interface ScopedFilter extends SavedFilter {
  readonly connectionId: string | undefined;
}

/** What names a list of calls: a connection, and one of the filters that are offered below it. */
export interface ListTarget {
  readonly connectionId: string;
  readonly filterId: string;
}

/** The id of the filter that asks for nothing, which every connection has. */
export const ALL = 'all';

/** The id of the filter that was asked for and is not saved; a connection has at most one. */
export const TEMPORARY = 'temporary';

export interface OfferedFilter extends SavedFilter {
  /** The temporary one has no name: it is named after what it asks for. */
  readonly kind: 'builtIn' | 'saved' | 'temporary';
}

export interface ListedCall {
  /** Stays the same for the same call, also when a later page has it again. */
  readonly key: string;
  readonly call: Call;
  readonly raw: unknown;
  /** When the page it was last on came, in milliseconds since 1970 UTC. */
  readonly fetchedAt: number;
}

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
  /** How many calls there are by the server's count; undefined where it says nothing, or counts something else. */
  readonly total: number | undefined;
  readonly thinnedOut: number;
  /** How many calls are loaded and wait for another status's pages, which may have newer ones. */
  readonly heldBack: number;
  readonly unreadable: number;
  /** Whether the server's pages did not fit together, so that calls may be missing. */
  readonly isPatchy: boolean;
  /** Whether loading all stopped because it was enough for once. */
  readonly isLimited: boolean;
  readonly requests: number;
  /** Whether the last load stopped after these requests without a call to show for them. */
  readonly isBarren: boolean;
  /** When the oldest call was that the server sent; undefined at the list's end, or where it has no order. */
  readonly reachedBackTo: number | undefined;
  /** Why the last load stopped; what was loaded before stays. With a `retryAt`, resuming may work from then on. */
  readonly failure: Failure | undefined;
}
