/**
 * Goes through the pages of a list that changes meanwhile, on a server that need not keep to its own rules, to an end.
 * Entries that leave a list move those behind them to earlier pages. So each page is cut, by its size, to begin with the
 * last entry already known: after 100 entries, page 2 of 99. Where that is not found again, the pager steps back until it
 * meets what it knows. Lists that entries never leave, and servers with page sizes of their own, are paged in turn.
 */
import type { Page } from '../call/model.ts';

export interface PageWindow {
  readonly page: number;
  /** 1 to 100. */
  readonly perPage: number;
}

export interface PageEntry {
  /** The same for the same entry on every page; undefined for one that cannot be read. */
  readonly key: string | undefined;
  readonly at: number | undefined;
}

export interface PagerOptions {
  /** Where the list turns out to be sorted, it ends at entries before this instant. */
  readonly oldestWanted?: number | undefined;
  /** Whether pages are taken in turn from the start: no entry ever leaves the list. */
  readonly inTurn?: boolean;
}

/** The entries of a page unless asked otherwise, as the API documents it. */
export const PAGE_SIZE = 100;
/** No shorter page can be cut to begin with a known entry and still bring half a page. */
const SMALLEST_SIZE = 20;
/** So many pages in a row may bring nothing that joins what is known, before the gap is passed over, and said. */
const MAX_STALE = 12;

/** The page that begins with the last of `end` known entries or little before, and goes as far beyond as one can. */
export function windowAfter(end: number, size: number = PAGE_SIZE): PageWindow {
  let best = { page: 1, perPage: size };
  if (end === 0) return best;
  let gain = 0;
  for (let perPage = size; perPage >= size / 2; perPage--) {
    const page = Math.floor((end - 1) / perPage) + 1;
    if (page * perPage - end > gain) {
      best = { page, perPage };
      gain = page * perPage - end;
    }
  }
  return best;
}

export class Pager {
  readonly #seen = new Set<string>();
  readonly #oldestWanted: number;
  /** How many entries, from the first on, are known without a gap. */
  #end = 0;
  /** The most that was known so. */
  #furthest = 0;
  /** The most entries of a page, as far as the server has shown. */
  #size = PAGE_SIZE;
  /** What is asked for next where pages are taken in turn. */
  #inTurn: PageWindow | undefined;
  /** The most entries a page had in turn. */
  #fullPage = 0;
  /** How often the pager has stepped back since it last met what it knows. */
  #stepsBack = 0;
  /** How many pages in a row brought nothing that joins what is known. */
  #stale = 0;
  #isDescending = true;
  #oldest: number | undefined;
  #hasStarted = false;
  #isDone = false;
  #isPatchy = false;
  #total: number | undefined;
  #lowestTotal = Number.POSITIVE_INFINITY;

  constructor({ oldestWanted = Number.NEGATIVE_INFINITY, inTurn = false }: PagerOptions = {}) {
    this.#oldestWanted = oldestWanted;
    if (!inTurn) return;
    this.#inTurn = { page: 1, perPage: PAGE_SIZE };
    this.#fullPage = PAGE_SIZE;
  }

  get hasStarted(): boolean {
    return this.#hasStarted;
  }

  get isDone(): boolean {
    return this.#isDone;
  }

  /** Whether the server's pages did not fit together: entries may be missing. */
  get isPatchy(): boolean {
    return this.#isPatchy;
  }

  /** How many different entries the pages had. */
  get count(): number {
    return this.#seen.size;
  }

  /** The time of the oldest entry so far; infinity before the first page, undefined where none had a time. */
  get oldest(): number | undefined {
    return this.#hasStarted ? this.#oldest : Number.POSITIVE_INFINITY;
  }

  /** Whether every page so far had its newest entry first. */
  get isDescending(): boolean {
    return this.#isDescending;
  }

  get total(): number | undefined {
    return this.#total;
  }

  /** What to ask for next; asked again, for as long as it is not answered, it is the same. */
  next(): PageWindow {
    return this.#inTurn ?? windowAfter(this.#end, this.#size);
  }

  /** Ends the list: it is not one the server has. */
  giveUp(): void {
    this.#hasStarted = true;
    this.#isDone = true;
  }

  /** Whether it has come down to what an earlier pager of the same list knows, or to the end. */
  meets(earlier: Pager): boolean {
    return this.#isDone || [...this.#seen].some((key) => earlier.#seen.has(key));
  }

