/** The commands on look-ups: pins and notes, removal and what brings back, exports and copies. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { isPinned, NOTE_LENGTH } from '../../../../src/core/lookUp/marks.ts';
import { settle } from '../../core/support.ts';
import { KEY, LookUpListFixture } from '../support/lookUpListFixture.ts';
import { commandsOf } from '../support/commands.ts';
import { itemHandlers } from '../../../../src/vscode/commands/items.ts';
import { handOnHandlers } from '../../../../src/vscode/commands/handOn.ts';

/** The address of a file as a test needs it. */
const parse = (path: string) => ({ path });

describe('vscode marks', () => {
  let fixture: LookUpListFixture;
  beforeEach(() => {
    fixture = new LookUpListFixture();
    for (const id of ['a', 'b', 'c']) fixture.add(id);
  });
  afterEach(() => fixture.dispose());

  const run = (name: 'pinCall' | 'unpinCall', ...ids: readonly string[]) => {
    const handlers = commandsOf(itemHandlers(fixture.deps));
    const selection = ids.map((sessionId) => ({ sessionId }));
    return handlers[`cometchatCalls.${name}`](selection[0], selection.length > 1 ? selection : []);
  };
  const note = (given: object) => commandsOf(itemHandlers(fixture.deps))['cometchatCalls.editNote'](given);
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
    assert.deepEqual(fixture.user.statuses, ['Pinned a', 'Pinned 3 calls', 'Unpinned 2 calls', 'Unpinned b']);
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
    fixture.user.replies = ['c'];
    await run('pinCall');
    assert.deepEqual(
      fixture.user.asked[0]?.items.map(({ label }) => label),
      ['c', 'a'],
    );
    fixture.user.replies = ['b', undefined];
    await run('unpinCall');
    assert.deepEqual(
      fixture.user.asked[1]?.items.map(({ label }) => label),
      ['c', 'b'],
    );
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
    fixture.user.replies = ['first try', '  second\t try ', ''];
    for (const expected of ['first try', 'second try', '']) {
      await note({ sessionId: 'a' });
      assert.equal(fixture.get('a')?.note?.text, expected);
    }
    assert.deepEqual(
      fixture.user.asked.map(({ value }) => value),
      ['', 'first try', 'second try'],
    );
    fixture.user.replies = [undefined];
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
      fixture.user.replies = [text];
      await note({ sessionId: 'a' });
      assert.match(fixture.user.asked.at(-1)?.validationMessage?.message ?? '', reason);
    }
    assert.equal(fixture.get('a')?.note, undefined);
    await note({ sessionId: 'a', note: '☎️'.repeat(NOTE_LENGTH / 2) });
    assert.ok(fixture.get('a')?.note, 'characters are counted as the store cuts them');
  });

  it('draws no icon where a name or a note is written like one', async () => {
    await note({ sessionId: 'a', note: '$(key)' });
    fixture.user.replies = [undefined];
    await run('pinCall');
    const descriptions = fixture.user.asked[0]?.items.map(({ description }) => description).join() ?? '';
    assert.match(descriptions, /\(key\)/);
    assert.doesNotMatch(descriptions, /\$\(/);
  });
});

