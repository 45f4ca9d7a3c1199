/** The calls of one or several lists of a server, each once, in the order in which a view shows them. */
import type { Call, Page } from '../call/model.ts';
import { decodeCall } from '../call/decode/index.ts';
import { boundsOf, type FilterRequest, isOtherSpelling, matches, requestsOf, timeOf } from './filter.ts';
import type { CallFilter, ListedCall } from './model.ts';
import { Pager, type PageEntry } from './pager.ts';

export interface Stream {
  readonly request: FilterRequest;
  readonly pager: Pager;
  /** Whether it is not to be gone through: it is another one again, or its server does not know it. */
  isDropped: boolean;
  /** The calls on its first page. */
  firstPage: ReadonlySet<string>;
  /** The places of entries that could not be read, for a page may have again what was on the one before. */
  readonly unreadable: Set<number>;
}

/** Newest first, ties by session id; calls without any time last. */
export function newestFirst(a: ListedCall, b: ListedCall): number {
  const [left, right] = [timeOf(a.call), timeOf(b.call)];
  if (left !== right) return (right ?? Number.NEGATIVE_INFINITY) - (left ?? Number.NEGATIVE_INFINITY);
  if (a.call.sessionId === b.call.sessionId) return a.key < b.key ? -1 : 1;
  return a.call.sessionId < b.call.sessionId ? -1 : 1;
}

/** What names a call in a list: of one session's meetings their `mid`, else when they were initiated, or started. */
export function keysOf({ sessionId, meetingId, initiatedAt, startedAt }: Call): {
  readonly byMeeting: string | undefined;
  readonly byTime: string;
} {
  return {
    byMeeting: meetingId === undefined ? undefined : JSON.stringify([sessionId, 'mid', meetingId]),
    byTime: JSON.stringify([sessionId, 'at', initiatedAt ?? startedAt ?? null]),
  };
}

export class Collection {
  readonly streams: readonly Stream[];
  readonly #filter: CallFilter;
  readonly #now: number;
  readonly #calls = new Map<string, ListedCall>();
  /** The key under which a call is kept that had no meeting id, or is the first of its time, by session id and time. */
  readonly #byTime: Map<string, string>;
  readonly #leftOut = new Set<string>();
  #shown: readonly ListedCall[] | undefined;
  #earlier: Collection | undefined;

  /**
   * @param now as of when ranges such as the last 24 hours are meant: it stays, so that the list does not shift
   * @param earlier what was loaded of the same filter before, to be kept where this one does not come to
   */
  constructor(filter: CallFilter, now: number, earlier?: Collection) {
    this.#filter = filter;
    this.#now = now;
    this.#earlier = earlier;
    // A call that is known keeps its key.
    this.#byTime = new Map(earlier ? earlier.#byTime : []);
    const { from } = boundsOf(filter.time, now);
    this.streams = requestsOf(filter).map((request) => ({
      request,
      pager: new Pager({ oldestWanted: from }),
      isDropped: false,
      firstPage: new Set(),
      unreadable: new Set(),
    }));
  }

  get waiting(): readonly Stream[] {
    return this.streams.filter(({ pager }) => !pager.hasStarted);
  }

  /** A list that has not come down to what was loaded of it before; undefined where each has, or nothing was. */
  get apart(): Stream | undefined {
    return this.#shared.find(([{ pager }, before]) => !pager.meets(before.pager))?.[0];
  }

  /** Keeps what was loaded before below what is loaded now, where the two meet. */
  joinEarlier(): void {
    const earlier = this.#earlier;
    if (!earlier) return;
    if (!this.apart) this.#takeFrom(earlier);
    this.#earlier = undefined;
  }

