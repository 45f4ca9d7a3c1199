import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { LookUpStore } from '../../../../src/core/lookUp/store.ts';
import { answerOf, type LookUp, lookUpKey, type LookUpState } from '../../../../src/core/lookUp/model.ts';
import { answer, FAILED, LOADING, READY, target, watched } from './support.ts';
import { rethrow } from '../../../support/listeners.ts';
import { isMarked, isPinned, type Marks, MAX_LOGS, NOTE_LENGTH } from '../../../../src/core/lookUp/marks.ts';
import { NOW } from '../support.ts';

describe('core look-up store', () => {
  it('adds, changes and removes, and tells of each', () => {
    const { store, heard } = watched();
    const { key } = store.set(target('a'), LOADING, 1);
    store.set(target('a'), READY, 2);
    assert.deepEqual(store.get(key), { ...target('a'), key, addedAt: 1, state: READY });
    store.remove(key);
    assert.equal(store.get(key), undefined);
    store.remove(key);
    assert.deepEqual(heard, ['added a', 'changed a', 'removed a']);
  });

  it('has the new state when it tells of it', () => {
    const store = new LookUpStore(rethrow);
    const seen: (LookUp | undefined)[] = [];
    store.onDidChange((change) => {
      if (change.kind !== 'reset') seen.push(store.get(change.lookUp.key));
    });
    const added = store.set(target('a'), LOADING, 1);
    store.remove(added.key);
    assert.deepEqual(seen, [added, undefined]);
  });

  it('puts a call that is asked for again on top, once, and never further down', () => {
    const { store, heard } = watched();
    for (const [n, id] of ['a', 'b', 'c'].entries()) store.set(target(id), READY, n);
    heard.length = 0;
    const key = lookUpKey(target('a'));
    store.renew(key, 10);
    store.renew(key, 10);
    store.renew(key, 5);
    store.renew(lookUpKey(target('nowhere')), 10);
    assert.deepEqual(heard, ['changed a']);
    assert.deepEqual(
      store.all().map(({ sessionId, addedAt }) => [sessionId, addedAt]),
      [
        ['a', 10],
        ['c', 2],
        ['b', 1],
      ],
    );
  });

  it('lists the newest first, by when each was asked for, not by when it was answered', () => {
    const { store } = watched();
    for (const [id, addedAt] of [
      ['b', 2],
      ['d', 4],
      ['a', 1],
      ['c', 3],
    ] as const) {
      store.set(target(id), READY, addedAt);
    }
    store.set(target('a'), FAILED, 9);
    assert.deepEqual(
      store.all().map(({ sessionId }) => sessionId),
      ['d', 'c', 'b', 'a'],
    );
  });

  it('sorts again only when something has changed', () => {
    const { store } = watched();
    const { key } = store.set(target('a'), READY, 1);
    let list = store.all();
    const changes = [
      () => store.set(target('b'), READY, 2),
      () => store.set(target('a'), FAILED, 1),
      () => store.restore([]),
      () => store.drop(key),
      () => store.remove(lookUpKey(target('b'))),
    ];
    for (const change of changes) {
      assert.equal(store.all(), list);
      change();
      assert.notEqual(store.all(), list);
      list = store.all();
      assert.equal(store.size, list.length);
    }
    store.remove('none');
    store.drop('none');
    assert.equal(store.all(), list);
  });

  it('is in order for those who hear of a change', () => {
    const { store } = watched();
    store.all();
    store.onDidChange(() => assert.equal(store.all().length, store.size));
    const { key } = store.set(target('a'), READY, 1);
    store.remove(key);
    store.restore([]);
  });

  describe('trimmed', () => {
    const filled = () => {
      const all = watched();
      for (const [n, id] of ['a', 'b', 'c', 'd', 'e'].entries()) {
        all.store.set(target(id), id === 'b' ? LOADING : READY, n);
      }
      all.heard.length = 0;
      return all;
    };
    const ids = (store: LookUpStore) => store.all().map(({ sessionId }) => sessionId);

    it('lets go of the oldest, the oldest first, but of none under way', () => {
      const { store, heard } = filled();
      store.trim(2, () => false);
      assert.deepEqual(
        [ids(store), heard],
        [
          ['e', 'd', 'b'],
          ['trimmed a', 'trimmed c'],
        ],
      );
    });

    it('lets go of none that is to be kept, and of no newer one in its place', () => {
      const { store } = filled();
      store.trim(3, ({ sessionId }) => sessionId === 'a');
      assert.deepEqual(ids(store), ['e', 'd', 'c', 'b', 'a']);
    });

    it('does nothing within the limit, and everything at none', () => {
      const { store, heard } = filled();
      store.trim(5, () => false);
      assert.deepEqual(heard, []);
      store.trim(0, () => false);
      assert.deepEqual(ids(store), ['b']);
    });

    it('heeds what a listener does meanwhile', () => {
      const { store } = filled();
      store.onDidChange((change) => {
        if (change.kind === 'trimmed') store.set(target('c'), LOADING, 2);
      });
      store.trim(2, () => false);
      assert.deepEqual(ids(store), ['e', 'd', 'c', 'b']);
    });
  });

  it('never changes an entry in place', () => {
    const { store } = watched();
    const first = store.set(target('a'), LOADING, 1);
    const copy = structuredClone(first);
    const second = store.set(target('a'), READY, 1);
    assert.notEqual(first, second);
    assert.deepEqual(first, copy);
    assert.equal(store.get(first.key), second);
  });

  it('keeps what is there when earlier look-ups come back', () => {
    const { store, heard } = watched();
    const here = store.set(target('a'), READY, 5);
    const old = (sessionId: string, addedAt: number): LookUp => ({
      ...target(sessionId),
      key: lookUpKey(target(sessionId)),
      addedAt,
      state: FAILED,
    });
    store.restore([old('a', 1), old('b', 2)]);
    assert.equal(store.get(here.key), here);
    assert.deepEqual(
      store.all().map(({ sessionId }) => sessionId),
      ['a', 'b'],
    );
    assert.deepEqual(heard, ['added a', 'reset']);
    store.takeOver([old('a', 1)]);
    assert.equal(store.get(here.key)?.addedAt, 1, 'unless it is taken over');
    assert.deepEqual(heard, ['added a', 'reset', 'reset']);
  });

  it('goes on when a listener throws, and tells of it', () => {
    const errors: unknown[] = [];
    const store = new LookUpStore((error) => errors.push(error));
    const error = new Error('a view failed');
    let heard = 0;
    store.onDidChange(() => {
      throw error;
    });
    store.onDidChange(() => (heard += 1));
    store.set(target('a'), READY, 1);
    assert.deepEqual([errors, heard], [[error], 1]);
  });

  it('has equal keys for equal targets only', () => {
    const text = fc.oneof(fc.constantFrom('a', 'b', 'null', '"', ',', '","'), fc.string());
    const some = fc.option(text, { nil: undefined });
    const targets = fc.record({ sessionId: text, connectionId: some, onBehalfOf: some });
    fc.assert(
      fc.property(targets, targets, (a, b) => {
        const equal =
          a.sessionId === b.sessionId && a.connectionId === b.connectionId && a.onBehalfOf === b.onBehalfOf;
        assert.equal(lookUpKey(a) === lookUpKey(b), equal);
      }),
    );
  });

  for (const [title, state, expected] of [
    ['ready', READY, answer],
    ['loading for the first time', LOADING, undefined],
    ['loading again', { ...LOADING, last: answer }, answer],
    ['failed', FAILED, undefined],
    ['failed to refresh', { ...FAILED, last: answer }, answer],
  ] as const) {
    it(`knows the newest answer of one that is ${title}`, () => assert.equal(answerOf({ state }), expected));
  }
});

