/** The look-ups on disk: kept, marked, of other versions, damaged, forbidden and cleared. */
import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { answerOf, type LookUp, lookUpKey } from '../../../src/core/lookUp/model.ts';
import {
  answer,
  failed,
  FETCHED,
  fileName,
  hash,
  loading,
  raw,
  type Reader,
  ready,
  StorageFixture,
  target,
} from '../vscode/support/storageFixture.ts';
import { isPinned } from '../../../src/core/lookUp/marks.ts';
import { diskFiles, type Files } from '../../../src/storage/files.ts';
import { systemError } from '../vscode/support/disk.ts';
import { readSaved } from '../../../src/storage/savedLookUp.ts';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { settle } from '../core/support.ts';

describe('vscode lookUpFiles', () => {
  let storage: StorageFixture;

  beforeEach(() => {
    storage = new StorageFixture();
  });
  afterEach(() => storage.dispose());

  describe('one window', () => {
    it('starts with nothing, without a folder and without a word', async () => {
      const window = storage.window();
      assert.deepEqual(await window.restore(), []);
      assert.deepEqual(window.log, []);
    });

    it('has a file for each look-up, of a name that begins with its hash, for its owner alone', async () => {
      const window = storage.window();
      await window.put('a', ready(raw('a')));
      await window.put('b', failed());
      assert.deepEqual(storage.names(), [storage.nameOf('a'), storage.nameOf('b')].toSorted());
      for (const name of storage.names()) assert.match(name, /^[0-9a-f]{64}\.[0-9a-f-]{36}\.json$/);
      if (process.platform !== 'win32') {
        for (const name of storage.names())
          assert.equal(statSync(join(storage.folder, name)).mode & 0o777, 0o600);
      }
    });

    it('brings the same call back as it was answered, as whom it was asked', async () => {
      const window = storage.window();
      const states = { nobody: undefined, someone: 'superhero2' };
      for (const [id, onBehalfOf] of Object.entries(states)) {
        window.store.set(target('a', { onBehalfOf }), ready(raw(id)), FETCHED);
      }
      window.store.set(target('a', { connectionId: undefined }), failed(), FETCHED);
      await window.files.flush();
      const back = await storage.window().restore();
      assert.deepEqual(
        back.map(({ key }) => key).toSorted(),
        window.store
          .all()
          .map(({ key }) => key)
          .toSorted(),
      );
      for (const lookUp of back) {
        assert.deepEqual(answerOf(lookUp)?.raw, answerOf(window.store.get(lookUp.key) ?? lookUp)?.raw);
      }
    });

    it('keeps an answer while it is fetched again, and beside a failure', async () => {
      const window = storage.window();
      await window.put('a', ready(raw('a')));
      await window.put('a', loading(answer(raw('a'))));
      assert.deepEqual((await storage.found('a')).state, ready(raw('a')));
      await window.put('a', failed(answer(raw('a'))));
      assert.deepEqual((await storage.found('a')).state, failed(answer(raw('a'))));
    });

    it('keeps nothing of a first request that is under way', async () => {
      await storage.window().put('a', loading());
      assert.deepEqual(await storage.ids(), []);
    });

    it('keeps nothing that only a hover asked for, until it is listed', async () => {
      const window = storage.window();
      window.store.set(target('a'), ready(raw('a')), FETCHED, true);
      await window.files.flush();
      assert.deepEqual(await storage.ids(), []);
      window.store.list(lookUpKey(target('a')), FETCHED);
      await window.files.flush();
      assert.deepEqual(await storage.ids(), ['a']);
    });

    it('lists what only a hover asked for here, and another window has looked up', async () => {
      const window = storage.window();
      const other = storage.window();
      window.store.set(target('a'), ready(raw('a')), FETCHED, true);
      await other.put('a', ready(raw('a')));
      await window.refresh();
      assert.equal(window.store.size, 1);
    });

    it('writes states in the order they came in', async () => {
      const window = storage.window();
      for (let n = 0; n < 30; n += 1)
        window.store.set(target('a'), ready(raw('a', { n }), FETCHED + n), FETCHED);
      await window.files.flush();
      assert.deepEqual(answerOf(await storage.found('a'))?.raw, raw('a', { n: 29 }));
    });

    it('removes what was removed', async () => {
      const window = storage.window();
      const { key } = await window.put('a', ready(raw('a')));
      await window.put('b', ready(raw('b')));
      window.store.remove(key);
      await window.files.flush();
      assert.deepEqual(storage.names(), [storage.nameOf('b')]);
    });

    it('does not write what it has just read', async () => {
      await storage.window().put('a', ready(raw('a')));
      const path = join(storage.folder, storage.nameOf('a'));
      utimesSync(path, 1000, 1000);
      await storage.window().restore();
      assert.equal(statSync(path).mtimeMs, 1_000_000);
    });

    it('writes nothing any more once it is disposed', async () => {
      const window = storage.window();
      await window.put('a', ready(raw('a')));
      window.files.dispose();
      await window.put('b', ready(raw('b')));
      assert.deepEqual(await storage.ids(), ['a']);
    });

    it('has everything on disk when it was asked to flush', async () => {
      const window = storage.window();
      const ids = Array.from({ length: 60 }, (_, n) => `call-${n}`);
      for (const [n, id] of ids.entries()) window.store.set(target(id), ready(raw(id)), FETCHED + n);
      await window.files.flush();
      assert.deepEqual(await storage.ids(), ids.toReversed());
    });
  });

  describe('the limit', () => {
    const fill = async () => {
      const window = storage.window();
      for (const [n, id] of ['a', 'b', 'c', 'd'].entries()) await window.put(id, ready(raw(id)), FETCHED + n);
    };

    const ALL = ['d', 'c', 'b', 'a'];

    it('brings the newest back, and leaves the files of the others for a higher limit', async () => {
      await fill();
      assert.deepEqual(await storage.ids(2), ['d', 'c']);
      assert.deepEqual(storage.names(), ALL.map((id) => storage.nameOf(id)).toSorted());
      assert.deepEqual(await storage.ids(4), ALL);
    });

    it('takes nothing from the disk when it is enforced while the window is open', async () => {
      await fill();
      const window = storage.window();
      await window.restore();
      window.store.trim(1, () => false);
      await window.files.flush();
      assert.equal(window.store.size, 1);
      assert.deepEqual(await storage.ids(), ALL);
    });

    it('brings back what was looked up again, in this window or another', async () => {
      await fill();
      const [one, other] = [storage.window(), storage.window()];
      for (const { restore } of [one, other]) await restore();
      one.store.renew(lookUpKey(target('a')), FETCHED + 10);
      await one.files.flush();
      assert.deepEqual(await storage.ids(2), ['a', 'd']);
      await other.refresh();
      assert.deepEqual(
        other.store.all().map(({ sessionId }) => sessionId),
        ['a', 'd', 'c', 'b'],
      );
      // Who was open all the time does not put it back.
      await other.put('a', failed());
      assert.deepEqual(await storage.ids(2), ['a', 'd']);
    });

    it('goes by when a call was looked up, whenever its file was written', async () => {
      await fill();
      for (const [id, seconds] of [
        ['a', FETCHED / 1000 + 500],
        ['b', FETCHED / 1000 + 400],
        ['c', FETCHED / 1000 + 0.002],
        ['d', FETCHED / 1000 + 0.003],
      ] as const) {
        utimesSync(join(storage.folder, storage.nameOf(id)), seconds, seconds);
      }
      assert.deepEqual(await storage.ids(1), ['d']);
      assert.deepEqual(await storage.ids(3), ['d', 'c', 'b']);
    });

    it('does not read the files that are older than what it brings back', async () => {
      await fill();
      for (let n = 0; n < 100; n += 1) {
        const path = storage.plant(fileName(`old-${n}`), 'damaged');
        utimesSync(path, FETCHED / 1000 - 3600, FETCHED / 1000 - 3600);
      }
      const window = storage.window();
      await window.restore(2);
      assert.ok(window.log.length < 100, `${window.log.length} were read`);
    });

    const plantMany = (count: number) => {
      const saved: { addedAt: number } = JSON.parse(storage.text(storage.nameOf('a')));
      for (let n = 0; n < count; n += 1) {
        const sessionId = `call-${n}`;
        storage.plant(
          fileName(sessionId),
          JSON.stringify({ ...saved, sessionId, addedAt: FETCHED + 100 + n }),
        );
      }
    };

    it('is five thousand on disk: of more, the oldest go', async function () {
      this.timeout(60_000);
      await fill();
      plantMany(4998);
      await storage.ids(2);
      assert.equal(storage.names().length, 5000);
      assert.deepEqual(
        ['a', 'b', 'c', 'd'].filter((id) => storage.namesOf(id).length > 0),
        ['c', 'd'],
      );
    });

    it('does not remove one that was looked up again meanwhile, here or in another window', async function () {
      this.timeout(60_000);
      await fill();
      plantMany(5000);
      const [here, there] = [storage.window(), storage.window()];
      // Read and not yet cleared up: what is done now comes first.
      const reading = here.files.read(1);
      here.store.set(target('a'), ready(raw('a', { again: true })), FETCHED + 10_000);
      await there.put('b', ready(raw('b', { again: true })), FETCHED + 10_001);
      here.store.restore(await reading);
      await here.files.flush();
      assert.deepEqual(
        ['a', 'b', 'c', 'd'].filter((id) => storage.namesOf(id).length > 0),
        ['a', 'b'],
      );
    });

    it('counts no file twice: a copy under another name does not take the call with it', async () => {
      await fill();
      const copy = storage.text(storage.nameOf('d')).replace(`"addedAt":${FETCHED + 3}`, '"addedAt":1');
      storage.plant('copy of d.json', copy);
      assert.deepEqual(await storage.ids(4), ['d', 'c', 'b', 'a']);
      assert.equal(storage.text('copy of d.json'), copy);
    });
  });

  describe('two windows', () => {
    it('that write in turns lose nothing', async () => {
      const windows = [storage.window(), storage.window()];
      const ids = Array.from({ length: 40 }, (_, n) => `call-${n}`);
      for (const [n, id] of ids.entries()) {
        windows[n % 2]?.store.set(target(id), ready(raw(id)), FETCHED + n);
        // And both write one and the same.
        windows[n % 2]?.store.set(target('shared'), ready(raw('shared', { n }), FETCHED + n), FETCHED + 99);
      }
      await Promise.all(windows.map(({ files }) => files.flush()));
      assert.deepEqual(await storage.ids(), ['shared', ...ids.toReversed()]);
      assert.deepEqual(
        windows.flatMap(({ log }) => log),
        [],
      );
      assert.ok(
        storage.names().every((name) => name.endsWith('.json')),
        'nothing half-written is left',
      );
    });

    it('one of which fails keep the answer of the other', async () => {
      const [online, offline] = [storage.window(), storage.window()];
      await online.put('a', ready(raw('a')));
      await offline.put('a', failed());
      assert.deepEqual((await storage.found('a')).state, failed(answer(raw('a'))));
    });

    it('one of which is behind keep the newer answer', async () => {
      await storage.window().put('a', ready(raw('a', { n: 1 }), FETCHED));
      const [ahead, behind] = [storage.window(), storage.window()];
      await Promise.all([ahead.restore(), behind.restore()]);
      await ahead.put('a', ready(raw('a', { n: 2 }), FETCHED + 1));
      const old = answer(raw('a', { n: 1 }), FETCHED);
      for (const state of [loading(old), { kind: 'ready', answer: old } as const, failed(old)]) {
        await behind.put('a', state);
        assert.deepEqual(answerOf(await storage.found('a'))?.raw, raw('a', { n: 2 }), state.kind);
      }
      await behind.put('a', ready(raw('a', { n: 3 }), FETCHED + 2));
      assert.deepEqual((await storage.found('a')).state, ready(raw('a', { n: 3 }), FETCHED + 2));
    });

    it('take an answer from the future for a clock that went wrong', async () => {
      const window = storage.window();
      await window.put('a', ready(raw('a', { n: 1 }), Date.now() + 86_400_000));
      await window.put('a', ready(raw('a', { n: 2 }), FETCHED));
      assert.deepEqual(answerOf(await storage.found('a'))?.raw, raw('a', { n: 2 }));
    });

    it('may remove the same look-up', async () => {
      const windows = [storage.window(), storage.window()];
      for (const { put } of windows) await put('a', ready(raw('a')));
      for (const { store, files } of windows) {
        for (const { key } of store.all()) store.remove(key);
        await files.flush();
      }
      assert.deepEqual([storage.names(), windows.flatMap(({ log }) => log)], [[], []]);
    });
  });
});

