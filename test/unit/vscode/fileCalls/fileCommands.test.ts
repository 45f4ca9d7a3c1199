/** The commands on the calls of a file: from place to place, and the table of all. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type * as vscode from 'vscode';
import { FileError, type FileFailureReason } from '../../../../src/core/fileCalls/model.ts';
import { standIn } from '../support/vscodeStub.ts';
import { EXPORT_FORMATS } from '../../../../src/core/export/table.ts';
import { commandsOf } from '../support/commands.ts';
import { KEY, LookUpsFixture } from '../support/lookUpsFixture.ts';
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

/** A log that is open, and listed unless told otherwise; above 50 MB there is no editor for extensions. */
class LogFixture {
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
        : Promise.resolve(
            (PLACES[sessionId.split('-')[0] ?? ''] ?? []).map(([line, column]) => ({ line, column })),
          ),
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
    standIn({
      Uri: {
        [Symbol.hasInstance]: (value: unknown) => value instanceof Uri,
        parse: (text: string) => new Uri(text.replace('file://', '')),
      },
      window: {
        activeTextEditor: isLarge ? undefined : editor,
        visibleTextEditors: isLarge ? [] : [editor],
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
        completer: { found: () => undefined },
        finder: { at: () => this.atCursor && { session: { id: this.atCursor } }, in: () => [] },
      } as never),
    );
    await handlers[`cometchatCalls.${command}`](given);
  }
}

describe('vscode: the next and the previous place of a call in its file', () => {
  afterEach(() => standIn(undefined));

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
      const log = new LogFixture();
      const [line, column] = from;
      log.cursor(line, column);
      await log.run(command, { sessionId: 'a', uri: log.uri.toString() });
      assert.deepEqual(log.went, [to]);
    });
  }

  it('go through all places of a file that no editor tells the cursor of, from the first, and around', async () => {
    const log = new LogFixture({ isLarge: true });
    const given = { sessionId: 'a' };
    for (let turn = 0; turn < 3; turn += 1) await log.run('nextOccurrence', given);
    for (let turn = 0; turn < 2; turn += 1) await log.run('previousOccurrence', given);
    const [first, second, third] = PLACES['a'] ?? [];
    assert.deepEqual(log.went, [second, third, first, third, second]);
    await log.run('nextOccurrence', { sessionId: 'c' });
    assert.deepEqual(log.went.at(-1), [2, 2], 'through those of another call from its own first');
  });

  it('know the last places of the calls somebody goes to and fro between, and not of all there ever were', async () => {
    const log = new LogFixture({ isLarge: true });
    const [first, second, third] = PLACES['a'] ?? [];
    const next = async (sessionId: string) => {
      await log.run('nextOccurrence', { sessionId });
      return log.went.at(-1);
    };
    // Each with the places of `a`.
    const others = async (count: number, name: string) => {
      for (let index = 0; index < count; index += 1) await next(`a-${name}-${index}`);
    };
    assert.deepEqual(await next('a'), second);
    await others(99, 'other');
    assert.deepEqual(await next('a'), third);
    await next('a-one more');
    assert.deepEqual(
      await next('a'),
      first,
      'whoever comes back to a call does not lose its place to a newer one',
    );
    await others(100, 'another');
    assert.deepEqual(await next('a'), second, 'as if it had never been jumped to');
  });

  it('take the call that is named, else the one at the cursor, else the one that is selected in the view', async () => {
    const log = new LogFixture();
    await assert.rejects(log.run('nextOccurrence'), /^ArgumentError: Put the cursor on a session id/);
    assert.deepEqual(log.went, [], 'there is none');
    log.selected = 'a';
    await log.run('nextOccurrence');
    log.atCursor = 'b';
    await log.run('nextOccurrence');
    await log.run('nextOccurrence', { sessionId: 'a' });
    assert.deepEqual(log.went, [
      [2, 5],
      [4, 3],
      [9, 1],
    ]);
    assert.deepEqual(log.listed, [], 'the file is listed already');
  });

  it('list a file first that is not listed', async () => {
    const log = new LogFixture({ isListed: false });
    await log.run('nextOccurrence', { sessionId: 'a', uri: log.uri.toString() });
    assert.deepEqual([log.listed, log.went], [[log.uri.path], [[2, 5]]]);
  });

  it('go nowhere with a call that has no place any more, and say what they cannot read', async () => {
    const log = new LogFixture();
    await log.run('nextOccurrence', { sessionId: 'nowhere' });
    await log.run('previousOccurrence', { sessionId: 'nowhere' });
    log.failure = 'notFound';
    await assert.rejects(
      log.run('nextOccurrence', { sessionId: 'a' }),
      (error) => error instanceof ArgumentError && error.message === 'log is not there any more.',
    );
    assert.deepEqual(log.went, []);
  });
});

const LOG = { uri: new Uri('/app.log'), name: 'app.log' };

describe('vscode exportFileCalls', () => {
  let fixture: LookUpsFixture;
  let opened: { readonly content: string }[];
  beforeEach(() => {
    opened = [];
    const openTextDocument = (document: { readonly content: string }) => {
      opened.push(document);
      return Promise.resolve({ uri: {} });
    };
    fixture = new LookUpsFixture(
      { openTextDocument },
      { [Symbol.hasInstance]: (value: unknown) => value instanceof Uri },
    );
  });
  afterEach(() => fixture.dispose());

  it('holds no key that stands in the log in the place of an id, or in an answer', async () => {
    const lookUp = fixture.add(`team ${KEY}`);
    const place = { count: 1, firstLine: 1, lastLine: 1, looksCutOff: false };
    const index = { calls: [{ ...place, sessionId: KEY }], bytes: 1, lines: 1 };
    const state = { kind: 'ready', subject: LOG, index } as const;
    const fileCalls = {
      state,
      order: 'line',
      filter: '',
      refresh: () => Promise.resolve(state),
      rowsOf: (calls: readonly object[]) =>
        calls.map((fileCall) => ({ fileCall, lookUp, attention: undefined, notAsked: undefined })),
      ignore: () => undefined,
      onDidChange: () => ({ dispose: () => undefined }),
    };
    const handlers = commandsOf(
      fileHandlers({
        ...fixture.services,
        fileCalls,
        fileTree: { reveal: () => Promise.resolve(), selected: () => undefined },
      } as never),
    );
    for (const format of EXPORT_FORMATS) {
      const text = await handlers['cometchatCalls.exportFileCalls']({ format, uri: LOG.uri });
      assert.equal(opened.at(-1)?.content, text);
      assert.match(text ?? '', /API key/, format);
      assert.ok(!text?.includes(KEY), text);
    }
  });
});
