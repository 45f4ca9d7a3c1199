/**
 * The way through the pages of one list of a server, which changes meanwhile and need not keep to its own rules.
 *
 * A list that shrinks moves calls to earlier pages, and who asks for page 2 after page 1 never sees them. So each
 * page is cut to begin with the last call already seen, by its size: after 100 calls, page 2 of 99. Where that call
 * is found again, nothing lies between; where it is not, the walk steps back until it meets what it knows.
 */
import type { Page } from '../call/source.ts';

/** What to ask for next. */
export interface PageWindow {
  /** From 1. */
  readonly page: number;
  /** 1 to 100. */
  readonly perPage: number;
}

/** One entry of a page. */
export interface WalkItem {
  /** The same for the same call on every page; undefined for an entry that cannot be read. */
  readonly key: string | undefined;
  /** When the call was, in milliseconds since 1970 UTC. */
  readonly at: number | undefined;
}

/** The largest page asked for. */
export const PAGE_SIZE = 100;
/** A first page shorter than what was asked for tells how many a server gives at most; of fewer, pages are not cut. */
const SMALLEST_SIZE = 20;
/** So many pages back, doubling, before a list counts as one in which nothing is found again. */
const MAX_STEPS_BACK = 5;
/** Empty pages passed over, one after another, where the server says that more follow. */
const MAX_EMPTY = 3;
/** Pages without anything new, one after another. */
const MAX_BARREN = 12;
/** How often what is known is met again and lost again, with nothing new between, before the pages are taken in turn. */
const MAX_REJOINS = 3;
/**
 * Pages that begin like the one before: the server ignores which page was asked for. A list that grows by a page
 * between two requests looks like that, too, and says so where it says how long it is; else it is given this often.
 */
const MAX_REPEATS = 4;

/**
 * The page that begins with the last known entry or little before it, and goes as far beyond as a page can.
 * @param end how many entries of the list are known
 * @param size the most entries of a page, 20 to 100; a page is cut to no less than half of it
 */
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

/** One walk, from the first page to the last, a page at a time. It always ends. */
export class PageWalk {
  readonly #seen = new Set<string>();
  readonly #oldestWanted: number;
  /** How many entries, from the first on, are known without a gap. */
  #end = 0;
  /** The most entries of a page, as far as the server has shown. */
  #size = PAGE_SIZE;
  /** Set once the server's pages are not as asked for: from then on they are taken as they come, in turn. */
  #inTurn: PageWindow | undefined;
  /** The most entries a page had since then. */
  #fullPage = 0;
  #stepsBack = 0;
  #rejoins = 0;
  #empty = 0;
  #barren = 0;
  #repeats = 0;
  #firstKey: string | undefined;
  #isDescending = true;
  #oldest: number | undefined;
  #hasStarted = false;
  #isDone = false;
  #isPatchy = false;
  #total: number | undefined;
  #lowestTotal = Number.POSITIVE_INFINITY;

  /** @param oldestWanted where the list turns out to be sorted, the walk ends at calls before this instant */
  constructor(oldestWanted = Number.NEGATIVE_INFINITY) {
    this.#oldestWanted = oldestWanted;
  }

  /** Whether its first page is there. */
  get hasStarted(): boolean {
    return this.#hasStarted;
  }

  /** Whether there is nothing left to ask for. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /** Whether the server's pages did not fit together: calls may be missing. */
  get isPatchy(): boolean {
    return this.#isPatchy;
  }

  /** The time of the oldest call so far; infinity before the first page, undefined where no call had a time. */
  get oldest(): number | undefined {
    return this.#hasStarted ? this.#oldest : Number.POSITIVE_INFINITY;
  }

  /** Whether every page so far had its newest call first. */
  get isDescending(): boolean {
    return this.#isDescending;
  }

  /** How many entries the list has, as the server last said. */
  get total(): number | undefined {
    return this.#total;
  }

  /** What to ask for next; asked again, for as long as it is not answered, it is the same. */
  next(): PageWindow {
    return this.#inTurn ?? windowAfter(this.#end, this.#size);
  }

  /** Ends the walk: the list it goes through is not one the server has. */
  giveUp(): void {
    this.#hasStarted = true;
    this.#isDone = true;
  }