const KEY_A = lookUpKey(target('a'));

describe('vscode lookUpFiles and the user’s marks', () => {
  let storage: StorageFixture;

  beforeEach(() => {
    storage = new StorageFixture();
  });
  afterEach(() => storage.dispose());

  it('brings pins and notes back, and what was taken away does not come back', async () => {
    const window = storage.window();
    for (const id of ['a', 'b']) await window.put(id, ready(raw(id)));
    await window.mark('a', { pinned: true, note: 'the one of ticket 42' }, FETCHED + 5);
    await window.mark('b', { pinned: true, note: 'not this one' }, FETCHED + 5);
    await window.mark('b', { pinned: false, note: '' }, FETCHED + 6);
    const [a, b] = [await storage.found('a'), await storage.found('b')];
    assert.deepEqual(a.pin, { on: true, changedAt: FETCHED + 5 });
    assert.deepEqual(a.note, { text: 'the one of ticket 42', editedAt: FETCHED + 5 });
    assert.deepEqual([isPinned(b), b.note?.text], [false, '']);
  });

  it('brings the logs of a call back, as they were changed last', async () => {
    const [window, other] = [storage.window(), storage.window()];
    await window.put('a', ready(raw('a')));
    await other.files.refresh(10);
    await window.mark('a', { logs: ['file:///a.log'] }, FETCHED + 5);
    await other.mark('a', { logs: ['file:///b.log'] }, FETCHED + 6);
    const { logs } = await storage.found('a');
    assert.deepEqual(logs, { uris: ['file:///b.log'], changedAt: FETCHED + 6 });
  });

  it('keeps the marks on a call that was not answered yet', async () => {
    const window = storage.window();
    await window.put('a', loading());
    await window.mark('a', { pinned: true });
    const { state, pin } = await storage.found('a');
    assert.deepEqual(state, { kind: 'failed', failure: { reason: 'cancelled' }, failedAt: FETCHED });
    assert.equal(pin?.on, true);
    await window.put('a', ready(raw('a'), FETCHED + 1));
    assert.deepEqual((await storage.found('a')).state, ready(raw('a'), FETCHED + 1));
  });

  it('brings a pinned look-up back however old it is, and only while it is pinned', async () => {
    const window = storage.window();
    // More than are read at once.
    const more = Array.from({ length: 40 }, (_, n) => `call-${n}`);
    for (const [n, id] of ['a', ...more, 'c', 'd'].entries()) {
      window.store.set(target(id), ready(raw(id)), FETCHED + n);
    }
    await window.mark('a', { pinned: true });
    // However old its file is.
    for (const [n, id] of ['a', ...more].entries()) {
      utimesSync(join(storage.folder, storage.nameOf(id)), 1000 + n, 1000 + n);
    }
    assert.deepEqual(await storage.ids(2), ['d', 'c', 'a']);
    await window.mark('a', { pinned: false });
    assert.deepEqual(await storage.ids(2), ['d', 'c']);
  });

  describe('where there are too many on disk', () => {
    const fill = async (...ids: readonly string[]) => {
      const window = storage.window();
      for (const [n, id] of ids.entries()) await window.put(id, ready(raw(id)), FETCHED + n);
      return window;
    };
    /** Has a window cut what is on disk back to the newest two, and tells which of some are left. */
    const leftOf = async (...ids: readonly string[]) => {
      await storage.window(undefined, 2).restore(1);
      return ids.filter((id) => storage.namesOf(id).length > 0);
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
      const path = join(storage.folder, storage.nameOf('b'));
      assert.match(path, /\.pinned\.json$/);
      renameSync(path, path.replace('.pinned', ''));
      assert.deepEqual(await leftOf('a', 'b', 'c', 'd', 'e'), ['a', 'b', 'd', 'e']);
    });

    it('leaves files that it cannot read beside those that it removes', async () => {
      await fill('a', 'b', 'c', 'd');
      const unreadable = ['a', 'b'].map((id) => `${hash(id)}.0b8e1d52-7f5e-4d0c-9b3a-2f6f0c1a9e77.json`);
      for (const [n, name] of unreadable.entries()) {
        storage.plant(name, n === 0 ? JSON.stringify({ version: 9, sessionId: 'a' }) : 'damaged');
      }
      await leftOf();
      assert.deepEqual(
        ['a', 'b'].map((id) => storage.namesOf(id)),
        unreadable.map((name) => [name]),
      );
    });
  });

  it('lists what is noted however old it is, and only while it is', async () => {
    const window = storage.window();
    for (const [n, id] of ['a', 'b', 'c', 'd'].entries()) await window.put(id, ready(raw(id)), FETCHED + n);
    await window.mark('a', { note: 'for ticket 42' });
    utimesSync(join(storage.folder, storage.nameOf('a')), 1000, 1000);
    assert.deepEqual(await storage.ids(1), ['d', 'a']);
    await window.mark('a', { note: '' }, FETCHED + 1);
    assert.deepEqual(await storage.ids(1), ['d']);
  });

  it('puts the note of old on a call that had left the list and is looked up again', async () => {
    const first = storage.window();
    await first.put('a', ready(raw('a')));
    await first.mark('a', { note: 'seen before' });
    const window = storage.window();
    await window.put('a', loading());
    await window.put('a', ready(raw('a', { again: true }), FETCHED + 1), FETCHED + 1);
    assert.equal(window.store.get(KEY_A)?.note?.text, 'seen before');
  });

  describe('two windows', () => {
    const both = async () => {
      const [one, other] = [storage.window(), storage.window()];
      await one.put('a', ready(raw('a', { n: 1 })));
      await other.restore();
      return [one, other] as const;
    };

    it('one of which pins while the other asks again lose neither', async () => {
      const [one, other] = await both();
      one.store.mark(KEY_A, { pinned: true }, FETCHED + 1);
      other.store.set(target('a'), ready(raw('a', { n: 2 }), FETCHED + 2), FETCHED);
      await Promise.all([one.files.flush(), other.files.flush()]);
      const found = await storage.found('a');
      assert.deepEqual([isPinned(found), answerOf(found)?.raw], [true, raw('a', { n: 2 })]);
    });

    it('one of which notes while the other pins keep both, and the newer of two notes', async () => {
      const [one, other] = await both();
      await one.mark('a', { note: 'older' }, FETCHED + 1);
      await other.mark('a', { pinned: true, note: 'newer' }, FETCHED + 2);
      await one.put('a', failed(answer(raw('a'))));
      const { pin, note } = await storage.found('a');
      assert.deepEqual([pin?.on, note?.text], [true, 'newer']);
    });

    it('hear of each other when they ask, and write nothing for it', async () => {
      const [one, other] = await both();
      await one.put('a', ready(raw('a', { n: 2 }), FETCHED + 1));
      await one.mark('a', { pinned: true, note: 'look' });
      await one.put('b', failed());
      const before = storage.names();
      await other.refresh();
      const [a, b] = [other.store.get(KEY_A), other.store.get(lookUpKey(target('b')))];
      assert.deepEqual(a, await storage.found('a'));
      assert.deepEqual(b, await storage.found('b'));
      await other.files.flush();
      assert.deepEqual(storage.names(), before);
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
      assert.deepEqual(storage.names(), []);
      await other.mark('a', { note: 'I need this' });
      assert.equal((await storage.found('a')).note?.text, 'I need this');
    });
  });

  describe('removed by mistake', () => {
    it('comes back whole, on disk as well, whether the removal has happened or not', async () => {
      for (const wait of [true, false]) {
        const window = storage.window();
        await window.put('a', ready(raw('a')));
        await window.mark('a', { pinned: true, note: 'mine' });
        const removed = window.store.get(KEY_A);
        assert.ok(removed);
        window.store.remove(KEY_A);
        if (wait) await window.files.flush();
        window.store.putBack(removed);
        await window.files.flush();
        assert.deepEqual(window.store.get(KEY_A), removed);
        assert.deepEqual(await storage.found('a'), removed);
      }
    });

    it('and looked up anew has nothing of what it was, unless it is put back', async () => {
      const window = storage.window();
      await window.put('a', ready(raw('a')));
      await window.mark('a', { pinned: true, note: 'mine' });
      const removed = window.store.get(KEY_A);
      assert.ok(removed);
      window.store.remove(KEY_A);
      await window.put('a', ready(raw('a', { anew: true }), FETCHED + 9), FETCHED + 9);
      const found = await storage.found('a');
      assert.deepEqual([found.pin, found.note, found.addedAt], [undefined, undefined, FETCHED + 9]);
      window.store.putBack(removed);
      await window.files.flush();
      const again = await storage.found('a');
      assert.deepEqual([again.pin, again.note, again.state], [removed.pin, removed.note, found.state]);
    });
  });

  it('keeps marks in memory while the disk is full, says so, and writes them when there is room', async () => {
    let full = false;
    const window = storage.window({
      ...diskFiles,
      write: (path, text) => (full ? Promise.reject(systemError('ENOSPC')) : diskFiles.write(path, text)),
    });
    for (const id of ['a', 'b', 'c']) await window.put(id, ready(raw(id)));
    full = true;
    for (const id of ['a', 'b']) await window.mark(id, { note: 'kept' });
    assert.deepEqual(window.files.troubles, { damaged: [], unwritten: 2 });
    assert.match(window.log.join('\n'), /could not be written to disk: ENOSPC/);
    assert.equal((await storage.found('a')).note, undefined);
    full = false;
    await window.mark('c', { pinned: true });
    assert.deepEqual(window.files.troubles, { damaged: [], unwritten: 0 });
    for (const id of ['a', 'b']) assert.equal((await storage.found(id)).note?.text, 'kept');
    assert.deepEqual(storage.asides(), []);
  });
});

