import assert from 'node:assert/strict';
import { statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { answerOf, lookUpKey } from '../../../src/core/lookUp/model.ts';
import {
  answer,
  failed,
  FETCHED,
  fileName,
  loading,
  raw,
  ready,
  Shelf,
  target,
} from '../vscode/support/shelf.ts';

describe('vscode lookUpFiles', () => {
  let shelf: Shelf;

  beforeEach(() => {
    shelf = new Shelf();
  });
  afterEach(() => shelf.dispose());

  describe('one window', () => {
    it('starts with nothing, without a folder and without a word', async () => {
      const window = shelf.window();
      assert.deepEqual(await window.restore(), []);
      assert.deepEqual(window.log, []);
    });

    it('has a file for each look-up, of a name that begins with its hash, for its owner alone', async () => {
      const window = shelf.window();
      await window.put('a', ready(raw('a')));
      await window.put('b', failed());
      assert.deepEqual(shelf.names(), [shelf.nameOf('a'), shelf.nameOf('b')].toSorted());
      for (const name of shelf.names()) assert.match(name, /^[0-9a-f]{64}\.[0-9a-f-]{36}\.json$/);
      if (process.platform !== 'win32') {
        for (const name of shelf.names())
          assert.equal(statSync(join(shelf.folder, name)).mode & 0o777, 0o600);
      }
    });

    it('brings the same call back as it was answered, as whom it was asked', async () => {
      const window = shelf.window();
      const states = { nobody: undefined, someone: 'superhero2' };
      for (const [id, onBehalfOf] of Object.entries(states)) {
        window.store.set(target('a', { onBehalfOf }), ready(raw(id)), FETCHED);
      }
      window.store.set(target('a', { connectionId: undefined }), failed(), FETCHED);
      await window.files.flush();
      const back = await shelf.window().restore();
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
      const window = shelf.window();
      await window.put('a', ready(raw('a')));
      await window.put('a', loading(answer(raw('a'))));
      assert.deepEqual((await shelf.found('a')).state, ready(raw('a')));
      await window.put('a', failed(answer(raw('a'))));
      assert.deepEqual((await shelf.found('a')).state, failed(answer(raw('a'))));
    });

    it('keeps nothing of a first request that is under way', async () => {
      await shelf.window().put('a', loading());
      assert.deepEqual(await shelf.ids(), []);
    });

    it('writes states in the order they came in', async () => {
      const window = shelf.window();
      for (let n = 0; n < 30; n += 1)
        window.store.set(target('a'), ready(raw('a', { n }), FETCHED + n), FETCHED);
      await window.files.flush();
      assert.deepEqual(answerOf(await shelf.found('a'))?.raw, raw('a', { n: 29 }));
    });

    it('removes what was removed', async () => {
      const window = shelf.window();
      const { key } = await window.put('a', ready(raw('a')));
      await window.put('b', ready(raw('b')));
      window.store.remove(key);
      await window.files.flush();
      assert.deepEqual(shelf.names(), [shelf.nameOf('b')]);
    });

    it('does not write what it has just read', async () => {
      await shelf.window().put('a', ready(raw('a')));
      const path = join(shelf.folder, shelf.nameOf('a'));
      utimesSync(path, 1000, 1000);
      await shelf.window().restore();
      assert.equal(statSync(path).mtimeMs, 1_000_000);
    });

    it('writes nothing any more once it is disposed', async () => {
      const window = shelf.window();
      await window.put('a', ready(raw('a')));
      window.files.dispose();
      await window.put('b', ready(raw('b')));
      assert.deepEqual(await shelf.ids(), ['a']);
    });

    it('has everything on disk when it was asked to flush', async () => {
      const window = shelf.window();
      const ids = Array.from({ length: 60 }, (_, n) => `call-${n}`);
      for (const [n, id] of ids.entries()) window.store.set(target(id), ready(raw(id)), FETCHED + n);
      await window.files.flush();
      assert.deepEqual(await shelf.ids(), ids.toReversed());
    });
  });

  describe('the limit', () => {
    const fill = async () => {
      const window = shelf.window();
      for (const [n, id] of ['a', 'b', 'c', 'd'].entries()) await window.put(id, ready(raw(id)), FETCHED + n);
    };

    const ALL = ['d', 'c', 'b', 'a'];

    it('brings the newest back, and leaves the files of the others for a higher limit', async () => {
      await fill();
      assert.deepEqual(await shelf.ids(2), ['d', 'c']);
      assert.deepEqual(shelf.names(), ALL.map((id) => shelf.nameOf(id)).toSorted());
      assert.deepEqual(await shelf.ids(4), ALL);
    });

    it('takes nothing from the disk when it is enforced while the window is open', async () => {
      await fill();
      const window = shelf.window();
      await window.restore();
      window.store.trim(1, () => false);
      await window.files.flush();
      assert.equal(window.store.size, 1);
      assert.deepEqual(await shelf.ids(), ALL);
    });

    it('brings back what was looked up again, in this window or another', async () => {
      await fill();
      const [one, other] = [shelf.window(), shelf.window()];
      for (const { restore } of [one, other]) await restore();
      one.store.renew(lookUpKey(target('a')), FETCHED + 10);
      await one.files.flush();
      assert.deepEqual(await shelf.ids(2), ['a', 'd']);
      await other.refresh();
      assert.deepEqual(
        other.store.all().map(({ sessionId }) => sessionId),
        ['a', 'd', 'c', 'b'],
      );
      // Who was open all the time does not put it back.
      await other.put('a', failed());
      assert.deepEqual(await shelf.ids(2), ['a', 'd']);
    });

    it('goes by when a call was looked up, whenever its file was written', async () => {
      await fill();
      for (const [id, seconds] of [
        ['a', FETCHED / 1000 + 500],
        ['b', FETCHED / 1000 + 400],
        ['c', FETCHED / 1000 + 0.002],
        ['d', FETCHED / 1000 + 0.003],
      ] as const) {
        utimesSync(join(shelf.folder, shelf.nameOf(id)), seconds, seconds);
      }
      assert.deepEqual(await shelf.ids(1), ['d']);
      assert.deepEqual(await shelf.ids(3), ['d', 'c', 'b']);
    });

    it('does not read the files that are older than what it brings back', async () => {
      await fill();
      for (let n = 0; n < 100; n += 1) {
        const path = shelf.plant(fileName(`old-${n}`), 'damaged');
        utimesSync(path, FETCHED / 1000 - 3600, FETCHED / 1000 - 3600);
      }
      const window = shelf.window();
      await window.restore(2);
      assert.ok(window.log.length < 100, `${window.log.length} were read`);
    });

    const plantMany = (count: number) => {
      const saved: { addedAt: number } = JSON.parse(shelf.text(shelf.nameOf('a')));
      for (let n = 0; n < count; n += 1) {
        const sessionId = `call-${n}`;
        shelf.plant(fileName(sessionId), JSON.stringify({ ...saved, sessionId, addedAt: FETCHED + 100 + n }));
      }
    };

    it('is five thousand on disk: of more, the oldest go', async function () {
      this.timeout(60_000);
      await fill();
      plantMany(4998);
      await shelf.ids(2);
      assert.equal(shelf.names().length, 5000);
      assert.deepEqual(
        ['a', 'b', 'c', 'd'].filter((id) => shelf.namesOf(id).length > 0),
        ['c', 'd'],
      );
    });

    it('does not remove one that was looked up again meanwhile, here or in another window', async function () {
      this.timeout(60_000);
      await fill();
      plantMany(5000);
      const [here, there] = [shelf.window(), shelf.window()];
      // Read and not yet cleared up: what is done now comes first.
      const reading = here.files.read(1);
      here.store.set(target('a'), ready(raw('a', { again: true })), FETCHED + 10_000);
      await there.put('b', ready(raw('b', { again: true })), FETCHED + 10_001);
      here.store.restore(await reading);
      await here.files.flush();
      assert.deepEqual(
        ['a', 'b', 'c', 'd'].filter((id) => shelf.namesOf(id).length > 0),
        ['a', 'b'],
      );
    });

    it('counts no file twice: a copy under another name does not take the call with it', async () => {
      await fill();
      const copy = shelf.text(shelf.nameOf('d')).replace(`"addedAt":${FETCHED + 3}`, '"addedAt":1');
      shelf.plant('copy of d.json', copy);
      assert.deepEqual(await shelf.ids(4), ['d', 'c', 'b', 'a']);
      assert.equal(shelf.text('copy of d.json'), copy);
    });
  });

  describe('two windows', () => {
    it('that write in turns lose nothing', async () => {
      const windows = [shelf.window(), shelf.window()];
      const ids = Array.from({ length: 40 }, (_, n) => `call-${n}`);
      for (const [n, id] of ids.entries()) {
        windows[n % 2]?.store.set(target(id), ready(raw(id)), FETCHED + n);
        // And both write one and the same.
        windows[n % 2]?.store.set(target('shared'), ready(raw('shared', { n }), FETCHED + n), FETCHED + 99);
      }
      await Promise.all(windows.map(({ files }) => files.flush()));
      assert.deepEqual(await shelf.ids(), ['shared', ...ids.toReversed()]);
      assert.deepEqual(
        windows.flatMap(({ log }) => log),
        [],
      );
      assert.ok(
        shelf.names().every((name) => name.endsWith('.json')),
        'nothing half-written is left',
      );
    });

    it('one of which fails keep the answer of the other', async () => {
      const [online, offline] = [shelf.window(), shelf.window()];
      await online.put('a', ready(raw('a')));
      await offline.put('a', failed());
      assert.deepEqual((await shelf.found('a')).state, failed(answer(raw('a'))));
    });

    it('one of which is behind keep the newer answer', async () => {
      await shelf.window().put('a', ready(raw('a', { n: 1 }), FETCHED));
      const [ahead, behind] = [shelf.window(), shelf.window()];
      await Promise.all([ahead.restore(), behind.restore()]);
      await ahead.put('a', ready(raw('a', { n: 2 }), FETCHED + 1));
      const old = answer(raw('a', { n: 1 }), FETCHED);
      for (const state of [loading(old), { kind: 'ready', answer: old } as const, failed(old)]) {
        await behind.put('a', state);
        assert.deepEqual(answerOf(await shelf.found('a'))?.raw, raw('a', { n: 2 }), state.kind);
      }
      await behind.put('a', ready(raw('a', { n: 3 }), FETCHED + 2));
      assert.deepEqual((await shelf.found('a')).state, ready(raw('a', { n: 3 }), FETCHED + 2));
    });

    it('take an answer from the future for a clock that went wrong', async () => {
      const window = shelf.window();
      await window.put('a', ready(raw('a', { n: 1 }), Date.now() + 86_400_000));
      await window.put('a', ready(raw('a', { n: 2 }), FETCHED));
      assert.deepEqual(answerOf(await shelf.found('a'))?.raw, raw('a', { n: 2 }));
    });

    it('may remove the same look-up', async () => {
      const windows = [shelf.window(), shelf.window()];
      for (const { put } of windows) await put('a', ready(raw('a')));
      for (const { store, files } of windows) {
        for (const { key } of store.all()) store.remove(key);
        await files.flush();
      }
      assert.deepEqual([shelf.names(), windows.flatMap(({ log }) => log)], [[], []]);
    });
  });
});
