import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('The test host', () => {
  it('is the VS Code that was asked for', () => {
    assert.equal(vscode.version, process.env['COMETCHAT_TEST_EXPECTED_VERSION'] ?? vscode.version);
    assert.ok(process.env['COMETCHAT_TEST_USER_DATA'], 'the path of the user data is known to tests');
  });

  it('has the extension, and it activates', async () => {
    const extension = vscode.extensions.getExtension('cometchat-calls.cometchat-calls');
    assert.ok(extension, 'the extension is present');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
