/** The lines of a log that stand nearest to instants, found in one reading of its times. */

/** A log that begins or ends so long after or before an instant does not tell of it, in milliseconds. */
const BEYOND_MS = 60_000;

/** A line that stands nearest to an instant. */
interface LineAt {
  /** From 0. */
  readonly line: number;
  /** In milliseconds since 1970 UTC. */
  readonly at: number;
}

/**
 * Finds the nearest line to each of many instants, whatever way the clock of the lines goes; of several, the first in
 * the file. Feed it every line with a time, in the order of the file.
 */
export class NearestLines {
  readonly #instants: Float64Array;
  /** Between two instants that follow each other, the earliest line and the latest, by how many instants are not later. */
  readonly #earliest: (LineAt | undefined)[];
  readonly #latest: (LineAt | undefined)[];
  #slot = 0;

  /** @param instants in milliseconds since 1970 UTC, in order */
  constructor(instants: readonly number[]) {
    this.#instants = Float64Array.from(instants);
    this.#earliest = Array.from({ length: instants.length + 1 });
    this.#latest = Array.from({ length: instants.length + 1 });
  }

  feed(line: number, at: number): void {
    const slot = this.#slotOf(at);
    const [earliest, latest] = [this.#earliest[slot], this.#latest[slot]];
    if (!earliest || at < earliest.at) this.#earliest[slot] = { line, at };
    if (!latest || at > latest.at) this.#latest[slot] = { line, at };
  }

  /** By instant; undefined where the lines begin more than a minute after it, or end more than a minute before. */
  nearest(): readonly (LineAt | undefined)[] {
    const { length } = this.#instants;
    const before: (LineAt | undefined)[] = [];
    let last: LineAt | undefined;
    for (let index = 0; index < length; index += 1) {
      last = this.#latest[index] ?? last;
      before.push(last);
    }
    const nearest: (LineAt | undefined)[] = [];
    let next: LineAt | undefined;
    for (let index = length - 1; index >= 0; index -= 1) {
      next = this.#earliest[index + 1] ?? next;
      nearest.push(nearerOf(before[index], next, this.#instants[index] ?? Number.NaN));
    }
    return nearest.toReversed();
  }

  /** Lines mostly follow each other in time: from the last one's slot it is not far to that of the next. */
  #slotOf(at: number): number {
    const instants = this.#instants;
    let slot = this.#slot;
    if (!(at >= (instants[slot - 1] ?? Number.NEGATIVE_INFINITY))) {
      let low = 0;
      while (low < slot) {
        const middle = (low + slot) >> 1;
        if ((instants[middle] ?? Number.NaN) <= at) low = middle + 1;
        else slot = middle;
      }
    }
    while (slot < instants.length && (instants[slot] ?? Number.NaN) <= at) slot += 1;
    this.#slot = slot;
    return slot;
  }
}

function nearerOf(
  before: LineAt | undefined,
  after: LineAt | undefined,
  instant: number,
): LineAt | undefined {
  const [since, until] = [before && instant - before.at, after && after.at - instant];
  if (since === undefined) return until === undefined || until > BEYOND_MS ? undefined : after;
  if (until === undefined) return since > BEYOND_MS ? undefined : before;
  if (since !== until) return since < until ? before : after;
  return before && after && before.line < after.line ? before : after;
}
