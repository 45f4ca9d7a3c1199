/** Named pipes in the storage folder, or in its place: nothing waits for what is written into them. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { diskFiles } from '../../../src/storage/files.ts';
import { fileName, raw, ready, StorageFixture } from '../vscode/support/storageFixture.ts';

describe('storage: pipes in the place of files', function () {
  if (process.platform === 'win32') return;
  let fixture: StorageFixture;
  beforeEach(() => {
    fixture = new StorageFixture();
  });
  afterEach(() => fixture.dispose());

  it('are said to be no files, and keep nothing from being read and written', async () => {
    await fixture.window().put('a', ready(raw('a')));
    const pipes = ['b', 'c', 'd', 'e', 'f'].map((id) => join(fixture.folder, fileName(id)));
    execFileSync('mkfifo', pipes);
    const window = fixture.window();
    assert.deepEqual(
      (await window.restore()).map(({ sessionId }) => sessionId),
      ['a'],
    );
    assert.equal(window.log.filter((line) => line.includes('it is no file')).length, 5);
    await window.put('b', ready(raw('b')));
    assert.deepEqual((await fixture.window().restore()).map(({ sessionId }) => sessionId).toSorted(), [
      'a',
      'b',
    ]);
  });

  it('answer at once where one takes a file’s place before it is opened', async () => {
    await fixture.window().put('a', ready(raw('a')));
    const pipe = join(fixture.folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    assert.equal(await diskFiles.read(pipe), '');
    await diskFiles.flush(pipe);
  });
});
