/** What is no file is recognised before VS Code opens it: a named pipe would never answer. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type * as vscode from 'vscode';
import { goToLine, readAround } from '../../../../src/vscode/callLogs/logLines.ts';
import { saveFile } from '../../../../src/vscode/commands/output.ts';
import { contentOf, subjectOf } from '../../../../src/vscode/fileCalls/subject.ts';
import { User } from '../support/user.ts';
import { standIn } from '../support/vscodeStub.ts';

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of an address as is used
const uri = { scheme: 'vscode-vfs', path: '/logs/a.log', toString: () => 'x' } as vscode.Uri;
const [UNKNOWN, FILE, FOLDER, LINK] = [0, 1, 2, 64];

/** A window whose files are all of one type; what opens one fails the test where that is no file. */
function files(type: number): User {
  const isFile = (type & FILE) !== 0;
  const open =
    <Value>(value: Value) =>
    () =>
      isFile ? Promise.resolve(value) : assert.fail('it is opened');
  const document = { lineCount: 1, lineAt: () => ({ text: 'a line' }) };
  return new User({
    Uri: { parse: () => uri },
    workspace: {
      textDocuments: [],
      fs: {
        stat: () => Promise.resolve({ type, size: 6 }),
        readFile: open(new TextEncoder().encode('a line')),
        writeFile: open(undefined),
      },
      openTextDocument: open(document),
    },
  });
}

describe('vscode: what is no file', () => {
  afterEach(() => standIn(undefined));
  const save = () =>
    saveFile({ name: 'a', content: 'b' }, uri, { title: 'Save', filters: {}, redact: (text) => text });

  for (const type of [UNKNOWN, FOLDER, LINK]) {
    it(`is not opened, read or written, of type ${type}`, async () => {
      const user = files(type);
      assert.equal(await readAround({ uri: 'x', line: 0 }, (text) => text), undefined);
      await goToLine({ uri: 'x', line: 0 });
      assert.deepEqual(user.ran, []);
      assert.deepEqual(user.messages, ['a.log:1 is not there any more.']);
      await assert.rejects(contentOf(subjectOf(uri)), { name: 'FileError', reason: 'io' });
      await assert.rejects(save(), { name: 'ArgumentError', message: 'a.log is no file.' });
    });
  }

  it('is told from files, and from links to them', async () => {
    for (const type of [FILE, FILE | LINK]) {
      const user = files(type);
      assert.deepEqual((await readAround({ uri: 'x', line: 0 }, (text) => text))?.lines, ['a line']);
      assert.deepEqual(await contentOf(subjectOf(uri)), { text: new TextEncoder().encode('a line') });
      await save();
      assert.deepEqual(user.statuses, ['Saved a.log']);
    }
  });
});