/** A file of each version and shape that was ever written, as the extension of that time wrote it. */
const FIXTURES = new URL('../../fixtures/storage/', import.meta.url);
const fixtures = readdirSync(FIXTURES).filter((name) => name.startsWith('look-up.'));

describe('vscode lookUpFiles of earlier versions', () => {
  let storage: StorageFixture;

  beforeEach(() => {
    storage = new StorageFixture();
  });
  afterEach(() => storage.dispose());

  it('are at hand, of each version up to this', () => {
    const versions = new Set(fixtures.map((name) => name.split('.')[1]));
    assert.deepEqual([...versions], ['v1', 'v2']);
  });

  for (const name of fixtures) {
    it(`are read, left as they are, and written in this version when they change: ${basename(name)}`, async () => {
      const text = readFileSync(new URL(name, FIXTURES), 'utf8');
      const saved: Record<string, unknown> = JSON.parse(text);
      const read = readSaved(text);
      assert.ok(read.kind === 'known');
      const { key, sessionId, onBehalfOf, connectionId } = read.content;
      const more = { onBehalfOf, connectionId };
      const place = name.includes('.v1.')
        ? fileName(sessionId, more)
        : `${hash(sessionId, more)}.0b8e1d52-7f5e-4d0c-9b3a-2f6f0c1a9e77.json`;
      storage.plant(place, text);
      const window = storage.window();
      assert.deepEqual(await window.restore(), [read.content]);
      assert.deepEqual([storage.names(), storage.text(place), window.log], [[place], text, []]);

      assert.equal(read.content.addedAt, saved['addedAt']);
      assert.deepEqual(answerOf(read.content)?.raw, (saved['answer'] as { raw: unknown } | undefined)?.raw);
      assert.equal(read.content.state.kind, saved['failure'] ? 'failed' : 'ready');
      assert.deepEqual([read.content.pin, read.content.note], [saved['pin'], saved['note']]);

      window.store.mark(key, { note: 'changed' }, FETCHED + 1_000_000);
      await window.files.flush();
      const [now, ...others] = storage.names();
      assert.ok(now && now !== place && others.length === 0, storage.names().join('\n'));
      assert.equal(JSON.parse(storage.text(now)).version, 2);
      const note = { text: 'changed', editedAt: FETCHED + 1_000_000 };
      assert.deepEqual(await storage.window().restore(), [{ ...read.content, note }]);
    });
  }

  it('lose nothing to a window of the first version that is still open', async () => {
    const window = storage.window();
    await window.put('a', ready(raw('a', { n: 1 })));
    await window.mark('a', { pinned: true });
    const old = {
      version: 1,
      sessionId: 'a',
      connectionId: 'home',
      addedAt: FETCHED,
      answer: { raw: raw('a', { n: 2 }), fetchedAt: FETCHED + 1 },
    };
    storage.plant(fileName('a'), JSON.stringify(old));
    const found = await storage.found('a');
    assert.deepEqual([isPinned(found), answerOf(found)?.raw], [true, raw('a', { n: 2 })]);
    await window.mark('a', { note: 'both' });
    assert.notEqual(storage.nameOf('a'), fileName('a'));
    assert.deepEqual(answerOf(await storage.found('a'))?.raw, raw('a', { n: 2 }));
  });
});

