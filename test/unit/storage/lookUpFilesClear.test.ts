/** Clearing the history: whatever is on disk goes, listed or not, and all of it can come back. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { LookUp } from '../../../src/core/lookUp/model.ts';
import { diskFiles, type Files } from '../../../src/storage/files.ts';
import { systemError } from '../vscode/support/disk.ts';
import { settle } from '../core/support.ts';
import {
  FETCHED,
  failed,
  fileName,
  raw,
  type Reader,
  ready,
  Shelf,
  target,
} from '../vscode/support/shelf.ts';

describe('vscode LookUpFiles that are cleared', () => {
  let shelf: Shelf;
  beforeEach(() => {
    shelf = new Shelf();
  });
  afterEach(() => shelf.dispose());

  /** Clears the history in a window as its command does; gives what is to come back. */
  async function clear({ store, files }: Reader): Promise<readonly LookUp[]> {
    await files.listAll();
    const all = store.all();
    for (const { key } of all) store.remove(key);
    await files.flush();
    return all;
  }

  async function putBack({ store, files }: Reader, cleared: readonly LookUp[]): Promise<void> {
    for (const lookUp of cleared) store.putBack(lookUp);
    await files.flush();
  }

  async function fill(...ids: readonly string[]): Promise<void> {
    const window = shelf.window();
    for (const [n, id] of ids.entries()) await window.put(id, ready(raw(id)), FETCHED + n);
  }

  it('has nothing left, also of those that a lower limit has left out of the list', async () => {
    await fill('a', 'b', 'c', 'd');
    const window = shelf.window();
    await window.restore(1);
    assert.deepEqual([window.store.size, await window.files.countUnlisted()], [1, 3]);
    assert.equal((await clear(window)).length, 4);
    assert.deepEqual(shelf.names(), []);
    assert.equal(await window.files.countUnlisted(), 0);
  });

  it('brings all of them back, with what other windows have marked meanwhile', async () => {
    await fill('a', 'b', 'c');
    const window = shelf.window();
    await window.restore(1);
    const other = shelf.window();
    await other.restore();
    await other.mark('a', { note: 'left out of the list' });
    await other.mark('c', { pinned: true });
    const before = await shelf.window().restore();
    const cleared = await clear(window);
    assert.deepEqual(shelf.names(), []);
    await putBack(window, cleared);
    assert.deepEqual(await shelf.window().restore(), before);
  });

  it('leaves to a call that was looked up meanwhile what it is, and gives it its marks', async () => {
    await fill('a', 'b');
    const window = shelf.window();
    await window.restore(1);
    await shelf.window().mark('a', {});
    const cleared = await clear(window);
    await window.put('a', ready(raw('a', { status: 'ongoing' }), FETCHED + 9), FETCHED + 9);
    await putBack(window, cleared);
    const found = await shelf.found('a');
    assert.ok(found.state.kind === 'ready');
    assert.equal(found.state.answer.fetchedAt, FETCHED + 9);
  });

  it('takes along what left the list before it was written', async () => {
    const window = shelf.window();
    window.store.set(
      { sessionId: 'a', connectionId: 'home', onBehalfOf: undefined },
      ready(raw('a')),
      FETCHED,
    );
    window.store.trim(0, () => false);
    assert.equal((await clear(window)).length, 1);
    assert.deepEqual(shelf.names(), []);
  });

  it('takes along what could not be written, which would come back otherwise', async () => {
    let full = true;
    const port: Files = {
      ...diskFiles,
      write: (path, text) => (full ? Promise.reject(systemError('ENOSPC')) : diskFiles.write(path, text)),
    };
    const window = shelf.window(port);
    await window.put('a', ready(raw('a')));
    window.store.trim(0, () => false);
    assert.equal((await clear(window)).length, 1);
    full = false;
    await window.put('b', ready(raw('b')));
    await window.files.flush();
    assert.deepEqual(await shelf.ids(), ['b']);
  });

  it('leaves what cannot be read where it is, and says how many those are', async () => {
    await fill('a');
    shelf.plant(fileName('b'), 'damaged');
    shelf.plant(fileName('c'), JSON.stringify({ version: 9 }));
    const window = shelf.window();
    assert.equal(await window.files.listAll(), 2);
    for (const { key } of window.store.all()) window.store.remove(key);
    await window.files.flush();
    assert.deepEqual(shelf.names(), [fileName('b'), fileName('c')].toSorted());
  });

  it('is nothing where there is no folder', async () => {
    const window = shelf.window();
    assert.deepEqual([await window.files.countUnlisted(), await window.files.listAll()], [0, 0]);
  });

  it('removes a look-up for good though what was written of it before fails only then', async () => {
    const late = Promise.withResolvers<void>();
    let writes = 0;
    const window = shelf.window({
      ...diskFiles,
      write: async (path, text) => {
        writes += 1;
        if (writes > 1) return diskFiles.write(path, text);
        await late.promise;
        throw systemError('ENOSPC');
      },
    });
    const { key } = window.store.set(target('a'), failed(), FETCHED);
    while (writes === 0) await settle();
    window.store.mark(key, { pinned: true }, FETCHED);
    // As somebody does one thing after the other.
    await settle();
    window.store.remove(key);
    late.resolve();
    await window.files.flush();
    assert.equal(writes, 1, 'nothing of it is written again');
    assert.equal(window.files.troubles.unwritten, 0);
    assert.deepEqual(await shelf.ids(), []);
  });

  it('keeps what could not be written after a removal, which is undone', async () => {
    let full = false;
    const window = shelf.window({
      ...diskFiles,
      write: (path, text) => (full ? Promise.reject(systemError('ENOSPC')) : diskFiles.write(path, text)),
    });
    const lookUp = await window.put('a', failed());
    full = true;
    window.store.remove(lookUp.key);
    window.store.putBack(lookUp);
    window.store.mark(lookUp.key, { note: 'noted' }, FETCHED);
    await window.files.flush();
    assert.equal(window.files.troubles.unwritten, 1);
    full = false;
    await window.put('b', failed());
    assert.deepEqual((await shelf.ids()).toSorted(), ['a', 'b']);
  });
});