describe('vscode removal of look-ups', () => {
  let fixture: LookUpListFixture;
  beforeEach(() => {
    fixture = new LookUpListFixture();
    for (const id of ['a', 'b', 'c']) fixture.add(id);
  });
  afterEach(() => fixture.dispose());

  const remove = (given: object | undefined, ...ids: readonly string[]) =>
    commandsOf(itemHandlers(fixture.deps))['cometchatCalls.removeLookup'](
      given,
      ids.map((sessionId) => ({ sessionId })),
    );
  const clear = () => commandsOf(itemHandlers(fixture.deps))['cometchatCalls.clearLookups']();
  const ids = () => fixture.known.store.all().map(({ sessionId }) => sessionId);

  it('asks nothing, and says what it removed once', async () => {
    await remove({ sessionId: 'a' });
    await remove({ sessionId: 'b' }, 'b', 'c', 'b');
    assert.deepEqual(ids(), []);
    assert.deepEqual(fixture.user.messages, ['Removed a', 'Removed 2 look-ups']);
  });

  it('brings them back in their places, with answers, pins and notes', async () => {
    const { store } = fixture.known;
    for (const { key } of store.all()) store.mark(key, { pinned: true, note: `on ${key}` }, 1);
    const before = store.all();
    fixture.user.buttons = ['Undo'];
    await remove({ sessionId: 'b' }, 'b', 'c');
    await settle();
    assert.deepEqual(store.all(), before);
  });

  it('leaves what was looked up again meanwhile as it is', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    fixture.user.buttons = [promise];
    await remove({ sessionId: 'a' });
    const again = fixture.add('a');
    resolve('Undo');
    await settle();
    assert.deepEqual(fixture.get('a'), again);
    assert.equal(fixture.known.store.size, 3);
  });

  it('ends what is under way, and brings it back with nothing under way', async () => {
    await fixture.known.start({ sessionId: 'd' });
    await remove({ sessionId: 'd' });
    assert.equal(fixture.known.asked(0).signal.aborted, true);
    assert.equal(fixture.get('d'), undefined);
    fixture.user.buttons = ['Undo'];
    await fixture.known.start({ sessionId: 'e' });
    await remove({ sessionId: 'e' });
    await settle();
    assert.equal(fixture.get('e')?.state.kind, 'failed');
    await fixture.known.asked(1).answer({ sessionId: 'e', status: 'ended' });
    assert.equal(fixture.get('e')?.state.kind, 'failed', 'what comes late changes nothing');
  });

  it('copies by key what is selected in the view with the focus', async () => {
    fixture.selection = fixture.known.store.all().slice(0, 2);
    fixture.selectedElsewhere = { file: ['in the file'], recent: ['r1', 'r2'] };
    const copied = async (given: object) => {
      fixture.user.clipboard = 'as it was';
      await commandsOf(itemHandlers(fixture.deps))['cometchatCalls.copySessionId'](given, []);
      return fixture.user.clipboard;
    };
    assert.equal(await copied({ selected: true }), 'c\nb');
    assert.equal(await copied({ selected: true, view: 'file' }), 'in the file');
    assert.equal(await copied({ selected: true, view: 'recent' }), 'r1\nr2');
    fixture.selectedElsewhere = { file: [], recent: [] };
    assert.equal(await copied({ selected: true, view: 'recent' }), 'as it was');
  });

  it('by key asks first, and names what it would remove', async () => {
    fixture.selection = fixture.known.store.all().slice(0, 1);
    await remove({ selected: true });
    assert.deepEqual(fixture.user.messages, ['Remove c from the list?']);
    assert.equal(ids().length, 3);
    fixture.user.buttons = ['Remove', 'Undo'];
    await remove({ selected: true });
    await settle();
    assert.deepEqual(fixture.user.messages.slice(1), ['Remove c from the list?', 'Removed c']);
    assert.deepEqual(ids(), ['c', 'b', 'a']);
  });

  it('brings back what came while the user was asked', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    fixture.selection = fixture.known.store.all().slice(0, 2);
    fixture.user.buttons = [promise, 'Undo'];
    const removal = remove({ selected: true });
    const [c, b] = fixture.selection;
    fixture.known.store.mark(c?.key ?? '', { note: 'written meanwhile' }, 1);
    fixture.known.store.remove(b?.key ?? '');
    resolve('Remove');
    await removal;
    await settle();
    assert.equal(fixture.get('c')?.note?.text, 'written meanwhile');
    assert.equal(fixture.get('b'), undefined, 'what was gone before is not brought back');
  });

  it('of all asks first, and can be taken back too', async () => {
    await clear();
    assert.deepEqual(fixture.user.messages, ['Remove all 3 look-ups from the list?']);
    fixture.user.buttons = ['Clear', 'Undo'];
    const before = fixture.known.store.all();
    await clear();
    await settle();
    assert.deepEqual(fixture.user.messages.slice(1), [
      'Remove all 3 look-ups from the list?',
      'Removed 3 look-ups',
    ]);
    assert.deepEqual(fixture.known.store.all(), before);
  });

  it('of all takes along what is on disk and not in the list, and brings it back too', async () => {
    const { store } = fixture.known;
    const old = fixture.add('old');
    store.drop(old.key);
    fixture.onDisk = [old];
    await clear();
    assert.equal(ids().length, 3, 'who says no has the list as it was');
    fixture.user.buttons = ['Clear'];
    await clear();
    const question = 'Remove all look-ups: 3 in the list, and those on disk that are not in it?';
    assert.deepEqual(fixture.user.messages, [question, question, 'Removed 4 look-ups']);
    assert.deepEqual(ids(), []);
    fixture.user.buttons = ['Clear', 'Undo'];
    await clear();
    await settle();
    assert.deepEqual(ids(), ['old'], 'with nothing in the list');
    assert.equal(fixture.user.messages[3], 'Remove all look-ups that are on disk and not in the list?');
  });

  it('of all says what cannot be read, which stays', async () => {
    fixture.unreadable = 2;
    fixture.user.buttons = ['Clear'];
    await clear();
    assert.deepEqual(ids(), []);
    assert.match(fixture.user.messages.at(-1) ?? '', /^2 look-ups of earlier sessions could not be read\./);
  });

  it('of none says nothing', async () => {
    await remove({ sessionId: 'gone' });
    assert.deepEqual(fixture.user.messages, []);
  });

  it('keeps a name from being a link in what it says', async () => {
    fixture.add('[x](command:y)');
    await remove({ sessionId: '[x](command:y)' });
    assert.doesNotMatch(fixture.user.messages[0] ?? '', /\]\(/);
  });
});

