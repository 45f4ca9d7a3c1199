/** The calls of one or several lists of a server, each once, in the order in which a view shows them. */
import type { Call, Page } from '../call/model.ts';
import { decodeCall } from '../call/decode/index.ts';
import { boundsOf, type FilterRequest, isOtherSpelling, matches, requestsOf, timeOf } from './filter.ts';
import type { CallFilter, ListedCall } from './model.ts';
import { Pager, type PageEntry } from './pager.ts';

export interface Stream {
  readonly request: FilterRequest;
  readonly pager: Pager;
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
  readonly #byTime = new Map<string, string>();
  readonly #dropped = new Set<Stream>();
  /** The calls on the first page of each list. */
  readonly #firstPages = new Map<Stream, ReadonlySet<string>>();
  readonly #leftOut = new Set<string>();
  /** The places of entries that could not be read, for a page may have again what was on the one before. */
  readonly #unreadable = new Map<Stream, Set<number>>();
  #shown: readonly ListedCall[] | undefined;
  #heldBack = 0;

  /** @param now as of when ranges such as the last 24 hours are meant: it stays, so that the list does not shift */
  constructor(filter: CallFilter, now: number) {
    this.#filter = filter;
    this.#now = now;
    const { from } = boundsOf(filter.time, now);
    this.streams = requestsOf(filter).map((request) => ({
      request,
      pager: new Pager({ oldestWanted: from }),
    }));
  }

  get waiting(): readonly Stream[] {
    return this.streams.filter(({ pager }) => !pager.hasStarted);
  }

  get hasMore(): boolean {
    return this.streams.some(({ pager }) => !pager.isDone);
  }

  get isPatchy(): boolean {
    return this.streams.some(({ pager }) => pager.isPatchy);
  }

  /** How many entries could not be read as calls, or have no session id. */
  get unreadable(): number {
    return [...this.#unreadable.values()].reduce((sum, places) => sum + places.size, 0);
  }

  get leftOut(): number {
    return this.#leftOut.size;
  }

  /** How many entries the server says its lists have; undefined where one of them says nothing. */
  get total(): number | undefined {
    let sum = 0;
    for (const stream of this.streams) {
      if (this.#dropped.has(stream)) continue;
      const { pager } = stream;
      if (pager.total === undefined) return undefined;
      sum += pager.total;
    }
    return sum;
  }

  /** How many loaded calls are not shown yet, because a list that has more may still have newer ones. */
  get heldBack(): number {
    void this.shown;
    return this.#heldBack;
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

  #noteUnreadable(stream: Stream, items: readonly PageEntry[]): void {
    const places = this.#unreadable.get(stream) ?? new Set();
    this.#unreadable.set(stream, places);
    const { page, perPage } = stream.pager.next();
    // A server that ignores how many are asked for counts its pages by its own size.
    const first = (page - 1) * Math.max(perPage, items.length);
    for (const [n, { key }] of items.entries()) {
      if (key === undefined) places.add(first + n);
      else places.delete(first + n);
    }
  }

  /** Ends a list that is another one again: of a server that ignores the status, or takes both its spellings alike. */
  #dropIfKnown(stream: Stream, items: readonly PageEntry[]): void {
    const keys = new Set(items.flatMap(({ key }) => key ?? []));
    for (const known of this.#firstPages.values()) {
      const shared = [...known].filter((key) => keys.has(key)).length;
      if (shared > 0 && 2 * shared >= Math.max(keys.size, known.size)) return this.#drop(stream);
    }
    this.#firstPages.set(stream, keys);
  }

  #drop(stream: Stream): void {
    this.#dropped.add(stream);
    stream.pager.giveUp();
  }

  /** Ends a list that asks for a spelling its server does not know, where another remains; whether it did. */
  dropSpelling(stream: Stream): boolean {
    const remains = this.streams.some(
      (other) => other !== stream && isOtherSpelling(other.request) && !this.#dropped.has(other),
    );
    if (!remains || !isOtherSpelling(stream.request) || stream.pager.hasStarted) return false;
    this.#drop(stream);
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
    const isMerged = this.streams.length - this.#dropped.size > 1;
    const next = isMerged ? this.nextStream : undefined;
    const watermark = next ? watermarkOf(next) : Number.NEGATIVE_INFINITY;
    const shown = next ? sorted.filter(({ call }) => (timeOf(call) ?? Infinity) > watermark) : sorted;
    this.#heldBack = sorted.length - shown.length;
    return shown;
  }
}

/** How far down a list is known: what it still has is at most as new, as far as it is sorted. */
function watermarkOf({ pager }: Stream): number {
  return pager.oldest ?? Number.NEGATIVE_INFINITY;
}
