/** What a stage of `npm test` comes to, and how the counts of its tests are judged. */
import type { Counts } from '../../test/support/reporter.ts';

export interface StageResult {
  readonly passed: number;
  readonly failed: number;
  /** What went wrong beyond what was printed already. */
  readonly words?: string;
  /** What the end of the run repeats, a line each: tests that failed, or that passed only the second time. */
  readonly remarks?: readonly string[];
}

/** Mocha's counts, and one failure more when the run failed in a way that no test shows. */
export function judge(counts: Counts | undefined, problem: string | undefined, where: string): StageResult {
  if (!counts) return failure(problem ?? 'The tests ended before they were counted.');
  const { passed, failed } = counts;
  if (passed + failed === 0) return noTests(where);
  if (problem && failed === 0) return { ...failure(problem), passed };
  return { passed, failed, remarks: remarksOf(counts, 'FAILED') };
}

/** A line for each test that failed: what became of it, its title and its problem. */
export function remarksOf(counts: Counts, became: string): string[] {
  return counts.failures.map(({ title, problem }) => `${became}: ${title}: ${problem}`);
}

export function noTests(where: string): StageResult {
  return failure(`No test ran in ${where}.`);
}

/** A stage that failed as a whole. */
export function failure(words: string): StageResult {
  return { passed: 0, failed: 1, words };
}
