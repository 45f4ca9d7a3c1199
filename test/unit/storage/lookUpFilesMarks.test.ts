import assert from 'node:assert/strict';
import { renameSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { answerOf, lookUpKey } from '../../../src/core/lookUp/model.ts';
import { isPinned } from '../../../src/core/lookUp/marks.ts';
import { diskFiles } from '../../../src/storage/files.ts';
import { systemError } from '../vscode/support/disk.ts';
import {
  answer,
  failed,
  FETCHED,
  hash,
  loading,
  raw,
  ready,
  Shelf,
  target,
} from '../vscode/support/shelf.ts';

const KEY_A = lookUpKey(target('a'));

describe('vscode lookUpFiles and the user’s marks', () => {
  let shelf: Shelf;

  beforeEach(() => {
    shelf = new Shelf();
  });
  afterEach(() => shelf.dispose());

  it('brings pins and notes back, and what was taken away does not come back', async () => {
    const window = shelf.window();
    for (const id of ['a', 'b']) await window.put(id, ready(raw(id)));
    await window.mark('a', { pinned: true, note: 'the one of ticket 42' }, FETCHED + 5);
    await window.mark('b', { pinned: true, note: 'not this one' }, FETCHED + 5);
    await window.mark('b', { pinned: false, note: '' }, FETCHED + 6);
    const [a, b] = [await shelf.found('a'), await shelf.found('b')];
    assert.deepEqual(a.pin, { on: true, changedAt: FETCHED + 5 });
    assert.deepEqual(a.note, { text: 'the one of ticket 42', editedAt: FETCHED + 5 });
    assert.deepEqual([isPinned(b), b.note?.text], [false, '']);
  });

  it('keeps the marks on a call that was not answered yet', async () => {
    const window = shelf.window();
    await window.put('a', loading());
    await window.mark('a', { pinned: true });
    const { state, pin } = await shelf.found('a');
    assert.deepEqual(state, { kind: 'failed', failure: { reason: 'cancelled' }, failedAt: FETCHED });
    assert.equal(pin?.on, true);
    await window.put('a', ready(raw('a'), FETCHED + 1));
    assert.deepEqual((await shelf.found('a')).state, ready(raw('a'), FETCHED + 1));
  });

  it('brings a pinned look-up back however old it is, and only while it is pinned', async () => {
    const window = shelf.window();
    // More than are read at once.
    const more = Array.from({ length: 40 }, (_, n) => `call-${n}`);
    for (const [n, id] of ['a', ...more, 'c', 'd'].entries()) {
      window.store.set(target(id), ready(raw(id)), FETCHED + n);
    }
    await window.mark('a', { pinned: true });
    // However old its file is.
    for (const [n, id] of ['a', ...more].entries()) {
      utimesSync(join(shelf.folder, shelf.nameOf(id)), 1000 + n, 1000 + n);
    }
    assert.deepEqual(await shelf.ids(2), ['d', 'c', 'a']);
    await window.mark('a', { pinned: false });
    assert.deepEqual(await shelf.ids(2), ['d', 'c']);
  });

  describe('where there are too many on disk', () => {
    const fill = async (...ids: readonly string[]) => {
      const window = shelf.window();
      for (const [n, id] of ids.entries()) await window.put(id, ready(raw(id)), FETCHED + n);
      return window;
    };
    /** Has a window cut what is on disk back to the newest two, and tells which of some are left. */
    const leftOf = async (...ids: readonly string[]) => {
      await shelf.window(undefined, 2).restore(1);
      return ids.filter((id) => shelf.namesOf(id).length > 0);
    };

    it('does not remove what is pinned', async () => {
      const window = await fill('a', 'b', 'c', 'd');
      await window.mark('a', { pinned: true });
      assert.deepEqual(await leftOf('a', 'b', 'c', 'd'), ['a', 'c', 'd']);
    });

    it('does not remove what is noted, whatever the name of its file tells', async () => {
      const window = await fill('a', 'b', 'c', 'd', 'e');
      for (const id of ['a', 'b', 'c']) await window.mark(id, { note: 'for ticket 42' });
      await window.mark('c', { note: '' }, FETCHED + 1);
      // A version before this one said nothing of a note in the name.
      const path = join(shelf.folder, shelf.nameOf('b'));
      assert.match(path, /\.pinned\.json$/);
      renameSync(path, path.replace('.pinned', ''));
      assert.deepEqual(await leftOf('a', 'b', 'c', 'd', 'e'), ['a', 'b', 'd', 'e']);
    });

    it('leaves files that it cannot read beside those that it removes', async () => {
      await fill('a', 'b', 'c', 'd');
      const unreadable = ['a', 'b'].map((id) => `${hash(id)}.0b8e1d52-7f5e-4d0c-9b3a-2f6f0c1a9e77.json`);
      for (const [n, name] of unreadable.entries()) {
        shelf.plant(name, n === 0 ? JSON.stringify({ version: 9, sessionId: 'a' }) : 'damaged');
      }
      await leftOf();
      assert.deepEqual(
        ['a', 'b'].map((id) => shelf.namesOf(id)),
        unreadable.map((name) => [name]),
      );
    });
  });

  it('lists what is noted however old it is, and only while it is', async () => {
    const window = shelf.window();
    for (const [n, id] of ['a', 'b', 'c', 'd'].entries()) await window.put(id, ready(raw(id)), FETCHED + n);
    await window.mark('a', { note: 'for ticket 42' });
    utimesSync(join(shelf.folder, shelf.nameOf('a')), 1000, 1000);
    assert.deepEqual(await shelf.ids(1), ['d', 'a']);
    await window.mark('a', { note: '' }, FETCHED + 1);
    assert.deepEqual(await shelf.ids(1), ['d']);
  });

  it('puts the note of old on a call that had left the list and is looked up again', async () => {
    const first = shelf.window();
    await first.put('a', ready(raw('a')));
    await first.mark('a', { note: 'seen before' });
    const window = shelf.window();
    await window.put('a', loading());
    await window.put('a', ready(raw('a', { again: true }), FETCHED + 1), FETCHED + 1);
    assert.equal(window.store.get(KEY_A)?.note?.text, 'seen before');
  });

  describe('two windows', () => {
    const both = async () => {
      const [one, other] = [shelf.window(), shelf.window()];
      await one.put('a', ready(raw('a', { n: 1 })));
      await other.restore();
      return [one, other] as const;
    };

    it('one of which pins while the other asks again lose neither', async () => {
      const [one, other] = await both();
      one.store.mark(KEY_A, { pinned: true }, FETCHED + 1);
      other.store.set(target('a'), ready(raw('a', { n: 2 }), FETCHED + 2), FETCHED);
      await Promise.all([one.files.flush(), other.files.flush()]);
      const found = await shelf.found('a');
      assert.deepEqual([isPinned(found), answerOf(found)?.raw], [true, raw('a', { n: 2 })]);
    });

    it('one of which notes while the other pins keep both, and the newer of two notes', async () => {
      const [one, other] = await both();
      await one.mark('a', { note: 'older' }, FETCHED + 1);
      await other.mark('a', { pinned: true, note: 'newer' }, FETCHED + 2);
      await one.put('a', failed(answer(raw('a'))));
      const { pin, note } = await shelf.found('a');
      assert.deepEqual([pin?.on, note?.text], [true, 'newer']);
    });

    it('hear of each other when they ask, and write nothing for it', async () => {
      const [one, other] = await both();
      await one.put('a', ready(raw('a', { n: 2 }), FETCHED + 1));
      await one.mark('a', { pinned: true, note: 'look' });
      await one.put('b', failed());
      const before = shelf.names();
      await other.refresh();
      const [a, b] = [other.store.get(KEY_A), other.store.get(lookUpKey(target('b')))];
      assert.deepEqual(a, await shelf.found('a'));
      assert.deepEqual(b, await shelf.found('b'));
      await other.files.flush();
      assert.deepEqual(shelf.names(), before);
    });

    it('go on waiting for what they ask when they hear of another’s answer', async () => {
      const [one, other] = await both();
      await other.put('a', loading(answer(raw('a', { n: 1 }))));
      await one.put('a', ready(raw('a', { n: 2 }), FETCHED + 1));
      await other.refresh();
      assert.deepEqual(other.store.get(KEY_A)?.state, loading(answer(raw('a', { n: 2 }), FETCHED + 1)));
    });

    it('hear of nothing that is not new', async () => {
      const [one, other] = await both();
      await one.put('a', ready(raw('a', { n: 2 }), FETCHED + 1));
      await other.refresh();
      let heard = 0;
      other.store.onDidChange(() => (heard += 1));
      await other.refresh();
      await one.refresh();
      assert.equal(heard, 0);
    });

    it('one of which removes what the other changes later keep the change', async () => {
      const [one, other] = await both();
      one.store.remove(KEY_A);
      await one.files.flush();
      assert.deepEqual(shelf.names(), []);
      await other.mark('a', { note: 'I need this' });
      assert.equal((await shelf.found('a')).note?.text, 'I need this');
    });
  });

  describe('removed by mistake', () => {
    it('comes back whole, on disk as well, whether the removal has happened or not', async () => {
      for (const wait of [true, false]) {
        const window = shelf.window();
        await window.put('a', ready(raw('a')));
        await window.mark('a', { pinned: true, note: 'mine' });
        const removed = window.store.get(KEY_A);
        assert.ok(removed);
        window.store.remove(KEY_A);
        if (wait) await window.files.flush();
        window.store.putBack(removed);
        await window.files.flush();
        assert.deepEqual(window.store.get(KEY_A), removed);
        assert.deepEqual(await shelf.found('a'), removed);
      }
    });

    it('and looked up anew has nothing of what it was, unless it is put back', async () => {
      const window = shelf.window();
      await window.put('a', ready(raw('a')));
      await window.mark('a', { pinned: true, note: 'mine' });
      const removed = window.store.get(KEY_A);
      assert.ok(removed);
      window.store.remove(KEY_A);
      await window.put('a', ready(raw('a', { anew: true }), FETCHED + 9), FETCHED + 9);
      const found = await shelf.found('a');
      assert.deepEqual([found.pin, found.note, found.addedAt], [undefined, undefined, FETCHED + 9]);
      window.store.putBack(removed);
      await window.files.flush();
      const again = await shelf.found('a');
      assert.deepEqual([again.pin, again.note, again.state], [removed.pin, removed.note, found.state]);
    });
  });

  it('keeps marks in memory while the disk is full, says so, and writes them when there is room', async () => {
    let full = false;
    const window = shelf.window({
      ...diskFiles,
      write: (path, text) => (full ? Promise.reject(systemError('ENOSPC')) : diskFiles.write(path, text)),
    });
    for (const id of ['a', 'b', 'c']) await window.put(id, ready(raw(id)));
    full = true;
    for (const id of ['a', 'b']) await window.mark(id, { note: 'kept' });
    assert.deepEqual(window.files.troubles, { damaged: [], unwritten: 2 });
    assert.match(window.log.join('\n'), /could not be written to disk: ENOSPC/);
    assert.equal((await shelf.found('a')).note, undefined);
    full = false;
    await window.mark('c', { pinned: true });
    assert.deepEqual(window.files.troubles, { damaged: [], unwritten: 0 });
    for (const id of ['a', 'b']) assert.equal((await shelf.found(id)).note?.text, 'kept');
    assert.deepEqual(shelf.asides(), []);
  });
});
