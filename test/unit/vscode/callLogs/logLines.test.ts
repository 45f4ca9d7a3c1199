/** Going to a line of a log: where it is marked, with what is said of it, and where VS Code gives extensions no editor. */
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { goToLine } from '../../../../src/vscode/callLogs/logLines.ts';
import { User } from '../support/user.ts';

const LOG = 'file:///logs/app.log';

interface Options {
  readonly selection: vscode.Range;
  readonly viewColumn?: number;
}

describe('vscode: going to a line of a log', () => {
  let user: User;
  let isThere: boolean;
  let editors: object[];
  /** What the line is marked with, and whether that is gone again. */
  let marks: { readonly after?: { readonly contentText: string }; isGone: boolean }[];
  const uri = { scheme: 'file', path: '/logs/app.log', toString: () => LOG };

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    [isThere, editors, marks] = [true, [], []];
    user = new User({
      Uri: { parse: () => uri },
      workspace: { fs: { stat: () => Promise.resolve({ type: isThere ? 1 : 2 }) }, textDocuments: [] },
      window: {
        tabGroups: { all: [{ viewColumn: vscode.ViewColumn.One, tabs: [] }] },
        visibleTextEditors: editors,
        createTextEditorDecorationType: (look: { readonly after?: { readonly contentText: string } }) => {
          const mark = { ...look, isGone: false };
          marks.push(mark);
          return { dispose: () => void (mark.isGone = true) };
        },
      },
    });
  });
  afterEach(() => {
    mock.timers.reset();
    user.dispose();
  });

  const selections = () =>
    user.ran.map(([command, , options]) => {
      assert.equal(command, 'vscode.open');
      const { selection, viewColumn } = options as Options;
      return [selection.start.line, selection.end.line, viewColumn];
    });

  it('marks it for a moment, and says how far off it is', async () => {
    const set: unknown[] = [];
    editors.push({ document: { uri }, setDecorations: (_: unknown, ranges: unknown) => set.push(ranges) });
    assert.ok(await goToLine({ uri: LOG, line: 7 }, { note: '2 s before this moment' }));
    assert.deepEqual(selections(), [[7, 7, undefined]]);
    assert.deepEqual(
      marks.map(({ after, isGone }) => [after?.contentText, isGone]),
      [['2 s before this moment', false]],
    );
    assert.equal(set.length, 1);
    mock.timers.tick(60_000);
    assert.equal(marks[0]?.isGone, true);
  });

  it('selects it where there is no editor to mark it in, as above 50 MB', async () => {
    assert.ok(await goToLine({ uri: LOG, line: 7 }, { note: '2 s before this moment' }));
    assert.deepEqual(selections(), [
      [7, 7, undefined],
      [7, 8, undefined],
    ]);
    assert.deepEqual(marks, []);
  });

  it('is beside the panel that it comes from', async () => {
    await goToLine({ uri: LOG, line: 7 }, { besides: vscode.ViewColumn.One });
    assert.deepEqual(selections()[0], [7, 7, -2]);
  });

  it('says that the log is gone', async () => {
    isThere = false;
    assert.equal(await goToLine({ uri: LOG, line: 7 }), false);
    assert.deepEqual([user.ran, user.messages], [[], ['app.log:8 is not there any more.']]);
  });
});
