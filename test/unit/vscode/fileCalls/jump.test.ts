/** Going from place to place of a call in a file that VS Code tells no cursor of, as it does above 50 MB. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { FileCalls } from '../../../../src/vscode/fileCalls/fileCalls.ts';
import { fakeVscode } from '../support/vscodeStub.ts';
import { jump } from '../../../../src/vscode/fileCalls/jump.ts';

/** Each call has three places, on the lines 10, 20 and 30. */
const fileCalls = {
  state: { kind: 'ready', subject: { uri: { toString: () => 'file:big' }, name: 'big' } },
  occurrences: () => Promise.resolve([10, 20, 30].map((line) => ({ line, column: 1 }))),
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of it as a jump uses
} as unknown as FileCalls;

describe('vscode jumps to the places of a call', () => {
  let shown: number[];
  beforeEach(() => {
    shown = [];
    const executeCommand = (_: string, __: unknown, options: { selection: { start: { line: number } } }) =>
      Promise.resolve(void shown.push(options.selection.start.line + 1));
    fakeVscode({
      window: { visibleTextEditors: [], withProgress: (_: object, run: () => unknown) => run() },
      commands: { executeCommand },
    });
  });
  afterEach(() => fakeVscode(undefined));

  it('go on from the last one, past the end to the first, and back', async () => {
    for (const step of [1, 1, 1, -1, -1] as const) await jump(fileCalls, 'a', step);
    // The list has shown the first one already.
    assert.deepEqual(shown, [20, 30, 10, 30, 20]);
  });

  it('know the last places of the calls somebody goes to and fro between, and not of all there ever were', async () => {
    await jump(fileCalls, 'first', 1);
    for (let index = 0; index < 99; index += 1) await jump(fileCalls, `other-${index}`, 1);
    shown = [];
    await jump(fileCalls, 'first', 1);
    assert.deepEqual(shown, [30]);
    await jump(fileCalls, 'one more', 1);
    shown = [];
    await jump(fileCalls, 'first', 1);
    assert.deepEqual(shown, [10], 'whoever comes back to a call does not lose its place to a newer one');
    for (let index = 0; index < 100; index += 1) await jump(fileCalls, `another-${index}`, 1);
    shown = [];
    await jump(fileCalls, 'first', 1);
    assert.deepEqual(shown, [20], 'as if it had never been jumped to');
  });
});
