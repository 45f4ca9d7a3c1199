/** Decides which ids begin where in a scanner's buffer: by bytes alone where that is plain, else by the finder. */
import { decideHex, decideNeedle, type Record } from './byteMatcher.ts';
import { BLOCK, type Kernel } from './kernel/kernel.ts';
import { decideWindow, type WindowFinder, windowAround, windowFrom } from './textMatcher.ts';

/** What the buffer holds now; addresses in it. */
export interface Held {
  /** How many bytes are there. */
  readonly filled: number;
  /** Whether the first of them is the first of the text. */
  readonly isFromStart: boolean;
  /** Ids that begin here or behind it are of no interest. */
  readonly stop: number;
}

interface Search {
  readonly find: WindowFinder;
  /** Whether ids may stand anywhere, as with patterns of the user: the finder then sees the whole text. */
  readonly everywhere: boolean;
  /** Ids that begin before this address are of no interest. */
  readonly from: number;
  /** Takes each id that is decided, in rising order. */
  readonly found: Record;
}

/** How far before its value a session key can begin, in bytes. */
const KEY_REACH = 512;
/** How far behind its start an id without a key is found: by its digits, or by the mark of its cut; in bytes. */
const ID_REACH = 128;

/** Goes through the buffer once, forwards. All numbers are addresses in it. */
export class Decider {
  readonly #kernel: Kernel;
  readonly #bytes: Uint8Array;
  readonly #hits: Uint32Array;
  readonly #hitsAt: number;
  readonly #find: WindowFinder;
  readonly #everywhere: boolean;
  readonly #found: Record;
  /** Ids that begin here or behind it are not recorded, in the call under way. */
  #stop = 0;
  /** Up to where it is decided what stands there. */
  #decided: number;
  /** What the kernel finds before this place is of no interest any more. */
  #settled = 0;
  /** Where the last id that was seen ends. */
  #taken = 0;
  #searched = 0;

  /** @param hitsAt where in the kernel's memory it may write what it finds, behind the buffer */
  constructor(kernel: Kernel, hitsAt: number, { find, everywhere, from, found }: Search) {
    this.#kernel = kernel;
    this.#bytes = kernel.bytes;
    this.#hits = new Uint32Array(kernel.bytes.buffer, hitsAt);
    this.#hitsAt = hitsAt;
    this.#find = find;
    this.#everywhere = everywhere;
    this.#found = found;
    this.#decided = from;
  }

  /** Up to where the buffer has been searched. */
  get searched(): number {
    return this.#searched;
  }

  /** Decides what begins before a place; behind it, what was found on the way. */
  decide(limit: number, held: Held): void {
    this.#stop = held.stop;
    const end = Math.min(limit, held.stop + ID_REACH);
    if (end <= this.#searched) return;
    if (this.#everywhere) this.#decideAll(end, held, limit === held.filled);
    else this.#decideHits(end, held);
    this.#searched = end;
  }

  /** Decides what begins before a place, and nothing behind it: that can be decided later, when more is there. */
  decideOnly(limit: number, held: Held): void {
    this.decide(Math.min(limit + ID_REACH, held.filled), { ...held, stop: limit });
    this.#decided = Math.max(this.#taken, limit);
    this.#settled = Math.max(this.#taken, limit - KEY_REACH);
    this.#searched = Math.min(this.#searched, Math.max(0, limit - KEY_REACH));
  }

  /** The first bytes are dropped from the buffer: all places move towards its start by so many. */
  move(drop: number): void {
    this.#searched -= drop;
    this.#decided = Math.max(0, this.#decided - drop);
    this.#settled = Math.max(0, this.#settled - drop);
    this.#taken = Math.max(0, this.#taken - drop);
  }

  /** Called with places in rising order. */
  #record: Record = (from, to, form, bytes, idFrom, idTo) => {
    if (from < this.#decided) {
      // It begins before the range, or in what an id before it took.
      this.#decided = Math.max(this.#decided, to);
      this.#settled = Math.max(this.#settled, to);
      this.#taken = Math.max(this.#taken, to);
      return;
    }
    if (from >= this.#stop) return;
    this.#found(from, to, form, bytes, idFrom, idTo);
    this.#decided = to;
    this.#settled = to;
    this.#taken = to;
  };

  /** Shows the whole text up to a place to the finder. */
  #decideAll(end: number, { filled, isFromStart }: Held, isLast: boolean): void {
    for (let before = -1; this.#decided < end && this.#decided > before;) {
      before = this.#decided;
      const window = windowFrom(this.#bytes, filled, before, isFromStart, isLast);
      this.#decided = Math.max(this.#decided, decideWindow(this.#bytes, window, this.#find, this.#record));
    }
  }

  /** Looks closer where the kernel finds what can be of an id. */
  #decideHits(end: number, held: Held): void {
    // The last block of the call before may have been searched in part.
    const first = this.#searched - (this.#searched % BLOCK);
    const hits = (this.#kernel.find(first, end, this.#hitsAt) - this.#hitsAt) / 8;
    for (let hit = 0; hit < hits; hit += 1) {
      const address = this.#hits[hit * 2] ?? 0;
      this.#decideBlock(address & ~1, (address & 1) === 1, this.#hits[hit * 2 + 1] ?? 0, held);
    }
  }

  /** @param needles a bit for each byte of the block at which a needle begins */
  #decideBlock(block: number, isHex: boolean, needles: number, held: Held): void {
    if (block + BLOCK <= this.#settled) return;
    if (isHex && block + BLOCK / 2 > this.#settled && !decideHex(this.#bytes, block, this.#record)) {
      this.#decideSlowly(block, held);
    }
    for (let rest = needles; rest !== 0; rest &= rest - 1) {
      const at = block + (31 - Math.clz32(rest & -rest));
      if (at >= this.#settled && !decideNeedle(this.#bytes, at, this.#record)) this.#decideSlowly(at, held);
    }
  }

  #decideSlowly(at: number, { filled, isFromStart }: Held): void {
    const window = windowAround(this.#bytes, filled, at, isFromStart);
    const decided = decideWindow(this.#bytes, window, this.#find, this.#record);
    this.#decided = Math.max(this.#decided, decided);
    // A key may stand before an edge that is not sure, and its value behind it.
    this.#settled = Math.max(this.#settled, window.sureEnd ? decided : decided - KEY_REACH);
  }
}
