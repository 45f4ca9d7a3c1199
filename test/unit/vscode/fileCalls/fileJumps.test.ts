/** The commands that go from one place of a call in its file to the next or the previous one. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type * as vscode from 'vscode';
import { FileError, type FileFailureReason } from '../../../../src/core/fileCalls/model.ts';
import { fakeVscode } from '../support/vscodeStub.ts';
import { commandsOf } from '../support/commands.ts';
import { fileHandlers } from '../../../../src/vscode/commands/fileCalls.ts';
import { ArgumentError } from '../../../../src/vscode/platform/argumentError.ts';
import { Position, TabInputText } from 'vscode';

class Uri {
  readonly path: string;
  constructor(path: string) {
    this.path = path;
  }
  toString(): string {
    return `file://${this.path}`;
  }
}

/** Where each call stands, lines and columns from 1. */
const PLACES: Readonly<Record<string, readonly (readonly [line: number, column: number])[]>> = {
  a: [
    [2, 5],
    [2, 40],
    [9, 1],
  ],
  b: [[4, 3]],
  c: [
    [1, 1],
    [2, 2],
    [8, 8],
  ],
  nowhere: [],
};

let files = 0;

/** A fixture with a log on it, which is listed unless told otherwise; above 50 MB there is no editor for extensions. */
class Desk {
  readonly uri: Uri;
  /** Where each jump went, lines and columns from 1. */
  readonly went: (readonly [line: number, column: number])[] = [];
  readonly listed: string[] = [];
  readonly #selection: { active: vscode.Position; isEmpty: boolean } = {
    active: new Position(0, 0),
    isEmpty: true,
  };
  selected: string | undefined;
  atCursor: string | undefined;
  failure: FileFailureReason | undefined;
  readonly #fileCalls = {
    state: { kind: 'none' } as object,
    occurrences: (sessionId: string) =>
      this.failure
        ? Promise.reject(new FileError(this.failure))
        : Promise.resolve((PLACES[sessionId] ?? []).map(([line, column]) => ({ line, column }))),
    show: (subject: { readonly uri: Uri }) => {
      this.listed.push(subject.uri.path);
      const state = { kind: 'ready', subject, index: { calls: [], bytes: 1, lines: 1, notes: [] } };
      this.#fileCalls.state = state;
      return Promise.resolve(state);
    },
  };

  constructor({ isLarge = false, isListed = true } = {}) {
    files += 1;
    // What is remembered of a file outlives a test.
    this.uri = new Uri(`/log-${files}`);
    const { uri } = this;
    const subject = { uri, name: 'log' };
    if (isListed) this.#fileCalls.state = { kind: 'ready', subject };
    const editor = { document: { uri }, selection: this.#selection };
    fakeVscode({
      Uri: {
        [Symbol.hasInstance]: (value: unknown) => value instanceof Uri,
        parse: (text: string) => new Uri(text.replace('file://', '')),
      },
      window: {
        activeTextEditor: isLarge ? undefined : editor,
        visibleTextEditors: isLarge ? [] : [editor],
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of one as is used
        tabGroups: { activeTabGroup: { activeTab: { input: new TabInputText(uri as never) } } },
        withProgress: (_options: unknown, run: () => unknown) => run(),
      },
      commands: {
        executeCommand: (_id: string, opened: Uri, { selection }: { selection: vscode.Range }) => {
          assert.equal(opened.toString(), uri.toString());
          const { line, character } = selection.start;
          this.went.push([line + 1, character + 1]);
          this.cursor(line + 1, character + 1);
        },
      },
    });
  }

  /** Puts the cursor at a line and column, from 1. */
  cursor(line: number, column: number): void {
    this.#selection.active = new Position(line - 1, column - 1);
  }

  async run(command: 'nextOccurrence' | 'previousOccurrence', given?: object): Promise<void> {
    const handlers = commandsOf(
      fileHandlers({
        fileCalls: this.#fileCalls,
        fileTree: {
          reveal: () => Promise.resolve(),
          selected: () => this.selected && { sessionId: this.selected, uri: this.uri.toString() },
        },
        finder: { at: () => this.atCursor && { session: { id: this.atCursor } }, in: () => [] },
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the commands take of them
      } as never),
    );
    await handlers[`cometchatCalls.${command}`](given);
  }
}

describe('vscode: the next and the previous place of a call in its file', () => {
  afterEach(() => fakeVscode(undefined));

  for (const [command, from, to] of [
    ['nextOccurrence', [1, 1], [2, 5]],
    ['nextOccurrence', [2, 5], [2, 40]],
    ['nextOccurrence', [2, 41], [9, 1]],
    ['nextOccurrence', [9, 1], [2, 5]],
    ['previousOccurrence', [20, 1], [9, 1]],
    ['previousOccurrence', [9, 1], [2, 40]],
    ['previousOccurrence', [2, 39], [2, 5]],
    ['previousOccurrence', [2, 5], [9, 1]],
  ] as const) {
    it(`${command} goes from ${from.join(':')} to ${to.join(':')}`, async () => {
      const fixture = new Desk();
      const [line, column] = from;
      fixture.cursor(line, column);
      await fixture.run(command, { sessionId: 'a', uri: fixture.uri.toString() });
      assert.deepEqual(fixture.went, [to]);
    });
  }

  it('go through all places of a file that no editor tells the cursor of, from the first, and around', async () => {
    const fixture = new Desk({ isLarge: true });
    const given = { sessionId: 'a' };
    for (let turn = 0; turn < 3; turn += 1) await fixture.run('nextOccurrence', given);
    for (let turn = 0; turn < 2; turn += 1) await fixture.run('previousOccurrence', given);
    const [first, second, third] = PLACES['a'] ?? [];
    assert.deepEqual(fixture.went, [second, third, first, third, second]);
    await fixture.run('nextOccurrence', { sessionId: 'c' });
    assert.deepEqual(fixture.went.at(-1), [2, 2], 'through those of another call from its own first');
  });

  it('take the call that is named, else the one at the cursor, else the one that is selected in the view', async () => {
    const fixture = new Desk();
    await fixture.run('nextOccurrence');
    assert.deepEqual(fixture.went, [], 'there is none');
    fixture.selected = 'a';
    await fixture.run('nextOccurrence');
    fixture.atCursor = 'b';
    await fixture.run('nextOccurrence');
    await fixture.run('nextOccurrence', { sessionId: 'a' });
    assert.deepEqual(fixture.went, [
      [2, 5],
      [4, 3],
      [9, 1],
    ]);
    assert.deepEqual(fixture.listed, [], 'the file is listed already');
  });

  it('list a file first that is not listed', async () => {
    const fixture = new Desk({ isListed: false });
    await fixture.run('nextOccurrence', { sessionId: 'a', uri: fixture.uri.toString() });
    assert.deepEqual([fixture.listed, fixture.went], [[fixture.uri.path], [[2, 5]]]);
  });

  it('go nowhere with a call that has no place any more, and say what they cannot read', async () => {
    const fixture = new Desk();
    await fixture.run('nextOccurrence', { sessionId: 'nowhere' });
    await fixture.run('previousOccurrence', { sessionId: 'nowhere' });
    fixture.failure = 'notFound';
    await assert.rejects(
      fixture.run('nextOccurrence', { sessionId: 'a' }),
      (error) => error instanceof ArgumentError && error.message === 'log is not there any more.',
    );
    assert.deepEqual(fixture.went, []);
  });
});
