import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { lookUpKey, type LookUpState } from '../../../../src/core/lookUp/model.ts';
import { isMarked, isPinned, type Marks, NOTE_LENGTH } from '../../../../src/core/lookUp/marks.ts';
import { answer, FAILED, LOADING, READY, target, watched } from './storeSupport.ts';
import { NOW } from '../support.ts';

describe('core callStore, the user’s marks', () => {
  describe('marks', () => {
    const marked = (marks: Marks, now = 10) => {
      const all = watched();
      const { key } = all.store.set(target('a'), READY, 1);
      all.store.mark(key, marks, now);
      return { ...all, key };
    };

    it('are kept through every new state, and told of as a change', () => {
      const { store, heard, key } = marked({ pinned: true, note: 'ticket 42' });
      store.set(target('a'), LOADING, 2);
      store.set(target('a'), FAILED, 3);
      const { pin, note } = store.get(key) ?? {};
      assert.deepEqual(pin, { on: true, changedAt: 10 });
      assert.deepEqual(note, { text: 'ticket 42', editedAt: 10 });
      assert.deepEqual(heard, ['added a', 'changed a', 'changed a', 'changed a']);
    });

    it('leave alone what they do not name, and what is so already', () => {
      const { store, heard, key } = marked({ note: 'here' });
      store.mark(key, { pinned: true }, 20);
      const before = store.get(key);
      store.mark(key, { pinned: true, note: ' here ' }, 30);
      store.mark(key, {}, 30);
      store.mark('none', { pinned: true }, 30);
      assert.equal(store.get(key), before);
      assert.deepEqual(before?.note, { text: 'here', editedAt: 10 });
      assert.equal(heard.length, 3);
      const unmarked = marked({ pinned: false, note: '' });
      assert.deepEqual(unmarked.heard, ['added a']);
    });

    it('can be taken away, which is newer than what is taken, whatever the clock says', () => {
      const { store, key } = marked({ pinned: true, note: 'ticket 42' }, 10);
      store.mark(key, { pinned: false, note: '' }, 5);
      const lookUp = store.get(key);
      assert.deepEqual(lookUp?.pin, { on: false, changedAt: 11 });
      assert.deepEqual(lookUp?.note, { text: '', editedAt: 11 });
      assert.ok(lookUp && !isPinned(lookUp) && !isMarked(lookUp));
    });

    for (const [title, note, expected] of [
      ['two lines', ' one\r\ntwo\u2028three\u0085four\t', 'one two three four'],
      ['a long one', 'x'.repeat(300), 'x'.repeat(NOTE_LENGTH)],
      ['pictures at the end', '📞'.repeat(201), '📞'.repeat(200)],
    ] as const) {
      it(`are one line of so many characters: ${title}`, () => {
        const { store, key } = marked({ note });
        assert.equal(store.get(key)?.note?.text, expected);
      });
    }

    it('keep a look-up in the list that is trimmed, in its place, for as long as it has any', () => {
      const { store } = watched();
      for (const [n, id] of ['a', 'b', 'c', 'd'].entries()) store.set(target(id), READY, n);
      store.mark(lookUpKey(target('a')), { pinned: true }, 9);
      store.mark(lookUpKey(target('b')), { note: 'no pin' }, 9);
      store.mark(lookUpKey(target('c')), { pinned: true, note: 'no more' }, 9);
      store.mark(lookUpKey(target('c')), { pinned: false, note: '' }, 10);
      store.trim(1, () => false);
      assert.deepEqual(
        store.all().map(({ sessionId }) => sessionId),
        ['d', 'b', 'a'],
      );
    });

    it('keep a look-up whose first request was given up', () => {
      const { store, heard } = watched();
      for (const [id, marks] of [
        ['a', { pinned: true }],
        ['b', { note: 'x' }],
        ['c', {}],
      ] as const) {
        const { key } = store.set(target(id), LOADING, 1);
        store.mark(key, marks, 2);
        store.drop(key);
      }
      assert.deepEqual(
        store.all().map(({ sessionId, state }) => [sessionId, state]),
        ['a', 'b'].map((id) => [
          id,
          { kind: 'failed', failure: { reason: 'cancelled' }, failedAt: NOW } satisfies LookUpState,
        ]),
      );
      assert.equal(heard.at(-1), 'trimmed c');
    });
  });

  describe('put back', () => {
    const removed = (state: LookUpState) => {
      const all = watched();
      const { key } = all.store.set(target('a'), state, 1);
      all.store.mark(key, { pinned: true, note: 'mine' }, 2);
      const lookUp = all.store.get(key);
      assert.ok(lookUp);
      all.store.remove(key);
      all.heard.length = 0;
      return { ...all, key, lookUp };
    };

    it('is what it was', () => {
      const { store, heard, key, lookUp } = removed(READY);
      store.putBack(lookUp);
      assert.deepEqual(store.get(key), lookUp);
      assert.deepEqual(heard, ['added a']);
    });

    it('does not wait for a request that was cancelled with it', () => {
      const again = removed({ ...LOADING, last: answer });
      again.store.putBack(again.lookUp);
      assert.deepEqual(again.store.get(again.key)?.state, READY);
      const first = removed(LOADING);
      first.store.putBack(first.lookUp);
      assert.equal(first.store.get(first.key)?.state.kind, 'failed');
    });

    it('gives its marks to what was looked up meanwhile, except those that has anew', () => {
      const { store, heard, key, lookUp } = removed(READY);
      store.set(target('a'), FAILED, 5);
      store.mark(key, { note: 'another' }, 6);
      store.putBack(lookUp);
      const there = store.get(key);
      assert.deepEqual(
        [there?.addedAt, there?.state, there?.pin, there?.note?.text],
        [5, FAILED, lookUp.pin, 'another'],
      );
      assert.equal(heard.at(-1), 'changed a');
    });
  });
});