const HOUR_S = 3600;

describe('vscode lookUpFiles after a crash', () => {
  let storage: StorageFixture;
  /** The text of a file as it should be. */
  let good: string;

  beforeEach(async () => {
    storage = new StorageFixture();
    await storage.window().put('good', ready(raw('good')));
    good = storage.text(storage.nameOf('good'));
  });
  afterEach(() => storage.dispose());

  const later = JSON.stringify({ version: 3, sessionId: 'odd', answers: [{}] });
  const odd: readonly [string, () => string | Uint8Array][] = [
    ['is empty', () => ''],
    ['was half written', () => good.slice(0, good.length / 2)],
    ['holds random bytes', () => Uint8Array.from({ length: 999 }, (_, n) => (n * 7919) % 256)],
    ['holds zeros, as after a power cut', () => new Uint8Array(512)],
    ['holds JSON of somebody else', () => '{"name":"package","version":"1.0.0"}'],
    ['holds null', () => 'null'],
    ['has a field of a wrong type', () => good.replace('"addedAt":', '"addedAt":"soon","was":')],
    ['has a reason nobody knows', () => good.replace('{', '{"failure":{"reason":"bored"},')],
    [
      'has an answer that is no call',
      () => JSON.stringify({ ...JSON.parse(good), answer: { raw: 7, fetchedAt: 1 } }),
    ],
    ['has neither an answer nor a failure', () => JSON.stringify({ ...JSON.parse(good), answer: undefined })],
    ['is another call’s', () => good],
  ];

  const places = [fileName('odd'), `${hash('odd')}.0b8e1d52-7f5e-4d0c-9b3a-2f6f0c1a9e77.pinned.json`];

  for (const [title, content] of odd) {
    it(`leaves a file that ${title}, says so, and brings the rest back`, async () => {
      for (const place of places) {
        const path = storage.plant(place, content());
        const window = storage.window();
        assert.deepEqual(
          (await window.restore()).map(({ sessionId }) => sessionId),
          ['good'],
        );
        assert.ok(
          window.log.some((line) => line.includes(place)),
          window.log.join('\n'),
        );
        assert.ok(window.files.troubles.damaged.length > 0);
        assert.deepEqual(readFileSync(path), Buffer.from(content()));
      }
    });

    it(`sets a file that ${title} aside, once, when its call is looked up`, async () => {
      for (const place of places) storage.plant(place, content());
      const window = storage.window();
      await window.restore();
      await window.put('odd', loading());
      assert.equal(storage.names().length, 3, 'as long as nothing is written, it stays where it is');
      await window.put('odd', ready(raw('odd')));
      await window.put('odd', ready(raw('odd', { again: true }), FETCHED + 1));
      const asides = storage.asides();
      assert.equal(asides.length, 2, storage.names().join('\n'));
      for (const aside of asides) {
        assert.deepEqual(readFileSync(join(storage.folder, aside)), Buffer.from(content()));
        assert.equal(window.log.filter((line) => line.includes(aside)).length, 1, window.log.join('\n'));
      }
      assert.equal(window.log.length, 4, 'each is told of where it was, and where it is');
      assert.deepEqual(answerOf(await storage.found('odd'))?.raw, raw('odd', { again: true }));
      assert.equal((await storage.found('good')).state.kind, 'ready');
    });
  }

  it('leaves files of a later version where that version finds them, whatever it does beside them', async () => {
    for (const place of places) storage.plant(place, later);
    const window = storage.window();
    assert.equal((await window.restore()).length, 1);
    const { key } = await window.put('odd', ready(raw('odd')));
    await window.put('odd', failed());
    await window.mark('odd', { pinned: true });
    assert.equal((await storage.found('odd')).pin?.on, true);
    window.store.remove(key);
    await window.files.flush();
    assert.deepEqual(storage.namesOf('odd'), places.toSorted());
    for (const place of places) assert.equal(storage.text(place), later);
    assert.equal(window.log.length, 2, window.log.join('\n'));
    for (const line of window.log) assert.match(line, /left as it is: it is of a later version$/);
    assert.deepEqual(window.files.troubles, { damaged: [], unwritten: 0 });
  });

  it('leaves a file it cannot read where it is, when its call is removed', async () => {
    const window = storage.window();
    await window.restore();
    await window.put('odd', loading());
    storage.plant(fileName('odd'), later);
    for (const { key, sessionId } of window.store.all()) if (sessionId === 'odd') window.store.remove(key);
    await window.files.flush();
    assert.equal(storage.text(fileName('odd')), later);
  });

  it('does not read 50 MB', async () => {
    const path = storage.plant(fileName('odd'), good.slice(0, -1));
    truncateSync(path, 50_000_000);
    const window = storage.window();
    assert.equal((await window.restore()).length, 1);
    assert.match(window.log.join('\n'), /left as it is: it is too large/);
    await window.put('odd', ready(raw('odd')));
    assert.deepEqual(answerOf(await storage.found('odd'))?.raw, raw('odd'));
    const aside = storage.names().find((name) => !name.endsWith('.json')) ?? '';
    assert.equal(statSync(join(storage.folder, aside)).size, 50_000_000);
  });

  it('keeps an answer as large as one can be', async () => {
    const large = raw('large', { notes: 'é'.repeat(7_500_000) });
    const window = storage.window();
    await window.put('large', ready(large));
    await window.put('large', failed());
    const { state } = await storage.found('large');
    assert.equal(state.kind, 'failed');
    assert.deepEqual(answerOf({ state })?.raw, large);
  });

  it('says that an answer is nested too deeply to be written, and goes on', async () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    const window = storage.window();
    await window.put('good', ready(raw('good', { deep })));
    assert.match(window.log.join('\n'), /^.*nested too deeply.*$/);
    assert.equal(storage.text(storage.nameOf('good')), good);
    await window.put('next', ready(raw('next')));
    assert.deepEqual((await storage.ids()).toSorted(), ['good', 'next']);
  });

  it('reads a file that is nested too deeply to be written, and writes a newer answer over it', async () => {
    const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    storage.plant(storage.nameOf('good'), good.replace('"raw":{', `"raw":{"deep":${nested},`));
    const window = storage.window();
    assert.equal((await window.restore()).length, 1);
    await window.put('good', ready(raw('good', { again: true }), FETCHED + 1));
    assert.deepEqual(answerOf(await storage.found('good'))?.raw, raw('good', { again: true }));
  });

  it('passes over a folder in the place of a file, and sets it aside when its call is looked up', async () => {
    mkdirSync(join(storage.folder, fileName('odd')));
    writeFileSync(join(storage.folder, fileName('odd'), 'inside'), 'x');
    const window = storage.window();
    assert.equal((await window.restore()).length, 1);
    assert.match(window.log.join('\n'), /left as it is: it is no file/);
    await window.put('odd', ready(raw('odd')));
    assert.deepEqual(answerOf(await storage.found('odd'))?.raw, raw('odd'));
    const aside = storage.names().find((name) => !name.endsWith('.json')) ?? '';
    assert.equal(readFileSync(join(storage.folder, aside, 'inside'), 'utf8'), 'x');
  });

  it('passes over files of other names', async () => {
    for (const name of ['.DS_Store', 'notes.txt', 'x.json.bak']) storage.plant(name, good);
    const window = storage.window();
    assert.equal((await window.restore()).length, 1);
    assert.equal(storage.names().length, 4);
    assert.deepEqual(window.log, []);
  });

  it('clears up what was never finished, but not what may still be written, nor what is not its own', async () => {
    const unique = '0b8e1d52-7f5e-4d0c-9b3a-2f6f0c1a9e77';
    const old = [
      `${fileName('odd')}.${unique}.tmp`,
      `${hash('odd')}.${unique}.json.tmp`,
      `${hash('odd')}.${unique}.pinned.json.tmp`,
    ];
    const young = old.map((name) => name.replace('0b8e', '1b8e'));
    const foreign = ['notes.tmp', `${'0'.repeat(64)}.tmp`];
    const then = Date.now() / 1000 - 2 * HOUR_S;
    for (const name of [...old, ...foreign]) utimesSync(storage.plant(name, good.slice(0, 30)), then, then);
    for (const name of young) storage.plant(name, good.slice(0, 30));
    assert.deepEqual(await storage.ids(), ['good']);
    assert.deepEqual(storage.names(), [storage.nameOf('good'), ...young, ...foreign].toSorted());
  });

  it('says when the folder cannot be read, and goes on without it', async () => {
    storage.dispose();
    mkdirSync(storage.above);
    writeFileSync(storage.folder, 'a file in the place of the folder');
    const window = storage.window();
    assert.deepEqual(await window.restore(), []);
    await window.put('a', ready(raw('a')));
    assert.equal(window.log.length, 2, window.log.join('\n'));
    assert.match(window.log[0] ?? '', /folder .*could not be read: ENOTDIR/);
    assert.match(window.log[1] ?? '', /could not be written to disk: (EEXIST|ENOTDIR)/);
    assert.equal(window.store.all().length, 1);
    assert.equal(readFileSync(storage.folder, 'utf8'), 'a file in the place of the folder');
  });

  it('reads thousands, in a process that may open a hundred files', async function () {
    this.timeout(60_000);
    if (process.platform === 'win32') this.skip();
    const saved: { addedAt: number } = JSON.parse(good);
    for (let n = 0; n < 1500; n += 1) {
      const { sessionId } = target(`call-${n}`);
      storage.plant(fileName(sessionId), JSON.stringify({ ...saved, sessionId }));
    }
    const limited = 'ulimit -n 100 && exec "$0" "$@"';
    const node = [process.execPath, '--no-warnings', '--input-type=module', '-e'];
    const script = `
      const { LookUpStore } = await import(${JSON.stringify(source('core/lookUp/store.ts'))});
      const { LookUpFiles } = await import(${JSON.stringify(source('storage/lookUpFiles.ts'))});
      const quiet = { debug() {}, info() {}, error: console.error, warn: console.error };
      const files = new LookUpFiles(${JSON.stringify(storage.folder)}, new LookUpStore((error) => { throw error; }), quiet);
      console.log((await files.read(5000)).length);`;
    const { stdout, stderr } = await execute('/bin/sh', ['-c', limited, ...node, script]);
    assert.deepEqual([stdout.trim(), stderr.slice(0, 500)], ['1501', '']);
  });
});

