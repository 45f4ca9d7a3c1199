import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { subjectOf } from '../../../../src/vscode/fileCalls/subject.ts';

describe('vscode file calls: what a file is called', () => {
  const nameOf = (path: string) => subjectOf({ path } as never).name;

  it('has every character visible, and is no longer than a notification can show', () => {
    assert.equal(nameOf('/logs/app.log'), 'app.log');
    assert.equal(nameOf('/logs/gol.\u202eexe\n.log'), 'gol.⟨U+202E⟩exe⟨U+000A⟩.log');
    assert.equal(nameOf(`/${'x'.repeat(250)}`).length, 80);
  });
});
