import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { answer, failed, raw, ready, Shelf } from '../vscode/support/shelf.ts';

describe('vscode lookUpFiles where something is forbidden', () => {
  let shelf: Shelf;
  /** The text of a file as it should be. */
  let good: string;

  beforeEach(async () => {
    shelf = new Shelf();
    await shelf.window().put('good', ready(raw('good')));
    good = shelf.text(shelf.nameOf('good'));
  });
  afterEach(() => shelf.dispose());

  it('says when nothing can be written, shows what there is, and writes again when it can', async function () {
    if (process.platform === 'win32') this.skip();
    const name = shelf.nameOf('good');
    const window = shelf.window();
    chmodSync(shelf.above, 0o755);
    chmodSync(join(shelf.folder, name), 0o644);
    chmodSync(shelf.folder, 0o555);
    await asNobody(async () => {
      assert.equal((await window.restore()).length, 1);
      await window.put('a', ready(raw('a')));
      const { key } = await window.put('good', failed());
      window.store.remove(key);
      await window.files.flush();
    });
    assert.equal(window.log.length, 3, window.log.join('\n'));
    for (const line of window.log) assert.match(line, /could not be (written to|removed from) disk: EACCES/);
    assert.deepEqual(shelf.names(), [name]);
    assert.equal(shelf.text(name), good);
    assert.equal(window.files.troubles.unwritten, 1);
    chmodSync(shelf.folder, 0o700);
    // What could not be written before comes with the next that can.
    await window.put('b', ready(raw('b')));
    assert.deepEqual((await shelf.ids()).toSorted(), ['a', 'b', 'good']);
    assert.equal(window.files.troubles.unwritten, 0);
  });

  it('loses nothing where nobody may replace the files of others', async function () {
    if (process.getuid?.() !== 0) this.skip();
    const name = shelf.nameOf('good');
    const window = shelf.window();
    chmodSync(shelf.above, 0o755);
    chmodSync(join(shelf.folder, name), 0o644);
    chmodSync(shelf.folder, 0o1777);
    await asNobody(async () => void (await window.put('good', failed())));
    // The older one stays, and counts for what the newer has not.
    assert.equal(shelf.namesOf('good').length, 2);
    assert.deepEqual(shelf.asides(), []);
    assert.deepEqual((await shelf.found('good')).state, failed(answer(raw('good'))));
    await window.mark('good', { pinned: true });
    assert.equal(shelf.namesOf('good').length, 1);
  });

  it('does not take a file for damaged that cannot be opened now, and writes beside it', async function () {
    if (process.platform === 'win32') this.skip();
    const name = shelf.nameOf('good');
    const window = shelf.window();
    chmodSync(shelf.above, 0o755);
    chmodSync(shelf.folder, 0o777);
    chmodSync(join(shelf.folder, name), 0o000);
    await asNobody(async () => {
      assert.deepEqual(await window.restore(), []);
      await window.put('good', failed());
      await window.mark('good', { pinned: true });
    });
    assert.match(window.log.join('\n'), /could not be read: EACCES/);
    assert.deepEqual(window.files.troubles, { damaged: [], unwritten: 0 });
    assert.equal(shelf.text(name), good);
    chmodSync(join(shelf.folder, name), 0o600);
    const { state, pin } = await shelf.found('good');
    assert.deepEqual([state, pin?.on], [failed(answer(raw('good'))), true]);
  });

  it('says so when a file that cannot be opened cannot be removed', async function () {
    if (process.platform === 'win32') this.skip();
    const window = shelf.window();
    await window.restore();
    const name = shelf.nameOf('good');
    chmodSync(shelf.above, 0o755);
    chmodSync(shelf.folder, 0o777);
    chmodSync(join(shelf.folder, name), 0o000);
    await asNobody(async () => {
      for (const { key } of window.store.all()) window.store.remove(key);
      await window.files.flush();
    });
    assert.match(window.log.join('\n'), /could not be removed from disk: EACCES/);
    assert.deepEqual(shelf.names(), [name]);
  });
});

/** Root may do anything: a test of what is forbidden runs as somebody else. */
async function asNobody(run: () => Promise<void>): Promise<void> {
  const root = process.getuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  try {
    await run();
  } finally {
    if (root) process.seteuid?.(0);
  }
}