  /** Takes the answer to {@link next}. The calls on it are the caller's to keep, wherever the walk goes from here. */
  take(answer: Page, items: readonly WalkItem[]): void {
    const window = this.next();
    this.#noteRepeat(answer, items);
    // A list that keeps shrinking brings nothing new for a while, and makes sense.
    if ((answer.total ?? Infinity) < this.#lowestTotal) {
      // Pages in turn do not overlap: what moved to those before is passed over.
      if (this.#inTurn && this.#lowestTotal < Infinity) this.#isPatchy = true;
      this.#lowestTotal = answer.total ?? 0;
      [this.#barren, this.#rejoins] = [0, 0];
    }
    this.#total = answer.total;
    if (this.#inTurn || items.length > window.perPage) {
      this.#keep(items);
      this.#goInTurn(window, answer, items.length);
    } else if (!this.#fits(window, items)) this.#stepBack(window, answer, items);
    else this.#takeFitting(window, answer, items);
    this.#hasStarted = true;
    const isPastRange = this.#isDescending && (this.#oldest ?? Infinity) < this.#oldestWanted;
    if (isPastRange) this.#isDone = true;
    else if (this.#barren >= MAX_BARREN || this.#repeats >= MAX_REPEATS) this.#endPatchy();
  }

  #fits({ page }: PageWindow, items: readonly WalkItem[]): boolean {
    return page === 1 || items.some(({ key }) => key !== undefined && this.#seen.has(key));
  }

  #takeFitting(window: PageWindow, answer: Page, items: readonly WalkItem[]): void {
    const wentBack = this.#stepsBack > 0;
    const isFresh = this.#keep(items);
    if (wentBack && !isFresh) {
      this.#rejoins += 1;
      this.#stepsBack = 0;
    }
    this.#end = (window.page - 1) * window.perPage + items.length;
    if (items.length === window.perPage) return;
    if (saysMore(window, answer, items.length) === false) this.#isDone = true;
    else if (!this.#hasStarted && items.length >= SMALLEST_SIZE) this.#size = items.length;
    else this.#goInTurn(window, answer, items.length);
  }

  /** Nothing on this page is known: what is between has moved to earlier pages, or the server makes no sense. */
  #stepBack(window: PageWindow, answer: Page, items: readonly WalkItem[]): void {
    const isOut = this.#stepsBack >= MAX_STEPS_BACK;
    if (isOut || this.#rejoins >= MAX_REJOINS) {
      // A page in the middle is empty, its size is not what was asked for, or the list has no order that lasts.
      if (isOut || items.length === 0) this.#isPatchy = true;
      this.#keep(items);
      this.#goInTurn(window, answer, items.length);
      return;
    }
    this.#barren += 1;
    const offset = (window.page - 1) * window.perPage;
    const back = this.#size * 2 ** this.#stepsBack - 1;
    this.#end = Math.max(0, Math.min(offset, answer.total ?? offset) - back);
    this.#stepsBack += 1;
  }

  #goInTurn(window: PageWindow, answer: Page, count: number): void {
    this.#inTurn = { page: window.page + 1, perPage: window.perPage };
    this.#fullPage = Math.max(this.#fullPage, count);
    const more = saysMore(window, answer, count);
    if (count > 0) {
      this.#empty = 0;
      // A full page may have another after it, whatever is said.
      if (more === false && count < this.#fullPage) this.#isDone = true;
      return;
    }
    this.#empty += 1;
    if (more !== true) this.#isDone = true;
    else if (this.#empty >= MAX_EMPTY) this.#endPatchy();
  }

  /** Notes the entries as known; whether any of them was new. */
  #keep(items: readonly WalkItem[]): boolean {
    const before = this.#seen.size;
    let last = Number.POSITIVE_INFINITY;
    for (const { key, at } of items) {
      if (key !== undefined) this.#seen.add(key);
      if (at === undefined) continue;
      if (at > last) this.#isDescending = false;
      last = at;
      this.#oldest = Math.min(this.#oldest ?? at, at);
    }
    const isFresh = this.#seen.size > before;
    this.#barren = isFresh ? 0 : this.#barren + 1;
    if (isFresh) [this.#stepsBack, this.#rejoins] = [0, 0];
    return isFresh;
  }

  #noteRepeat({ total = 0 }: Page, [first]: readonly WalkItem[]): void {
    const hasGrown = total > (this.#total ?? 0);
    const isRepeat = !hasGrown && first?.key !== undefined && first.key === this.#firstKey;
    this.#repeats = isRepeat ? this.#repeats + 1 : 0;
    this.#firstKey = first?.key;
  }

  #endPatchy(): void {
    this.#isDone = true;
    this.#isPatchy = true;
  }
}

/** Whether the server says that more follows this page; undefined where it says nothing of it. */
function saysMore({ page, perPage }: PageWindow, answer: Page, count: number): boolean | undefined {
  const { total, totalPages } = answer;
  if (total === undefined && totalPages === undefined) return undefined;
  return (totalPages ?? 0) > page || (total ?? 0) > (page - 1) * perPage + count;
}
