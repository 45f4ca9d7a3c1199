/** Where in a file the lines of a time are: found by looking at few places of it. Instants are milliseconds since 1970 UTC. */
import type { Buffer } from 'node:buffer';
import type { Span } from '../core/call/index.ts';
import type { LineTimes } from '../core/logTime/index.ts';
import { LineSplitter } from './lineSplitter.ts';

/** A text whose bytes can be read at any place. */
export interface ByteSource {
  /** In bytes. */
  readonly size: number;
  /** As many bytes as there are, at most so many, also of what is read into; they are good until the next call. */
  read(offset: number, length: number, into?: Buffer): Buffer;
}

/** A part of a file, from the beginning of a line to that of another, or to the end. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Sizes in bytes. */
export interface Grain {
  /** How much is read to look at a place. */
  readonly block: number;
  /** What is shorter than this is not divided further. */
  readonly whole: number;
  /** How far the places are apart that are looked at first; and where the clock was seen to jump. */
  readonly apart: (size: number) => number;
  readonly apartWhereItJumps: (size: number) => number;
}

export const GRAIN: Grain = {
  block: 4_096,
  whole: 65_536,
  apart: (size) => Math.max(1_000_000, Math.ceil(size / 64)),
  apartWhereItJumps: (size) => Math.max(262_144, Math.ceil(size / 8_192)),
};

/** Lines of several threads stand in a log a little out of order: by so much, its clock still runs forward. */
export const SLACK_MS = 5_000;

/** Of so many lines with a time, the times are read at a place. */
const LOOKED_AT = 4;
/** No more than so many blocks are read for one of the first places. */
const MOST_BLOCKS = 8;

/** A place where a line with a time begins, and the times of it and the next ones. */
interface Place {
  readonly offset: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The parts of a file in which lines of a time may be. Where the clock runs forward, no line of that time is anywhere
 * else. Where it was seen to jump, more places are looked at, and {@link jumps} is set: then a line may be elsewhere.
 */
export class StretchFinder {
  /** Whether the clock was seen to run back. */
  jumps = false;
  /** Whether any line was seen to tell a time. */
  hasTimes = false;
  readonly #source: ByteSource;
  readonly #times: LineTimes;
  readonly #grain: Grain;
  readonly #seen: (at: number, offset: number) => void;
  readonly #tick: () => void;

  /**
   * @param seen told the time of every line that is looked at
   * @param tick called between two places; throws to end the search
   */
  constructor(
    source: ByteSource,
    times: LineTimes,
    grain: Grain,
    { seen = () => undefined, tick = () => undefined }: FinderListeners = {},
  ) {
    this.#source = source;
    this.#times = times;
    this.#grain = grain;
    this.#seen = seen;
    this.#tick = tick;
  }

  /** In the order of the file. @param window may get narrower on the way */
  *find(window: () => Span): Generator<Stretch> {
    const { size } = this.#source;
    let places = this.#places(this.#grain.apart(size));
    if (this.jumps) places = this.#places(this.#grain.apartWhereItJumps(size));
    if (places.length === 0) return;
    let before: Place | undefined;
    for (const place of [...places, undefined]) {
      yield* this.#between(before, place, place?.offset ?? size, window);
      before = place;
    }
  }

  #places(apart: number): readonly Place[] {
    const { size } = this.#source;
    const { block } = this.#grain;
    // The last place is near the end, so that little is behind it of which nothing is known.
    const offsets = Array.from({ length: Math.ceil(size / apart) }, (_, index) => index * apart);
    const places: Place[] = [];
    for (const offset of [...offsets, Math.max(0, size - block)].toSorted((a, b) => a - b)) {
      const place = this.#placeFrom(offset, Math.min(size, offset + block * MOST_BLOCKS));
      const last = places.at(-1);
      if (!place || (last && place.offset <= last.offset)) continue;
      if (last && runsBack(last, place)) this.jumps = true;
      places.push(place);
    }
    return places;
  }

