import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { isLogUri } from '../../../../src/core/logTime/index.ts';

describe('core log time: the address of a log', () => {
  it('is that of a text', () => {
    for (const uri of [
      'file:///logs/app.log',
      'file://host/share/app.log',
      'file:///c%3A/logs/app%2F1.log',
      'untitled:Untitled-1',
      'vscode-remote://ssh-remote%2Ba/logs//app.log',
    ])
      assert.ok(isLogUri(uri), uri);
  });

  it('is nothing that is run, or shown by another program', () => {
    for (const uri of ['command:quit', 'https://a.example/app.log', 'JavaScript:x', 'app.log', ''])
      assert.ok(!isLogUri(uri), uri);
    assert.ok(!isLogUri(`file:///${'x'.repeat(4_000)}`));
  });

  it('is none that VS Code refuses to read or to write', () => {
    for (const uri of [
      'file:////host/app.log',
      'file:///%2Fapp.log',
      'file:///%2fapp.log',
      'untitled://///x',
      'untitled:%2F%2Fx',
      'untitled:/%2Fx',
      'untitled:%2F/x',
      'file:///logs/\ud800.log',
    ])
      assert.ok(!isLogUri(uri), uri);
  });
});