  /** Goes on from where an earlier pager of the same list had come to, which it meets; tells how many entries came since. */
  goOnFrom(earlier: Pager): number {
    const before = earlier.#seen.size;
    for (const key of earlier.#seen) this.#seen.add(key);
    const moved = this.#seen.size - before;
    this.#end = Math.max(this.#end, earlier.#end + moved);
    this.#furthest = Math.max(this.#end, earlier.#furthest + moved);
    this.#oldest = Math.min(this.#oldest ?? Infinity, earlier.#oldest ?? Infinity);
    if (this.#oldest === Infinity) this.#oldest = undefined;
    this.#isDescending &&= earlier.#isDescending;
    this.#isPatchy ||= earlier.#isPatchy;
    this.#isDone = earlier.#isDone;
    this.#fullPage = Math.max(this.#fullPage, earlier.#fullPage);
    if ((earlier.#inTurn?.page ?? 0) > (this.#inTurn?.page ?? 0)) this.#inTurn = earlier.#inTurn;
    return moved;
  }

  /** Takes the answer to {@link next}. The entries on it are the caller's to keep, wherever the pager goes from here. */
  take(answer: Page, entries: readonly PageEntry[]): void {
    const window = this.next();
    this.#noteTotal(answer);
    if (this.#inTurn || entries.length > window.perPage) this.#takeInTurn(window, answer, entries);
    else if (this.#joins(window, entries)) this.#takeJoined(window, answer, entries);
    else this.#stepBack(window, answer, entries);
    this.#hasStarted = true;
    if (this.#isDescending && (this.#oldest ?? Infinity) < this.#oldestWanted) this.#isDone = true;
  }

  #noteTotal({ total }: Page): void {
    this.#total = total;
    if (total === undefined || total >= this.#lowestTotal) return;
    // Pages in turn do not overlap: what moved to those before is passed over.
    if (this.#inTurn && this.#lowestTotal < Infinity) this.#isPatchy = true;
    this.#lowestTotal = total;
    // A list that keeps shrinking brings nothing new for a while, and makes sense.
    this.#stale = 0;
  }

  #joins({ page }: PageWindow, entries: readonly PageEntry[]): boolean {
    return page === 1 || entries.some(({ key }) => key !== undefined && this.#seen.has(key));
  }

  #takeJoined(window: PageWindow, answer: Page, entries: readonly PageEntry[]): void {
    this.#stepsBack = 0;
    this.#end = (window.page - 1) * window.perPage + entries.length;
    if (this.#keep(entries)) this.#stale = 0;
    // On the way back to where it was, nothing new is to be met.
    else if (this.#end > this.#furthest) this.#stale += 1;
    this.#furthest = Math.max(this.#furthest, this.#end);
    if (entries.length === window.perPage) {
      if (this.#stale >= MAX_STALE) this.#giveUpJoining(window, entries.length);
      return;
    }
    const more = saysMore(window, answer, entries.length);
    if (more === false || (more === undefined && entries.length === 0)) this.#isDone = true;
    else if (!this.#hasStarted && entries.length >= SMALLEST_SIZE) this.#size = entries.length;
    else this.#goInTurn(window, entries.length);
  }

  /** Nothing on this page is known: what is between has moved to earlier pages, or the server makes no sense. */
  #stepBack(window: PageWindow, answer: Page, entries: readonly PageEntry[]): void {
    this.#stale += 1;
    if (this.#stale >= MAX_STALE) {
      this.#keep(entries);
      return this.#giveUpJoining(window, entries.length);
    }
    const offset = (window.page - 1) * window.perPage;
    const back = this.#size * 2 ** this.#stepsBack - 1;
    this.#end = Math.max(0, Math.min(offset, answer.total ?? offset) - back);
    this.#stepsBack += 1;
  }

  #takeInTurn(window: PageWindow, answer: Page, entries: readonly PageEntry[]): void {
    const isFresh = this.#keep(entries);
    this.#goInTurn(window, entries.length);
    // A server that does not give as many as are asked for counts its pages by its own size.
    const more = saysMore({ page: window.page, perPage: this.#fullPage }, answer, entries.length);
    // Where only pages are counted, a full one may have another after it. After one without anything new nothing follows.
    const isFull = answer.total === undefined && entries.length >= this.#fullPage;
    if (isFresh && (more !== false || isFull)) return;
    this.#isDone = true;
    if (!isFresh && more === true) this.#isPatchy = true;
  }

  #goInTurn({ page, perPage }: PageWindow, count: number): void {
    this.#inTurn = { page: page + 1, perPage };
    this.#fullPage = Math.max(this.#fullPage, count);
  }

  #giveUpJoining(window: PageWindow, count: number): void {
    this.#isPatchy = true;
    this.#goInTurn(window, count);
  }

  /** Notes the entries as known; whether any of them was new. */
  #keep(entries: readonly PageEntry[]): boolean {
    const before = this.#seen.size;
    let last = Number.POSITIVE_INFINITY;
    for (const { key, at } of entries) {
      if (key !== undefined) this.#seen.add(key);
      if (at === undefined) continue;
      if (at > last) this.#isDescending = false;
      last = at;
      this.#oldest = Math.min(this.#oldest ?? at, at);
    }
    return this.#seen.size > before;
  }
}

/** Whether the server says that more follows this page; undefined where it says nothing of it. */
function saysMore({ page, perPage }: PageWindow, answer: Page, count: number): boolean | undefined {
  const { total, totalPages } = answer;
  if (total === undefined && totalPages === undefined) return undefined;
  return (totalPages ?? 0) > page || (total ?? 0) > (page - 1) * perPage + count;
}