  /** @param end no line with a time begins from there up to `after` */
  *#between(
    before: Place | undefined,
    after: Place | undefined,
    end: number,
    window: () => Span,
  ): Generator<Stretch> {
    const from = before?.offset ?? 0;
    const to = after?.offset ?? this.#source.size;
    if (from >= end || !mayHold(before, after, window())) return;
    if (end - from <= this.#grain.whole || isWithin(before, after, window())) {
      yield { from, to };
      return;
    }
    const middle = Math.floor((from + end) / 2);
    const place = this.#placeFrom(middle, end);
    if (!place) {
      yield* this.#between(before, after, middle, window);
      return;
    }
    if ((before && runsBack(before, place)) || (after && runsBack(place, after))) this.jumps = true;
    yield* this.#between(before, place, middle, window);
    yield* this.#between(place, after, end, window);
  }

  /** The first line with a time that begins at an offset or behind it, before another. */
  #placeFrom(offset: number, limit: number): Place | undefined {
    this.#tick();
    const start = this.#lineStartFrom(offset, limit);
    if (start === undefined) return undefined;
    let first: number | undefined;
    let [low, high, lines] = [Infinity, -Infinity, 0];
    const splitter = new LineSplitter(start, [], (text, at) => {
      if (at >= limit) return false;
      const instant = this.#times.read(text);
      if (instant === undefined) return true;
      this.#seen(instant, at);
      first ??= at;
      if (high - instant > SLACK_MS) this.jumps = true;
      [low, high, lines] = [Math.min(low, instant), Math.max(high, instant), lines + 1];
      return lines < LOOKED_AT;
    });
    for (let at = start; ;) {
      const bytes = this.#source.read(at, this.#grain.block);
      at += bytes.length;
      if (bytes.length === 0) splitter.end();
      if (bytes.length === 0 || !splitter.push(bytes) || lines > 0) break;
      this.#tick();
    }
    if (first === undefined) return undefined;
    this.hasTimes = true;
    return { offset: first, low, high };
  }

  /** Where the first line begins at an offset or behind it, before another. */
  #lineStartFrom(offset: number, limit: number): number | undefined {
    if (offset === 0) return 0;
    for (let at = offset - 1; at < limit;) {
      // One byte more tells whether a carriage return is half a line end.
      const bytes = this.#source.read(at, this.#grain.block + 1);
      if (bytes.length === 0) return undefined;
      const last = bytes.length > this.#grain.block ? this.#grain.block : bytes.length;
      const feed = endBefore(bytes, 10, last);
      const back = endBefore(bytes, 13, feed);
      const end = bytes[back + 1] === 10 ? feed : back;
      if (end < last) return at + end + 1 < limit ? at + end + 1 : undefined;
      at += last;
      this.#tick();
    }
    return undefined;
  }
}

export interface FinderListeners {
  readonly seen?: (at: number, offset: number) => void;
  readonly tick?: () => void;
}

/** Where a byte stands first before a place, else the place. */
function endBefore(bytes: Buffer, byte: number, limit: number): number {
  const at = bytes.subarray(0, limit).indexOf(byte);
  return at === -1 ? limit : at;
}

function runsBack(before: Place, after: Place): boolean {
  return before.high > after.low + SLACK_MS;
}

/** Whether lines of a time may stand between two places: where the clock runs forward, their times bound it. */
function mayHold(before: Place | undefined, after: Place | undefined, { from, to }: Span): boolean {
  if (before && after && runsBack(before, after)) return true;
  const low = before ? Math.min(before.low, after?.low ?? Infinity) - SLACK_MS : -Infinity;
  const high = after ? Math.max(after.high, before?.high ?? -Infinity) + SLACK_MS : Infinity;
  return low <= to && high >= from;
}

/** Whether all that stands between two places is of the time. */
function isWithin(before: Place | undefined, after: Place | undefined, { from, to }: Span): boolean {
  return before !== undefined && after !== undefined && before.low >= from && after.high <= to;
}