const execute = promisify(execFile);

function source(path: string): string {
  return new URL(`../../../src/${path}`, import.meta.url).href;
}

describe('vscode lookUpFiles where something is forbidden', () => {
  let storage: StorageFixture;
  /** The text of a file as it should be. */
  let good: string;

  beforeEach(async () => {
    storage = new StorageFixture();
    await storage.window().put('good', ready(raw('good')));
    good = storage.text(storage.nameOf('good'));
  });
  afterEach(() => storage.dispose());

  it('says when nothing can be written, shows what there is, and writes again when it can', async function () {
    if (process.platform === 'win32') this.skip();
    const name = storage.nameOf('good');
    const window = storage.window();
    chmodSync(storage.above, 0o755);
    chmodSync(join(storage.folder, name), 0o644);
    chmodSync(storage.folder, 0o555);
    await asNobody(async () => {
      assert.equal((await window.restore()).length, 1);
      await window.put('a', ready(raw('a')));
      const { key } = await window.put('good', failed());
      window.store.remove(key);
      await window.files.flush();
    });
    assert.equal(window.log.length, 3, window.log.join('\n'));
    for (const line of window.log) assert.match(line, /could not be (written to|removed from) disk: EACCES/);
    assert.deepEqual(storage.names(), [name]);
    assert.equal(storage.text(name), good);
    assert.equal(window.files.troubles.unwritten, 1);
    chmodSync(storage.folder, 0o700);
    // What could not be written before comes with the next that can.
    await window.put('b', ready(raw('b')));
    assert.deepEqual((await storage.ids()).toSorted(), ['a', 'b', 'good']);
    assert.equal(window.files.troubles.unwritten, 0);
  });

  it('loses nothing where nobody may replace the files of others', async function () {
    if (process.getuid?.() !== 0) this.skip();
    const name = storage.nameOf('good');
    const window = storage.window();
    chmodSync(storage.above, 0o755);
    chmodSync(join(storage.folder, name), 0o644);
    chmodSync(storage.folder, 0o1777);
    await asNobody(async () => void (await window.put('good', failed())));
    // The older one stays, and counts for what the newer has not.
    assert.equal(storage.namesOf('good').length, 2);
    assert.deepEqual(storage.asides(), []);
    assert.deepEqual((await storage.found('good')).state, failed(answer(raw('good'))));
    await window.mark('good', { pinned: true });
    assert.equal(storage.namesOf('good').length, 1);
  });

  it('does not take a file for damaged that cannot be opened now, and writes beside it', async function () {
    if (process.platform === 'win32') this.skip();
    const name = storage.nameOf('good');
    const window = storage.window();
    chmodSync(storage.above, 0o755);
    chmodSync(storage.folder, 0o777);
    chmodSync(join(storage.folder, name), 0o000);
    await asNobody(async () => {
      assert.deepEqual(await window.restore(), []);
      await window.put('good', failed());
      await window.mark('good', { pinned: true });
    });
    assert.match(window.log.join('\n'), /could not be read: EACCES/);
    assert.deepEqual(window.files.troubles, { damaged: [], unwritten: 0 });
    assert.equal(storage.text(name), good);
    chmodSync(join(storage.folder, name), 0o600);
    const { state, pin } = await storage.found('good');
    assert.deepEqual([state, pin?.on], [failed(answer(raw('good'))), true]);
  });

  it('says so when a file that cannot be opened cannot be removed', async function () {
    if (process.platform === 'win32') this.skip();
    const window = storage.window();
    await window.restore();
    const name = storage.nameOf('good');
    chmodSync(storage.above, 0o755);
    chmodSync(storage.folder, 0o777);
    chmodSync(join(storage.folder, name), 0o000);
    await asNobody(async () => {
      for (const { key } of window.store.all()) window.store.remove(key);
      await window.files.flush();
    });
    assert.match(window.log.join('\n'), /could not be removed from disk: EACCES/);
    assert.deepEqual(storage.names(), [name]);
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

describe('vscode LookUpFiles that are cleared', () => {
  let storage: StorageFixture;
  beforeEach(() => {
    storage = new StorageFixture();
  });
  afterEach(() => storage.dispose());

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
    const window = storage.window();
    for (const [n, id] of ids.entries()) await window.put(id, ready(raw(id)), FETCHED + n);
  }

  it('has nothing left, also of those that a lower limit has left out of the list', async () => {
    await fill('a', 'b', 'c', 'd');
    const window = storage.window();
    await window.restore(1);
    assert.deepEqual([window.store.size, await window.files.countUnlisted()], [1, 3]);
    assert.equal((await clear(window)).length, 4);
    assert.deepEqual(storage.names(), []);
    assert.equal(await window.files.countUnlisted(), 0);
  });

  it('brings all of them back, with what other windows have marked meanwhile', async () => {
    await fill('a', 'b', 'c');
    const window = storage.window();
    await window.restore(1);
    const other = storage.window();
    await other.restore();
    await other.mark('a', { note: 'left out of the list' });
    await other.mark('c', { pinned: true });
    const before = await storage.window().restore();
    const cleared = await clear(window);
    assert.deepEqual(storage.names(), []);
    await putBack(window, cleared);
    assert.deepEqual(await storage.window().restore(), before);
  });

  it('leaves to a call that was looked up meanwhile what it is, and gives it its marks', async () => {
    await fill('a', 'b');
    const window = storage.window();
    await window.restore(1);
    await storage.window().mark('a', {});
    const cleared = await clear(window);
    await window.put('a', ready(raw('a', { status: 'ongoing' }), FETCHED + 9), FETCHED + 9);
    await putBack(window, cleared);
    const found = await storage.found('a');
    assert.ok(found.state.kind === 'ready');
    assert.equal(found.state.answer.fetchedAt, FETCHED + 9);
  });

  it('takes along what left the list before it was written', async () => {
    const window = storage.window();
    window.store.set(
      { sessionId: 'a', connectionId: 'home', onBehalfOf: undefined },
      ready(raw('a')),
      FETCHED,
    );
    window.store.trim(0, () => false);
    assert.equal((await clear(window)).length, 1);
    assert.deepEqual(storage.names(), []);
  });

  it('takes along what could not be written, which would come back otherwise', async () => {
    let full = true;
    const port: Files = {
      ...diskFiles,
      write: (path, text) => (full ? Promise.reject(systemError('ENOSPC')) : diskFiles.write(path, text)),
    };
    const window = storage.window(port);
    await window.put('a', ready(raw('a')));
    window.store.trim(0, () => false);
    assert.equal((await clear(window)).length, 1);
    full = false;
    await window.put('b', ready(raw('b')));
    await window.files.flush();
    assert.deepEqual(await storage.ids(), ['b']);
  });

  it('leaves what cannot be read where it is, and says how many those are', async () => {
    await fill('a');
    storage.plant(fileName('b'), 'damaged');
    storage.plant(fileName('c'), JSON.stringify({ version: 9 }));
    const window = storage.window();
    assert.equal(await window.files.listAll(), 2);
    for (const { key } of window.store.all()) window.store.remove(key);
    await window.files.flush();
    assert.deepEqual(storage.names(), [fileName('b'), fileName('c')].toSorted());
  });

  it('is nothing where there is no folder', async () => {
    const window = storage.window();
    assert.deepEqual([await window.files.countUnlisted(), await window.files.listAll()], [0, 0]);
  });

  it('removes a look-up for good though what was written of it before fails only then', async () => {
    const [late, writing] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let writes = 0;
    const window = storage.window({
      ...diskFiles,
      write: async (path, text) => {
        writes += 1;
        if (writes > 1) return diskFiles.write(path, text);
        writing.resolve();
        await late.promise;
        throw systemError('ENOSPC');
      },
    });
    const { key } = window.store.set(target('a'), failed(), FETCHED);
    await writing.promise;
    window.store.mark(key, { pinned: true }, FETCHED);
    // As somebody does one thing after the other.
    await settle();
    window.store.remove(key);
    late.resolve();
    await window.files.flush();
    assert.equal(writes, 1, 'nothing of it is written again');
    assert.equal(window.files.troubles.unwritten, 0);
    assert.deepEqual(await storage.ids(), []);
  });

  it('keeps what could not be written after a removal, which is undone', async () => {
    let full = false;
    const window = storage.window({
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
    assert.deepEqual((await storage.ids()).toSorted(), ['a', 'b']);
  });
});
