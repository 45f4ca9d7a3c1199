/** How times compare with one another in one run: the machine is as busy for the one as for the other. */

/** The clock's grain and a moment's hiccup, in milliseconds: added to what is divided by. */
const GRAIN_MS = 0.5;

/** The least time of several, in milliseconds: what else the machine does only ever adds. */
function leastTime(work: () => unknown): number {
  const once = () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  };
  return Math.min(once(), once(), once(), once());
}

/** How many times as long one piece of work takes as another. Each is done five times. */
export function timesAsLong(work: () => unknown, other: () => unknown): number {
  // Once to warm up, so that neither pays for what both need.
  other();
  work();
  return leastTime(work) / (leastTime(other) + GRAIN_MS);
}
