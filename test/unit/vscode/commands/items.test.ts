/** The commands on look-ups: pins and notes, removal and what brings back, exports and copies. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { isPinned, NOTE_LENGTH } from '../../../../src/core/lookUp/marks.ts';
import { type ViewId, VIEWS } from '../../../../src/manifest.ts';
import { rowsOf } from '../../../../src/vscode/platform/rows.ts';
import { KEY, LookUpsFixture } from '../support/lookUpsFixture.ts';

/** The address of a file as a test needs it. */
const parse = (path: string) => ({ path });

describe('vscode commands on look-ups', () => {
  let fixture: LookUpsFixture;
  let written: Map<string, string>;
  beforeEach(() => {
    written = new Map();
    const writeFile = (file: { path: string }, bytes: Uint8Array) =>
      Promise.resolve(void written.set(file.path, new TextDecoder().decode(bytes)));
    fixture = new LookUpsFixture({ fs: { writeFile } }, { parse });
    for (const id of ['a', 'b', 'c']) fixture.add(id);
  });
  afterEach(() => fixture.dispose());

  /** What a key binding passes that is pressed on the row of a call. */
  const pressed = (view: ViewId, sessionId: string) => {
    const key = view === VIEWS.lookUps ? fixture.get(sessionId)?.key : undefined;
    return rowsOf(view, [{ sessionId, connectionId: view === VIEWS.file ? undefined : 'home', key }]);
  };

  describe('marks', () => {
    const run = (name: 'pinCall' | 'unpinCall', ...ids: readonly string[]) => {
      const selection = ids.map((sessionId) => ({ sessionId }));
      return fixture.commands[`cometchatCalls.${name}`](selection[0], selection.length > 1 ? selection : []);
    };
    const note = (given: object) => fixture.commands['cometchatCalls.editNote'](given);
    const pinned = () =>
      fixture.known.store
        .all()
        .filter(isPinned)
        .map(({ sessionId }) => sessionId);

    it('pins and unpins one that is named, and all that are selected', async () => {
      await run('pinCall', 'a');
      assert.deepEqual(pinned(), ['a']);
      await run('pinCall', 'a', 'b', 'b', 'c');
      assert.deepEqual(pinned(), ['c', 'b', 'a']);
      await run('unpinCall', 'c', 'a');
      assert.deepEqual(pinned(), ['b']);
      await run('unpinCall', 'b');
      assert.deepEqual(pinned(), []);
      assert.deepEqual(fixture.user.statuses, [
        'Pinned a',
        'Pinned 3 calls',
        'Unpinned 2 calls',
        'Unpinned b',
      ]);
      assert.deepEqual(fixture.user.asked, []);
    });

    it('takes the call of the panel with the focus when none is named', async () => {
      fixture.active = { sessionId: 'b', connectionId: 'home', onBehalfOf: undefined };
      await run('pinCall');
      assert.deepEqual(pinned(), ['b']);
      await run('unpinCall');
      assert.deepEqual(pinned(), []);
    });

    it('asks which one else: to pin among those that are not, to unpin among those that are', async () => {
      await run('pinCall', 'b');
      fixture.user.does({ pick: 'c' });
      await run('pinCall');
      const offered = () => fixture.user.asked[0]?.items.map(({ label }) => label);
      assert.deepEqual(offered(), ['c', 'a']);
      fixture.user.does({ pick: 'b' }, 'escape');
      await run('unpinCall');
      assert.deepEqual(offered(), ['c', 'b']);
      await run('unpinCall');
      assert.deepEqual(pinned(), ['c'], 'who gives up changes nothing');
    });

    it('says that there is nothing to unpin', async () => {
      await assert.rejects(async () => run('unpinCall'), /No call is pinned/);
      await run('unpinCall', 'never looked up');
      assert.deepEqual(fixture.user.ran, [], 'and looks nothing up');
    });

    it('looks up first what is to be pinned and never was', async () => {
      await run('pinCall', 'new');
      assert.deepEqual(
        fixture.user.ran.map(([command]) => command),
        ['cometchatCalls.lookUpCall'],
      );
    });

    it('asks for a note, begins with the one there is, and takes it away when nothing is entered', async () => {
      fixture.user.does({ type: 'first try' }, { type: '  second\t try ' }, { type: '' });
      for (const expected of ['first try', 'second try', '']) {
        await note({ sessionId: 'a' });
        assert.equal(fixture.get('a')?.note?.text, expected);
      }
      assert.deepEqual(
        fixture.user.asked.map(({ value }) => value),
        ['', 'first try', 'second try'],
      );
      fixture.user.does('escape');
      await note({ sessionId: 'b' });
      assert.equal(fixture.get('b')?.note, undefined);
    });

    it('takes a note that its caller gives', async () => {
      await note({ sessionId: 'a', note: 'x'.repeat(NOTE_LENGTH) });
      assert.equal(fixture.get('a')?.note?.text.length, NOTE_LENGTH);
      await note({ sessionId: 'a', note: '' });
      assert.equal(fixture.get('a')?.note?.text, '');
    });

    it('refuses a note that is too long or holds a key, typed or given', async () => {
      for (const [text, reason] of [
        ['☎'.repeat(NOTE_LENGTH + 1), /at most 200 characters; this one has 201/],
        [`key: ${KEY}`, /cannot hold an API key/],
      ] as const) {
        await assert.rejects(async () => note({ sessionId: 'a', note: text }), reason);
        fixture.user.does({ type: text });
        await note({ sessionId: 'a' });
        assert.match(fixture.user.asked.at(-1)?.validationMessage?.message ?? '', reason);
      }
      assert.equal(fixture.get('a')?.note, undefined);
      await note({ sessionId: 'a', note: '☎️'.repeat(NOTE_LENGTH / 2) });
      assert.ok(fixture.get('a')?.note, 'characters are counted as the store cuts them');
    });

    it('draws no icon where a name or a note is written like one', async () => {
      await note({ sessionId: 'a', note: '$(key)' });
      fixture.user.does('escape');
      await run('pinCall');
      const descriptions = fixture.user.asked[0]?.items.map(({ description }) => description).join() ?? '';
      assert.match(descriptions, /\(key\)/);
      assert.doesNotMatch(descriptions, /\$\(/);
    });
  });

  describe('removal', () => {
    const remove = (given: object | undefined, ...ids: readonly string[]) =>
      fixture.commands['cometchatCalls.removeLookup'](
        given,
        ids.map((sessionId) => ({ sessionId })),
      );
    const clear = () => fixture.commands['cometchatCalls.clearLookups']();
    const ids = () => fixture.ids();

    const undo = () => fixture.commands['cometchatCalls.undoRemoval']();
    const offers = () => fixture.user.barItems.map(({ text }) => text);

    it('asks nothing, and offers in the status bar to undo what it removed last', async () => {
      await remove({ sessionId: 'a' });
      await remove({ sessionId: 'b' }, 'b', 'c', 'b');
      assert.deepEqual(ids(), []);
      assert.deepEqual([fixture.user.messages, fixture.user.dialogs], [[], []]);
      assert.deepEqual(fixture.user.barItems.length, 1);
      assert.deepEqual(offers(), ['$(discard) Removed 2 look-ups · Undo']);
      assert.equal(fixture.user.barItems[0]?.command, 'cometchatCalls.undoRemoval');
      fixture.offerEnds?.();
      assert.deepEqual(offers(), []);
      undo();
      assert.deepEqual(ids(), ['c', 'b'], 'also when the status bar offers it no more');
    });

    it('brings them back in their places, with answers, pins and notes, the last first', async () => {
      const { store } = fixture.known;
      for (const { key } of store.all()) store.mark(key, { pinned: true, note: `on ${key}` }, 1);
      const before = store.all();
      await remove({ sessionId: 'a' });
      const between = store.all();
      await remove({ sessionId: 'b' }, 'b', 'c');
      undo();
      assert.deepEqual(store.all(), between);
      assert.deepEqual(offers(), []);
      undo();
      assert.deepEqual(store.all(), before);
      undo();
      assert.deepEqual(store.all(), before, 'there is no more to undo');
      assert.deepEqual(
        fixture.user.ran
          .filter(([, key]) => key === 'cometchatCalls.canUndoRemoval')
          .map(([, , value]) => value),
        [true, true, true, false, false],
      );
    });

    it('brings nothing back that holds a key', async () => {
      fixture.add(KEY);
      await remove({ sessionId: KEY }, KEY, 'a');
      fixture.removals.forget(({ sessionId }) => sessionId === KEY);
      undo();
      assert.deepEqual(ids(), ['c', 'b', 'a']);
    });

    it('leaves what was looked up again meanwhile as it is', async () => {
      await remove({ sessionId: 'a' });
      const again = fixture.add('a');
      undo();
      assert.deepEqual(fixture.get('a'), again);
      assert.equal(fixture.known.store.size, 3);
    });

    it('ends what is under way, and brings it back with nothing under way', async () => {
      await fixture.known.start({ sessionId: 'd' });
      await remove({ sessionId: 'd' });
      assert.equal(fixture.known.asked(0).signal.aborted, true);
      assert.equal(fixture.get('d'), undefined);
      await fixture.known.start({ sessionId: 'e' });
      await remove({ sessionId: 'e' });
      undo();
      assert.equal(fixture.get('e')?.state.kind, 'failed');
      await fixture.known.asked(1).answer({ sessionId: 'e', status: 'ended' });
      assert.equal(fixture.get('e')?.state.kind, 'failed', 'what comes late changes nothing');
    });

    it('by key is of the row with the focus, whose neighbour has it then', async () => {
      await fixture.commands['cometchatCalls.removeLookup'](pressed(VIEWS.lookUps, 'b'));
      assert.deepEqual([ids(), fixture.focusedAfter, fixture.user.dialogs], [['c', 'a'], [['b']], []]);
      const [below] = rowsOf(VIEWS.lookUps, [{ kind: 'message', key: fixture.get('a')?.key }]);
      await fixture.commands['cometchatCalls.removeLookup']([below]);
      await fixture.commands['cometchatCalls.removeLookup']([undefined]);
      assert.deepEqual(ids(), ['c', 'a'], 'a line below a look-up is nothing to remove, nor is none');
      fixture.selection = fixture.known.store.all();
      await fixture.commands['cometchatCalls.removeLookup'](pressed(VIEWS.lookUps, 'c'));
      assert.deepEqual([ids(), fixture.focusedAfter[1]], [[], ['c', 'a']]);
    });

    it('of all asks first, and can be taken back too', async () => {
      await clear();
      assert.deepEqual(fixture.user.messages, ['Remove all 3 look-ups from the list?']);
      fixture.user.buttons.push('Clear');
      const before = fixture.known.store.all();
      await clear();
      assert.deepEqual(offers(), ['$(discard) Removed 3 look-ups · Undo']);
      undo();
      assert.deepEqual(fixture.known.store.all(), before);
    });

    it('of all takes along what is on disk and not in the list, and brings it back too', async () => {
      const { store } = fixture.known;
      const old = fixture.add('old');
      store.drop(old.key);
      fixture.onDisk = [old];
      await clear();
      assert.equal(ids().length, 3, 'who says no has the list as it was');
      fixture.user.buttons.push('Clear');
      await clear();
      const question = 'Remove all look-ups: 3 in the list, and those on disk that are not in it?';
      assert.deepEqual(fixture.user.messages, [question, question]);
      assert.deepEqual(offers(), ['$(discard) Removed 4 look-ups · Undo']);
      assert.deepEqual(ids(), []);
      fixture.user.buttons.push('Clear');
      await clear();
      undo();
      assert.deepEqual(ids(), ['old'], 'with nothing in the list');
      assert.equal(fixture.user.messages[2], 'Remove all look-ups that are on disk and not in the list?');
    });

    it('of all says what cannot be read, which stays', async () => {
      fixture.unreadable = 2;
      fixture.user.buttons.push('Clear');
      await clear();
      assert.deepEqual(ids(), []);
      assert.match(fixture.user.messages.at(-1) ?? '', /^2 look-ups of earlier sessions could not be read\./);
    });

    it('of none says nothing', async () => {
      await remove({ sessionId: 'gone' });
      assert.deepEqual([fixture.user.messages, offers()], [[], []]);
    });

    it('draws no icon where a name is written like one', async () => {
      fixture.add('$(key)');
      await remove({ sessionId: '$(key)' });
      assert.doesNotMatch(offers()[0] ?? '$(key)', /\$\(key\)/);
    });
  });

  describe('keys', () => {
    it('copies the id of the row with the focus, or of all that are selected where it is', async () => {
      const copied = async (rows: readonly unknown[]) => {
        fixture.user.clipboard = 'as it was';
        await fixture.commands['cometchatCalls.copySessionId'](rows);
        return fixture.user.clipboard;
      };
      fixture.selectedRecent = ['r1', 'r2'];
      assert.equal(await copied(pressed(VIEWS.lookUps, 'b')), 'b');
      assert.equal(await copied(pressed(VIEWS.file, 'r1')), 'r1');
      assert.equal(await copied(pressed(VIEWS.recent, 'r1')), 'r1\nr2');
      assert.equal(await copied(pressed(VIEWS.recent, 'r3')), 'r3');
      const [below] = rowsOf(VIEWS.lookUps, [{ kind: 'message', key: fixture.get('a')?.key }]);
      assert.equal(await copied([below]), 'a', 'of the call it is of');
      const [day] = rowsOf(VIEWS.recent, [{ kind: 'day' }]);
      for (const none of [[day], [undefined]]) assert.equal(await copied(none), 'as it was');
      fixture.selection = fixture.known.store.all().slice(0, 2);
      assert.equal(await copied(pressed(VIEWS.lookUps, 'c')), 'c\nb');
    });

    it('Enter does what a click does, and goes in where the call is open already', async () => {
      const enter = (view: ViewId, sessionId: string) =>
        fixture.commands['cometchatCalls.openCallPanel'](pressed(view, sessionId));
      for (const view of Object.values(VIEWS)) await enter(view, 'a');
      assert.deepEqual(fixture.user.ran.splice(0), [['list.select'], ['list.select'], ['list.select']]);
      fixture.shown = 'a';
      await enter(VIEWS.lookUps, 'a');
      await enter(VIEWS.recent, 'a');
      await enter(VIEWS.recent, 'b');
      assert.deepEqual(
        [fixture.opened.map(({ sessionId }) => sessionId), fixture.kept],
        [
          ['a', 'a'],
          [false, false],
        ],
      );
      fixture.selectedInFile = 'b';
      await enter(VIEWS.file, 'b');
      assert.deepEqual([fixture.wentTo, fixture.user.ran], [['b'], [['list.select']]]);
    });

    it('a click leaves the focus where it is', async () => {
      await fixture.commands['cometchatCalls.openCallPanel']({ sessionId: 'a', preserveFocus: true });
      await fixture.commands['cometchatCalls.openCallPanel']({ sessionId: 'a' });
      assert.deepEqual(fixture.kept, [true, false]);
    });
  });

  describe('export', () => {
    const run = (given: object | undefined, ...ids: readonly string[]) =>
      fixture.commands['cometchatCalls.exportLookups'](
        given,
        ids.map((sessionId) => ({ sessionId })),
      );
    const json = (path = '/list.json') =>
      (JSON.parse(written.get(path) ?? '[]') as { sessionId: string }[]).map(({ sessionId }) => sessionId);

    it('asks nothing of a caller that says how and where', async () => {
      await run({ format: 'json', uri: '/list.json' });
      assert.deepEqual(json(), ['c', 'b', 'a']);
      await run({ format: 'json', uri: '/one.json', sessionId: 'b' });
      assert.deepEqual(json('/one.json'), ['b']);
      await run({ format: 'json', uri: '/two.json', sessionId: 'a' }, 'a', 'c', 'a');
      assert.deepEqual(json('/two.json'), ['a', 'c']);
      assert.deepEqual(fixture.user.asked, []);
    });

    it('takes all when none is named or selected', async () => {
      fixture.user.does({ pick: 'JSON' });
      await run({ uri: '/list.json' });
      assert.deepEqual(json(), ['c', 'b', 'a']);
    });

    it('asks whether it is to be those that are selected, or all', async () => {
      fixture.selection = fixture.known.store.all().slice(0, 2);
      const asJson = { pick: 'JSON' };
      fixture.user.does({ pick: 'The 2 selected calls' }, asJson, { pick: 'All 3 calls' }, asJson);
      await run({ uri: '/two.json' });
      await run({ uri: '/list.json' });
      assert.deepEqual([json('/two.json').length, json().length], [2, 3]);
      fixture.user.does('escape');
      await run({ uri: '/none.json' });
      assert.equal(written.has('/none.json'), false);
    });

    it('offers each format with and without names', async () => {
      fixture.user.does({ pick: 'CSV without Names' });
      await run({ uri: '/list.csv' });
      const labels = fixture.user.asked[0]?.items.map(({ label }) => label);
      const plain = ['CSV', 'JSON', 'Markdown'];
      assert.deepEqual(labels, [...plain, ...plain.map((name) => `${name} without Names`)]);
      assert.match(written.get('/list.csv') ?? '', /person-1/);
    });

    it('writes no key, whatever the server has echoed', async () => {
      fixture.add(`id-${KEY}`);
      await run({ format: 'csv', uri: '/list.csv' });
      const text = written.get('/list.csv') ?? '';
      assert.ok(text.includes('[API key]') && !text.includes(KEY), text);
    });

    it('says that there is nothing to export', async () => {
      for (const { key } of fixture.known.store.all()) fixture.known.store.remove(key);
      await assert.rejects(async () => run(undefined), /No call has been looked up yet/);
    });
  });
});