describe('vscode exportLookups', () => {
  let fixture: LookUpListFixture;
  let written: Map<string, string>;
  beforeEach(() => {
    written = new Map();
    const writeFile = (file: { path: string }, bytes: Uint8Array) =>
      Promise.resolve(void written.set(file.path, new TextDecoder().decode(bytes)));
    fixture = new LookUpListFixture({ fs: { writeFile } }, { parse });
    for (const id of ['a', 'b', 'c']) fixture.add(id);
  });
  afterEach(() => fixture.dispose());

  const run = (given: object | undefined, ...ids: readonly string[]) =>
    commandsOf(itemHandlers(fixture.deps))['cometchatCalls.exportLookups'](
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
    fixture.user.replies = ['JSON'];
    await run({ uri: '/list.json' });
    assert.deepEqual(json(), ['c', 'b', 'a']);
  });

  it('asks whether it is to be those that are selected, or all', async () => {
    fixture.selection = fixture.known.store.all().slice(0, 2);
    fixture.user.replies = ['The 2 selected calls', 'JSON', 'All 3 calls', 'JSON'];
    await run({ uri: '/two.json' });
    await run({ uri: '/list.json' });
    assert.deepEqual([json('/two.json').length, json().length], [2, 3]);
    fixture.user.replies = [undefined];
    await run({ uri: '/none.json' });
    assert.equal(written.has('/none.json'), false);
  });

  it('offers each format with and without names', async () => {
    fixture.user.replies = ['CSV without Names'];
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

describe('vscode copies of several calls', () => {
  let fixture: LookUpListFixture;
  beforeEach(() => {
    fixture = new LookUpListFixture();
    for (const id of ['a', 'b\u2028c', 'd']) fixture.add(id);
    fixture.add('lost', { kind: 'failed', failure: { reason: 'notFound' }, failedAt: 0 });
  });
  afterEach(() => fixture.dispose());

  async function copied(name: 'copyAsMarkdown' | 'copyAsJson', more: object, ...ids: readonly string[]) {
    const handlers = commandsOf(
      handOnHandlers({
        ...fixture.deps,
        connections: fixture.deps.connections as never,
        logLineOf: () => undefined,
        transcriptsOf: () => undefined,
        compare: () => Promise.resolve(),
      }),
    );
    const selection = ids.map((sessionId) => ({ sessionId }));
    await handlers[`cometchatCalls.${name}`]({ ...selection[0], ...more }, selection);
    return fixture.user.clipboard;
  }

  it('as Markdown: their stories, with a rule between', async () => {
    const text = await copied('copyAsMarkdown', {}, 'a', 'd');
    assert.deepEqual(
      [...text.matchAll(/^(?:## .*|---)$/gm)].map(([line]) => line),
      ['## a', '---', '## d'],
    );
    assert.deepEqual(fixture.user.statuses, ['Copied 2 calls']);
  });

  it('as JSON: an array of what the server sent, whatever is in it', async () => {
    const text = await copied('copyAsJson', {}, 'a', 'b\u2028c', 'a');
    assert.deepEqual(JSON.parse(text), [{ sessionId: 'a' }, { sessionId: 'b\u2028c' }]);
    assert.match(text, /^\[\n {2}\{\n {4}"sessionId"/);
  });

  it('leave out those without an answer, and say so', async () => {
    assert.deepEqual(JSON.parse(await copied('copyAsJson', {}, 'a', 'lost')), [{ sessionId: 'a' }]);
    assert.deepEqual(fixture.user.statuses, ['Copied 1 of 2 calls; the others have no answer']);
  });

  it('of which none has an answer, say why', async () => {
    fixture.add('gone', { kind: 'failed', failure: { reason: 'notFound' }, failedAt: 0 });
    await assert.rejects(() => copied('copyAsJson', {}, 'lost', 'gone'), /has no call with this id/);
  });

  it('without names: each call has pseudonyms of its own', async () => {
    const text = await copied('copyAsMarkdown', { withoutNames: true }, 'a', 'd');
    assert.equal(text.match(/^## person-1$/gm)?.length, 2, text);
  });
});