  #takeFrom(earlier: Collection): void {
    const open = this.#kept.filter(({ pager }) => !pager.isDone);
    for (const [key, listed] of earlier.#calls) {
      const at = timeOf(listed.call);
      // What would be on the pages that were loaded again, and is not, is no longer what is asked for.
      const isGone = open.every(({ pager }) => pager.isDescending && (at ?? 0) > (pager.oldest ?? Infinity));
      if (isGone || this.#calls.has(key) || this.#leftOut.has(key)) continue;
      if (matches(listed.call, this.#filter, this.#now)) this.#calls.set(key, listed);
      else this.#leftOut.add(key);
    }
    if (open.length > 0)
      for (const key of earlier.#leftOut) if (!this.#calls.has(key)) this.#leftOut.add(key);
    for (const [{ pager, unreadable }, before] of this.#shared) {
      if (pager.isDone) continue;
      const moved = pager.goOnFrom(before.pager);
      for (const place of before.unreadable) unreadable.add(place + moved);
    }
    this.#shown = undefined;
  }

  /** The lists that were loaded before as well, each with what it was then. */
  get #shared(): readonly (readonly [now: Stream, before: Stream])[] {
    return this.streams.flatMap((stream, n) => {
      const before = this.#earlier?.streams[n];
      if (!before || stream.isDropped || before.isDropped) return [];
      return before.pager.count > 0 ? [[stream, before] as const] : [];
    });
  }

  get #kept(): readonly Stream[] {
    return this.streams.filter(({ isDropped }) => !isDropped);
  }

  get hasMore(): boolean {
    return this.streams.some(({ pager }) => !pager.isDone);
  }

  get isPatchy(): boolean {
    return this.streams.some(({ pager }) => pager.isPatchy);
  }

  /** How many entries could not be read as calls, or have no session id. */
  get unreadable(): number {
    return this.streams.reduce((sum, { unreadable }) => sum + unreadable.size, 0);
  }

  get leftOut(): number {
    return this.#leftOut.size;
  }

  /** How many entries the server says its lists have; undefined where one of them says nothing. */
  get total(): number | undefined {
    const totals = this.#kept.map(({ pager }) => pager.total);
    return totals.reduce(
      (sum, total) => (total === undefined || sum === undefined ? undefined : sum + total),
      0,
    );
  }

  /** How many loaded calls are not shown yet, because a list that has more may still have newer ones. */
  get heldBack(): number {
    return this.#calls.size - this.shown.length;
  }

  /** The calls to show. The same list for as long as nothing is added. */
  get shown(): readonly ListedCall[] {
    this.#shown ??= this.#sort();
    return this.#shown;
  }

  /** The list to go on with: the one that keeps most from being shown; undefined when all are at their ends. */
  get nextStream(): Stream | undefined {
    let next: Stream | undefined;
    for (const stream of this.streams) {
      if (!stream.pager.isDone && (!next || watermarkOf(stream) > watermarkOf(next))) next = stream;
    }
    return next;
  }

  /** When the oldest call of the list to go on with was, as far as that list is sorted; undefined when none goes on. */
  get reachedBackTo(): number | undefined {
    const pager = this.nextStream?.pager;
    return pager?.hasStarted === true && pager.isDescending ? pager.oldest : undefined;
  }

  /** Adds a page of one of the streams, fetched at an instant in milliseconds since 1970 UTC. */
  add(stream: Stream, page: Page, fetchedAt: number): void {
    const { pager } = stream;
    const isFirst = !pager.hasStarted;
    const items = page.items.map((raw) => this.#addItem(raw, fetchedAt));
    this.#noteUnreadable(stream, items);
    pager.take(page, items);
    this.#shown = undefined;
    if (isFirst && this.streams.length > 1) this.#dropIfKnown(stream, items);
  }

  #noteUnreadable({ pager, unreadable }: Stream, items: readonly PageEntry[]): void {
    const { page, perPage } = pager.next();
    // A server that ignores how many are asked for counts its pages by its own size.
    const first = (page - 1) * Math.max(perPage, items.length);
    for (const [n, { key }] of items.entries()) {
      if (key === undefined) unreadable.add(first + n);
      else unreadable.delete(first + n);
    }
  }

  /** Ends a list that is another one again: of a server that ignores the status, or takes both its spellings alike. */
  #dropIfKnown(stream: Stream, items: readonly PageEntry[]): void {
    const keys = new Set(items.flatMap(({ key }) => key ?? []));
    const isKnown = this.streams.some(({ firstPage }) => {
      const shared = [...firstPage].filter((key) => keys.has(key)).length;
      return shared > 0 && 2 * shared >= Math.max(keys.size, firstPage.size);
    });
    if (isKnown) drop(stream);
    else stream.firstPage = keys;
  }

  /** Ends a list that asks for a spelling its server does not know, where another remains; whether it did. */
  dropSpelling(stream: Stream): boolean {
    const spellings = this.#kept.filter(({ request }) => isOtherSpelling(request));
    if (spellings.length < 2 || !spellings.includes(stream) || stream.pager.hasStarted) return false;
    drop(stream);
    return true;
  }

  #addItem(raw: unknown, fetchedAt: number): PageEntry {
    const call = decodeCall(raw, '');
    if (!call || call.sessionId === '') {
      return { key: undefined, at: undefined };
    }
    const { byMeeting, byTime } = keysOf(call);
    const key = this.#keyOf(byMeeting, byTime);
    if (matches(call, this.#filter, this.#now)) {
      this.#calls.set(key, { key, call, raw, fetchedAt });
      this.#leftOut.delete(key);
    } else {
      // A later page may show that what was listed has ended meanwhile, and is no longer what was asked for.
      this.#calls.delete(key);
      this.#leftOut.add(key);
    }
    return { key: byTime, at: timeOf(call) };
  }

  /** The key a call is kept under: one that had no meeting id yet when it was first seen keeps its first. */
  #keyOf(byMeeting: string | undefined, byTime: string): string {
    const known = this.#byTime.get(byTime);
    if (byMeeting === undefined) {
      this.#byTime.set(byTime, known ?? byTime);
      return known ?? byTime;
    }
    if (known === byTime) return byTime;
    if (known === undefined) this.#byTime.set(byTime, byMeeting);
    return byMeeting;
  }

  /** With several lists, only calls newer than the oldest loaded of each that has more: later ones go below. */
  #sort(): readonly ListedCall[] {
    const sorted = [...this.#calls.values()].toSorted(newestFirst);
    const next = this.#kept.length > 1 ? this.nextStream : undefined;
    if (!next) return sorted;
    const watermark = watermarkOf(next);
    return sorted.filter(({ call }) => (timeOf(call) ?? Infinity) > watermark);
  }
}

function drop(stream: Stream): void {
  stream.isDropped = true;
  stream.pager.giveUp();
}

/** How far down a list is known: what it still has is at most as new, as far as it is sorted. */
function watermarkOf({ pager }: Stream): number {
  return pager.oldest ?? Number.NEGATIVE_INFINITY;
}
