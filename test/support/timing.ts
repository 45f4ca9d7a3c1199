/**
 * How times compare with one another in one run. They are times of the processor, not of a clock: a busy machine takes
 * nothing from work that ends within one slice of the scheduler, and half or more from work that lasts longer.
 */

/** So small a difference is that of a moment: added to what is divided by, in milliseconds. */
const GRAIN_MS = 0.5;

/** Work is repeated until it has had the processor for so long, in milliseconds: systems count in steps of up to 16. */
const LEAST_MS = 20;

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** How long a piece of work has the processor, in milliseconds: the mean of as many times as it takes to tell. */
function meanTime(work: () => unknown): number {
  const began = processorMs();
  let spent = 0;
  let times = 0;
  do {
    work();
    times += 1;
    spent = processorMs() - began;
  } while (spent < LEAST_MS);
  return spent / times;
}

/** How many times as long one piece of work takes as another: each at its least of three, as waste only ever adds. */
export function timesAsLong(work: () => unknown, other: () => unknown): number {
  // Once to warm up, so that neither pays for what both need.
  other();
  work();
  // By turns, so that both meet the same moods of the machine.
  const rounds = Array.from({ length: 3 }, () => ({ other: meanTime(other), work: meanTime(work) }));
  const least = (of: 'other' | 'work') => Math.min(...rounds.map((round) => round[of]));
  return least('work') / (least('other') + GRAIN_MS);
}
