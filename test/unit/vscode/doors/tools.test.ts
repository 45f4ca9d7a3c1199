/** The door of the tools: there while their setting is on, in an editor that has language models. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { standIn } from '../support/vscodeStub.ts';
import { TOOL_NAMES } from '../../../../src/manifest.ts';
import { registerTools } from '../../../../src/vscode/doors/tools.ts';

describe('vscode doors: tools of agents', () => {
  const registered = new Set<string>();
  let enabled: unknown = true;
  let changed = () => {};

  const nobody = () => assert.fail('nothing is loaded');
  const lm = {
    registerTool: (name: string) => {
      assert.ok(!registered.has(name), 'twice');
      registered.add(name);
      return { dispose: () => registered.delete(name) };
    },
  };
  const workspace = {
    getConfiguration: () => ({ get: () => enabled }),
    onDidChangeConfiguration: (listener: (event: object) => void) => {
      changed = () =>
        listener({ affectsConfiguration: (name: string) => name === 'cometchatCalls.tools.enabled' });
      return { dispose: () => (changed = () => {}) };
    },
  };

  afterEach(() => {
    standIn(undefined);
    registered.clear();
    enabled = true;
  });

  it('are registered at start, and nothing is loaded for that', () => {
    standIn({ lm, workspace });
    const door = registerTools(nobody);
    assert.deepEqual([...registered], [...TOOL_NAMES]);
    door.dispose();
    assert.equal(registered.size, 0);
  });

  it('come and go with their setting', () => {
    standIn({ lm, workspace });
    enabled = false;
    const door = registerTools(nobody);
    assert.equal(registered.size, 0);
    enabled = true;
    changed();
    changed();
    assert.equal(registered.size, 3);
    enabled = false;
    changed();
    assert.equal(registered.size, 0);
    door.dispose();
  });

  it('are missing in an editor without language models, and nothing else is', () => {
    const refuses = () => {
      throw new Error('Not implemented.');
    };
    for (const editor of [
      { workspace },
      { workspace, lm: {} },
      { workspace, lm: { registerTool: refuses } },
    ]) {
      standIn(editor);
      registerTools(nobody).dispose();
      assert.equal(registered.size, 0);
    }
  });
});
