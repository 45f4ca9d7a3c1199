/** Stretches of time. Instants are milliseconds since 1970 UTC. */

/** A stretch of time; `to` is never before `from`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The union of stretches of time: in order, none touching the next; a moment without length adds nothing. */
export function unionOf(spans: readonly Span[]): readonly Span[] {
  const union: { from: number; to: number }[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    if (from === to) continue;
    const last = union.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else union.push({ from, to });
  }
  return union;
}

/** What two unions have in common, in order; a moment without length is nothing. */
export function intersectionOf(one: readonly Span[], other: readonly Span[]): readonly Span[] {
  const common: Span[] = [];
  let [a, b] = [0, 0];
  for (;;) {
    const [left, right] = [one[a], other[b]];
    if (!left || !right) return common;
    const [from, to] = [Math.max(left.from, right.from), Math.min(left.to, right.to)];
    if (from < to) common.push({ from, to });
    if (left.to < right.to) a++;
    else b++;
  }
}

/** What is left of one union without another, in order. */
export function differenceOf(one: readonly Span[], other: readonly Span[]): readonly Span[] {
  const left: Span[] = [];
  let first = 0;
  for (const { from, to } of one) {
    let since = from;
    while ((other[first]?.to ?? Infinity) <= from) first++;
    for (let at = first, taken = other[at]; taken && taken.from < to; taken = other[++at]) {
      if (since < taken.from) left.push({ from: since, to: taken.from });
      since = taken.to;
    }
    if (since < to) left.push({ from: since, to });
  }
  return left;
}

/** The lengths of stretches of time, added up, in seconds. */
export function secondsOf(spans: readonly Span[]): number {
  let milliseconds = 0;
  for (const { from, to } of spans) milliseconds += to - from;
  return milliseconds / 1000;
}

/** From the first of some instants to the last; undefined where all of them are. */
export function reachOf(instants: Iterable<number | undefined>): Span | undefined {
  let reach: { from: number; to: number } | undefined;
  for (const instant of instants) {
    if (instant === undefined) continue;
    reach ??= { from: instant, to: instant };
    reach.from = Math.min(reach.from, instant);
    reach.to = Math.max(reach.to, instant);
  }
  return reach;
}
