/**
 * A mocha reporter: one line for each file's outermost suite while it runs, every failure in full, and the
 * counts as JSON in the file that `COMETCHAT_TEST_COUNTS` names. Runs in plain Node and in a test host.
 */
import { writeFileSync } from 'node:fs';
import type { Runnable, Runner, Suite } from 'mocha';

export const COUNTS_VARIABLE = 'COMETCHAT_TEST_COUNTS';

export interface Counts {
  passed: number;
  failed: number;
  /** Tests that said of themselves that they cannot run here. */
  skipped: number;
  readonly failures: Failed[];
  /** How many tests passed, by the path of their file. */
  readonly passedByFile: Record<string, number>;
}

export interface Failed {
  /** Its suites and its own name. */
  readonly title: string;
  /** The path of its file; empty when mocha knows none. */
  readonly file: string;
  /** The first line of what went wrong. */
  readonly problem: string;
}

/**
 * Begins every line of the reporter: in a test host the console carries VS Code's own words too, and this
 * tells them apart.
 */
export const LINE_MARK = '| ';

/** What mocha's assertion errors carry besides an error's own fields. */
interface Failure extends Error {
  readonly actual?: unknown;
  readonly expected?: unknown;
}

/** A test slower than this has its time printed, in milliseconds. */
const SLOW_MS = 1_000;

export default class CountingReporter {
  readonly counts: Counts = { passed: 0, failed: 0, skipped: 0, failures: [], passedByFile: {} };

  constructor(runner: Runner) {
    let started = Date.now();
    let before = { ...this.counts };
    runner.on('suite', (suite) => {
      if (suite.parent?.root) {
        started = Date.now();
        before = { ...this.counts };
      }
    });
    runner.on('suite end', (suite) => {
      if (suite.parent?.root) say(this.#suiteLine(suite, before, started));
    });
    runner.on('pass', (test) => {
      this.counts.passed += 1;
      const { passedByFile } = this.counts;
      passedByFile[fileOf(test)] = (passedByFile[fileOf(test)] ?? 0) + 1;
      if ((test.duration ?? 0) > SLOW_MS) say(`    ${test.fullTitle()} (${test.duration} ms)`);
    });
    runner.on('pending', (test) => {
      this.counts.skipped += 1;
      say(`    skipped: ${test.fullTitle()}`);
    });
    runner.on('fail', (test, error) => {
      this.counts.failed += 1;
      const problem = String(error).split('\n', 1)[0] ?? '';
      this.counts.failures.push({ title: test.fullTitle(), file: fileOf(test), problem });
      say(`    FAILED: ${test.fullTitle()}\n${indent(describe(error))}`);
    });
    runner.on('end', () => {
      const file = process.env[COUNTS_VARIABLE];
      if (file) writeFileSync(file, JSON.stringify(this.counts));
    });
  }

  #suiteLine(suite: Suite, before: Counts, started: number): string {
    const passed = this.counts.passed - before.passed;
    const failed = this.counts.failed - before.failed;
    const time = ((Date.now() - started) / 1000).toFixed(1);
    return `  ${failed ? 'x' : '-'} ${suite.title}: ${passed} passed${failed ? `, ${failed} failed` : ''} (${time} s)`;
  }
}

function fileOf(test: Runnable): string {
  return test.file ?? '';
}

function say(text: string): void {
  console.log(text.replace(/^/gm, LINE_MARK));
}

function describe(error: Failure | undefined): string {
  if (!error) return 'no error was given';
  const stack = error.stack ?? String(error);
  const { actual, expected } = error;
  if (stack.includes('\n+ ') || expected === undefined) return stack;
  return `${stack}\nactual: ${JSON.stringify(actual)}\nexpected: ${JSON.stringify(expected)}`;
}

function indent(text: string): string {
  return text.replace(/^/gm, '      ');
}
