/** The table of a file's calls, which opens as a document: no key is in it, whatever the log and the answers say. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { EXPORT_FORMATS } from '../../../../src/core/export/table.ts';
import { KEY, LookUpListFixture } from '../support/lookUpListFixture.ts';
import { commandsOf } from '../support/commands.ts';
import { fileHandlers } from '../../../../src/vscode/commands/fileCalls.ts';

/** The log, as the file that is named. */
class Uri {
  readonly path = '/app.log';
  toString(): string {
    return 'file:///app.log';
  }
}
const subject = { uri: new Uri(), name: 'app.log' };

describe('vscode exportFileCalls', () => {
  let fixture: LookUpListFixture;
  let opened: { readonly content: string }[];
  beforeEach(() => {
    opened = [];
    const openTextDocument = (document: { readonly content: string }) => {
      opened.push(document);
      return Promise.resolve({ uri: {} });
    };
    fixture = new LookUpListFixture(
      { openTextDocument },
      { [Symbol.hasInstance]: (value: unknown) => value instanceof Uri },
    );
  });
  afterEach(() => fixture.dispose());

  it('holds no key that stands in the log in the place of an id, or in an answer', async () => {
    const lookUp = fixture.add(`team ${KEY}`);
    const place = { count: 1, firstLine: 1, lastLine: 1, looksCutOff: false };
    const index = { calls: [{ ...place, sessionId: KEY }], bytes: 1, lines: 1 };
    const state = { kind: 'ready', subject, index } as const;
    const fileCalls = {
      state,
      order: 'line',
      filter: '',
      refresh: () => Promise.resolve(state),
      rowsOf: (calls: readonly object[]) => calls.map((fileCall) => ({ fileCall, lookUp })),
      ignore: () => undefined,
      onDidChange: () => ({ dispose: () => undefined }),
    };
    const handlers = commandsOf(
      fileHandlers({
        ...fixture.deps,
        fileCalls,
        fileTree: { reveal: () => Promise.resolve(), selected: () => undefined },
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the command takes of them
      } as never),
    );
    for (const format of EXPORT_FORMATS) {
      const text = await handlers['cometchatCalls.exportFileCalls']({ format, uri: subject.uri });
      assert.equal(opened.at(-1)?.content, text);
      assert.match(text ?? '', /API key/, format);
      assert.ok(!text?.includes(KEY), text);
    }
  });
});
