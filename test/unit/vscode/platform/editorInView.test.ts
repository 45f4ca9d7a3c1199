/** Which editor is meant when something else has the focus. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { editorInView } from '../../../../src/vscode/platform/index.ts';
import { standIn } from '../support/vscodeStub.ts';

describe('vscode the editor in view', () => {
  afterEach(() => standIn(undefined));

  const [log, other] = [{ viewColumn: 1 }, { viewColumn: 2 }];
  const box = { viewColumn: undefined };
  const inView = (activeTextEditor: object | undefined, ...visibleTextEditors: readonly object[]) => {
    standIn({ window: { activeTextEditor, visibleTextEditors } });
    return editorInView();
  };

  it('is the one with the focus, else the only text beside what has it', () => {
    assert.equal(inView(log, other, log), log);
    assert.equal(inView(undefined, box, log), log);
  });

  it('is none where it could be several, or is a box of a view', () => {
    assert.equal(inView(undefined, log, other), undefined);
    assert.equal(inView(undefined, box), undefined);
    assert.equal(inView(undefined), undefined);
  });
});