describe('core look-up store, the user’s marks', () => {
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

    it('name the logs that were added to a call, each once, so many at most, and none is no other mark', () => {
      const { store, key } = marked({ logs: ['file:///a.log', 'file:///b.log', 'file:///a.log'] });
      const lookUp = store.get(key);
      assert.deepEqual(lookUp?.logs, { uris: ['file:///a.log', 'file:///b.log'], changedAt: 10 });
      assert.ok(!isMarked(lookUp), 'a log does not keep a call in the list');
      store.mark(key, { logs: Array.from({ length: 20 }, (_, n) => `file:///${n}.log`) }, 20);
      assert.equal(store.get(key)?.logs?.uris.length, MAX_LOGS);
      store.mark(key, { logs: [] }, 5);
      assert.deepEqual(store.get(key)?.logs, { uris: [], changedAt: 21 });
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

  describe('what only a hover asked for', () => {
    const listed = ({ store }: { readonly store: LookUpStore }) => [
      store.size,
      store.all().map(({ sessionId }) => sessionId),
    ];

    it('is known and found, and in no list', () => {
      const all = watched();
      all.store.set(target('b'), READY, 1);
      const { key } = all.store.set(target('a'), LOADING, 2, true);
      all.store.set(target('a'), READY, 3);
      assert.deepEqual(listed(all), [1, ['b']]);
      assert.deepEqual(
        all.store.known().map(({ sessionId }) => sessionId),
        ['a', 'b'],
      );
      assert.deepEqual(all.store.find({ sessionId: 'a' })?.state, READY);
      assert.equal(all.store.get(key)?.isFromHover, true);
    });

    it('is added to the list, on top, when somebody acts on it or marks it', () => {
      const all = watched();
      const { key } = all.store.set(target('a'), READY, 1, true);
      all.store.set(target('b'), READY, 5);
      const found = all.store.findToList({ sessionId: 'a' }, 9);
      assert.deepEqual(found, { ...target('a'), key, addedAt: 9, state: READY });
      assert.deepEqual(listed(all), [2, ['a', 'b']]);
      assert.equal(all.store.findToList({ sessionId: 'a' }, 20), found, 'it is listed already');
      all.store.set(target('c'), READY, 1, true);
      all.store.mark(lookUpKey(target('c')), { pinned: true }, 30);
      assert.equal(all.store.size, 3);
      assert.deepEqual(all.heard, ['added a', 'added b', 'added a', 'added c', 'added c']);
    });

    it('is listed as it is on disk, with what is newer of it', () => {
      const all = watched();
      all.store.set(target('a'), READY, 9, true);
      all.store.set(target('b'), FAILED, 9, true);
      const key = (id: string) => lookUpKey(target(id));
      const saved = (id: string): LookUp => ({
        ...target(id),
        key: key(id),
        addedAt: 1,
        state: { kind: 'ready', answer: { ...answer, raw: 'older' } },
        pin: { on: true, changedAt: 1 },
      });
      all.store.restore([saved('a'), saved('b')]);
      assert.deepEqual(all.store.get(key('a')), { ...saved('a'), state: READY });
      assert.deepEqual(all.store.get(key('b'))?.state, { ...FAILED, last: { ...answer, raw: 'older' } });
      assert.equal(all.store.size, 2);
    });

    it('is forgotten, the oldest first, where it gets too much, and all of it when asked', () => {
      const { store, heard } = watched();
      store.set(target('under way'), LOADING, 0, true);
      for (let n = 0; n < 60; n += 1) store.set(target(`h${n}`), READY, n, true);
      assert.equal(store.known().length, 50);
      assert.equal(store.find({ sessionId: 'h10' }), undefined);
      assert.ok(store.find({ sessionId: 'h11' }) && store.find({ sessionId: 'under way' }));
      assert.ok(heard.includes('trimmed h0'));
      store.set(target('mine'), READY, 99);
      store.forgetHovers();
      assert.deepEqual(
        store.known().map(({ sessionId }) => sessionId),
        ['mine', 'under way'],
      );
    });
  });
});
