/** The times of the lines of a text that changes. */
import { dayOrderOf, isDateInDoubt, isDateless, LineTimes, readLogTime } from '../logTime/index.ts';
import type { DayOrder, LogClock, LogTime } from '../logTime/model.ts';

/** After so many lines whoever reads may let others have their turn. */
const STEP = 20;

/** A text by its lines; it may change between the steps of a reading. */
interface Lines {
  readonly count: number;
  /** Without its end. */
  textOf(line: number): string;
}

/** Knows when each line was written, and reads again only what has changed. */
export class TextTimes {
  readonly #given: LogClock;
  #clock: LogClock;
  #reader: LineTimes;
  /** NaN for lines without a time. */
  #times = new Float64Array(1_024);
  #read = 0;
  #timed = 0;
  /** The first line whose date can be read in two ways, and how far the text was searched for what decides it. */
  #inDoubt: { readonly line: number; searched: number; readonly orders: Set<DayOrder> } | undefined;
  #dateless: boolean | undefined;

  constructor(clock: LogClock) {
    this.#given = clock;
    this.#clock = clock;
    this.#reader = new LineTimes(clock);
  }

  /** How many lines are read. */
  get length(): number {
    return this.#read;
  }

  /** Whether a line tells a time. */
  get hasTimes(): boolean {
    return this.#timed > 0;
  }

  /** Whether there are dates that can be read in two ways, and no line that decides between them. */
  get isInDoubt(): boolean {
    return this.#inDoubt !== undefined && this.#clock.dayOrder === undefined;
  }

  /** Whether its lines tell no date, so that {@link LogClock.near} decides on the day. */
  get isDateless(): boolean {
    return this.#dateless === true;
  }

  /** Of a line that is read, in milliseconds since 1970 UTC; undefined where it tells none. */
  at(line: number): number | undefined {
    const at = line < this.#read ? this.#times[line] : undefined;
    return at === undefined || Number.isNaN(at) ? undefined : at;
  }

  /** The time of a text by the clock that was found to be this one's. */
  timeIn(text: string): LogTime | undefined {
    return readLogTime(text, this.#clock);
  }

  /** Forgets a line and all behind it. */
  cut(line: number): void {
    this.#forgetFrom(line);
    const doubt = this.#inDoubt;
    if (doubt && line > doubt.line && line < doubt.searched) {
      doubt.searched = 0;
      doubt.orders.clear();
    } else if (doubt && line <= doubt.line) {
      this.#inDoubt = undefined;
      this.#setClock(this.#given);
    }
  }

  /** Reads what is not read yet. Yields every now and then, and goes on with the text as it is then. */
  *read(lines: Lines): Generator<void, void, void> {
    let steps = 0;
    while (this.#read < lines.count) {
      const text = lines.textOf(this.#read);
      const at = this.#reader.read(text);
      if (at === undefined && !this.#inDoubt && isDateInDoubt(text)) {
        this.#inDoubt = { line: this.#read, searched: 0, orders: new Set() };
        yield* this.#decide(lines);
        continue;
      }
      this.#push(at, text);
      steps += 1;
      if (steps % STEP === 0) yield;
    }
    if (this.#inDoubt && this.#inDoubt.searched < lines.count) {
      const before = this.#clock.dayOrder;
      yield* this.#decide(lines);
      if (this.#clock.dayOrder !== before && this.#inDoubt) {
        this.#forgetFrom(this.#inDoubt.line);
        yield* this.read(lines);
      }
    }
  }

  /** What comes first in dates in numbers, by the lines in which only one reading is possible. */
  *#decide(lines: Lines): Generator<void, void, void> {
    while (this.#inDoubt && this.#inDoubt.searched < lines.count) {
      const doubt = this.#inDoubt;
      const order = dayOrderOf(lines.textOf(doubt.searched));
      if (order) doubt.orders.add(order);
      doubt.searched += 1;
      if (doubt.searched % STEP === 0) yield;
    }
    const orders = [...(this.#inDoubt?.orders ?? [])];
    const dayOrder = orders.length === 1 ? orders[0] : undefined;
    if (dayOrder !== this.#clock.dayOrder) this.#setClock({ ...this.#given, dayOrder });
  }

  #setClock(clock: LogClock): void {
    this.#clock = clock;
    this.#reader = new LineTimes(clock);
  }

  #forgetFrom(line: number): void {
    for (let at = line; at < this.#read; at += 1) if (!Number.isNaN(this.#times[at])) this.#timed -= 1;
    this.#read = Math.min(this.#read, line);
  }

  #push(at: number | undefined, text: string): void {
    if (this.#read === this.#times.length) {
      const longer = new Float64Array(this.#times.length * 2);
      longer.set(this.#times);
      this.#times = longer;
    }
    this.#times[this.#read] = at ?? Number.NaN;
    this.#read += 1;
    if (at === undefined) return;
    this.#timed += 1;
    this.#dateless ??= isDateless(text, this.#clock);
  }
}
